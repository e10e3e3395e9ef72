// Checks what Proofmark issued with implementations that share no code with it.
//
// Use: node verify.mjs DIR
//
// Every `.json` credential in DIR is verified by `@digitalbazaar/vc` and every `.jwt` by `jose`; what other credentials
// it holds, each by its own proof; `eddsa-jcs-2022` also by `jcs.mjs`, and HR Open's token also by `did-jwt-vc`.
// Then copies, each tampered with in one way, outside or inside, must be refused. One line a check, and a last line
// `N passed, N failed`; the exit code is 0 only when nothing failed and there was something to check. `verify.py` does
// the same with a second implementation, `schemas.mjs` asks the official schemas.

import {readdirSync, readFileSync} from 'node:fs';
import {basename, join} from 'node:path';

import {BADGE, HR_OPEN, formOf, held, places} from './forms.mjs';
import * as jcs from './jcs.mjs';
import * as jwt from './jwt.mjs';
import * as peers from './peers.mjs';
import {INSIDE, STRANGER, otherCharacter, proofTamperings, reordered, tamperings} from './tamper.mjs';

/** A key that has nothing to do with the credentials. */
const OTHER_KEY = STRANGER.slice('did:key:'.length);

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
  const verify = verifierOf(document);
  const suites = [document.proof].flat().map(proof => proof.cryptosuite);
  if(name.includes('tampered')) {
    return refused(`${name}: the file itself`, await verify(document), {document, genuine: true});
  }

  const genuine = accepted(`${name}: @digitalbazaar/vc accepts ${suites.join(' and ')}`, await verify(document));
  if(suites.includes('eddsa-jcs-2022')) {
    accepted(`${name}: json-canonicalize and OpenSSL accept eddsa-jcs-2022`, await jcs.verify(document));
  }
  const named = suitesInName(name);
  if(named.length > 0) {
    report(named.join() === suites.join(), `${name}: holds the proofs that its name says`, suites.join(', '));
  }
  accepted(`${name}: accepted with its members in another order`, await verify(reordered(document)));
  for(const [what, tamper] of tamperings(document)) {
    const copy = tamper(structuredClone(document));
    refused(`${name}: ${what}`, copy && await verify(copy), {document, genuine});
  }
  for(const [what, tamper] of proofTamperings(document)) {
    const copy = tamper(structuredClone(document));
    refused(`${name}: ${what}`, await verify(copy), {document, genuine, untouched: suites.length - 1});
  }
  await checkHeld(name, document, {verify, genuine});
}

/** How the proofs of a document are verified: HR Open's wrapper names a JSON Schema as a context, so that it is no RDF. */
function verifierOf(document) {
  return formOf(document) === HR_OPEN ? verifyText : peers.verify;
}

/** Two readers of `eddsa-jcs-2022`: both have to accept it, and a proof holds unless both refuse it. */
async function verifyText(document) {
  const [one, other] = [await peers.verifyProofs(document), await jcs.verify(document)];
  return {refusals: [...one.refusals, ...other.refusals], verified: Math.max(one.verified, other.verified)};
}

async function checkJwt(file) {
  const name = basename(file);
  const token = readFileSync(file, 'utf8').trim();
  const document = jwt.credentialOf(token);
  if(name.includes('tampered')) {
    return refused(`${name}: the file itself`, await jwt.verify(token), {document, genuine: true});
  }

  const genuine = accepted(`${name}: jose accepts it, and its claims agree with the credential`, await jwt.verify(token));
  if(formOf(document) === HR_OPEN) {
    accepted(`${name}: did-jwt-vc accepts it`, await jwt.verifyClaim(token));
  } else {
    await convertsToRdf(`${name}: its payload converts to RDF in safe mode`, document);
  }
  for(const [what, tamper] of tamperings(document)) {
    const copy = tamper(structuredClone(document));
    refused(`${name}: ${what}`, copy && await jwt.verify(jwt.withCredential(token, copy)), {document, genuine});
  }
  for(const [what, forgery] of forgeries(token, jwt.payloadOf(token))) {
    refused(`${name}: ${what}`, await jwt.verify(forgery), {document, genuine});
  }
  await checkHeld(name, document, {verify: copy => jwt.verify(jwt.withCredential(token, copy)), genuine});
}

/**
 * The credentials that a document holds: each is accepted by its own proof and is about the same learner. Whatever is
 * changed in one is refused by its own proof and by the document's; put in its place, a good credential of somebody
 * else's is refused by the document's alone. `verify` verifies copies of the document.
 */
async function checkHeld(name, document, {verify, genuine}) {
  const inside = held(document);
  if([undefined, BADGE].includes(formOf(document)) && inside.length === 0) {
    return;
  }
  report(inside.length > 0, `${name}: holds credentials`, `${inside.length}`);
  for(const [at, badge] of inside.entries()) {
    const which = `${name}: held ${at + 1}`;
    const sound = accepted(`${which}: @digitalbazaar/vc accepts it by its own proof`, await peers.verify(badge));
    const [subject, outer] = [badge.credentialSubject.id, document.credentialSubject.id];
    report(subject === outer, `${which}: is about the same learner`, subject);
    for(const [what, tamper] of INSIDE) {
      const changed = tamper(structuredClone(badge));
      refused(`${which}: ${what}, by its own proof`, changed && await peers.verify(changed), {document: badge, genuine: sound});
      const copy = changed && withHeld(document, at, changed);
      refused(`${which}: ${what}, by the outer proof`, copy && await verify(copy), {document, genuine});
    }
    const stranger = await anothersBadge(badge);
    const good = accepted(`${which}: another learner's badge is good by itself`, await peers.verify(stranger));
    const swapped = await verify(withHeld(document, at, stranger));
    refused(`${which}: swapped for another learner's, by the outer proof`, swapped, {document, genuine: genuine && good});
  }
}

/** A copy of `document` with another credential in the place of the one it holds `at` there. */
function withHeld(document, at, credential) {
  const copy = structuredClone(document);
  const {holder, key} = places(copy)[at];
  holder[key] = credential;
  return copy;
}

/** The same badge for another learner, by an issuer of its own. */
async function anothersBadge(badge) {
  const key = await peers.newKey();
  const {proof, ...credential} = structuredClone(badge);
  credential.issuer.id = key.controller;
  credential.credentialSubject.id = STRANGER;
  const suite = peers.signSuite({name: 'eddsa-rdfc-2022', signer: key.signer()});
  return peers.vc.issue({credential, suite, documentLoader: peers.documentLoader});
}

/** What only a token can suffer: changed claims, another signature, another header. */
function forgeries(token, payload) {
  const header = jwt.headerOf(token);
  return [
    ['exp changed', jwt.withPayload(token, {...payload, exp: (payload.exp ?? payload.nbf) + 86400})],
    ['sub changed', jwt.withPayload(token, {...payload, sub: STRANGER})],
    ['signature changed', token.replace(/[^.]+$/, otherCharacter)],
    ['signature taken away, alg none', jwt.withHeader(token, {...header, alg: 'none'}).replace(/[^.]+$/, '')],
    ['kid of another key', jwt.withHeader(token, {...header, kid: `${STRANGER}#${OTHER_KEY}`})],
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
 * A tampering that finds nothing to change (`outcome` is undefined) fails: what is issued here has something for each, but
 * for Open Badges without results.
 */
function refused(what, outcome, {document, genuine, untouched = 0}) {
  if(outcome === undefined) {
    const form = formOf(document);
    if(form && (form !== BADGE || document.credentialSubject?.result)) {
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
