// What stands at an address: status lists made by `@digitalbazaar/vc-bitstring-status-list` and served over loopback, and
// issuers whose keys are in a document on a web server.
//
// A did:web cannot be served so: its document is at an `https` address by definition, and no certificate for loopback is
// signed by an authority that Proofmark trusts. What is tested of it is that nothing is believed then.

import {createCredential, createList} from '@digitalbazaar/vc-bitstring-status-list';

import {newKey} from '../peers.mjs';
import {issue} from './data-integrity.mjs';
import {VC2, badge, plain} from './samples.mjs';
import {newIssuer, sign} from './tokens.mjs';

/** The verifier asks servers on this machine. */
const LOOPBACK = '--insecure-loopback';

/** The bits that are set in every list. */
const SET = [0, 7, 94567, 131071];

/** Writes credentials with a status, their lists, and credentials of issuers with an address. */
export async function make(folder) {
  await lists(folder);
  await badLists(folder);
  await issuersWithAddress(folder);
}

async function lists(folder) {
  const key = await newKey();
  for(const purpose of ['revocation', 'suspension']) {
    const url = folder.serve(`lists/${purpose}`, '');
    folder.serve(`lists/${purpose}`, await list({key, url, purpose}));
    for(const [name, index] of [['first', 0], ['last', 131071], ['middle', 94567]]) {
      const set = await withStatus(key, entry(url, purpose, index));
      folder.notValid(`status.${purpose}.${name}.json`, 'status', set, LOOPBACK);
    }
    for(const index of [1, 6, 8, 94566, 94568, 131070]) {
      folder.valid(`status.${purpose}.clear-${index}.json`, await withStatus(key, entry(url, purpose, index)), LOOPBACK);
    }
    const clear = await withStatus(key, entry(url, purpose, 1));
    folder.validJson(`status.${purpose}.clear`, clear, LOOPBACK);
    folder.couldNotBeChecked(`status.${purpose}.offline.json`, 'status', clear, '--offline');
    folder.couldNotBeChecked(`status.${purpose}.loopback-closed.json`, 'status', clear);
    const beyond = await withStatus(key, entry(url, purpose, 131072));
    folder.notValid(`status.${purpose}.out-of-range.json`, 'status', beyond, LOOPBACK);
    const other = purpose === 'revocation' ? 'suspension' : 'revocation';
    folder.couldNotBeChecked(`status.${purpose}.list-of-another-purpose.json`, 'status',
      await withStatus(key, entry(url, other, 1)), LOOPBACK);
  }
  // Every entry counts, wherever it stands.
  const [revocation, suspension] = ['revocation', 'suspension'].map(purpose => `${folder.base}/lists/${purpose}`);
  const two = index => issue(plain({issuer: key.controller,
    credentialStatus: [entry(revocation, 'revocation', 3), entry(suspension, 'suspension', index)]}), {key});
  folder.notValid('status.two.one-set.json', 'status', await two(7), LOOPBACK);
  folder.valid('status.two.clear.json', await two(3), LOOPBACK);

  // The list as a token.
  const issuer = await newIssuer('ES256');
  const url = folder.serve('lists/token', '');
  const unsigned = await unsignedList({issuer: issuer.did, url, purpose: 'revocation'});
  folder.serve('lists/token', await sign(unsigned, issuer, {typ: 'vc+jwt', kid: issuer.kid}));
  const ofToken = index => sign(plain({issuer: issuer.did, credentialStatus: entry(url, 'revocation', index)}), issuer,
    {typ: 'vc+jwt', kid: issuer.kid});
  folder.validToken('status.token.clear', await ofToken(5), LOOPBACK);
  folder.notValid('status.token.set.jwt', 'status', await ofToken(7), LOOPBACK);
}

/** A list that cannot be believed is never “not revoked”. */
async function badLists(folder) {
  const [key, other] = [await newKey(), await newKey()];
  const purpose = 'revocation';
  const one = async (name, make) => {
    const url = folder.serve(`lists/${name}`, '');
    folder.serve(`lists/${name}`, await make(url));
    folder.couldNotBeChecked(`status.${name}.json`, 'status', await withStatus(key, entry(url, purpose, 1)), LOOPBACK);
  };
  await one('list-by-another', url => list({key: other, url, purpose}));
  await one('list-altered', async url => {
    const blank = await list({key, url, purpose, set: []});
    const real = await list({key, url, purpose});
    return {...real, credentialSubject: blank.credentialSubject};
  });
  await one('list-unsigned', url => unsignedList({issuer: key.controller, url, purpose}));
  await one('list-of-another-address', url => list({key, url: `${url}-elsewhere`, purpose}));
  await one('list-that-is-none', () => '<!doctype html><title>Welcome</title>');
  await one('list-too-short', url => list({key, url, purpose, length: 8}));
  const absent = entry(`${folder.base}/lists/absent`, purpose, 1);
  folder.couldNotBeChecked('status.list-absent.json', 'status', await withStatus(key, absent), LOOPBACK);
}

/** Issuers whose id is an address, with a document that lists their keys (Controlled Identifiers 1.0). */
async function issuersWithAddress(folder) {
  const key = await newKey();
  const id = folder.serve('issuer', '');
  const method = `${id}#key-1`;
  folder.serve('issuer', {
    '@context': ['https://www.w3.org/ns/cid/v1'], id,
    verificationMethod: [{id: method, type: 'Multikey', controller: id, publicKeyMultibase: key.publicKeyMultibase}],
    assertionMethod: [method],
  });
  folder.validJson('address.issuer', await issue(badge({issuer: id}), {key, id: method}), LOOPBACK);
  folder.notValid('address.issuer.unknown-key.json', 'issuer-key',
    await issue(badge({issuer: id}), {key, id: `${id}#key-2`}), LOOPBACK);

  const token = await newIssuer('ES256');
  const tokenId = folder.serve('issuer-of-tokens', '');
  const tokenMethod = `${tokenId}#key-1`;
  folder.serve('issuer-of-tokens', {
    '@context': ['https://www.w3.org/ns/cid/v1'], id: tokenId,
    verificationMethod: [{id: tokenMethod, type: 'JsonWebKey', controller: tokenId, publicKeyJwk: token.jwk}],
    assertionMethod: [tokenMethod],
  });
  folder.validToken('address.issuer-of-tokens',
    await sign(plain({issuer: tokenId}), token, {typ: 'vc+jwt', kid: tokenMethod}), LOOPBACK);

  const port = new URL(folder.base).port;
  const web = `did:web:localhost%3A${port}`;
  folder.couldNotBeChecked('address.did-web.json', 'issuer-key',
    await issue(badge({issuer: web}), {key, id: `${web}#key-1`}), LOOPBACK);
}

async function unsignedList({issuer, url, purpose, set = SET, length = 131072}) {
  const bits = await createList({length});
  for(const index of set.filter(index => index < length)) {
    bits.setStatus(index, true);
  }
  const credential = await createCredential({id: url, list: bits, statusPurpose: purpose, context: [VC2]});
  return {...credential, issuer, validFrom: '2026-01-10T08:00:00Z'};
}

async function list({key, ...members}) {
  return issue(await unsignedList({issuer: key.controller, ...members}), {key});
}

function entry(url, statusPurpose, index) {
  return {
    id: `${url}#${index}`,
    type: 'BitstringStatusListEntry',
    statusPurpose,
    statusListIndex: `${index}`,
    statusListCredential: url,
  };
}

function withStatus(key, credentialStatus) {
  return issue(badge({issuer: key.controller, credentialStatus}), {key});
}
