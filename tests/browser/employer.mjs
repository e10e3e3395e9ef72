// The employer's way: what a candidate sent is handed in at /verify, by paste, upload or drop, alone or with others; the
// verdict is read, expectations are answered, the table and the receipt are taken.

import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {basename} from 'node:path';

import {HOSTILE, assessment, framework, shown, soc} from './hostile.mjs';
import {UNREADABLE} from './papers.mjs';
import {markup} from './rules.mjs';
import {check} from './tally.mjs';

/** The most that the page, its stylesheet and its script may take, in bytes. */
const LIGHTEST = 60_000;

/** Hands in files. A file is a path, or a name with its bytes. */
export async function upload(visitor, school, files, fill = async () => {}) {
  await visitor.go(`${school.url}/verify`);
  await visitor.page.locator('#files').setInputFiles(files);
  await fill(visitor.page);
  return submit(visitor);
}

/** Hands in a text. */
export async function paste(visitor, school, text) {
  await visitor.go(`${school.url}/verify`);
  await visitor.page.locator('#text').fill(text);
  return submit(visitor);
}

async function submit(visitor) {
  const answered = visitor.page.waitForResponse(answer => answer.request().method() === 'POST');
  const [answer] = await Promise.all([answered, visitor.page.locator('form.verify button.main').click()]);
  await visitor.page.waitForLoadState();
  return answer;
}

/** The colour of the verdict that is shown, with its words. */
async function verdict(page) {
  const section = page.locator('section.verdict').first();
  const tone = (await section.getAttribute('class')).split(/\s+/).find(name => ['good', 'bad', 'warn'].includes(name));
  return {tone, words: await section.innerText()};
}

const WORDS = {good: /^\W*Valid/i, bad: /^\W*Not valid/i, warn: /^\W*Could not be checked/i};

/** Every file, by upload; with a script and without. */
export async function every(browser, school, papers) {
  for(const look of ['desktop', 'plainPhone']) {
    const visitor = await browser.visitor(look);
    for(const {name, path, tone} of papers) {
      await check(`employer (${look}): ${name} is ${{good: 'valid', bad: 'not valid', warn: 'not to be checked'}[tone]}`, async () => {
        const answer = await upload(visitor, school, path);
        assert.equal(answer.status(), 200);
        const told = await verdict(visitor.page);
        assert.equal(told.tone, tone, told.words);
        assert.match(told.words, WORDS[tone]);
        await markup(visitor.page);
        if(/forged|tampered/.test(name)) {
          const text = await visitor.page.locator('main').innerText();
          assert.doesNotMatch(text, /Forged by hand|Ada Example|Advanced|Bicycle/, 'something of a forgery is shown as a fact');
        }
        assert.deepEqual(visitor.noticed(), []);
      });
    }
    for(const [name, bytes] of UNREADABLE) {
      await check(`employer (${look}): ${name} is no credential, and the page says so`, async () => {
        const answer = await upload(visitor, school, {name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes)});
        assert.ok([400, 422].includes(answer.status()), `${answer.status()}`);
        assert.ok(await visitor.page.getByRole('alert').isVisible());
        assert.ok(await visitor.page.locator('#files').isVisible(), 'the form is there for another try');
        await markup(visitor.page);
        assert.deepEqual(visitor.noticed(), []);
      });
    }
    for(const name of ['school.json', 'open-badge.vc-jwt.jwt']) {
      await check(`employer (${look}): the text of ${name}, pasted, is valid`, async () => {
        await paste(visitor, school, readFileSync(papers.find(paper => paper.name === name).path, 'utf8'));
        assert.equal((await verdict(visitor.page)).tone, 'good');
        assert.deepEqual(visitor.noticed(), []);
      });
    }
    await visitor.close();
  }
}

/** What is said beside the verdict: the achievement, the checks, expectations; the table; the receipt. */
export async function more(browser, school, papers) {
  const visitor = await browser.visitor('desktop');
  const {page} = visitor;
  const path = name => papers.find(paper => paper.name === name).path;
  await check('employer: a valid credential says what was achieved, by which rule, and who says so', async () => {
    await upload(visitor, school, path('school.json'));
    const text = await page.locator('main').innerText();
    for(const said of ['Bicycle Repairers', 'Proficient', 'Hydraulic brake service', 'R. Assessor', 'Brake bleed, filmed', '80', 'did:web:localhost']) {
      assert.ok(text.includes(said), `“${said}” is not to be read`);
    }
    assert.equal(await page.locator('.ladder [aria-current]').count(), 1);
  });
  await check('employer: what is expected is answered', async () => {
    await upload(visitor, school, path('school.json'), async page => {
      await page.locator('form.verify details summary').first().click();
      await page.locator('#level').fill('Advanced');
      await page.locator('#framework').fill('49-3091.00');
      await page.locator('#email').fill('ada@example.org');
    });
    const answers = await page.locator('.answers li').allInnerTexts();
    assert.equal(answers.length, 3, answers.join(' | '));
    assert.equal(answers.filter(answer => /✓/.test(answer)).length, 2, answers.join(' | '));
    assert.equal(answers.filter(answer => /✗/.test(answer)).length, 1, answers.join(' | '));
  });
  await check('employer: a page with a link in its address opens nothing before it is asked to', async () => {
    await visitor.go(`${school.url}/verify?url=${encodeURIComponent('https://school.example/badge.json')}`);
    assert.equal(await page.locator('#links').inputValue(), 'https://school.example/badge.json');
    assert.equal(await page.locator('section.verdict').count(), 0);
  });
  await check('employer: files that are dropped are handed in', async () => {
    await visitor.go(`${school.url}/verify`);
    const text = readFileSync(path('school.json'), 'utf8');
    const answered = page.waitForResponse(answer => answer.request().method() === 'POST', {timeout: 3000}).catch(() => undefined);
    await page.evaluate(text => {
      const data = new DataTransfer();
      data.items.add(new File([text], 'dropped.json', {type: 'application/json'}));
      const target = document.querySelector('[data-drop]');
      for(const type of ['dragenter', 'dragover', 'drop']) {
        target.dispatchEvent(new DragEvent(type, {bubbles: true, cancelable: true, dataTransfer: data}));
      }
    }, text);
    // Dropping may send the form at once, or leave that to the button.
    const chosen = await page.evaluate(() => document.querySelector('#files')?.files.length ?? 0).catch(() => 0);
    if(!(await answered)) {
      assert.equal(chosen, 1, 'what was dropped is not in the form');
      await submit(visitor);
    }
    await page.waitForLoadState();
    assert.equal((await verdict(page)).tone, 'good');
  });
  await check('employer: several at once are a table, and a table for spreadsheets', async () => {
    const some = ['school.json', 'revoked.json', 'school.png', 'school.svg', 'unknown-suite.json', 'open-badge.vc-jwt.jwt'];
    await upload(visitor, school, some.map(path));
    const rows = await page.locator('table tbody tr').allInnerTexts();
    assert.equal(rows.length, some.length);
    some.forEach((name, at) => assert.ok(rows[at].includes(name), rows[at]));
    assert.deepEqual(await tones(page), ['good', 'bad', 'good', 'good', 'warn', 'good']);
    const table = await download(page, () => page.locator('button[value=csv]').click());
    const cells = parse(table.toString('utf8'));
    assert.equal(cells.length, some.length + 1);
    assert.deepEqual(cells.slice(1).map(row => row[0]), some);
  });
  await check('employer: a receipt says what was checked, and is known again', async () => {
    await upload(visitor, school, path('school.json'));
    const receipt = await download(page, () => page.locator('button[value=receipt]').click());
    assert.ok(Object.keys(JSON.parse(receipt)).length > 0);
    await upload(visitor, school, {name: 'receipt.json', mimeType: 'application/json', buffer: receipt});
    assert.equal((await verdict(page)).tone, 'good');
    const changed = Buffer.from(receipt.toString().replace(/\.[A-Za-z0-9_-]{4}/, '.AAAA'));
    await upload(visitor, school, {name: 'receipt.json', mimeType: 'application/json', buffer: changed});
    assert.equal((await verdict(page)).tone, 'bad');
  });
  await check('employer: none of that made a complaint', () => assert.deepEqual(visitor.noticed(), []));
  await visitor.close();
}

/** Credentials with hostile texts wherever they take one: the pages and the table show texts. */
export async function hostile(browser, school) {
  const visitor = await browser.visitor('desktop');
  const files = [];
  for(const [n, text] of HOSTILE.entries()) {
    await check(`employer: ${JSON.stringify(text)} in a credential stays text`, async () => {
      if(text.includes('\u0000')) {
        await upload(visitor, school, {name: 'a.json', mimeType: 'application/json', buffer: Buffer.from(text)});
      } else {
        await school.api('POST', '/api/v1/frameworks', framework(text, soc(n)));
        const {credentials} = await school.issue(assessment(text, soc(n)));
        const file = {name: `${n}${text.replace(/[\/\r\n\u2028\u2029]/g, '_')}.json`, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(credentials[0].credential))};
        files.push(file);
        await upload(visitor, school, file);
        assert.equal((await verdict(visitor.page)).tone, 'good');
        assert.ok(shown(await visitor.page.locator('main').textContent()).includes(shown(text)), 'the text is not to be read');
      }
      await markup(visitor.page);
      assert.deepEqual(visitor.noticed(), []);
    });
  }
  await check('employer: no cell of the table for spreadsheets is more than text', async () => {
    await upload(visitor, school, files);
    await markup(visitor.page);
    const table = await download(visitor.page, () => visitor.page.locator('button[value=csv]').click());
    const cells = parse(table.toString('utf8'));
    assert.equal(cells.length, files.length + 1);
    const formulas = cells.flat().filter(cell => /^["'\s]*[=+\-@\t\r]/.test(cell) && !cell.startsWith('\''));
    assert.deepEqual(formulas, []);
    assert.deepEqual(visitor.noticed(), []);
  });
  await visitor.close();
}

/** What the page takes, all told. */
export async function weight(browser, school) {
  await check(`/verify with its stylesheet and script takes less than ${LIGHTEST} bytes`, async () => {
    const visitor = await browser.visitor('desktop');
    const answers = [];
    visitor.context.on('response', answer => answers.push(answer));
    await visitor.go(`${school.url}/verify`);
    await visitor.page.waitForLoadState('networkidle');
    const sizes = await Promise.all(answers.map(async answer => [basename(new URL(answer.url()).pathname), (await answer.body()).length]));
    const total = sizes.reduce((sum, [, size]) => sum + size, 0);
    console.log(`      ${total} bytes: ${sizes.map(size => size.join(' ')).join(', ')}`);
    assert.ok(sizes.length >= 3 && total < LIGHTEST, `${total} bytes`);
    await visitor.close();
  });
}

/** The pages of the verifier, in every way. */
export async function inspect(inspector, school, papers) {
  const path = name => papers.find(paper => paper.name === name).path;
  await inspector.inspect('verify', `${school.url}/verify`);
  await inspector.inspect('verify nothing', visitor => paste(visitor, school, ''), {status: 422});
  await inspector.inspect('verify unreadable', visitor => paste(visitor, school, 'Dear employer'), {status: 422});
  for(const name of ['school.json', 'forged.json', 'revoked.json', 'unknown-suite.json', 'clr.eddsa-rdfc-2022.json', 'ler-rs.eddsa-rdfc-2022.json']) {
    await inspector.inspect(`verify ${name.split('.')[0]}`, visitor => upload(visitor, school, path(name)));
  }
  const several = ['school.json', 'revoked.json', 'unknown-suite.json', 'open-badge.vc-jwt.jwt'].map(path);
  await inspector.inspect('verify several', visitor => upload(visitor, school, several));
}

async function tones(page) {
  return page.locator('table tbody tr td:nth-of-type(1) .state').evaluateAll(cells =>
    cells.map(cell => [...cell.classList].find(name => ['good', 'bad', 'warn'].includes(name))));
}

/** The bytes of the file that comes of an act. */
export async function download(page, act) {
  const [file] = await Promise.all([page.waitForEvent('download'), act()]);
  return readFileSync(await file.path());
}

/** The cells of a table for spreadsheets (RFC 4180). */
export function parse(text) {
  const rows = [[]];
  for(const [, quoted, plain, end] of text.replace(/^\ufeff/, '').matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1).push(quoted?.replaceAll('""', '"') ?? plain);
    if(end === '\r\n') {
      rows.push([]);
    } else if(end === '') {
      break;
    }
  }
  return rows.filter(row => row.length > 1);
}
