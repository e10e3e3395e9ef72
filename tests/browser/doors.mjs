// The doors: signing in and out, and what other sites and other people must not get through them.

import assert from 'node:assert/strict';

import {Attacker} from './attacker.mjs';
import {check} from './tally.mjs';

/** Signs a visitor in with the admin key of a school, by the page. */
export async function signIn(visitor, school, next = '/console') {
  await visitor.go(`${school.url}/sign-in?next=${encodeURIComponent(next)}`);
  await visitor.page.getByLabel('Admin API key').fill(school.key);
  await visitor.page.getByRole('button', {name: 'Sign in'}).click();
  await visitor.page.waitForURL(url => !url.pathname.startsWith('/sign-in'));
}

/** A visitor who is signed in already. */
export async function staff(browser, school, look = 'desktop') {
  const visitor = await browser.visitor(look);
  await signIn(visitor, school);
  return visitor;
}

/** Where somebody wants to send whoever signs in. */
const ELSEWHERE = [
  '//evil.example', 'https://evil.example', '/\\evil.example', '\\\\evil.example', '/\t/evil.example', 'javascript:alert(1)',
  '/%09/evil.example', '///evil.example', 'http:evil.example', '/..//evil.example', '@evil.example', '/.//evil.example',
];

export async function doors(browser, school) {
  await signing(browser, school);
  await redirects(browser, school);
  await otherSites(browser, school);
}

async function signing(browser, school) {
  const visitor = await browser.visitor('desktop');
  await check('the console leads whoever is not signed in to the door, and back', async () => {
    await visitor.go(`${school.url}/console`);
    assert.equal(new URL(visitor.page.url()).pathname, '/sign-in');
    await visitor.page.getByLabel('Admin API key').fill(school.key);
    await visitor.page.getByRole('button', {name: 'Sign in'}).click();
    await visitor.page.waitForURL(`${school.url}/console`);
  });
  await check('the cookie of a session is for the site alone and for no script', async () => {
    const cookies = await visitor.context.cookies();
    const session = cookies.filter(cookie => /proofmark/.test(cookie.name));
    assert.equal(session.length, 1, `cookies: ${cookies.map(cookie => cookie.name)}`);
    assert.ok(session[0].httpOnly);
    assert.match(session[0].sameSite, /Lax|Strict/);
    assert.equal(session[0].path, '/');
    assert.equal(session[0].domain, 'localhost');
    assert.ok(session[0].value.length >= 43, 'the token must hold 256 bits');
    assert.equal(await visitor.page.evaluate(() => document.cookie), '');
  });
  await check('pages of the console are kept by nobody', async () => {
    const answer = await visitor.go(`${school.url}/console`);
    assert.match((await answer.allHeaders())['cache-control'], /no-store/);
  });
  await check('after signing out the old cookie opens nothing', async () => {
    const cookies = await visitor.context.cookies();
    await visitor.page.getByRole('button', {name: 'Sign out'}).click();
    await visitor.page.waitForURL(/\/sign-in/);
    await visitor.context.clearCookies();
    await visitor.context.addCookies(cookies);
    await visitor.go(`${school.url}/console`);
    assert.equal(new URL(visitor.page.url()).pathname, '/sign-in');
  });
  await check('a wrong key is told, and nothing of it is shown again', async () => {
    await visitor.go(`${school.url}/sign-in`);
    await visitor.page.getByLabel('Admin API key').fill('pm_wrong<b>');
    const [answer] = await Promise.all([
      visitor.page.waitForResponse(answer => answer.request().method() === 'POST'),
      visitor.page.getByRole('button', {name: 'Sign in'}).click(),
    ]);
    assert.equal(answer.status(), 403);
    assert.ok(await visitor.page.getByRole('alert').isVisible());
    assert.ok(!(await visitor.page.content()).includes('pm_wrong'));
  });
  await check('a session that somebody planted is not the one that begins', async () => {
    const planted = 'A'.repeat(43);
    await visitor.context.clearCookies();
    await visitor.context.addCookies([{name: 'proofmark', value: planted, url: school.url}]);
    await signIn(visitor, school);
    const [cookie] = (await visitor.context.cookies()).filter(cookie => cookie.name === 'proofmark');
    assert.notEqual(cookie.value, planted);
  });
  await check('signing in and out made no complaint', () => assert.deepEqual(visitor.noticed(), []));
  await visitor.close();
}

/** Whoever signs in goes on to a page of this site, wherever the address that brought them wants to lead. */
async function redirects(browser, school) {
  const visitor = await browser.visitor('desktop');
  for(const next of ELSEWHERE) {
    await check(`signing in does not lead to ${JSON.stringify(next)}`, async () => {
      await visitor.context.clearCookies();
      await signIn(visitor, school, next);
      assert.equal(new URL(visitor.page.url()).origin, school.url);
      assert.deepEqual(visitor.noticed().filter(noticed => !/Failed to load resource/.test(noticed)), []);
    });
  }
  await visitor.close();
}

async function otherSites(browser, school) {
  const attacker = await Attacker.open();
  const visitor = await staff(browser, school);
  for(const path of ['/console', '/sign-in', '/verify', '/frameworks']) {
    await check(`${path} is not shown in a frame of another site`, async () => {
      assert.equal(await attacker.frames(visitor, school.url + path), '');
    });
  }
  await check('another site cannot sign anybody out', async () => {
    assert.equal(await attacker.sends(visitor, `${school.url}/sign-out`, {}), 403);
    await visitor.go(`${school.url}/console`);
    assert.equal(visitor.page.url(), `${school.url}/console`);
  });
  await check('another site cannot sign anybody in', async () => {
    const stranger = await browser.visitor('desktop');
    assert.equal(await attacker.sends(stranger, `${school.url}/sign-in`, {key: school.key}), 403);
    assert.deepEqual((await stranger.context.cookies()).filter(cookie => /proofmark/.test(cookie.name)), []);
    await stranger.close();
  });
  await visitor.close();
  await attacker.close();
}
