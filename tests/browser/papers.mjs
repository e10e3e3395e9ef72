// What candidates send to an employer: every form of credential with every proof, in every file that carries one, and in
// every state; and what is no credential at all.

import {execFile} from 'node:child_process';
import {mkdirSync, readFileSync, readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {promisify} from 'node:util';

import {sample} from './school.mjs';

const run = promisify(execFile);
const BADGE = join(import.meta.dirname, '..', '..', 'schemas', 'sample-badge.svg');

/** The smallest PNG: one white point. */
const POINT = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg==', 'base64');

/** Writes them into a folder. Gives each with its path and with the colour of the verdict on it: good, bad or warn. */
export async function papers(program, school, folder) {
  mkdirSync(folder, {recursive: true});
  const papers = [];
  const add = (name, tone, bytes) => {
    const path = join(folder, name);
    if(bytes !== undefined) {
      writeFileSync(path, typeof bytes === 'object' && !Buffer.isBuffer(bytes) ? JSON.stringify(bytes) : bytes);
    }
    papers.push({name, path, tone});
    return path;
  };

  await run(program, ['demo', '--out', folder], {cwd: folder, env: {PATH: process.env.PATH}});
  for(const name of readdirSync(folder).filter(name => /\.(eddsa|vc-jwt)/.test(name))) {
    add(name, name.startsWith('tampered') ? 'bad' : 'good');
  }

  const credential = async (name, request) => {
    const answer = await school.issue({...sample('assessment'), learner: {name, email: `${name}@example.org`}}, request);
    return answer.credentials[0];
  };
  const content = ({credential}) => typeof credential === 'string' ? credential : JSON.stringify(credential);
  // It has expired by the time that somebody looks at it: the first of all is the last to be asked about.
  const soon = new Date(Date.now() + 2000).toISOString().replace(/\.\d+Z/, 'Z');
  add('expired.json', 'bad', content(await credential('early', {validUntil: soon})));
  const good = add('school.json', 'good', content(await credential('ada')));
  const act = ({id}, act) => school.api('POST', `/api/v1/credentials/${encodeURIComponent(id)}/status`, {act, reason: 'A reason.'});
  const revoked = await credential('rita');
  await act(revoked, 'revoke');
  add('revoked.json', 'bad', content(revoked));

  const bake = async (name, tone, credential, picture) => {
    const path = add(name, tone);
    await run(program, ['bake', credential, picture, '--out', path], {cwd: folder, env: {PATH: process.env.PATH}});
  };
  const point = join(folder, 'point.png');
  writeFileSync(point, POINT);
  await bake('school.png', 'good', good, point);
  await bake('school.svg', 'good', good, BADGE);
  await bake('revoked.png', 'bad', join(folder, 'revoked.json'), point);

  const forged = JSON.parse(readFileSync(good, 'utf8'));
  forged.credentialSubject.achievement.name = 'Forged by hand';
  add('forged.json', 'bad', forged);
  const strange = JSON.parse(readFileSync(good, 'utf8'));
  strange.proof = {...[strange.proof].flat()[0], cryptosuite: 'a-suite-of-tomorrow'};
  add('unknown-suite.json', 'warn', strange);
  return papers;
}

/** What is no credential: a name, and the bytes of a file. */
export const UNREADABLE = [
  ['empty.json', ''],
  ['letter.txt', 'Dear employer, I have passed everything.'],
  ['broken.json', '{"@context": ['],
  ['list.json', '[1, 2, 3]'],
  ['plain.png', POINT],
  ['plain.svg', '<svg xmlns="http://www.w3.org/2000/svg"><text>Passed</text></svg>'],
  ['page.html', '<!DOCTYPE html><script>alert(1)</script>'],
  ['noise.bin', Buffer.from([0, 255, 1, 254, 2, 253])],
];
