// The learner's way, second half: a link with a choice of what it shows, what others see by it, and taking it back.

import assert from 'node:assert/strict';

import {Attacker} from './attacker.mjs';
import {HOSTILE, shown} from './hostile.mjs';
import {press} from './provider.mjs';
import {markup, protectedByHeaders} from './rules.mjs';
import {check} from './tally.mjs';

const NAME = 'Ada Example';

/** A day to come, as a field for dates takes it. */
function dayToCome(days) {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** Makes a link by the pages. `shows` are the boxes that are to be ticked. Gives its address. */
export async function share(learner, school, {purpose = 'My application as a mechanic', shows = ['name', 'statements'], indexed = false} = {}) {
  const {page} = learner;
  await learner.go(`${school.url}/record/shares/new`);
  await page.locator('input[name=credential]').first().check();
  await page.locator('#purpose').fill(purpose);
  await page.locator('#until').fill(dayToCome(30));
  for(const box of ['name', 'statements', 'evidence', 'document']) {
    await page.locator(`#${box}`).setChecked(shows.includes(box));
  }
  await page.locator('#indexed').setChecked(indexed);
  await page.getByRole('button', {name: 'See what they will see'}).click();
  await page.waitForLoadState();
  const preview = await page.locator('.preview').innerText();
  await page.getByRole('button', {name: 'Make the link'}).click();
  await page.waitForURL(/\/record\/shares\/[^/]+$/);
  const address = await page.locator('section.card code').first().innerText();
  return {address, preview, page: page.url()};
}

/** The whole life of links, by a learner who is signed in. */
export async function sharing(browser, school, learner, look) {
  const {page} = learner;
  const made = await check(`learner (${look}): a link is made after a look at what others will see`, async () => {
    const made = await share(learner, school);
    assert.match(made.address, new RegExp(`^${school.url}/s/[A-Za-z0-9_-]{43}$`));
    return made;
  });
  if(!made) {
    return;
  }
  await check(`learner (${look}): whoever has the link sees what was chosen, and gets nothing else`, async () => {
    const other = await browser.visitor('phone');
    const answer = await other.go(made.address);
    assert.equal(answer.status(), 200);
    const headers = await answer.allHeaders();
    protectedByHeaders(headers);
    assert.match(headers['x-robots-tag'] ?? '', /noindex/);
    const source = await answer.text();
    assert.ok(source.includes(NAME) && source.includes('Hydraulic brake service'));
    for(const hidden of ['A tidy bench', 'ada@example.org', 'did:key:', 'proofValue', 'urn:uuid:']) {
      assert.ok(!source.includes(hidden), `${hidden} is in the page`);
    }
    assert.equal(await other.page.locator('.ladder [aria-current]').count(), 1);
    assert.deepEqual(await other.context.cookies(), []);
    assert.deepEqual(other.noticed(), []);
    await other.close();
  });
  await check(`learner (${look}): a link without a name holds no name, and one with everything holds the document`, async () => {
    const bare = await share(learner, school, {shows: []});
    const other = await browser.visitor('plain');
    const source = await (await other.go(bare.address)).text();
    for(const hidden of [NAME, 'Hydraulic brake service', 'A tidy bench']) {
      assert.ok(!source.includes(hidden), `${hidden} is in the page`);
    }
    const whole = await share(learner, school, {shows: ['name', 'statements', 'evidence', 'document']});
    await other.go(whole.address);
    assert.ok((await other.page.content()).includes('A tidy bench'));
    const link = await other.page.locator('.downloads a').first().getAttribute('href');
    const document = await other.context.request.get(new URL(link, school.url).href);
    assert.equal(document.status(), 200);
    assert.match(document.headers()['content-disposition'], /^attachment/);
    await other.close();
  });
  await check(`learner (${look}): LinkedIn is told name, issuer, date and address, each encoded`, async () => {
    await learner.go(made.page);
    const link = page.locator('a[href*="linkedin.com"]');
    const url = new URL(await link.getAttribute('href'));
    assert.equal(url.origin + url.pathname, 'https://www.linkedin.com/profile/add');
    const told = url.searchParams;
    assert.equal(told.get('startTask'), 'CERTIFICATION_NAME');
    assert.match(told.get('name'), /Bicycle Repairers/);
    assert.ok(told.get('organizationName'));
    assert.match(told.get('issueYear'), /^20\d\d$/);
    assert.match(told.get('issueMonth'), /^([1-9]|1[0-2])$/);
    assert.equal(told.get('certUrl'), made.address);
    assert.match(await link.getAttribute('rel'), /noreferrer/);
  });
  await check(`learner (${look}): looks are counted`, async () => {
    await learner.go(`${school.url}/record/shares`);
    const card = page.locator('li.card').filter({has: page.locator(`a[href$="${new URL(made.page).pathname}"]`)});
    assert.match(await card.innerText(), /looked at once/);
  });
  await check(`learner (${look}): a link that was taken back is gone at once`, async () => {
    await learner.go(made.page);
    await page.getByRole('button', {name: 'Take back'}).click();
    await page.waitForLoadState();
    const other = await browser.visitor('desktop');
    const answer = await other.go(made.address);
    const never = await other.context.request.get(`${school.url}/s/${'A'.repeat(43)}`, {headers: {accept: 'text/html'}});
    assert.equal(answer.status(), never.status());
    assert.equal(await answer.text(), await never.text(), 'what was and what never was must answer alike');
    await other.close();
  });
  await check(`learner (${look}): nothing of that made a complaint`, () => assert.deepEqual(learner.noticed(), []));
}

/** Hostile texts as the purpose of a link. */
export async function hostile(browser, school, learner) {
  const other = await browser.visitor('desktop');
  await check(`learner: ${HOSTILE.length} hostile purposes stay texts on every page that shows them`, async () => {
    for(const text of HOSTILE) {
      const {page} = learner;
      let made;
      try {
        made = await share(learner, school, {purpose: text});
      } catch(error) {
        // What is refused is not shown anywhere but in its field.
        await markup(page);
        assert.ok(text.includes('\u0000'), `${JSON.stringify(text)}: ${error.message}`);
        continue;
      }
      await markup(page);
      assert.ok(shown(await page.locator('h1').textContent()).includes(shown(text)), JSON.stringify(text));
      await other.go(made.address);
      await markup(other.page);
      assert.ok(shown(await other.page.locator('main').textContent()).includes(shown(text)), JSON.stringify(text));
    }
    await learner.go(`${school.url}/record/shares`);
    await markup(learner.page);
    assert.deepEqual([...learner.noticed(), ...other.noticed()], []);
  });
  await other.close();
}

/** Other sites, and people without a link. */
export async function doors(browser, school, learner) {
  const attacker = await Attacker.open();
  const {address, page} = await share(learner, school);
  for(const [what, url] of [['a shared page', address], ['the learner’s record', `${school.url}/record`], ['the learner’s links', `${school.url}/record/shares`]]) {
    await check(`${what} is not shown in a frame of another site`, async () => assert.equal(await attacker.frames(learner, url), ''));
  }
  await check('another site cannot take links back', async () => {
    assert.equal(await attacker.sends(learner, `${school.url}/record/shares/take-back`, {}), 403);
    assert.equal(await attacker.sends(learner, `${page}/take-back`, {csrf: 'A'.repeat(43)}), 403);
    const answer = await learner.context.request.get(address, {headers: {accept: 'text/html'}});
    assert.equal(answer.status(), 200);
  });
  await attacker.close();
}

/** The pages, in every way. */
export async function inspect(inspector, school, made) {
  await inspector.inspect('share', made.address);
  await inspector.inspect('share link', made.page);
  await inspector.inspect('share list', `${school.url}/record/shares`);
  await inspector.inspect('share new', `${school.url}/record/shares/new`);
  await inspector.inspect('share preview', async visitor => {
    const {page} = visitor;
    await visitor.go(`${school.url}/record/shares/new`);
    await page.locator('input[name=credential]').first().check();
    await page.locator('#purpose').fill('My application');
    await page.locator('#until').fill(dayToCome(30));
    return press(visitor, page.getByRole('button', {name: 'See what they will see'}));
  });
  await inspector.inspect('share nowhere', `${school.url}/s/${'A'.repeat(43)}`, {status: 404});
}
