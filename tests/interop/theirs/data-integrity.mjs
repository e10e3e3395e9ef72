// Embedded proofs made by Digital Bazaar's `@digitalbazaar/vc` (eddsa-rdfc-2022, eddsa-jcs-2022, Ed25519Signature2020)
// and by the Digital Credentials Consortium's `@digitalcredentials/vc`, with which the wallets of learners sign.

import * as dcc from '@digitalcredentials/vc';
import * as dccSignature from '@digitalcredentials/ed25519-signature-2020';
import * as dccKey from '@digitalcredentials/ed25519-verification-key-2020';
import {Ed25519Signature2020} from '@digitalbazaar/ed25519-signature-2020';
import {Ed25519VerificationKey2020} from '@digitalbazaar/ed25519-verification-key-2020';
import signature2020 from 'ed25519-signature-2020-context';
import jsigs from 'jsonld-signatures';

import {documentLoader as ofPeers, newKey, signSuite, vc} from '../peers.mjs';
import {VC2, badge, old, plain} from './samples.mjs';

const CONTEXT_2020 = 'https://w3id.org/security/suites/ed25519-2020/v1';
const SUITES = ['eddsa-rdfc-2022', 'eddsa-jcs-2022'];
const MADE = '2026-01-11T09:30:00Z';
const PAST = {validFrom: '2020-01-01T00:00:00Z', validUntil: '2021-01-01T00:00:00Z'};

const {AuthenticationProofPurpose} = jsigs.purposes;

/** Writes everything that is secured by embedded proofs. */
export async function make(folder) {
  await credentials(folder);
  await proofSets(folder);
  await signatures2020(folder);
  await refusals(folder);
  await presentations(folder);
}

/** Secures `credential` as its issuer does; `id` is the verification method where it is not the key's own. */
export function issue(credential, {key, name = 'eddsa-rdfc-2022', id = key.id, date = MADE}) {
  return vc.issue({credential: structuredClone(credential), suite: suite(name, key, id, date), documentLoader});
}

async function credentials(folder) {
  for(const name of SUITES) {
    const key = await newKey();
    folder.validJson(`vc.badge.${name}`, await issue(badge({issuer: key.controller}), {key, name}));
    folder.validJson(`vc.plain.${name}`, await issue(plain({issuer: key.controller}), {key, name}));
    folder.validJson(`vc.issuer-object.${name}`,
      await issue(plain({issuer: {id: key.controller, name: 'The Club'}}), {key, name}));
    const ofVersion1 = old({issuer: key.controller, contexts: ['https://w3id.org/security/data-integrity/v2']});
    folder.validJson(`vc.version-1.1.${name}`, await issue(ofVersion1, {key, name}));
    // Order and white space mean nothing, in JCS neither.
    const signed = await issue(badge({issuer: key.controller}), {key, name});
    folder.valid(`vc.reordered.${name}.json`, JSON.stringify(Object.fromEntries(Object.entries(signed).reverse())));
  }
}

/** Two proofs on one document: the issuer's both, or one of them a stranger's, who only adds to it. */
async function proofSets(folder) {
  const [key, stranger] = [await newKey(), await newKey()];
  const first = await issue(badge({issuer: key.controller}), {key, name: 'eddsa-rdfc-2022'});
  const both = await issue(first, {key, name: 'eddsa-jcs-2022'});
  folder.validJson('vc.proof-set', both);
  folder.validJson('vc.proof-set.with-a-stranger', await issue(first, {key: stranger, name: 'eddsa-rdfc-2022'}));
  const byStrangers = await issue(badge({issuer: key.controller}), {key: stranger});
  folder.notValid('vc.proof-set.strangers-only.json', 'issuer-key',
    await issue(byStrangers, {key: await newKey(), name: 'eddsa-jcs-2022'}));
}

async function signatures2020(folder) {
  const key = await Ed25519VerificationKey2020.generate();
  named(key);
  const issuer = key.controller;
  const sign = credential => vc.issue({credential, suite: new Ed25519Signature2020({key, date: MADE}), documentLoader});
  const inBadge = badge({issuer});
  inBadge['@context'].push(CONTEXT_2020);
  folder.validJson('vc.badge.ed25519signature2020', await sign(inBadge));
  folder.validJson('vc.version-1.1.ed25519signature2020', await sign(old({issuer, contexts: [CONTEXT_2020]})));

  const theirs = named(await dccKey.Ed25519VerificationKey2020.generate());
  const theirSuite = new dccSignature.Ed25519Signature2020({key: theirs, date: MADE});
  const one = old({issuer: theirs.controller, contexts: [CONTEXT_2020]});
  const signedOne = await dcc.issue({credential: one, suite: theirSuite, documentLoader});
  folder.validJson('dcc.version-1.1.ed25519signature2020', signedOne);
  const two = badge({issuer: theirs.controller});
  two['@context'].push(CONTEXT_2020);
  const signed = await dcc.issue({credential: two, suite: theirSuite, documentLoader});
  folder.validJson('dcc.badge.ed25519signature2020', signed);

  // What a learner's wallet hands over.
  const wallet = named(await dccKey.Ed25519VerificationKey2020.generate());
  const presentation = dcc.createPresentation({verifiableCredential: signed, holder: wallet.controller, version: 2.0});
  presentation['@context'].push(CONTEXT_2020);
  const shown = await dcc.signPresentation({
    presentation, suite: new dccSignature.Ed25519Signature2020({key: wallet, date: MADE}),
    challenge: 'a-challenge', domain: 'verifier.example', documentLoader,
  });
  const asked = ['--challenge', 'a-challenge', '--domain', 'verifier.example'];
  folder.validJson('dcc.presentation.ed25519signature2020', shown, ...asked);
}

/** What is signed well, and yet must not be accepted. */
async function refusals(folder) {
  for(const name of SUITES) {
    const [key, other] = [await newKey(), await newKey()];
    const issuer = key.controller;
    const byAnother = await issue(badge({issuer}), {key: other, name});
    folder.notValid(`vc.key-of-another.${name}.json`, 'issuer-key', byAnother);
    folder.notValid(`vc.issuer-renamed.${name}.json`, 'issuer-key',
      {...await issue(plain({issuer}), {key, name}), issuer: other.controller});
    const expired = await issueAt('2020-06-01T00:00:00Z', plain({issuer, ...PAST}), {key, name});
    folder.notValid(`vc.expired.${name}.json`, 'validity', expired);
    folder.notValid(`vc.not-yet-valid.${name}.json`, 'validity',
      await issueAt('2090-06-01T00:00:00Z', plain({issuer, validFrom: '2090-01-01T00:00:00Z'}), {key, name}));
    const ofTheFuture = await issue(plain({issuer}), {key, name, date: '2090-01-01T00:00:00Z'});
    folder.notValid(`vc.proof-of-the-future.${name}.json`, 'proof', ofTheFuture);
    folder.notValid(`vc.made-to-log-in.${name}.json`, 'proof', await signFor(
      new AuthenticationProofPurpose({challenge: 'c'}), badge({issuer}), suite(name, key)));
    const level = badge({issuer});
    level.credentialSubject.result[0].achievedLevel = 'urn:uuid:00000000-0000-4000-8000-000000000000';
    folder.notValid(`vc.level-that-is-none.${name}.json`, 'meaning', await issue(level, {key, name}));
    const nameless = badge({issuer});
    delete nameless.credentialSubject.achievement.criteria;
    folder.notValid(`vc.badge-without-criteria.${name}.json`, 'schema', await issue(nameless, {key, name}));
    const unsigned = badge({issuer});
    folder.notValid(`vc.unsigned.${name}.json`, 'proof', unsigned);
    const signed = await issue(badge({issuer}), {key, name});
    folder.notValid(`vc.other-suite-named.${name}.json`, 'proof',
      {...signed, proof: {...signed.proof, cryptosuite: SUITES.find(suite => suite !== name)}});
    folder.couldNotBeChecked(`vc.unknown-suite.${name}.json`, 'proof',
      {...signed, proof: {...signed.proof, cryptosuite: 'eddsa-of-tomorrow-2040'}});
    folder.notValid(`vc.proof-of-another.${name}.json`, 'proof',
      {...signed, proof: (await issue(badge({issuer}), {key, name})).proof});
    const twice = JSON.stringify(signed).replace('"name":', '"name":"Master of all","name":');
    folder.unreadable(`vc.name-twice.${name}.json`, twice);
  }
}

/** A presentation has to be made by its holder for whoever asks, and what is in it has to hold. */
async function presentations(folder) {
  const [key, holder, other] = [await newKey(), await newKey(), await newKey()];
  const asked = ['--challenge', 'n-0S6_WzA2Mj', '--domain', 'verifier.example'];
  const show = (verifiableCredential, name, by = holder) => vc.signPresentation({
    presentation: vc.createPresentation({verifiableCredential, holder: holder.controller}),
    suite: suite(name, by), challenge: 'n-0S6_WzA2Mj', domain: 'verifier.example', documentLoader,
  });
  for(const name of SUITES) {
    const mine = await issue(badge({issuer: key.controller}), {key, name});
    const shown = await show([mine, await issue(plain({issuer: key.controller}), {key})], name);
    folder.validJson(`vp.two.${name}`, shown, ...asked);
    folder.valid(`vp.two.unasked.${name}.json`, shown);
    folder.notValid(`vp.two.other-challenge.${name}.json`, 'proof', shown, '--challenge', 'another');
    folder.notValid(`vp.two.other-domain.${name}.json`, 'proof', shown, '--domain', 'evil.example');
    folder.notValid(`vp.two.fewer.${name}.json`, 'proof', {...shown, verifiableCredential: [mine]}, ...asked);
    folder.notValid(`vp.two.other-holder.${name}.json`, 'issuer-key', {...shown, holder: other.controller}, ...asked);
    folder.notValid(`vp.by-another.${name}.json`, 'issuer-key', await show([mine], name, other), ...asked);
    const forged = {...mine, name: 'Master of all'};
    folder.notValid(`vp.forgery-inside.${name}.json`, 'parts', await show([forged], name), ...asked);
    // The library itself does not present what has expired.
    const expired = await issueAt('2020-06-01T00:00:00Z', plain({issuer: key.controller, ...PAST}), {key, name});
    const purpose = new AuthenticationProofPurpose({challenge: 'n-0S6_WzA2Mj', domain: 'verifier.example'});
    folder.notValid(`vp.expired-inside.${name}.json`, 'parts', await signFor(purpose, {
      '@context': [VC2],
      type: ['VerifiablePresentation'],
      holder: holder.controller,
      verifiableCredential: [expired],
    }, suite(name, holder)), ...asked);
  }
}

/** As `issue`, for credentials that a well-behaved issuer makes at another time only. */
function issueAt(now, credential, {key, name}) {
  return vc.issue({credential, suite: suite(name, key, key.id, MADE), documentLoader, now});
}

function signFor(purpose, document, suite) {
  return jsigs.sign(document, {suite, purpose, documentLoader});
}

function suite(name, key, id = key.id, date = MADE) {
  return signSuite({name, date, signer: {...key.signer(), id}});
}

function named(key) {
  const {publicKeyMultibase} = key;
  key.controller = `did:key:${publicKeyMultibase}`;
  key.id = `${key.controller}#${publicKeyMultibase}`;
  return key;
}

/** The peers' loader, and the context of the older suite as its makers publish it. */
async function documentLoader(url) {
  const document = signature2020.contexts.get(url);
  return document ? {contextUrl: null, documentUrl: url, document} : ofPeers(url);
}
