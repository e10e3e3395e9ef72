// The learner's way, first half: the letter with the claim link, the record, and what can be taken along.

import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';

import {download, upload} from './employer.mjs';
import {press} from './provider.mjs';
import {check} from './tally.mjs';

/** The latest letter in the folder that the program leaves letters in, as text. */
export function latestLetter(school) {
  const folder = join(school.folder, 'letters');
  const name = readdirSync(folder).sort().at(-1);
  const raw = readFileSync(join(folder, name), 'utf8').replace(/\r\n/g, '\n');
  const [head, ...rest] = raw.split('\n\n');
  const body = rest.join('\n\n');
  if(/base64/i.test(raw)) {
    const parts = [...body.matchAll(/^([A-Za-z0-9+/=\n]{60,})$/gm)].map(([part]) => Buffer.from(part, 'base64').toString('utf8'));
    return `${head}\n\n${parts.join('\n') || Buffer.from(body, 'base64').toString('utf8')}`;
  }
  // Quoted-printable (RFC 2045, section 6.7).
  const bytes = body.replace(/=\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return `${head}\n\n${Buffer.from(bytes, 'latin1').toString('utf8')}`;
}

/** Has a claim link sent for the credential whose page of the console is `credential`, by a member of staff. Gives the link. */
export async function sendClaim(visitor, school, credential) {
  const {page} = visitor;
  await visitor.go(credential);
  await press(visitor, page.getByRole('link', {name: /claim|link/i}).first());
  await page.locator('input[name=to][value*="@"]').first().check();
  await press(visitor, page.locator('form.card button.main'));
  return (await page.locator('.claim-link').innerText()).trim();
}

/** Opens a claim link and confirms: the visitor is signed in as the learner. */
export async function redeem(visitor, link) {
  await visitor.go(link);
  return press(visitor, visitor.page.locator('form.card button.main'));
}

/** From the letter to the files. Gives the learner, who is signed in. */
export async function learner(browser, school, staff, credential, look) {
  const step = (name, what) => check(`learner (${look}): ${name}`, what);
  const visitor = await browser.visitor(look);
  const {page} = visitor;
  const link = await step('gets a letter with a link that works once', async () => {
    const link = await sendClaim(staff, school, credential);
    const letter = latestLetter(school);
    assert.match(letter, /^To: .*ada@example\.org/m);
    assert.ok(letter.includes(link), 'the link is not in the letter');
    return link;
  });
  if(!link) {
    return visitor;
  }
  await step('is let in by the link, but not by looking at it', async () => {
    // Programs that look at letters open links in them; that must not use them up.
    for(let n = 0; n < 2; n++) {
      const answer = await visitor.context.request.get(link);
      assert.equal(answer.status(), 200);
    }
    await redeem(visitor, link);
    assert.match(new URL(page.url()).pathname, /^\/record(\/credentials\/|$)/);
    const [cookie] = await visitor.context.cookies();
    assert.ok(cookie.httpOnly && /Lax|Strict/.test(cookie.sameSite));
  });
  await step('is not let in twice, and a link that never was answers alike', async () => {
    const other = await browser.visitor('desktop');
    const used = await other.context.request.get(link);
    const never = await other.context.request.get(`${school.url}/claim/${'A'.repeat(43)}`);
    assert.equal(used.status(), never.status());
    assert.equal(await used.text(), await never.text());
    await other.close();
  });
  await step('sees what is held, how far the next level is, and what is missing', async () => {
    await visitor.go(`${school.url}/record`);
    const text = await page.locator('main').innerText();
    for(const said of ['Ada Example', 'Bicycle Repairers', 'Proficient', 'Advanced']) {
      assert.ok(text.includes(said), `“${said}” is not on the record`);
    }
  });
  await step('takes the credential along in every form, and each is valid', async () => {
    await press(visitor, page.locator('li.held a').first());
    const here = page.url();
    const ways = await page.locator('a[download]').evaluateAll(links => links.map(link => link.getAttribute('href')));
    const kinds = ways.map(way => way.split('/').at(-1));
    for(const kind of ['json', 'png', 'svg', 'pdf']) {
      assert.ok(kinds.some(known => known.includes(kind)), `there is no ${kind}: ${kinds}`);
    }
    const employer = await browser.visitor('desktop');
    for(const way of ways) {
      await visitor.go(here);
      const bytes = await download(page, () => page.locator(`a[href="${way}"]`).click());
      await upload(employer, school, {name: `taken-${way.split('/').at(-1)}`, mimeType: 'application/octet-stream', buffer: bytes});
      assert.match(await employer.page.locator('section.verdict').first().innerText(), /^\W*Valid/, way);
    }
    await employer.close();
  });
  await step('nothing of that made a complaint', () => assert.deepEqual(visitor.noticed(), []));
  return visitor;
}
