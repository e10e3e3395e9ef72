// That the rules for pages can fail: each is shown a page that breaks it, and has to say so.

import assert from 'node:assert/strict';
import {once} from 'node:events';
import {createServer} from 'node:http';

import {axe, fits, focus, markup, protectedByHeaders, still, structure, works} from './rules.mjs';
import {check} from './tally.mjs';

const page = (body, head = '') =>
  `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A page</title>${head}</head><body><main><h1>A page</h1>${body}</main></body></html>`;

/** Pages that break a rule, with the rule and what it has to say. */
const BROKEN = [
  ['two headings', page('<h1>Another</h1>'), structure, /one h1/],
  ['no language', page('').replace(' lang="en"', ''), structure, /no language/],
  ['a field without a label', page('<input name="a">'), structure, /no label/],
  ['an id twice', page('<p id="a"></p><p id="a"></p>'), structure, /twice/],
  ['a label for nothing', page('<label for="a">A</label>'), structure, /nowhere/],
  ['a heading too deep', page('<h3>Deep</h3>'), structure, /skip a level/],
  ['a script in the page', page('<script>var a</script>'), markup, /do not belong/],
  ['a script of somebody else', page('<script src="http://evil.example/a.js"></script>'), markup, /do not belong/],
  ['a handler', page('<p onclick="a()">A</p>'), markup, /do not belong/],
  ['a style in the page', page('<p style="top:0">A</p>'), markup, /do not belong/],
  ['a link that runs', page('<a href=" JaVaScRiPt:alert(1)">A</a>'), markup, /do not belong/],
  ['a form for somebody else', page('<form action="//evil.example"></form>'), markup, /do not belong/],
  ['a frame', page('<iframe srcdoc="a"></iframe>'), markup, /do not belong/],
  ['a page that leads away', page('', '<meta http-equiv="refresh" content="9;url=//evil.example">'), markup, /do not belong/],
  ['grey on grey', page('<p style="color:#999;background:#aaa">Pale</p>'), axe, /color-contrast/],
  ['a picture without words', page('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'), axe, /image-alt/],
  ['a target too small', page('<p><button style="width:9px;height:9px;padding:0;border:0">a</button><button style="width:9px;height:9px;padding:0;border:0">b</button></p>'), axe, /target-size/],
  ['a focus that is not shown', page('<a href="/a">A</a>', '<style>:focus{outline:none}</style>'), focus, /not shown/],
  ['a focus out of sight', page('<a href="/a" style="position:fixed;left:-400px">A</a>'), focus, /out of sight/],
  ['a focus under something else', page('<a href="/a">A</a><div style="position:fixed;inset:0"></div>'), focus, /covered/],
  ['something that moves', page('<p id="a">A</p>', '<style>@keyframes a{to{opacity:0}}#a{animation:a 9s infinite}</style>'), still, /moves/],
  ['a wide table', page(`<table><tr><td style="min-width:2000px">Wide</td></tr></table>`), page => fits(page, 1280), /px wide/],
  ['a button for a script', page('<button type="button">Go</button>'), works, /nothing without a script/],
  ['a link to nowhere', page('<a href="#">Go</a>'), works, /nothing without a script/],
];

/** Pages that do what a page must not do, and what a visitor has to notice of it. */
const NOTICED = [
  ['a dialog', page('<script>alert(1)</script>'), /^dialog/],
  ['a script against the policy', page('<script>document.title = "ran"</script>'), /^policy: script-src/, {'content-security-policy': 'script-src \'none\''}],
  ['a style against the policy', page('<p style="color:red">A</p>'), /^policy: style-src/, {'content-security-policy': 'style-src \'none\''}],
  ['an error in a script', page('<script>throw new Error("broken")</script>'), /^error in a script: broken/],
  ['a request to another host', page('<img alt="" src="http://evil.example/x">'), /^request to another host/],
  ['a file that is not there', page('<img alt="" src="/missing">'), /^console: Failed to load/],
];

const GOOD_HEADERS = {
  'content-security-policy': 'default-src \'none\'; style-src \'self\'; base-uri \'none\'; form-action \'self\'; frame-ancestors \'none\'',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'content-type': 'text/html; charset=utf-8',
};

/** Header fields that protect too little. */
const LOOSE = [
  ['no policy', {'content-security-policy': undefined}],
  ['inline scripts', {'content-security-policy': `${GOOD_HEADERS['content-security-policy']}; script-src 'self' 'unsafe-inline'`}],
  ['scripts of others', {'content-security-policy': `${GOOD_HEADERS['content-security-policy']}; script-src https://evil.example`}],
  ['frames', {'content-security-policy': GOOD_HEADERS['content-security-policy'].replace('frame-ancestors \'none\'', '')}],
  ['guessing', {'x-content-type-options': undefined}],
  ['a talkative referrer', {'referrer-policy': 'unsafe-url'}],
];

export async function hold(browser) {
  let answer;
  const server = createServer((request, response) => {
    response.writeHead(request.url === '/' ? 200 : 404, {'content-type': 'text/html', ...answer.headers});
    response.end(request.url === '/' ? answer.body : '');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const visitor = await browser.visitor('desktop');
  const show = async (body, headers) => {
    answer = {body, headers};
    await visitor.go(`http://127.0.0.1:${server.address().port}/`);
  };
  for(const [what, body, rule, said] of BROKEN) {
    await check(`the rules find ${what}`, async () => {
      await show(body);
      await assert.rejects(rule(visitor.page), said);
    });
  }
  visitor.noticed();
  for(const [what, body, said, headers] of NOTICED) {
    await check(`a visitor notices ${what}`, async () => {
      await show(body, headers);
      assert.ok(visitor.noticed().some(noticed => said.test(noticed)));
    });
  }
  await check('the rules take header fields that protect', () => protectedByHeaders(GOOD_HEADERS));
  for(const [what, headers] of LOOSE) {
    await check(`the rules refuse header fields that allow ${what}`, () =>
      assert.throws(() => protectedByHeaders({...GOOD_HEADERS, ...headers})));
  }
  await visitor.close();
  server.close();
  server.closeAllConnections();
}
