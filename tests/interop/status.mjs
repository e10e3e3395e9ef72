// Reads the status lists that Proofmark publishes with `@digitalbazaar/vc-bitstring-status-list`, which shares no code
// with it.
//
// Use: node status.mjs PROOFMARK
//
// PROOFMARK is the program. It issues in a folder of its own, with both statuses, and suspends, reinstates and revokes.
// After each act the library is given the credentials; the lists and the issuer's DID document it is served are the files
// that the program published. One line a check, and a last line `N passed, N failed`; the exit code is 0 only when
// nothing failed.

import {execFile} from 'node:child_process';
import {mkdtempSync, readFileSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {promisify} from 'node:util';

import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';

import * as peers from './peers.mjs';
import {otherCharacter} from './tamper.mjs';

const run = promisify(execFile);
const schemas = join(import.meta.dirname, '..', '..', 'schemas');
const URL_OF_ISSUER = 'https://badges.example';
const CLEAR = {revocation: false, suspension: false};

const counts = {passed: 0, failed: 0};

async function main(program) {
  if(!program) {
    console.error('use: node status.mjs PROOFMARK');
    process.exit(2);
  }
  const folder = mkdtempSync(join(tmpdir(), 'proofmark-status-'));
  try {
    await live(new School(resolve(program), folder));
  } finally {
    rmSync(folder, {recursive: true});
  }
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  process.exitCode = counts.failed === 0 ? 0 : 1;
}

/** The life of some credentials, from the first to the last act. */
async function live(school) {
  await school.run('framework', 'import', join(schemas, 'sample-framework.json'));
  const plain = await school.issue('plain');
  await reads('with the usual status', school, plain, {revocation: false});

  await school.run('issuer', 'set', 'default', '--status', 'both');
  const [untouched, suspended, revoked, both] =
    [await school.issue('untouched'), await school.issue('suspended'), await school.issue('revoked'), await school.issue('both')];
  for(const credential of [untouched, suspended, revoked, both]) {
    await reads('as it was issued', school, credential, CLEAR);
    await proven(school, credential);
  }

  await school.act('suspend', suspended);
  await school.act('suspend', both);
  await school.act('revoke', revoked);
  await reads('untouched', school, untouched, CLEAR);
  await reads('suspended', school, suspended, {...CLEAR, suspension: true});
  await reads('revoked', school, revoked, {...CLEAR, revocation: true});

  await school.act('reinstate', suspended);
  await school.act('revoke', both);
  await reads('reinstated', school, suspended, CLEAR);
  await reads('still revoked', school, revoked, {...CLEAR, revocation: true});
  await reads('suspended, then revoked', school, both, {revocation: true, suspension: true});
  await reads('the first one', school, plain, {revocation: false});

  await school.run('keys', 'rotate');
  await reads('after a rotation, still revoked', school, revoked, {...CLEAR, revocation: true});
  await proven(school, untouched);

  await refused('a list with other bits', school, revoked, list => {
    list.credentialSubject.encodedList = list.credentialSubject.encodedList.replace(/.{9}$/, otherCharacter);
  });
  await refused('a list for another purpose', school, revoked, list => {
    list.credentialSubject.statusPurpose = 'message';
  });
}

/** A deployment of the program, and what it published. */
class School {
  constructor(program, folder) {
    Object.assign(this, {program, folder});
  }

  /** The result of a command. */
  async run(...args) {
    const flags = ['--json', '--public-url', URL_OF_ISSUER, '--insecure-plain-keys'];
    const options = {cwd: this.folder, env: {PATH: process.env.PATH}, maxBuffer: 1 << 26};
    const {stdout} = await run(this.program, [...args, ...flags], options);
    return stdout.trim() && JSON.parse(stdout);
  }

  async issue(name) {
    const file = join(this.folder, `${name}.json`);
    await this.run('issue', join(schemas, 'sample-assessment.json'), '--again', '--out', file);
    return JSON.parse(readFileSync(file));
  }

  async act(act, credential) {
    await this.run('credential', act, credential.id, '--reason', 'to see whether others see it');
  }

  /** A document loader that has what the program published, each list as `change` leaves it. */
  loader(change = () => {}) {
    const data = join(this.folder, 'data');
    const published = new Map();
    const lists = join(data, 'published');
    for(const name of readdirSync(lists).filter(name => name.endsWith('.json'))) {
      const list = JSON.parse(readFileSync(join(lists, name)));
      change(list);
      published.set(list.id, list);
    }
    for(const document of JSON.parse(readFileSync(join(data, 'did-documents.json')))) {
      published.set(document.id, document);
      for(const method of document.verificationMethod) {
        published.set(method.id, {'@context': 'https://w3id.org/security/multikey/v1', ...method});
      }
    }
    return async url => {
      const document = published.get(url);
      return document ? {contextUrl: null, documentUrl: url, document} : peers.documentLoader(url);
    };
  }

  /** What the library answers about a credential. */
  status(credential, change) {
    return checkStatus({credential, suite: peers.verifySuites(), documentLoader: this.loader(change)});
  }
}

/** The library has to read these bits of a credential, out of lists that it verified. */
async function reads(what, school, credential, wanted) {
  const outcome = await school.status(credential);
  const read = Object.fromEntries((outcome.results ?? []).map(one => [one.credentialStatus.statusPurpose, one.status]));
  const same = Object.keys(wanted).length === Object.keys(read).length &&
    Object.entries(wanted).every(([purpose, bit]) => read[purpose] === bit);
  report(outcome.verified && same, `${what}: ${JSON.stringify(wanted)}`,
    outcome.verified ? !same && JSON.stringify(read) : peers.reason(outcome.error));
}

/** `@digitalbazaar/vc` has to accept the credential itself, its status with it. */
async function proven(school, credential) {
  const documentLoader = school.loader();
  const outcome = await peers.vc.verifyCredential({credential, suite: peers.verifySuites(), documentLoader, checkStatus});
  report(outcome.verified, 'clear: accepted by @digitalbazaar/vc', peers.reason(outcome.error));
}

async function refused(what, school, credential, change) {
  const outcome = await school.status(credential, change);
  const told = peers.reason(outcome.error);
  report(!outcome.verified && !told.includes('not on board'), `${what}: refused`, told || 'it was accepted');
}

function report(passed, what, detail) {
  counts[passed ? 'passed' : 'failed'] += 1;
  console.log(`${passed ? 'ok  ' : 'FAIL'}  ${what}${detail ? ` (${detail.slice(0, 200)})` : ''}`);
}

await main(process.argv[2]);
