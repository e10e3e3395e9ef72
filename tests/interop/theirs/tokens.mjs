// Tokens made by npm `jose` (Open Badges 3.0, section 8.2; `vc+jwt`, `vp+jwt`, envelopes) and by npm `did-jwt-vc` (the
// claims `vc` and `vp` of version 1.1), under every kind of key that issuers use.

import {createHmac, generateKeyPairSync} from 'node:crypto';

import * as base58 from 'base58-universal';
import {EdDSASigner, ES256Signer} from 'did-jwt';
import {createVerifiableCredentialJwt, createVerifiablePresentationJwt} from 'did-jwt-vc';
import {SignJWT, base64url, importJWK} from 'jose';

import * as jwt from '../jwt.mjs';
import {Ed25519Multikey, newKey} from '../peers.mjs';
import {issue} from './data-integrity.mjs';
import {LEARNER, VC1, VC2, badge, old, plain} from './samples.mjs';

/** The algorithms and the keys for them, as Node makes keys. */
const KEYS = {
  EdDSA: () => generateKeyPairSync('ed25519'),
  ES256: () => generateKeyPairSync('ec', {namedCurve: 'P-256'}),
  ES384: () => generateKeyPairSync('ec', {namedCurve: 'P-384'}),
  RS256: () => generateKeyPairSync('rsa', {modulusLength: 2048}),
};

/** The multicodec prefixes of did:key. */
const CODECS = {EdDSA: [0xed, 0x01], ES256: [0x80, 0x24], ES384: [0x81, 0x24]};

/** Writes everything that is secured as a token. */
export async function make(folder) {
  await openBadges(folder);
  await vcJose(folder);
  await version11(folder);
  await contradictions(folder);
  await presentations(folder);
}

/** A new issuer: its key, its DID, and the name of the key in its document. */
export async function newIssuer(alg, method = 'did:jwk') {
  const pair = KEYS[alg]();
  const jwk = pair.publicKey.export({format: 'jwk'});
  const privateJwk = pair.privateKey.export({format: 'jwk'});
  const did = method === 'did:key' ? await didKey(alg, pair, jwk) :
    `did:jwk:${base64url.encode(JSON.stringify({...jwk, alg}))}`;
  const kid = method === 'did:key' ? `${did}#${did.slice('did:key:'.length)}` : `${did}#0`;
  return {alg, did, kid, jwk, privateJwk, privateKey: await importJWK(privateJwk, alg)};
}

/** Signs `payload` with `jose`. */
export function sign(payload, {alg, privateKey}, header) {
  return new SignJWT(payload).setProtectedHeader({alg, ...header}).sign(privateKey);
}

/** The claims that repeat what stands in `credential` (Open Badges 3.0, section 8.2.4). */
export function claims(credential) {
  const seconds = text => Date.parse(text) / 1000;
  return {
    ...credential,
    iss: credential.issuer.id ?? credential.issuer,
    jti: credential.id,
    sub: credential.credentialSubject.id,
    nbf: seconds(credential.validFrom),
    ...credential.validUntil && {exp: seconds(credential.validUntil)},
  };
}

async function didKey(alg, pair, {x, y}) {
  if(alg === 'EdDSA') {
    const multikey = await Ed25519Multikey.fromJwk({jwk: {kty: 'OKP', crv: 'Ed25519', x}});
    return `did:key:${multikey.publicKeyMultibase}`;
  }
  const [across, up] = [base64url.decode(x), base64url.decode(y)];
  const point = Uint8Array.from([...CODECS[alg], 2 + up.at(-1) % 2, ...across]);
  return `did:key:z${base58.encode(point)}`;
}

async function openBadges(folder) {
  for(const alg of Object.keys(KEYS)) {
    for(const method of alg === 'RS256' ? ['did:jwk'] : ['did:jwk', 'did:key']) {
      const issuer = await newIssuer(alg, method);
      const name = `jose.badge.${alg.toLowerCase()}.${method.replace(':', '-')}`;
      const token = await sign(claims(badge({issuer: issuer.did})), issuer, {typ: 'JWT', kid: issuer.kid});
      folder.validToken(name, token);
      // The key itself instead of its name, as the profile allows; it is the issuer's by its DID.
      const brought = await sign(claims(badge({issuer: issuer.did})), issuer, {typ: 'JWT', jwk: issuer.jwk});
      folder.valid(`${name}.jwk.jwt`, brought);
      const stranger = await newIssuer(alg, method);
      folder.notValid(`${name}.jwk-of-a-stranger.jwt`, 'issuer-key',
        await sign(claims(badge({issuer: issuer.did})), stranger, {typ: 'JWT', jwk: stranger.jwk}));
    }
  }
  const issuer = await newIssuer('EdDSA');
  const nested = await newKey();
  folder.valid('jose.badge.quoted.json',
    JSON.stringify(await sign(claims(badge({issuer: issuer.did})), issuer, {typ: 'JWT', kid: issuer.kid})));
  // A token around a badge that had a proof already (section 8.2): both have to hold.
  const both = {did: nested.controller, kid: nested.id, alg: 'EdDSA', privateKey: await privateKeyOf(nested)};
  const proven = await issue(badge({issuer: nested.controller}), {key: nested});
  folder.validToken('jose.badge.with-proof', await sign(claims(proven), both, {typ: 'JWT', kid: both.kid}));
  const forged = {...proven, name: 'Master of all'};
  folder.notValid('jose.badge.with-forged-proof.jwt', 'proof',
    await sign(claims(forged), both, {typ: 'JWT', kid: both.kid}));
}

/** Securing Verifiable Credentials using JOSE and COSE: the credential is the whole payload. */
async function vcJose(folder) {
  for(const alg of Object.keys(KEYS)) {
    const issuer = await newIssuer(alg);
    const header = {typ: 'vc+jwt', cty: 'vc', kid: issuer.kid};
    const token = await sign(badge({issuer: issuer.did}), issuer, header);
    folder.validToken(`jose.vc+jwt.${alg.toLowerCase()}`, token);
    const envelope = {'@context': [VC2], id: `data:application/vc+jwt,${token}`, type: 'EnvelopedVerifiableCredential'};
    folder.valid(`jose.enveloped.${alg.toLowerCase()}.json`, envelope);
    folder.notValid(`jose.enveloped.without-its-type.${alg.toLowerCase()}.json`, undefined,
      {...envelope, type: 'VerifiableCredential'});
    folder.notValid(`jose.enveloped.altered.${alg.toLowerCase()}.json`, 'proof', {...envelope,
      id: `data:application/vc+jwt,${jwt.withPayload(token, {...jwt.payloadOf(token), name: 'Master of all'})}`});
    folder.notValid(`jose.vc+jwt.with-claim-vc.${alg.toLowerCase()}.jwt`, undefined,
      await sign({vc: badge({issuer: issuer.did}), iss: issuer.did}, issuer, header));
  }
}

/** Version 1.1 of the data model: the claim `vc`, whose dates and names may stand in the JWT's claims alone. */
async function version11(folder) {
  for(const alg of Object.keys(KEYS)) {
    const issuer = await newIssuer(alg);
    const header = {typ: 'JWT', kid: issuer.kid};
    const vc = old({issuer: issuer.did});
    const repeated = {iss: issuer.did, jti: vc.id, sub: LEARNER, nbf: Date.parse(vc.issuanceDate) / 1000,
      exp: Date.parse(vc.expirationDate) / 1000};
    folder.validToken(`jose.claim-vc.${alg.toLowerCase()}`, await sign({vc, ...repeated}, issuer, header));
    const {id, issuer: _, issuanceDate, expirationDate, ...rest} = structuredClone(vc);
    delete rest.credentialSubject.id;
    folder.validToken(`jose.claim-vc.lean.${alg.toLowerCase()}`, await sign({vc: rest, ...repeated}, issuer, header));
  }
  for(const [alg, signer, keyOf] of [
    ['EdDSA', EdDSASigner, ({d, x}) => Buffer.concat([base64url.decode(d), base64url.decode(x)])],
    ['ES256', ES256Signer, ({d}) => base64url.decode(d)],
  ]) {
    const issuer = await newIssuer(alg, 'did:key');
    const by = {did: issuer.did, alg, signer: signer(keyOf(issuer.privateJwk))};
    const options = {header: {kid: issuer.kid}};
    const {'@context': context, type, credentialSubject} = old({issuer: issuer.did});
    const payload = {sub: LEARNER, nbf: 1768032000, exp: 4071706800,
      vc: {'@context': context, type, credentialSubject: {since: credentialSubject.since}}};
    const token = await createVerifiableCredentialJwt(payload, by, options);
    folder.validToken(`did-jwt-vc.credential.${alg.toLowerCase()}`, token);
    const vp = {vp: {'@context': [VC1], type: ['VerifiablePresentation'], verifiableCredential: [token]}};
    const bound = {...options, challenge: 'n-1', domain: 'verifier.example'};
    const shown = await createVerifiablePresentationJwt(vp, by, bound);
    const name = `did-jwt-vc.presentation.${alg.toLowerCase()}`;
    folder.valid(`${name}.jwt`, shown, '--challenge', 'n-1', '--domain', 'verifier.example');
    folder.notValid(`${name}.other-challenge.jwt`, 'proof', shown, '--challenge', 'n-2');
    folder.notValid(`${name}.other-domain.jwt`, 'proof', shown, '--domain', 'evil.example');
    folder.notValid(`${name}.altered.jwt`, 'proof',
      jwt.withPayload(shown, {...jwt.payloadOf(shown), iat: 1}));
  }
}

/** Signed by the issuer itself, and yet no credential: what is said twice differs, or the header asks for what is not. */
async function contradictions(folder) {
  const issuer = await newIssuer('EdDSA');
  const other = await newIssuer('EdDSA');
  const header = {typ: 'JWT', kid: issuer.kid};
  const whole = claims(badge({issuer: issuer.did}));
  for(const [name, changed] of [
    ['iss', {iss: other.did}],
    ['sub', {sub: other.did}],
    ['jti', {jti: 'urn:uuid:00000000-0000-4000-8000-000000000000'}],
    ['nbf', {nbf: whole.nbf + 1}],
    ['exp', {exp: whole.exp + 86400}],
  ]) {
    folder.notValid(`jose.contradiction.${name}.jwt`, undefined, await sign({...whole, ...changed}, issuer, header));
  }
  for(const [name, check, changed] of [
    ['kid-of-another', 'issuer-key', {kid: other.kid}],
    ['no-key', 'proof', {kid: undefined}],
    ['vp-type', undefined, {typ: 'vp+jwt'}],
    ['strange-type', undefined, {typ: 'at+jwt'}],
  ]) {
    folder.notValid(`jose.header.${name}.jwt`, check, await sign(whole, issuer, {...header, ...changed}));
  }
  const crit = new SignJWT(whole).setProtectedHeader({alg: 'EdDSA', ...header, crit: ['b64'], b64: true});
  folder.notValid('jose.header.crit.jwt', undefined, await crit.sign(issuer.privateKey, {crit: {b64: true}}));
  folder.notValid('jose.expired.jwt', undefined, await sign(claims(badge(
    {issuer: issuer.did, validFrom: '2020-01-01T00:00:00Z', validUntil: '2021-01-01T00:00:00Z'})), issuer, header));

  // The issuer's public key, which everybody has, as the secret of an HMAC.
  const rsa = await newIssuer('RS256');
  const token = await sign(claims(badge({issuer: rsa.did})), rsa, {typ: 'JWT', kid: rsa.kid});
  const confused = jwt.withHeader(token, {...jwt.headerOf(token), alg: 'HS256'}).split('.').slice(0, 2).join('.');
  const mac = createHmac('sha256', JSON.stringify(rsa.jwk)).update(confused).digest('base64url');
  folder.notValid('jose.public-key-as-secret.jwt', undefined, `${confused}.${mac}`);
}

/** `vp+jwt` with credentials in envelopes, and the same in an envelope of its own. */
async function presentations(folder) {
  const [issuer, holder, other] = [await newIssuer('ES256'), await newIssuer('EdDSA', 'did:key'), await newIssuer('ES384')];
  const header = {typ: 'vp+jwt', cty: 'vp', kid: holder.kid};
  const asked = ['--challenge', 'n-2', '--domain', 'verifier.example'];
  const inside = async credential => ({'@context': [VC2], type: 'EnvelopedVerifiableCredential',
    id: `data:application/vc+jwt,${await sign(credential, issuer, {typ: 'vc+jwt', kid: issuer.kid})}`});
  const presentation = (...verifiableCredential) => ({
    '@context': [VC2], type: ['VerifiablePresentation'], holder: holder.did, verifiableCredential,
    nonce: 'n-2', aud: 'verifier.example',
  });
  const good = presentation(await inside(badge({issuer: issuer.did})), await inside(plain({issuer: issuer.did})));
  const token = await sign(good, holder, header);
  folder.validToken('jose.vp+jwt', token, ...asked);
  folder.valid('jose.vp+jwt.enveloped.json',
    {'@context': [VC2], type: 'EnvelopedVerifiablePresentation', id: `data:application/vp+jwt,${token}`}, ...asked);
  folder.notValid('jose.vp+jwt.other-challenge.jwt', 'proof', token, '--challenge', 'n-3', '--domain', 'verifier.example');
  folder.notValid('jose.vp+jwt.other-domain.jwt', 'proof', token, '--challenge', 'n-2', '--domain', 'evil.example');
  const byAnother = await sign(good, other, {...header, kid: other.kid});
  folder.notValid('jose.vp+jwt.by-another.jwt', 'issuer-key', byAnother, ...asked);
  const forged = await inside(badge({issuer: other.did}));
  folder.notValid('jose.vp+jwt.forgery-inside.jwt', 'parts', await sign(presentation(forged), holder, header), ...asked);
}

async function privateKeyOf(multikey) {
  const {seed, publicKey} = {
    seed: (await multikey.export({secretKey: true, raw: true})).secretKey.slice(0, 32),
    publicKey: (await multikey.export({publicKey: true, raw: true})).publicKey,
  };
  return importJWK({kty: 'OKP', crv: 'Ed25519', d: base64url.encode(seed), x: base64url.encode(publicKey)}, 'EdDSA');
}
