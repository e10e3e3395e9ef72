// Debian's Chromium, driven by Playwright, and visitors who notice everything that a page does.

import {chromium} from 'playwright-core';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Nothing but this machine can be reached, whatever a page asks for. */
const FLAGS = ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1'];

/** How people look at a page. */
export const LOOKS = {
  desktop: {viewport: {width: 1280, height: 900}},
  phone: {viewport: {width: 360, height: 740}, isMobile: true, hasTouch: true},
  plain: {viewport: {width: 1280, height: 900}, javaScriptEnabled: false},
  plainPhone: {viewport: {width: 360, height: 740}, isMobile: true, hasTouch: true, javaScriptEnabled: false},
};

export class Browser {
  static async open() {
    const browser = new Browser();
    // The wrapper of Debian's Chromium has things to say on standard error that are about the machine.
    browser.chromium = await chromium.launch({executablePath: CHROMIUM, args: FLAGS});
    return browser;
  }

  /** A new visitor, without a past unless `storageState` gives one. */
  async visitor(look, more = {}) {
    const context = await this.chromium.newContext({...LOOKS[look], locale: 'en-GB', timezoneId: 'UTC', ...more});
    context.setDefaultTimeout(6_000);
    const visitor = new Visitor(look, context);
    await visitor.listen();
    visitor.page = await context.newPage();
    return visitor;
  }

  close() {
    return this.chromium.close();
  }
}

/** Somebody with a browser window, and what was noticed in it since it was last asked. */
export class Visitor {
  constructor(look, context) {
    Object.assign(this, {look, context, heard: []});
  }

  /** Listens in every page that this visitor will have. */
  async listen() {
    const {context} = this;
    await context.exposeBinding('heardByTheTest', (_source, what) => this.hear(what));
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', event =>
        window.heardByTheTest(`policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
    });
    context.on('page', page => {
      page.on('dialog', async dialog => {
        this.hear(`dialog: ${dialog.type()} ${dialog.message()}`);
        await dialog.dismiss().catch(() => {});
      });
      page.on('pageerror', error => this.hear(`error in a script: ${error.message}`));
      page.on('console', message => this.console(message));
    });
    context.on('request', request => this.request(request));
    context.on('requestfailed', request => {
      const why = request.failure()?.errorText ?? '';
      // A download takes the place of a page that would have been shown; leaving a page ends what it still fetched.
      if(why !== 'net::ERR_ABORTED') {
        this.hear(`request failed: ${request.url()} ${why}`);
      }
    });
  }

  hear(what) {
    this.heard.push(what);
  }

  console(message) {
    // Chromium logs each page that is not answered with 200; whether the status is right is asked elsewhere.
    const isStatus = message.text().startsWith('Failed to load resource') && message.location().url === message.page()?.url();
    if(['error', 'warning'].includes(message.type()) && !isStatus) {
      this.hear(`console: ${message.text()} (${message.location().url})`);
    }
  }

  request(request) {
    const url = new URL(request.url());
    if(['http:', 'https:', 'ws:', 'wss:'].includes(url.protocol) && !['localhost', '127.0.0.1'].includes(url.hostname)) {
      this.hear(`request to another host: ${url}`);
    }
  }

  /** Opens an address. Gives the answer to it. */
  go(url) {
    return this.page.goto(url, {waitUntil: 'load'});
  }

  /** What was noticed since the last time; nothing is as it should be. */
  noticed() {
    return this.heard.splice(0);
  }

  close() {
    return this.context.close();
  }
}
