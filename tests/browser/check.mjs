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
import {papers as candidates} from './papers.mjs';
import * as publicPages from './public-pages.mjs';
import * as rulesHold from './rules-hold.mjs';
import {Inspector} from './rules.mjs';
import {School, sample} from './school.mjs';
import {check, totals} from './tally.mjs';

const PARTS = {
  rules: ({browser}) => rulesHold.hold(browser),
  public: async ({browser, program, report}) => {
    await withSchool(program, [], async school => {
      await publicPages.seed(school);
      const inspector = await Inspector.open(browser, join(report, 'browser'));
      await publicPages.inspect(inspector, school);
      await inspector.close();
      await publicPages.hostile(browser, school);
    });
  },
  doors: ({browser, program}) => withSchool(program, [], school => doors(browser, school)),
  employer: async ({browser, program, report}) => {
    await withSchool(program, [], async school => {
      await school.api('POST', '/api/v1/frameworks', sample('framework'));
      const papers = await candidates(program, school, join(school.folder, 'papers'));
      await employer.weight(browser, school);
      await employer.every(browser, school, papers);
      await employer.more(browser, school, papers);
      await employer.hostile(browser, school);
      const inspector = await Inspector.open(browser, join(report, 'browser'));
      await employer.inspect(inspector, school, papers);
      await inspector.close();
    });
  },
  console: async ({browser, program, report}) => {
    await withSchool(program, [], async school => {
      await publicPages.seed(school);
      const visitor = await staff(browser, school);
      const pages = await crawl(visitor, `${school.url}/console`, ['/console']);
      const inspector = await Inspector.open(browser, join(report, 'browser'), await visitor.context.storageState());
      await inspector.inspect('sign-in', `${school.url}/sign-in`);
      for(const [name, {url, status}] of pages) {
        await inspector.inspect(name.slice(1), url, {status});
      }
      await inspector.close();
      await visitor.close();
    });
  },
};

async function main(program, report, ...parts) {
  const unknown = parts.filter(part => !(part in PARTS));
  if(!program || !report || unknown.length > 0) {
    console.error(`use: node check.mjs PROOFMARK REPORT [${Object.keys(PARTS).join('|')}…]`);
    process.exit(2);
  }
  const browser = await Browser.open();
  try {
    for(const part of parts.length > 0 ? parts : Object.keys(PARTS)) {
      // A part that breaks off is one failure; the other parts are looked at all the same.
      let broken;
      await PARTS[part]({browser, program: resolve(program), report: resolve(report)}).catch(error => broken = error);
      if(broken) {
        await check(`${part}: to the end`, () => { throw broken; });
      }
    }
  } finally {
    await browser.close();
  }
  const {passed, failed, skipped} = totals();
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exitCode = failed === 0 ? 0 : 1;
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

await main(...process.argv.slice(2));
