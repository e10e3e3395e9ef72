// A folder of documents that others made, each with a small file that says what Proofmark has to answer:
// `NAME.expect.json` with `{verdict, check, arguments}`.
//
// `verdict` is the report's (`valid`, `not-valid`, `could-not-be-checked`), or `unreadable` where there is none; `check`
// is the check that has to be the reason; `arguments` go to `proofmark verify` before the file's name. Nothing secret is
// kept: keys are drawn anew for each folder.

import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';

import {proofTamperings, tamperings} from '../tamper.mjs';
import * as jwt from '../jwt.mjs';
import {VC1} from './samples.mjs';

/** By which check an alteration is caught, where it is not the signature that it breaks. */
function caughtBy(what, {'@context': [base]}) {
  if(what === 'a term that no context defines') {
    return 'terms';
  }
  // Version 1.1 has no such member.
  const unknown = {'name changed': 'terms', 'end of validity changed': 'data-model'};
  return base === VC1 && unknown[what] || 'proof';
}

export class Folder {
  constructor(path, base) {
    this.path = path;
    /** The address under which `served/` is to be had while the documents are verified. */
    this.base = base;
    mkdirSync(join(path, 'served'), {recursive: true});
  }

  /** A document that has to be accepted. */
  valid(name, content, ...args) {
    this.#write(name, content, {verdict: 'valid', arguments: args});
  }

  /** A document that has to be refused, by the check `check`. */
  notValid(name, check, content, ...args) {
    this.#write(name, content, {verdict: 'not-valid', check, arguments: args});
  }

  /** A document of which cannot be known whether it is good, because of the check `check`. */
  couldNotBeChecked(name, check, content, ...args) {
    this.#write(name, content, {verdict: 'could-not-be-checked', check, arguments: args});
  }

  /** A document that no reader of credentials should take for one. */
  unreadable(name, content) {
    this.#write(name, content, {verdict: 'unreadable', arguments: []});
  }

  /** A document in JSON that has to be accepted, and copies of it, altered in one way each, that have to be refused. */
  validJson(name, document, ...args) {
    this.valid(`${name}.json`, document, ...args);
    const alterations = [...tamperings(document), ...document.proof ? proofTamperings(document) : []];
    for(const [what, alter] of alterations) {
      const applies = document.credentialSubject || what.startsWith('proofValue');
      const copy = applies && alter(structuredClone(document));
      if(copy) {
        this.notValid(`${name}.altered.${slug(what)}.json`, caughtBy(what, document), copy, ...args);
      }
    }
  }

  /** The same for a credential as a token. Its claims are altered, its signature stays. */
  validToken(name, token, ...args) {
    this.valid(`${name}.jwt`, token, ...args);
    const payload = jwt.payloadOf(token);
    const inner = payload.vc ?? payload;
    for(const [what, alter] of tamperings(inner)) {
      const copy = inner.credentialSubject && alter(structuredClone(inner));
      if(copy) {
        const altered = jwt.withPayload(token, payload.vc ? {...payload, vc: copy} : copy);
        this.notValid(`${name}.altered.${slug(what)}.jwt`, undefined, altered, ...args);
      }
    }
    for(const [what, altered] of signatureAlterations(token)) {
      this.notValid(`${name}.altered.${slug(what)}.jwt`, undefined, altered, ...args);
    }
  }

  /** Puts `content` at `path` below the base, and gives its address. */
  serve(path, content) {
    const file = join(this.path, 'served', path);
    mkdirSync(dirname(file), {recursive: true});
    writeFileSync(file, text(content));
    return `${this.base}/${path}`;
  }

  #write(name, content, expected) {
    writeFileSync(join(this.path, name), text(content));
    writeFileSync(join(this.path, `${name}.expect.json`), text(expected));
  }
}

/** Every algorithm writes its signatures another way, but none in one character only. */
function signatureAlterations(token) {
  const [header, payload, signature] = token.split('.');
  const turned = (signature[10] === 'A' ? 'B' : 'A');
  return [
    ['signature changed', [header, payload, signature.slice(0, 10) + turned + signature.slice(11)].join('.')],
    ['no signature', jwt.withHeader([header, payload, ''].join('.'), {...jwt.headerOf(token), alg: 'none'})],
  ];
}

function slug(text) {
  return text.replaceAll(/[^A-Za-z0-9]+/g, '-');
}

function text(content) {
  return typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`;
}
