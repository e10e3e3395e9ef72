// A second opinion on `eddsa-jcs-2022` (Data Integrity EdDSA Cryptosuites 1.0, section 3.3): JSON is canonicalized by npm
// `json-canonicalize` and the signature checked by Node's own OpenSSL.
//
// `@digitalbazaar/eddsa-jcs-2022-cryptosuite` canonicalizes with npm `canonicalize`: the two share no code. This one
// compares contexts by what they say, also those that stand inline.

import {createHash, createPublicKey, verify as signatureHolds} from 'node:crypto';
import {isDeepStrictEqual} from 'node:util';

import * as base58 from 'base58-universal';
import {canonicalize} from 'json-canonicalize';

import {issuerOf} from './forms.mjs';
import {publicKeyOf} from './peers.mjs';

/** Verifies those proofs of a credential that are of this suite. The answer is as in `peers.mjs`. */
export async function verify(credential) {
  const {proof: proofs, ...document} = credential;
  const own = [proofs].flat().filter(proof => proof.cryptosuite === 'eddsa-jcs-2022');
  const outcomes = await Promise.all(own.map(proof => refusalsOf(proof, document)));
  return {refusals: outcomes.flat(), verified: outcomes.filter(refusals => refusals.length === 0).length};
}

async function refusalsOf(proof, document) {
  const {proofValue, ...options} = proof;
  const refusals = [];
  if(options.type !== 'DataIntegrityProof') {
    refusals.push(`a proof of the type ${options.type}`);
  }
  if(options.proofPurpose !== 'assertionMethod') {
    refusals.push(`a proof for ${options.proofPurpose}`);
  }
  if(options.verificationMethod.split('#')[0] !== issuerOf(document)) {
    refusals.push(`${options.verificationMethod} is not a key of the issuer ${issuerOf(document)}`);
  }
  // Section 3.3.2, step 4: what the proof names stands first in the document, and only that is secured.
  const contexts = [options['@context'] ?? []].flat();
  if(!isDeepStrictEqual([document['@context']].flat().slice(0, contexts.length), contexts)) {
    refusals.push('the contexts of the proof are not those of the document');
  }
  const secured = contexts.length > 0 ? {...document, '@context': options['@context']} : document;
  const signed = Buffer.concat([sha256(options), sha256(secured)]);
  const key = await keyOf(options.verificationMethod);
  if(!signatureHolds(null, signed, key, base58.decode(proofValue.slice(1)))) {
    refusals.push('invalid signature');
  }
  return refusals;
}

function sha256(value) {
  return createHash('sha256').update(canonicalize(value)).digest();
}

async function keyOf(verificationMethod) {
  const x = Buffer.from(await publicKeyOf(verificationMethod)).toString('base64url');
  return createPublicKey({format: 'jwk', key: {kty: 'OKP', crv: 'Ed25519', x}});
}
