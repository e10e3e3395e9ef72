// Every page that can be reached by links from one page: one of each kind, so that none is forgotten.

/** What stands for one of many in an address: identifiers, numbers, digests, versions, codes of occupations. */
const ONE_OF_MANY = [
  /^urn:uuid:[0-9a-f-]{36}$/i, /^[0-9a-f]{8}-[0-9a-f-]{27}$/i, /^\d+$/, /^[A-Za-z0-9_-]{20,}$/, /^v\.\d+/, /^\d{2}-\d{4}\.\d{2}$/,
  /^(did:|pm_)/, /^[0-9a-f]{12,}$/,
];

/** The kind of page that is at an address: its path with `…` where one of many stands. */
export function kind(url) {
  return new URL(url).pathname.split('/').map(segment => {
    const text = decodeURIComponent(segment);
    return ONE_OF_MANY.some(one => one.test(text)) ? '…' : segment;
  }).join('/');
}

/**
 * Follows links from `start` and gives the address of the first page found of each kind, at most `most`. Only what is a page
 * is given, and only below one of the `prefixes`.
 */
export async function crawl(visitor, start, prefixes, most = 60) {
  const found = new Map();
  const waiting = [start];
  while(waiting.length > 0 && found.size < most) {
    const url = waiting.shift();
    if(found.has(kind(url))) {
      continue;
    }
    const answer = await visitor.context.request.get(url, {headers: {accept: 'text/html'}, maxRedirects: 0});
    if(answer.status() >= 300 && answer.status() < 400) {
      const target = new URL(answer.headers().location, url);
      if(target.origin === new URL(start).origin) {
        waiting.push(target.href);
      }
      continue;
    }
    if(!answer.headers()['content-type']?.startsWith('text/html')) {
      continue;
    }
    found.set(kind(url), {url, status: answer.status()});
    await visitor.go(url);
    const links = await visitor.page.evaluate(() => [...document.querySelectorAll('a[href]:not([download])')].map(link => link.href.split('#')[0]));
    for(const link of links) {
      const {origin, pathname} = new URL(link);
      if(origin === new URL(start).origin && prefixes.some(prefix => pathname.startsWith(prefix)) && !found.has(kind(link))) {
        waiting.push(link);
      }
    }
  }
  return found;
}
