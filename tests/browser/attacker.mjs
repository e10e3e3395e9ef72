// Another site, which means no good: it frames the pages of others, and sends forms to them with the cookies of whoever looks
// at it.

import {once} from 'node:events';
import {createServer} from 'node:http';

export class Attacker {
  static async open() {
    const attacker = new Attacker();
    attacker.pages = new Map();
    attacker.server = createServer((request, response) => {
      const page = attacker.pages.get(new URL(request.url, 'http://a').pathname);
      response.writeHead(page ? 200 : 404, {'content-type': 'text/html; charset=utf-8'});
      response.end(page ?? '');
    }).listen(0, '127.0.0.1');
    await once(attacker.server, 'listening');
    // To a browser 127.0.0.1 and localhost are two sites.
    attacker.url = `http://127.0.0.1:${attacker.server.address().port}`;
    return attacker;
  }

  put(path, body) {
    this.pages.set(path, `<!DOCTYPE html><title>You have won</title>${body}`);
    return this.url + path;
  }

  /** What a visitor sees who is shown `url` in a frame of this site: nothing, if it is refused. */
  async frames(visitor, url) {
    await visitor.go(this.put('/frame', `<iframe id="f" src="${url}"></iframe>`));
    const frame = await (await visitor.page.locator('#f').elementHandle()).contentFrame();
    await frame.waitForLoadState();
    // The refusal is what is wanted here; it is told on the console.
    visitor.noticed();
    return frame.url() === url ? (await frame.locator('body').innerText()).trim() : '';
  }

  /** The status of the answer to a form that a visitor's browser sends from this site. */
  async sends(visitor, url, fields) {
    const inputs = Object.entries(fields).map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`);
    await visitor.go(this.put('/form', `<form method="post" action="${url}">${inputs.join('')}<button>Claim your prize</button></form>`));
    const [answer] = await Promise.all([
      visitor.page.waitForResponse(answer => answer.request().method() === 'POST'),
      visitor.page.getByRole('button').click(),
    ]);
    await visitor.page.waitForLoadState();
    visitor.noticed();
    return answer.status();
  }

  async close() {
    this.server.close();
    this.server.closeAllConnections();
  }
}
