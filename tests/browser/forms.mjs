// Every form that can be reached, filled with hostile texts: whatever comes of it, a page answers, nothing runs, and the
// markup of the pages that show the texts afterwards is theirs.

import assert from 'node:assert/strict';

import {crawl} from './crawl.mjs';
import {HOSTILE} from './hostile.mjs';
import {markup, protectedByHeaders} from './rules.mjs';
import {check} from './tally.mjs';

/** Forms that would end the visit, or what the visit is about. */
const LEFT_ALONE = /\/(sign-out|erase|language|keys\/|compromise)/;

/** The forms of the page that is open that somebody writes in: their places, and where they go. */
async function writable(page) {
  return page.evaluate(() => [...document.querySelectorAll('main form')].map((form, place) => ({
    place,
    action: new URL(form.getAttribute('action') ?? '', location.href).pathname,
    method: form.method,
    fields: [...form.elements].filter(field => field.matches('textarea, input:not([type=hidden], [type=file], [type=checkbox], [type=radio], [type=submit], [type=button])')).length,
  })).filter(form => form.fields > 0));
}

/**
 * Fills a form with a text wherever something can be written, past what the browser would refuse, and sends it. Unless told to
 * `bend`, fields for addresses and dates hold good ones, so that the other texts get further.
 */
async function send(visitor, place, text, bend = true) {
  const {page} = visitor;
  const answered = page.waitForResponse(answer =>
    answer.request().isNavigationRequest() && answer.request().frame() === page.mainFrame() && (answer.status() < 300 || answer.status() >= 400));
  const loaded = page.waitForEvent('load');
  const sent = page.evaluate(({place, text, bend}) => {
    const form = document.querySelectorAll('main form')[place];
    form.noValidate = true;
    for(const field of form.elements) {
      if(field.matches('textarea, input:not([type=hidden], [type=file], [type=checkbox], [type=radio], [type=submit], [type=button])')) {
        const good = {email: 'ada@example.org', url: 'https://workshop.example/evidence', did: '', until: '', date: ''};
        const kind = [field.type, field.name, field.name.split(':')[0] === 'u' ? 'url' : ''].find(kind => kind in good);
        if(!bend && kind !== undefined) {
          field.value = good[kind];
          continue;
        }
        field.removeAttribute('maxlength');
        if(field.localName === 'input') {
          field.type = 'text';
        }
        field.value = text;
      }
    }
    // A script of the page must not be what keeps the text from being sent; and this one has to end before the page does.
    setTimeout(() => HTMLFormElement.prototype.submit.call(form));
  }, {place, text, bend});
  const [answer] = await Promise.all([answered, loaded, sent]);
  return answer;
}

/** Fills every form that can be reached from `start`, then looks at every page that can be reached. */
export async function fillAll(visitor, name, start, prefixes) {
  const pages = await crawl(visitor, start, prefixes);
  for(const [kind, {url}] of pages) {
    await visitor.go(url);
    for(const {place, action, fields} of await writable(visitor.page)) {
      if(LEFT_ALONE.test(action)) {
        continue;
      }
      await check(`${name}: the form on ${kind} for ${action.split('/').slice(0, 4).join('/')} (${fields} fields) takes ${HOSTILE.length} hostile texts as texts`, async () => {
        let turn = 0;
        for(const text of fields > 1 ? HOSTILE.flatMap(text => [text, text]) : HOSTILE) {
          await visitor.go(url);
          if(!(await writable(visitor.page)).some(form => form.place === place)) {
            return;
          }
          // Every text goes into every field; every other time what would be refused is left as it should be.
          const answer = await send(visitor, place, text, turn++ % 2 === 0);
          await sound(visitor, `${JSON.stringify(text)} at ${url}`, answer);
        }
      });
    }
  }
  await check(`${name}: every page is as it was made, after all that`, async () => {
    for(const {url} of (await crawl(visitor, start, prefixes)).values()) {
      await sound(visitor, url, await visitor.go(url));
    }
  });
}

/** A page answered, and it is as it was made. */
async function sound(visitor, where, answer) {
  assert.ok(answer.status() < 500, `${where}: ${answer.status()}`);
  protectedByHeaders(await answer.allHeaders());
  await markup(visitor.page);
  assert.deepEqual(visitor.noticed(), [], where);
}
