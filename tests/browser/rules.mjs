// What must hold of every page, whoever looks at it and however.

import assert from 'node:assert/strict';
import {mkdirSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';

import {check} from './tally.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Levels A and AA of WCAG 2.0, 2.1 and 2.2. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** How far a page is walked through by the Tab key. */
const STOPS = 60;

/** The narrowest telephone that a page is made for, and what WCAG 2.2, 1.4.10 asks for, in CSS pixels. */
const WIDTHS = [360, 320];

/** The width of a sheet of A4 paper, in CSS pixels. */
const PAPER = {width: 794, height: 1123};

/** The height of the tallest picture. */
const TALLEST = 2400;

/** Looks at pages in every way, with one visitor for each, all of whom have the same past. */
export class Inspector {
  static async open(browser, folder, storageState) {
    const inspector = new Inspector();
    const visitors = {};
    for(const look of ['desktop', 'phone', 'plain']) {
      visitors[look] = await browser.visitor(look, {storageState});
    }
    mkdirSync(folder, {recursive: true});
    return Object.assign(inspector, {folder, ...visitors});
  }

  /**
   * Checks a page by every rule. `name` is what it is called in the report and in the names of its pictures; `place` is its
   * address, or what a visitor does to come there and be given the answer.
   */
  async inspect(name, place, {status = 200} = {}) {
    const {desktop, phone, plain} = this;
    const open = visitor => typeof place === 'string' ? visitor.go(place) : place(visitor);
    const there = await check(`${name}: is there, and says how it is protected`, async () => {
      const answer = await open(desktop);
      assert.equal(answer.status(), status, `the status of ${desktop.page.url()}`);
      protectedByHeaders(await answer.allHeaders());
      return true;
    });
    if(!there) {
      return;
    }
    await check(`${name}: has one heading, a language, a title, labels, no id twice, and nothing inline`, async () => {
      await structure(desktop.page);
      await markup(desktop.page);
    });
    await check(`${name}: axe finds nothing, by day`, () => axe(desktop.page));
    await this.picture(desktop, name, 'light');
    await check(`${name}: shows where the focus is`, () => focus(desktop.page));
    await desktop.page.emulateMedia({colorScheme: 'dark', reducedMotion: 'reduce'});
    await check(`${name}: axe finds nothing, by night`, () => axe(desktop.page));
    await check(`${name}: keeps still when asked to`, () => still(desktop.page));
    await this.picture(desktop, name, 'dark');
    await desktop.page.emulateMedia({colorScheme: 'light', media: 'print', reducedMotion: null});
    await desktop.page.setViewportSize(PAPER);
    await check(`${name}: fits on paper`, () => fits(desktop.page, PAPER.width));
    await this.picture(desktop, name, 'print');
    await desktop.page.emulateMedia({colorScheme: 'light', media: 'screen'});
    await desktop.page.setViewportSize({width: 1280, height: 900});

    await check(`${name}: fits on a telephone, and axe finds nothing there`, async () => {
      await open(phone);
      await this.picture(phone, name, 'phone');
      for(const width of WIDTHS) {
        await phone.page.setViewportSize({width, height: 740});
        await fits(phone.page, width);
      }
      await phone.page.setViewportSize({width: WIDTHS[0], height: 740});
      await axe(phone.page);
    });
    await check(`${name}: works without JavaScript`, async () => {
      await open(plain);
      await works(plain.page);
    });
    await check(`${name}: nothing else was asked for, and nothing complained`, () => {
      const noticed = [desktop, phone, plain].flatMap(visitor => visitor.noticed());
      assert.deepEqual(noticed, []);
    });
  }

  async picture(visitor, name, look) {
    const path = join(this.folder, `${name.replace(/[^a-z0-9]+/gi, '-')}.${look}.png`);
    // Of a long page the top is enough to look at.
    const {width, height} = await visitor.page.evaluate(() => ({width: innerWidth, height: document.documentElement.scrollHeight}));
    await visitor.page.screenshot({path, fullPage: true, clip: {x: 0, y: 0, width, height: Math.min(height, TALLEST)}});
  }

  async close() {
    await Promise.all([this.desktop, this.phone, this.plain].map(visitor => visitor.close()));
  }
}

/** No script but the site's own, no frame around the page, no guessing of types, no address told to others. */
export function protectedByHeaders(headers) {
  const policy = headers['content-security-policy'];
  assert.ok(policy, 'there is no Content-Security-Policy');
  const directives = new Map(policy.split(';').map(directive => {
    const [name, ...sources] = directive.trim().split(/\s+/);
    return [name, sources.join(' ')];
  }));
  assert.ok(!/unsafe-|\*|data:.*script/.test(policy), `the policy is loose: ${policy}`);
  assert.equal(directives.get('default-src'), '\'none\'');
  assert.equal(directives.get('frame-ancestors'), '\'none\'');
  assert.equal(directives.get('base-uri'), '\'none\'');
  assert.match(directives.get('form-action') ?? '', /^'(none|self)'/);
  assert.match(directives.get('script-src') ?? '\'none\'', /^'(none|self)'$/);
  assert.match(directives.get('style-src') ?? '\'none\'', /^'(none|self)'$/);
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.match(headers['referrer-policy'] ?? '', /^(no-referrer|same-origin|strict-origin)$/);
  assert.match(headers['content-type'], /^text\/html; ?charset=utf-8$/i);
}

/** What assistive technology goes by. */
export async function structure(page) {
  const found = await page.evaluate(() => {
    const all = selector => [...document.querySelectorAll(selector)];
    const controls = 'input:not([type=hidden]):not([type=submit]):not([type=button]), select, textarea';
    const ids = all('[id]').map(element => element.id);
    const named = element => element.labels?.length || element.ariaLabel || element.getAttribute('aria-labelledby');
    const pointing = ['for', 'aria-labelledby', 'aria-describedby', 'aria-controls'];
    const pointed = pointing.flatMap(name => all(`[${name}]`).flatMap(element => element.getAttribute(name).split(/\s+/)));
    return {
      language: document.documentElement.lang,
      title: document.title.trim(),
      headings: all('h1').length,
      mains: all('main').length,
      unlabelled: all(controls).filter(element => !named(element)).map(element => element.outerHTML.slice(0, 120)),
      twice: ids.filter((id, at) => ids.indexOf(id) !== at),
      nowhere: pointed.filter(id => !document.getElementById(id)),
      levels: all('h1, h2, h3, h4, h5, h6').map(element => Number(element.localName[1])),
    };
  });
  assert.match(found.language, /^[a-z]{2}(-|$)/, 'the page has no language');
  assert.notEqual(found.title, '', 'the page has no title');
  assert.equal(found.headings, 1, 'there must be one h1');
  assert.equal(found.mains, 1, 'there must be one main');
  assert.deepEqual(found.unlabelled, [], 'these have no label');
  assert.deepEqual(found.twice, [], 'these ids are there twice');
  assert.deepEqual(found.nowhere, [], 'these ids are pointed at, and are nowhere');
  const skipped = found.levels.filter((level, at) => level > (found.levels[at - 1] ?? 0) + 1);
  assert.deepEqual(skipped, [], `headings skip a level: ${found.levels}`);
}

/** What no page of this site has in it: scripts and styles of its own, frames, and links to anything that would run. */
export async function markup(page) {
  const strange = await page.evaluate(() => {
    const tells = element => {
      const {localName} = element;
      const is = (...names) => names.includes(localName);
      const attributes = element.getAttributeNames();
      const to = ['href', 'src', 'action', 'formaction'].map(name => element.getAttribute(name)).filter(target => target !== null);
      const origin = target => new URL(target, location.href).origin;
      return is('iframe', 'object', 'embed', 'base', 'style', 'applet', 'frame', 'frameset', 'marquee') ||
        is('script') && (element.text !== '' || origin(element.src) !== location.origin) ||
        is('link') && element.rel !== 'canonical' && origin(element.href) !== location.origin ||
        is('form') && origin(element.getAttribute('action') ?? '') !== location.origin ||
        is('meta') && element.httpEquiv.toLowerCase() === 'refresh' && /url/i.test(element.content) ||
        attributes.some(name => name.startsWith('on') || ['style', 'srcdoc', 'autofocus'].includes(name)) ||
        to.some(target => !['http:', 'https:', 'mailto:'].includes(new URL(target, location.href).protocol) && !(is('img') && target.startsWith('data:image/')));
    };
    return [...document.querySelectorAll('*')].filter(tells).map(element => element.outerHTML.slice(0, 160));
  });
  assert.deepEqual(strange, [], 'these do not belong on a page');
}

/** axe, by its rules for WCAG. */
export async function axe(page) {
  await page.evaluate(AXE);
  const violations = await page.evaluate(async tags => {
    const {violations} = await window.axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']});
    return violations.map(({id, nodes}) =>
      `${id}: ${nodes.slice(0, 4).map(node => `${node.target.join(' ')} (${node.any[0]?.message ?? node.all[0]?.message ?? node.none[0]?.message})`).join('; ')}`);
  }, TAGS);
  assert.deepEqual(violations, []);
}

/** Whoever walks through the page by the Tab key sees where they are, at every stop. */
export async function focus(page) {
  await page.evaluate(() => document.activeElement?.blur());
  const lost = [];
  for(let stop = 0; stop < STOPS; stop++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const element = document.activeElement;
      if(!element || element === document.body) {
        return {end: true};
      }
      const seen = one => {
        const style = one && getComputedStyle(one);
        return style && (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1 || style.boxShadow !== 'none');
      };
      // A box that is drawn by its label shows there that it has the focus.
      const drawn = [element, element.labels?.[0], element.nextElementSibling, element.parentElement];
      const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
      const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      const over = document.elementFromPoint(x, y);
      const free = !over || [element, element.labels?.[0]].some(one => one && (over.contains(one) || one.contains(over)));
      // The parts of a field for dates are the browser's own, which shows where one is in them.
      const part = element === window.stopBefore && element.matches('[type=date], [type=time], [type=datetime-local]');
      window.stopBefore = element;
      return {seen: part || drawn.some(seen), inside, free, html: element.outerHTML.slice(0, 120)};
    });
    if(at.end) {
      break;
    }
    if(!at.seen || !at.inside || !at.free) {
      lost.push(`${!at.seen ? 'not shown' : !at.inside ? 'out of sight' : 'covered'}: ${at.html}`);
    }
  }
  assert.deepEqual(lost, []);
}

/** Nothing moves. */
export async function still(page) {
  const moving = await page.evaluate(() => document.getAnimations().filter(animation => animation.playState === 'running').length);
  assert.equal(moving, 0, 'something moves');
}

/** Nothing is wider than the page, so that nobody has to scroll sideways to read. */
export async function fits(page, width) {
  const wide = await page.evaluate(() => {
    const {scrollWidth} = document.scrollingElement;
    const scrolls = element => element && (['auto', 'scroll', 'hidden'].includes(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
    const out = [...document.querySelectorAll('main *, header *, footer *')].filter(element =>
      element.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !scrolls(element.parentElement));
    return {scrollWidth, out: out.slice(0, 3).map(element => element.outerHTML.slice(0, 140))};
  });
  assert.ok(wide.scrollWidth <= width, `${wide.scrollWidth} px wide where there are ${width}: ${wide.out.join(' ')}`);
}

/** Nothing waits for a script: no button and no link that only a script would give a meaning. */
export async function works(page) {
  const dead = await page.evaluate(() => {
    const visible = element => element.checkVisibility({visibilityProperty: true});
    const buttons = [...document.querySelectorAll('button, input[type=button]')].filter(button =>
      visible(button) && (button.type === 'button' || !button.form) && !button.hasAttribute('popovertarget') && !button.hasAttribute('command'));
    const links = [...document.querySelectorAll('a')].filter(link => visible(link) && ['', '#'].includes(link.getAttribute('href')));
    return [...buttons, ...links].map(element => element.outerHTML.slice(0, 140));
  });
  assert.deepEqual(dead, [], 'these do nothing without a script');
  assert.ok(await page.locator('h1').isVisible(), 'the heading is not to be seen');
}
