// VC-JWT in the Open Badges profile (Open Badges 3.0, section 8.2), verified by npm `jose`: the key comes from the
// did:key that `kid` names, and the registered claims must say the same as the members of the credential. A credential
// of version 1.1 of the data model stands in the claim `vc` instead (section 6.3.1 there); npm `did-jwt-vc`, which knows
// that form alone, verifies it too.

import {createPrivateKey, createPublicKey} from 'node:crypto';

import {verifyCredential} from 'did-jwt-vc';
import {SignJWT, base64url, decodeProtectedHeader, importJWK, jwtVerify} from 'jose';

import {issuerOf} from './forms.mjs';
import {documentLoader, publicKeyOf} from './peers.mjs';

/** Verifies a compact JWS. Gives what went wrong as a list of texts, and how many signatures held: none or one. */
export async function verify(token) {
  try {
    const header = decodeProtectedHeader(token);
    const {payload} = await jwtVerify(token, await keyOf(header), {algorithms: ['EdDSA']});
    return {refusals: [...headerFindings(header, payload), ...claimFindings(payload)], verified: 1};
  } catch(error) {
    return {refusals: [`${error.code ?? error.name}: ${error.message}`], verified: 0};
  }
}

/** The same for a token with the claim `vc`, by `did-jwt-vc`. */
export async function verifyClaim(token) {
  try {
    await verifyCredential(token, {resolve: resolveDid});
    return {refusals: [], verified: 1};
  } catch(error) {
    return {refusals: [error.message], verified: 0};
  }
}

/** The credential inside a token: the claim `vc`, or its payload without the claims that JWT adds. */
export function credentialOf(token) {
  const {iss, jti, sub, nbf, exp, iat, ...credential} = payloadOf(token);
  return credential.vc ?? credential;
}

/** A token with another credential in it, its other claims and its signature left as they were. */
export function withCredential(token, credential) {
  const {iss, jti, sub, nbf, exp, iat, ...before} = payloadOf(token);
  const claims = Object.fromEntries(Object.entries({iss, jti, sub, nbf, exp, iat}).filter(([, value]) => value !== undefined));
  return withPayload(token, before.vc ? {vc: credential, ...claims} : {...credential, ...claims});
}

/** A token with its payload replaced and its signature left as it was. */
export function withPayload(token, payload) {
  const [header, , signature] = token.split('.');
  return [header, base64url.encode(JSON.stringify(payload)), signature].join('.');
}

/** A token with its header replaced and its signature left as it was. */
export function withHeader(token, header) {
  const [, payload, signature] = token.split('.');
  return [base64url.encode(JSON.stringify(header)), payload, signature].join('.');
}

/** What stands in the protected header, unverified. */
export function headerOf(token) {
  return decodeProtectedHeader(token);
}

/** What stands in the payload, unverified. */
export function payloadOf(token) {
  return JSON.parse(new TextDecoder().decode(base64url.decode(token.split('.')[1])));
}

/** A key pair as `jose` wants it, from an Ed25519 seed. */
export async function joseKeys(seed) {
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const privateKey = createPrivateKey({key: pkcs8, format: 'der', type: 'pkcs8'});
  return {
    privateKey: await importJWK(privateKey.export({format: 'jwk'}), 'EdDSA'),
    publicKey: await importJWK(createPublicKey(privateKey).export({format: 'jwk'}), 'EdDSA'),
  };
}

/** Issues a credential as VC-JWT with `jose`. */
export function signJwt(credential, {privateKey, kid}) {
  return new SignJWT(credential)
    .setProtectedHeader({alg: 'EdDSA', typ: 'JWT', kid})
    .setIssuer(credential.issuer.id)
    .setJti(credential.id)
    .setSubject(credential.credentialSubject.id)
    .setNotBefore(Date.parse(credential.validFrom) / 1000)
    .setExpirationTime(Date.parse(credential.validUntil) / 1000)
    .sign(privateKey);
}

/** Verifies a VC-JWT with a known key: the signature and the dates, without the comparison of claims. */
export async function verifyJwt(token, {publicKey}) {
  const {payload} = await jwtVerify(token, publicKey, {algorithms: ['EdDSA']});
  return payload;
}

async function resolveDid(did) {
  const {document: didDocument} = await documentLoader(did);
  return {didDocument, didResolutionMetadata: {}, didDocumentMetadata: {}};
}

async function keyOf({kid}) {
  const x = base64url.encode(await publicKeyOf(kid));
  return importJWK({kty: 'OKP', crv: 'Ed25519', x}, 'EdDSA');
}

function headerFindings(header, payload) {
  const found = [];
  const strange = Object.keys(header).filter(name => !['alg', 'typ', 'kid'].includes(name));
  if(strange.length > 0) {
    found.push(`header members that the profile does not allow: ${strange.join(', ')}`);
  }
  const issuer = issuerOf(payload.vc ?? payload);
  if(header.kid.split('#')[0] !== issuer) {
    found.push(`kid ${header.kid} is not a key of the issuer ${issuer}`);
  }
  return found;
}

function claimFindings(payload) {
  const seconds = date => date === undefined ? undefined : Date.parse(date) / 1000;
  const credential = payload.vc ?? payload;
  const pairs = [
    ['iss', issuerOf(credential)],
    ['jti', credential.id],
    ['sub', credential.credentialSubject?.id],
    ['nbf', seconds(payload.vc ? credential.issuanceDate : credential.validFrom)],
    ['exp', seconds(payload.vc ? credential.expirationDate : credential.validUntil)],
  ];
  return pairs
    .filter(([claim, member]) => payload[claim] !== member)
    .map(([claim, member]) => `${claim} is ${payload[claim]}, the credential says ${member}`);
}
