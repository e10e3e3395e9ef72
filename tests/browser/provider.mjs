// The provider's way, from import to issue and after, in the console.

import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

import {signIn, staff} from './doors.mjs';
import {check} from './tally.mjs';
import {School, sample} from './school.mjs';

const KEY = '49-3091.00';

/** Presses a button that leads to another page, and waits for it. Gives the answer of that page. */
export async function press(visitor, button) {
  const {page} = visitor;
  const answered = page.waitForResponse(answer =>
    answer.request().isNavigationRequest() && answer.request().frame() === page.mainFrame() && (answer.status() < 300 || answer.status() >= 400));
  const [answer] = await Promise.all([answered, button.click()]);
  await page.waitForLoadState();
  return answer;
}

/** Imports a framework by its file, with a look at it before. */
export async function importFramework(visitor, school, framework = sample('framework')) {
  const {page} = visitor;
  await visitor.go(`${school.url}/console/frameworks`);
  await page.locator('#file').setInputFiles({name: 'framework.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(framework))});
  await press(visitor, page.locator('form[enctype="multipart/form-data"] button.main'));
  const preview = await page.locator('main').innerText();
  await press(visitor, page.locator('form[action$="/console/frameworks/import"] button.main'));
  return preview;
}

/** Begins a rating sheet, and gives its address. */
export async function beginSheet(visitor, school, {name = 'Ada Example', email = 'ada@example.org', rater = 'R. Assessor'} = {}) {
  const {page} = visitor;
  await visitor.go(`${school.url}/console/assess/new`);
  await page.locator('#name').fill(name);
  await page.locator('#email').fill(email);
  await page.locator('#rater').fill(rater);
  await press(visitor, page.locator('form.card button.main'));
  return page.url();
}

/** Rates the statements of a sheet: the first `met` as met, those after that as not met. */
export async function rate(visitor, met, notMet = 0) {
  const rows = visitor.page.locator('fieldset.rate');
  for(let n = 0; n < met + notMet; n++) {
    await rows.nth(n).locator(`input[value=${n < met ? 'met' : 'not'}]`).check();
  }
}

/** Signs a sheet off from the page where it is rated. */
export async function signOff(visitor) {
  const {page} = visitor;
  await press(visitor, page.locator('button[value=sign-off]'));
  await press(visitor, page.locator('form[action$="/sign-off"] button.main'));
}

/** From the first sign-in to a credential, and to the end of one. Gives the address of a page of a credential that stands. */
export async function provider(browser, school, look) {
  const visitor = await browser.visitor(look);
  const {page} = visitor;
  const step = (name, what) => check(`provider (${look}): ${name}`, what);
  await step('signs in with the admin key', async () => {
    await signIn(visitor, school);
    assert.equal(await page.locator('[aria-current=page]').first().innerText(), 'Overview');
  });
  await step('imports a framework after a look at what will be stored', async () => {
    const preview = await importFramework(visitor, school);
    for(const said of ['Bicycle Repairers', 'Proficient', 'CC0']) {
      assert.ok(preview.includes(said), `“${said}” is not in the preview`);
    }
    await visitor.go(`${school.url}/console/frameworks`);
    assert.ok((await page.locator('main table').innerText()).includes(KEY));
  });
  await step('rates a learner, and sees the level and why as it goes', async () => {
    await beginSheet(visitor, school);
    await rate(visitor, 20);
    const first = page.locator('fieldset.rate').first();
    await first.locator('summary').click();
    await first.locator('input[name^="u:"]').fill('https://workshop.example/evidence/1');
    await first.locator('input[name^="n:"]').fill('A tidy bench');
    await first.locator('textarea[name^="t:"]').fill('Photographed on three evenings.');
    if(look === 'desktop') {
      // The script saves what is rated, and shows the level.
      await page.locator('[data-assess-decision] .result').filter({hasText: 'Developing'}).waitFor();
    }
    await press(visitor, page.locator('button[value=stay]'));
    assert.match(await page.locator('.decision .result').innerText(), /Developing/);
    assert.equal(await page.locator('fieldset.rate input[value=met]:checked').count(), 20);
    await rate(visitor, 29, 2);
    await press(visitor, page.locator('button[value=stay]'));
    assert.match(await page.locator('.decision .result').innerText(), /Proficient/);
  });
  await step('signs the assessment off', async () => {
    await signOff(visitor);
    assert.match(await page.locator('main').innerText(), /on record/);
    assert.match(await page.locator('main').innerText(), /A tidy bench|1 piece|Proficient/);
  });
  await step('looks at what will be issued, and issues it', async () => {
    await press(visitor, page.getByRole('link', {name: 'Issue a credential'}));
    await press(visitor, page.locator('button[name=preview]'));
    const text = await page.locator('main').innerText();
    for(const said of ['As its holder sees it', 'As an employer will see it', 'Before it is signed', 'R. Assessor', 'Proficient']) {
      assert.ok(text.includes(said), `“${said}” is not in the preview`);
    }
    await press(visitor, page.locator('form[method=post] button.main'));
    assert.match(new URL(page.url()).pathname, /^\/console\/credentials\//);
    assert.match(await page.locator('h1').innerText(), /Bicycle Repairers/);
  });
  const credential = page.url();
  await step('finds it again by its learner, and by nobody else', async () => {
    await visitor.go(`${school.url}/console/credentials?learner=ada%40example.org`);
    assert.equal(await page.locator('tbody tr').count(), 1);
    await visitor.go(`${school.url}/console/credentials?learner=eve%40example.org`);
    assert.equal(await page.locator('tbody tr').count(), 0);
  });
  await step('revokes one with a reason, and employers are told', async () => {
    const {credentials: [other]} = await school.issue({...sample('assessment'), learner: {name: 'Eve', email: 'eve@example.org'}});
    await visitor.go(`${school.url}/console/credentials?learner=eve%40example.org`);
    await page.locator('tbody input[name=id]').check();
    await press(visitor, page.locator('button[value=revoke]'));
    await page.locator('#reason').fill('Issued to the wrong person.');
    await press(visitor, page.locator('form[action$="/acts"] button'));
    await visitor.go(`${school.url}/console/credentials?learner=eve%40example.org`);
    assert.match(await page.locator('tbody tr').innerText(), /Revoked/);
    await visitor.go(`${school.url}/verify`);
    await page.locator('#text').fill(JSON.stringify(other.credential));
    await press(visitor, page.locator('form.verify button.main'));
    assert.match(await page.locator('section.verdict').innerText(), /Not valid[\s\S]*revoked/);
  });
  await step('nothing of that made a complaint', () => assert.deepEqual(visitor.noticed(), []));
  await visitor.close();
  return credential;
}

/** A provider that asks for two assessors: the second rates blind, and the two settle where they differ. */
export async function two(browser, program, inspect) {
  const folder = mkdtempSync(join(tmpdir(), 'proofmark-policy-'));
  const policy = join(folder, 'two.json');
  writeFileSync(policy, JSON.stringify({share: 0.8, lowerLevels: true, assessors: 2}));
  const school = await School.open(program, '--policy', policy);
  try {
    await school.api('POST', '/api/v1/frameworks', sample('framework'));
    const first = await staff(browser, school);
    const second = await browser.visitor('desktop');
    let sheet;
    await check('two assessors: the first rates and signs off', async () => {
      sheet = await beginSheet(first, school, {rater: 'First Assessor'});
      await rate(first, 10, 2);
      await first.page.locator('fieldset.rate').first().locator('summary').click();
      await first.page.locator('fieldset.rate').first().locator('textarea[name^="r:"]').fill('A remark of the first.');
      await signOff(first);
      assert.match(await first.page.locator('main').innerText(), /second assessor/i);
    });
    await check('two assessors: the second has a key of their own', async () => {
      await first.go(`${school.url}/console/api-keys`);
      await first.page.locator('input[name=scope][value=admin]').check();
      await press(first, first.page.locator('form[action$="/api-keys/new"] button'));
      const key = (await first.page.locator('section.card code').first().innerText()).trim();
      assert.match(key, /^pm_/);
      await signIn(second, {...school, url: school.url, key});
    });
    await check('two assessors: whoever was first cannot be second', async () => {
      await first.go(sheet);
      assert.equal(await first.page.locator('form[action$="/take"]').count(), 0);
    });
    await check('two assessors: the second sees nothing of what the first said', async () => {
      await second.go(sheet);
      const before = await second.page.content();
      assert.ok(!before.includes('A remark of the first.'));
      await second.page.locator('#take-rater').fill('Second Assessor');
      await press(second, second.page.locator('form[action$="/take"] button'));
      assert.equal(await second.page.locator('fieldset.rate input[value=met]:checked').count(), 0);
      assert.ok(!(await second.page.content()).includes('A remark of the first.'));
      await rate(second, 11, 1);
      await inspect?.('assess blind', second, second.page.url());
      await signOff(second);
    });
    await check('two assessors: they settle where they differ, and the agreement is told', async () => {
      await second.go(sheet);
      const text = await second.page.locator('main').innerText();
      assert.match(text, /κ/);
      assert.equal(await second.page.locator('fieldset.rate').count(), 1);
      await inspect?.('assess settle', second, sheet);
      await second.page.locator('fieldset.rate input[type=radio]').first().check();
      await press(second, second.page.locator('button[value=record]'));
      assert.match(await second.page.locator('main').innerText(), /on record/);
    });
    await check('two assessors: nothing of that made a complaint', () => assert.deepEqual([...first.noticed(), ...second.noticed()], []));
    await first.close();
    await second.close();
  } finally {
    await school.close();
    rmSync(folder, {recursive: true});
  }
}
