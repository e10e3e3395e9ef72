// The independent implementations, set up once: Digital Bazaar's `@digitalbazaar/vc` with the cryptosuites
// eddsa-rdfc-2022 and eddsa-jcs-2022 (Data Integrity EdDSA Cryptosuites 1.0), and did:key resolution by its own driver.
//
// The contexts are the published ones as third-party packages ship them, and they are checked against the digests of
// their publishers. None of them is Proofmark's: a mistake in Proofmark's own copies shows here as a refused credential.
// Nothing is ever fetched: a URL that is not listed here is an error.

import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {isDeepStrictEqual} from 'node:util';

import {contexts as vcContexts} from '@digitalbazaar/credentials-context';
import * as dataIntegrityContext from '@digitalbazaar/data-integrity-context';
import * as multikeyContext from '@digitalbazaar/multikey-context';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import * as didMethodKey from '@digitalbazaar/did-method-key';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import * as jcs from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import * as rdfc from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import jsonld from 'jsonld';

/** The published contexts that only the Python package ships, with the SHA-256 of the published files. */
const PYTHON_CONTEXTS = [
  ['https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json', 'ob-v3p0-context-3.0.2.json',
    '00666ad080ba407687ed1846b7f5e7495f5019042b202a727de47c48a1755c53'],
  ['https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json', 'ob-v3p0-context-3.0.3.json',
    '3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84'],
  ['https://purl.imsglobal.org/spec/ob/v3p0/extensions.json', 'ob-v3p0-extensions.json',
    '87c06c81bc2317663bf288d740d94fddd2818c4342b186270ff6371dfaa63f93'],
  ['https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json', 'clr_context_2.0.1.json',
    '880f1902d4158f2f33ce06af41b90719977cd1ea337a9de2e41edb3ff5e543d6'],
];

const CONTEXTS = new Map([
  ...vcContexts,
  ...dataIntegrityContext.contexts,
  ...multikeyContext.contexts,
  ...PYTHON_CONTEXTS.map(([url, file, digest]) => [url, publishedContext(file, digest)]),
]);

const didKey = didMethodKey.driver();
didKey.use({multibaseMultikeyHeader: 'z6Mk', fromMultibase: Ed25519Multikey.from});

/** Answers contexts from memory and did:key documents by computation; everything else is an error. */
export async function documentLoader(url) {
  const context = CONTEXTS.get(url);
  if(context) {
    return {contextUrl: null, documentUrl: url, document: context, tag: 'static'};
  }
  if(url.startsWith('did:key:')) {
    return {contextUrl: null, documentUrl: url, document: await didKey.get({url})};
  }
  throw new Error(`not on board, and nothing is fetched: ${url}`);
}

/** The suites to verify with: a proof of any other kind has no match and is refused. */
export function verifySuites() {
  return [rdfc.cryptosuite, jcs.createVerifyCryptosuite()]
    .map(cryptosuite => new DataIntegrityProof({cryptosuite}));
}

/** A new Ed25519 key whose issuer is its did:key. */
export async function newKey() {
  const pair = await Ed25519Multikey.generate();
  pair.controller = `did:key:${pair.publicKeyMultibase}`;
  pair.id = `${pair.controller}#${pair.publicKeyMultibase}`;
  return pair;
}

/** A suite to sign with: `name` is the cryptosuite's, `signer` comes from a multikey pair. */
export function signSuite({name, signer, date}) {
  const cryptosuite = name === 'eddsa-jcs-2022' ? jcs.createSignCryptosuite() : rdfc.cryptosuite;
  return new DataIntegrityProof({signer, date, cryptosuite});
}

/**
 * Verifies every proof of a credential and its dates. Gives what went wrong as a list of texts, of which none means that
 * it was accepted, and how many proofs held (`@digitalbazaar/vc` itself is content when one of several does). The document
 * is also converted to RDF in safe mode, because eddsa-jcs-2022 alone would not notice undefined terms.
 */
export async function verify(credential) {
  const {refusals, verified} = await verifyProofs(credential);
  try {
    await toRdf(credential);
  } catch(error) {
    refusals.unshift(`safe mode: ${reason(error)}`);
  }
  return {refusals, verified};
}

/** The same for a document that cannot be RDF, such as HR Open's wrapper: `eddsa-jcs-2022` needs none. */
export async function verifyProofs(credential) {
  const refusals = [];
  const outcome = await vc.verifyCredential({
    credential: withOneContext(credential), suite: verifySuites(), documentLoader, checkStatus: statusIsAnotherMatter,
  });
  const proofs = [credential.proof].flat().length;
  const verified = (outcome.results ?? []).filter(result => result.verified).length;
  if(!outcome.verified) {
    refusals.push(reason(outcome.error));
  } else if(verified !== proofs) {
    refusals.push(`${proofs} proofs, of which ${verified} verified`);
  }
  return {refusals, verified};
}

/**
 * The credential with an inline context of a proof made the same object as the document's. The suite eddsa-jcs-2022 1.0.0
 * compares the two with `!==`, by which two objects that were read from JSON are never the same, and would refuse every
 * résumé as it came.
 */
function withOneContext(credential) {
  const contexts = [credential['@context']].flat();
  const one = context => contexts.find(known => isDeepStrictEqual(known, context)) ?? context;
  const shared = proof => Array.isArray(proof['@context']) ? {...proof, '@context': proof['@context'].map(one)} : proof;
  const proof = Array.isArray(credential.proof) ? credential.proof.map(shared) : shared(credential.proof);
  return {...credential, proof};
}

/** A status list lies at the issuer's address, and nothing is fetched: only what the proofs secure is checked here. */
export async function statusIsAnotherMatter() {
  return {verified: true};
}

/** Converts a document to RDF in safe mode, where whatever would be dropped is an error. */
export function toRdf(document) {
  return jsonld.toRDF(document, {documentLoader, safe: true, rdfDirection: 'i18n-datatype'});
}

/** One line for an error, with the causes that Digital Bazaar's libraries put inside it. */
export function reason(error) {
  const inner = error?.errors?.length ? error.errors : error?.cause ? [error.cause] : [];
  const told = [error?.message, error?.details?.event?.message, ...inner.map(reason)];
  return [...new Set(told.filter(Boolean))].join(' ← ').replace(/\s+/g, ' ');
}

/** The public key behind a did:key URL, as 32 raw bytes. */
export async function publicKeyOf(verificationMethod) {
  const {document} = await documentLoader(verificationMethod);
  const key = await Ed25519Multikey.from(document);
  return (await key.export({publicKey: true, raw: true})).publicKey;
}

function publishedContext(file, digest) {
  const bytes = readFileSync(new URL(`python/openbadgeslib/ob3/contexts/${file}`, import.meta.url));
  const found = createHash('sha256').update(bytes).digest('hex');
  if(found !== digest) {
    throw new Error(`${file} is not the published context: its SHA-256 is ${found}, not ${digest}`);
  }
  return JSON.parse(bytes);
}

export {Ed25519Multikey, vc};
