// Counts what was checked: one line a check on standard output, and the totals for the last line.

const counts = {passed: 0, failed: 0, skipped: 0};

/**
 * Runs a check: it passed unless `what` throws. Gives what `what` gives, and nothing when it failed, so that a journey can
 * say whether it makes sense to go on.
 */
export async function check(name, what) {
  try {
    const outcome = await what();
    counts.passed += 1;
    console.log(`ok    ${name}`);
    return outcome;
  } catch(error) {
    counts.failed += 1;
    console.log(`FAIL  ${name}: ${reason(error)}`);
    return undefined;
  }
}

/** Says that something was not checked, and why. */
export function skip(name, why) {
  counts.skipped += 1;
  console.log(`skip  ${name}: ${why}`);
}

/** The totals so far. */
export function totals() {
  return {...counts};
}

/** An error in a few lines: the colours and call logs of Playwright say nothing in a report. */
function reason(error) {
  const text = error instanceof Error ? error.message : String(error);
  const plain = text.replace(/\u001b\[[0-9;]*m/g, '').split('\n').filter(line => line.trim() !== '');
  return plain.slice(0, 12).join('\n        ').slice(0, 1500);
}
