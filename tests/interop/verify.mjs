// Checks what Proofmark issued with implementations that share no code with it.
//
// Use: node verify.mjs DIR
//
// Every `.json` credential in DIR is verified by `@digitalbazaar/vc` and every `.jwt` by `jose`; then copies, each
// tampered with in one way, must be refused. One line a check, and a last line `N passed, N failed`; the exit code is 0
// only when nothing failed and there was something to check. `verify.py` does the same with a second implementation.

import {readdirSync, readFileSync} from 'node:fs';
import {basename, join} from 'node:path';

import * as jwt from './jwt.mjs';
import * as peers from './peers.mjs';
import {TAMPERINGS, otherCharacter, proofTamperings, reordered} from './tamper.mjs';

/** A key that has nothing to do with the credentials: that of the did:key method's own example. */
const OTHER_KEY = 'z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp';

const counts = {passed: 0, failed: 0};

await main(process.argv[2]);

async function main(folder) {
  if(!folder) {
    console.error('use: node verify.mjs DIR');
    process.exit(2);
  }
  for(const file of readdirSync(folder).sort().map(name => join(folder, name)).filter(isCredential)) {
    await (file.endsWith('.jwt') ? checkJwt : checkJson)(file);
  }
  if(counts.passed + counts.failed === 0) {
    report(false, `${folder} holds credentials`, 'none found');
  }
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  process.exitCode = counts.failed === 0 ? 0 : 1;
}

/** The folder may hold other files, such as a report: only what is secured somehow is checked. */
function isCredential(file) {
  return file.endsWith('.jwt') || (file.endsWith('.json') && 'proof' in JSON.parse(readFileSync(file)));
}

async function checkJson(file) {
  const name = basename(file);
  const document = JSON.parse(readFileSync(file));
  const suites = [document.proof].flat().map(proof => proof.cryptosuite);
  if(name.includes('tampered')) {
    return refused(`${name}: the file itself`, await peers.verify(document), {document, genuine: true});
  }

  const genuine = accepted(`${name}: @digitalbazaar/vc accepts ${suites.join(' and ')}`, await peers.verify(document));
  const named = suitesInName(name);
  if(named.length > 0) {
    report(named.join() === suites.join(), `${name}: holds the proofs that its name says`, suites.join(', '));
  }
  accepted(`${name}: accepted with its members in another order`, await peers.verify(reordered(document)));
  for(const [what, tamper] of TAMPERINGS) {
    const copy = tamper(structuredClone(document));
    refused(`${name}: ${what}`, copy && await peers.verify(copy), {document, genuine});
  }
  for(const [what, tamper] of proofTamperings(document)) {
    const copy = tamper(structuredClone(document));
    refused(`${name}: ${what}`, await peers.verify(copy), {document, genuine, untouched: suites.length - 1});
  }
}

async function checkJwt(file) {
  const name = basename(file);
  const token = readFileSync(file, 'utf8').trim();
  const document = jwt.payloadOf(token);
  if(name.includes('tampered')) {
    return refused(`${name}: the file itself`, await jwt.verify(token), {document, genuine: true});
  }

  const genuine = accepted(`${name}: jose accepts it, and its claims agree with the credential`, await jwt.verify(token));
  await convertsToRdf(`${name}: its payload converts to RDF in safe mode`, jwt.credentialOf(token));
  for(const [what, tamper] of TAMPERINGS) {
    const copy = tamper(structuredClone(document));
    refused(`${name}: ${what}`, copy && await jwt.verify(jwt.withPayload(token, copy)), {document, genuine});
  }
  for(const [what, forgery] of forgeries(token, document)) {
    refused(`${name}: ${what}`, await jwt.verify(forgery), {document, genuine});
  }
}

/** What only a token can suffer: changed claims, another signature, another header. */
function forgeries(token, payload) {
  const header = jwt.headerOf(token);
  return [
    ['exp changed', jwt.withPayload(token, {...payload, exp: (payload.exp ?? payload.nbf) + 86400})],
    ['sub changed', jwt.withPayload(token, {...payload, sub: `did:key:${OTHER_KEY}`})],
    ['signature changed', token.replace(/[^.]+$/, otherCharacter)],
    ['signature taken away, alg none', jwt.withHeader(token, {...header, alg: 'none'}).replace(/[^.]+$/, '')],
    ['kid of another key', jwt.withHeader(token, {...header, kid: `did:key:${OTHER_KEY}#${OTHER_KEY}`})],
  ];
}

async function convertsToRdf(what, credential) {
  try {
    await peers.toRdf(credential);
    report(true, what);
  } catch(error) {
    report(false, what, peers.reason(error));
  }
}

/** The proofs in a name such as `open-badge.eddsa-rdfc-2022+eddsa-jcs-2022.json`; none for names made otherwise. */
function suitesInName(name) {
  const part = name.split('.').at(-2) ?? '';
  return part.startsWith('eddsa-') ? part.split('+') : [];
}

/** Reports whether something genuine was accepted, and gives the answer. */
function accepted(what, {refusals}) {
  report(refusals.length === 0, what, refusals.join('; '));
  return refusals.length === 0;
}

/**
 * Reports whether a tampered copy was refused, by every proof that the tampering touches, because of the tampering: a
 * credential that is refused as it is proves nothing, and neither does a refusal because a document could not be had.
 * A tampering that finds nothing to change (`outcome` is undefined) fails for an Open Badge with results, which has
 * something for each of them.
 */
function refused(what, outcome, {document, genuine, untouched = 0}) {
  if(outcome === undefined) {
    if(document.credentialSubject?.result) {
      report(false, `${what}: refused`, 'the credential has nothing to change there');
    }
    return;
  }
  const told = outcome.refusals.join('; ');
  const held = outcome.refusals.length > 0 && outcome.verified === untouched && !told.includes('not on board');
  report(genuine && held, `${what}: refused`, told || 'it was accepted');
}

function report(passed, what, detail) {
  counts[passed ? 'passed' : 'failed'] += 1;
  console.log(`${passed ? 'ok  ' : 'FAIL'}  ${what}${detail ? ` (${detail.slice(0, 160)})` : ''}`);
}
