// The pages that alignments and criteria point at: frameworks, their levels and statements, achievements, what is not there
// and what was taken away.

import assert from 'node:assert/strict';

import {HOSTILE, framework as spoken, shape, shown, soc as socOf} from './hostile.mjs';
import {check} from './tally.mjs';
import {sample} from './school.mjs';

const KEY = '49-3091.00';
const VERSION = 'v.26.11';
const NEXT = 'v.27.01';
const WITHDRAWN = 'v.0.9';

/** Puts up what the pages show: a framework with a newer version, one that was withdrawn, and a credential. */
export async function seed(school) {
  const framework = sample('framework');
  const versions = [WITHDRAWN, VERSION, NEXT].map(version => ({...framework, framework: {...framework.framework, version}}));
  for(const version of versions) {
    await school.api('POST', '/api/v1/frameworks', version);
  }
  await school.issue(sample('assessment'));
  const standing = (version, body) => school.api('POST', `/api/v1/frameworks/${KEY}/${version}/standing`, body);
  await standing(WITHDRAWN, {state: 'withdrawn', reason: 'It was a draft, and nobody was assessed by it.'});
  await standing(VERSION, {state: 'superseded', successor: {key: KEY, version: NEXT}, reason: 'Pedelecs are every second bicycle in the shop by now.'});
}

/** Looks at each of them in every way. */
export async function inspect(inspector, school) {
  const pages = [
    ['home', '/'],
    ['frameworks', '/frameworks'],
    ['versions', `/frameworks/${KEY}`],
    ['framework', `/frameworks/${KEY}/${NEXT}`],
    ['framework superseded', `/frameworks/${KEY}/${VERSION}`],
    ['level', `/frameworks/${KEY}/${NEXT}/levels/proficient`],
    ['statement', `/frameworks/${KEY}/${NEXT}/statements/proficient/1`],
    ['achievement', `/achievements/${KEY}/${VERSION}`],
    ['criteria', `/achievements/${KEY}/${VERSION}/criteria`],
    ['result', `/achievements/${KEY}/${VERSION}/result`],
    ['achievement level', `/achievements/${KEY}/${VERSION}/levels/proficient`],
    ['missing', '/frameworks/no-such/thing', {status: 404}],
    ['gone', `/frameworks/${KEY}/${WITHDRAWN}`, {status: 410}],
  ];
  for(const [name, path, wanted] of pages) {
    await inspector.inspect(name, school.url + path, wanted);
  }
}

/** Hostile texts in every field of a framework change nothing on the pages that show them but the text. */
export async function hostile(browser, school) {
  const visitor = await browser.visitor('desktop');
  const places = soc => [
    `/frameworks/${soc}`, `/frameworks/${soc}/${VERSION}`, `/frameworks/${soc}/${VERSION}/levels/upper`,
    `/frameworks/${soc}/${VERSION}/statements/lower/1`, `/achievements/${soc}/${VERSION}`, `/achievements/${soc}/${VERSION}/criteria`,
    `/achievements/${soc}/${VERSION}/result`, `/achievements/${soc}/${VERSION}/levels/upper`,
  ];
  const look = async path => {
    const answer = await visitor.go(school.url + path);
    assert.equal(answer.status(), 200, path);
    return visitor.page.evaluate(shape);
  };
  const put = async (text, soc) => {
    await school.api('POST', '/api/v1/frameworks', spoken(text, soc));
    const shapes = [];
    for(const path of places(soc)) {
      shapes.push(await look(path));
    }
    return shapes;
  };
  const harmless = await check('hostile texts: a harmless one for comparison', () => put('A text', socOf(0)));
  for(const [n, text] of HOSTILE.entries()) {
    const soc = socOf(n + 1);
    const name = `hostile texts: ${JSON.stringify(text)}`;
    if(text.includes('\u0000')) {
      await check(`${name} does not get into a framework`, () =>
        assert.rejects(school.api('POST', '/api/v1/frameworks', spoken(text, soc)), /422.*control-character/));
      continue;
    }
    await check(`${name} stays text on the public pages`, async () => {
      const shapes = await put(text, soc);
      places(soc).forEach((path, at) => assert.equal(shapes[at], harmless[at], path));
      await visitor.go(`${school.url}/frameworks/${soc}/${VERSION}`);
      const heading = await visitor.page.locator('h1').textContent();
      assert.equal(shown(heading), shown(text), 'the heading');
      assert.deepEqual(visitor.noticed(), []);
    });
  }
  await visitor.close();
}
