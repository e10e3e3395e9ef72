// The peers' side of `benches/peers/run`: `@digitalbazaar/vc` issues and verifies a credential in this process, with each
// of the cryptosuites, and `jose` does the same as VC-JWT.
//
// Use: node peer.mjs DOCUMENT [SECONDS]
//
// DOCUMENT is an unsecured credential whose issuer is the did:key of the bench's key (32 bytes of value 7). Contexts
// are in memory and the process is warm; the peer keeps whatever caches it has. An operation goes from bytes to bytes,
// as on the Rust side: issuing parses the document, makes one proof and prints the secured document; verifying parses
// and verifies it. Checking also converts it to RDF in safe mode, so that a name that no context defines is found under
// every suite: what our verifier calls its check of terms.
//
// The measure is CPU time of the main thread, in microseconds, as `benches/peers.rs` takes it: the median over stretches
// of SECONDS (3) seconds for each kind. What garbage collection, compilation and WebCrypto do on other threads is left
// out, in the peer's favour. Standard output is JSON:
// {"issue": {proof: µs}, "verify": {proof: µs}, "check": {proof: µs}, "runs": {proof: {"issue": count, "verify": count}}}.

import {readFileSync} from 'node:fs';

import {joseKeys, signJwt, verifyJwt} from '../../tests/interop/jwt.mjs';
import {Ed25519Multikey, documentLoader, reason, signSuite, toRdf, vc, verifySuites} from '../../tests/interop/peers.mjs';

/** The bench's key: the credential's issuer is its did:key. */
const SEED = new Uint8Array(32).fill(7);
const WARM_UP = 0.5;
/** How long to repeat an operation between two looks at the clock, in microseconds. */
const STRETCH = 20_000;

const [file, seconds = '3'] = process.argv.slice(2);
const bytes = readFileSync(file, 'utf8');
const figures = {issue: {}, verify: {}, check: {}, runs: {}};

for(const [name, {issue, verify, check, tamper}] of Object.entries(await proofs())) {
  const secured = await issue();
  await verify(secured);
  await mustRefuse(verify, tamper(secured));

  const issuing = await measure(issue);
  const verifying = await measure(() => verify(secured));
  figures.issue[name] = issuing.median;
  figures.verify[name] = verifying.median;
  if(check) {
    await mustRefuse(check, tamper(secured));
    figures.check[name] = (await measure(() => check(secured))).median;
  }
  figures.runs[name] = {issue: issuing.runs, verify: verifying.runs};
}
console.log(JSON.stringify(figures));

/** For each proof how it is made and verified, from bytes to bytes, and a tampering that must not pass. */
async function proofs() {
  const pair = await benchKey();
  const jose = await joseKeys(SEED);
  const dataIntegrity = name => ({
    issue: () => secure(name, pair),
    verify: accept,
    check: acceptInSafeMode,
    tamper: secured => secured.replace('"validUntil":"2', '"validUntil":"3'),
  });
  return {
    'eddsa-rdfc-2022': dataIntegrity('eddsa-rdfc-2022'),
    'eddsa-jcs-2022': dataIntegrity('eddsa-jcs-2022'),
    'vc-jwt': {
      issue: () => signJwt(JSON.parse(bytes), {...jose, kid: pair.id}),
      verify: token => verifyJwt(token, jose),
      tamper: token => token.replace(/\.(.)(.)/, '.$1A'),
    },
  };
}

async function secure(name, pair) {
  const suite = signSuite({name, signer: pair.signer(), date: '2026-10-05T09:00:00Z'});
  return JSON.stringify(await vc.issue({credential: JSON.parse(bytes), suite, documentLoader}));
}

async function accept(secured) {
  const outcome = await vc.verifyCredential({credential: JSON.parse(secured), suite: verifySuites(), documentLoader});
  if(!outcome.verified) {
    throw new Error(reason(outcome.error));
  }
}

async function acceptInSafeMode(secured) {
  await toRdf(JSON.parse(secured));
  await accept(secured);
}

/** A peer that accepts anything would be fast: one that is measured must refuse a changed credential. */
async function mustRefuse(verify, tampered) {
  const accepted = await verify(tampered).then(() => true, () => false);
  if(accepted) {
    throw new Error('the peer accepted a tampered credential');
  }
}

/** Median CPU time of an operation over stretches of some 20 ms, after a warm-up of half the measuring time. */
async function measure(operation) {
  let count = 1;
  let runs = 0;
  const times = [];
  for(const [budget, kept] of [[seconds * WARM_UP, false], [Number(seconds), true]]) {
    const end = performance.now() + budget * 1000;
    do {
      const start = cpuTime();
      for(let at = 0; at < count; ++at) {
        await operation();
      }
      const each = (cpuTime() - start) / count;
      if(kept) {
        times.push(each);
        runs += count;
      }
      count = Math.max(1, Math.round(STRETCH / each));
    } while(performance.now() < end);
  }
  times.sort((a, b) => a - b);
  return {median: Math.round(times[times.length >> 1] * 100) / 100, runs};
}

/**
 * Microseconds that the main thread has spent on a processor. Linux brings the figure up to date when the thread leaves
 * the processor, hence the short wait.
 */
function cpuTime() {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 0.05);
  return Number(readFileSync('/proc/self/schedstat', 'utf8').split(' ')[0]) / 1000;
}

async function benchKey() {
  const pair = await Ed25519Multikey.generate({seed: SEED});
  const multikey = (await pair.export({publicKey: true})).publicKeyMultibase;
  pair.controller = `did:key:${multikey}`;
  pair.id = `did:key:${multikey}#${multikey}`;
  return pair;
}
