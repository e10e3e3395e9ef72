// A deployment of the program in a folder of its own, with its admin key: what a provider has after the first start.

import {execFile, spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {promisify} from 'node:util';

const run = promisify(execFile);
const PASSPHRASE = 'a passphrase for the browser';
const SCHEMAS = join(import.meta.dirname, '..', '..', 'schemas');

/** A sample document that comes with the program. */
export function sample(name) {
  return JSON.parse(readFileSync(join(SCHEMAS, `sample-${name}.json`)));
}

/** A port that nobody listens on. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const {port} = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** The services that run. None outlives this program, however it ends. */
const running = new Set();
process.once('exit', () => running.forEach(service => service.kill('SIGKILL')));
for(const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => process.exit(1));
}

export class School {
  /** Starts the service and waits until it listens. `settings` are further flags of `proofmark serve`. */
  static async open(program, ...settings) {
    const school = new School();
    const port = await freePort();
    Object.assign(school, {
      program,
      settings,
      port,
      url: `http://localhost:${port}`,
      folder: mkdtempSync(join(tmpdir(), 'proofmark-browser-')),
    });
    await school.start();
    return school;
  }

  /** Starts the service at the address and on the data that it had before. */
  async start() {
    const flags = ['serve', '--json', '--listen', `127.0.0.1:${this.port}`, '--public-url', this.url, ...this.settings];
    this.process = spawn(this.program, flags, {cwd: this.folder, env: this.environment(), stdio: ['ignore', 'pipe', 'pipe']});
    running.add(this.process);
    this.process.once('exit', () => running.delete(this.process));
    this.errors = '';
    this.process.stderr.on('data', data => this.errors += data);
    const told = await new Promise((resolve, reject) => {
      const lines = [];
      createInterface(this.process.stdout).on('line', line => {
        lines.push(line);
        if(line.trimEnd() === '}' || /^\{.*\}$/.test(line)) {
          resolve(lines.join('\n'));
        }
      });
      this.process.once('exit', code => reject(new Error(`the service ended with ${code}: ${this.errors}`)));
    });
    this.key ??= JSON.parse(told).apiKey;
  }

  environment() {
    return {PATH: process.env.PATH, PROOFMARK_KEY_PASSPHRASE: PASSPHRASE};
  }

  async stop() {
    if(this.process.exitCode === null) {
      this.process.kill('SIGTERM');
      await once(this.process, 'exit');
    }
  }

  async close() {
    await this.stop();
    rmSync(this.folder, {recursive: true});
  }

  /** What a command prints. The service must not hold the store, or the command must not need it. */
  async run(...args) {
    const options = {cwd: this.folder, env: this.environment(), maxBuffer: 1 << 26};
    const {stdout} = await run(this.program, [...args, '--public-url', this.url], options);
    return stdout;
  }

  /** What a route of the API answers, as JSON; anything but success is an error. */
  async api(method, path, body, headers = {}) {
    const answer = await fetch(this.url + path, {
      method,
      headers: {authorization: `Bearer ${this.key}`, accept: 'application/json', ...body && {'content-type': 'application/json'}, ...headers},
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    if(!answer.ok) {
      throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    }
    return text ? JSON.parse(text) : undefined;
  }

  /** Records an assessment and issues on it; gives the answer of issuing. */
  async issue(assessment, request = {}) {
    const recorded = await this.api('POST', '/api/v1/assessments', assessment);
    const body = {assessment: recorded.id, as: ['open-badge'], proofs: ['eddsa-rdfc-2022'], ...request};
    return this.api('POST', '/api/v1/credentials', body, {'idempotency-key': recorded.id});
  }
}
