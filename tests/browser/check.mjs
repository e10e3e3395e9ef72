// Proofmark's pages in a real browser: Debian's Chromium, driven by Playwright, with axe on every page.
//
// Use: node check.mjs PROOFMARK REPORT [PART…]
//
// PROOFMARK is the program. It serves in folders of its own, on this machine alone, and the browser reaches nothing else.
// REPORT is the folder that pictures of the pages are written to. One line a check, and a last line
// `N passed, M failed, K skipped`; the exit code is 0 only when nothing failed.

import {join, resolve} from 'node:path';

import {Browser} from './browser.mjs';
import {crawl} from './crawl.mjs';
import {doors, staff} from './doors.mjs';
import * as employer from './employer.mjs';
import {fillAll} from './forms.mjs';
import {learner} from './learner.mjs';
import {papers as candidates} from './papers.mjs';
import {provider, two} from './provider.mjs';
import * as publicPages from './public-pages.mjs';
import * as rulesHold from './rules-hold.mjs';
import {Inspector} from './rules.mjs';
import {School, sample} from './school.mjs';
import * as sharing from './sharing.mjs';
import {check, totals} from './tally.mjs';

/** The parts, those that take long before the others. */
const PARTS = {provider: providing, employer: employing, forms, public: publicly, two: assessing, doors: atDoors, rules};

/** How many parts run at once. */
const AT_ONCE = 2;

/** The rules for pages can fail. */
function rules({browser}) {
  return rulesHold.hold(browser);
}

/** The pages that credentials point at. */
async function publicly({browser, program, pictures}) {
  await withSchool(program, [], async school => {
    await publicPages.seed(school);
    await withInspector(browser, pictures, undefined, inspector => publicPages.inspect(inspector, school));
    await publicPages.hostile(browser, school);
  });
}

/** Signing in and out, and other sites. */
async function atDoors({browser, program}) {
  await withSchool(program, [], school => doors(browser, school));
}

/** The employer's way. */
async function employing({browser, program, pictures}) {
  await withSchool(program, [], async school => {
    await school.api('POST', '/api/v1/frameworks', sample('framework'));
    const papers = await candidates(program, school, join(school.folder, 'papers'));
    await employer.weight(browser, school);
    await employer.every(browser, school, papers);
    await employer.more(browser, school, papers);
    await employer.hostile(browser, school);
    await withInspector(browser, pictures, undefined, inspector => employer.inspect(inspector, school, papers));
  });
}

/** The provider's way and the learner's, with a script and without one on a telephone; then every page that they saw. */
async function providing({browser, program, pictures}) {
  for(const look of ['desktop', 'plainPhone']) {
    await withSchool(program, ['--mail-folder', 'letters'], async school => {
      const credential = await provider(browser, school, look);
      const member = await staff(browser, school);
      const holder = await learner(browser, school, member, credential, look);
      await sharing.sharing(browser, school, holder, look);
      if(look === 'desktop') {
        await sharing.doors(browser, school, holder);
        await withInspector(browser, pictures, await holder.context.storageState(), async inspector => {
          await sharing.inspect(inspector, school, await sharing.share(holder, school));
          await inspectAll(inspector, holder, `${school.url}/record`, ['/record']);
          await inspector.inspect('claim over', `${school.url}/claim/${'A'.repeat(43)}`, {status: 404});
        });
        await withInspector(browser, pictures, await member.context.storageState(), async inspector => {
          await inspector.inspect('sign-in', `${school.url}/sign-in`);
          await inspectAll(inspector, member, `${school.url}/console`, ['/console']);
        });
        await sharing.hostile(browser, school, holder);
      }
      await holder.close();
      await member.close();
    });
  }
}

/** Two assessors. */
async function assessing({browser, program, pictures}) {
  await two(browser, program, async (name, visitor, url) => {
    await withInspector(browser, pictures, await visitor.context.storageState(), inspector => inspector.inspect(name, url));
  });
}

/** Hostile texts in every form that the provider and the learner reach. */
async function forms({browser, program}) {
  await withSchool(program, ['--mail-folder', 'letters'], async school => {
    await publicPages.seed(school);
    const member = await staff(browser, school);
    await fillAll(member, 'console', `${school.url}/console`, ['/console']);
    await member.close();
  });
}

/** Looks at one page of each kind that can be reached, in every way. */
async function inspectAll(inspector, visitor, start, prefixes) {
  for(const [name, {url, status}] of await crawl(visitor, start, prefixes)) {
    await inspector.inspect(name.slice(1), url, {status});
  }
}

/** Gives `what` a deployment of its own, and clears it away. */
async function withSchool(program, settings, what) {
  const school = await School.open(program, ...settings);
  try {
    await what(school);
  } finally {
    await school.close();
  }
}

/** Gives `what` visitors who look at pages in every way, with the past that `storageState` says. */
async function withInspector(browser, pictures, storageState, what) {
  const inspector = await Inspector.open(browser, pictures, storageState);
  try {
    await what(inspector);
  } finally {
    await inspector.close();
  }
}

/** Runs a part. One that breaks off is one failure; the other parts are looked at all the same. */
async function run(part, given) {
  const began = Date.now();
  let broken;
  await PARTS[part](given).catch(error => broken = error);
  if(broken) {
    await check(`${part}: to the end`, () => { throw broken; });
  }
  console.log(`      ${part}: ${Math.round((Date.now() - began) / 1000)} s`);
}

async function main(program, report, ...parts) {
  const unknown = parts.filter(part => !(part in PARTS));
  if(!program || !report || unknown.length > 0) {
    console.error(`use: node check.mjs PROOFMARK REPORT [${Object.keys(PARTS).join('|')}…]`);
    process.exit(2);
  }
  const browser = await Browser.open();
  try {
    const waiting = parts.length > 0 ? [...parts] : Object.keys(PARTS);
    const given = {browser, program: resolve(program), pictures: join(resolve(report), 'browser')};
    // Each part has a deployment of its own; while one waits for its browser another has something to do.
    const work = async () => {
      while(waiting.length > 0) {
        await run(waiting.shift(), given);
      }
    };
    await Promise.all(Array.from({length: AT_ONCE}, work));
  } finally {
    await browser.close();
  }
  const {passed, failed, skipped} = totals();
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  // What a part that broke off left open keeps nothing waiting.
  process.exit(failed === 0 ? 0 : 1);
}

await main(...process.argv.slice(2));
