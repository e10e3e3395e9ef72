// Verifies with Proofmark what other implementations made, and compares each answer with the one that is wanted.
//
// Use: node verify-theirs.mjs PROOFMARK
//
// PROOFMARK is the program. The documents are made anew each time, by `make.mjs` and `make.py`; the status lists and the
// documents of issuers that they name are served from here, on loopback. One line for each answer that is wrong (for
// each at all with VERBOSE=1), and a last line `N passed, N failed`; the exit code is 0 only when nothing failed and
// every maker made something.

import {execFile} from 'node:child_process';
import {mkdtempSync, readFileSync, readdirSync, rmSync} from 'node:fs';
import {createServer} from 'node:http';
import {cpus, tmpdir} from 'node:os';
import {join, normalize, resolve} from 'node:path';
import {promisify} from 'node:util';

const run = promisify(execFile);
const here = import.meta.dirname;

/** The exit codes of `proofmark verify`. */
const EXIT = {valid: 0, 'not-valid': 1, unreadable: 2, 'could-not-be-checked': 3};

/** Who makes documents, and how its program is started. */
const MAKERS = [
  ['npm', process.execPath, ['make.mjs'], {}],
  ['PyPI', 'python3', ['make.py'], {PYTHONPATH: join(here, 'python'), PYTHONDONTWRITEBYTECODE: '1'}],
];

const counts = {passed: 0, failed: 0};

await main(process.argv[2]);

async function main(program) {
  if(!program) {
    console.error('use: node verify-theirs.mjs PROOFMARK');
    process.exit(2);
  }
  const folder = mkdtempSync(join(tmpdir(), 'proofmark-theirs-'));
  const server = await serve(folder);
  try {
    const base = `http://localhost:${server.address().port}`;
    for(const [name, command, args, env] of MAKERS) {
      const place = {path: join(folder, name), base: `${base}/${name}`};
      await verifyAll({name, command, args, env, program: resolve(program), ...place});
    }
  } finally {
    server.close();
    rmSync(folder, {recursive: true});
  }
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  process.exitCode = counts.failed === 0 ? 0 : 1;
}

/** Serves what makers put into `FOLDER/MAKER/served`, at `/MAKER`. */
async function serve(folder) {
  const server = createServer((request, response) => {
    const [, maker, ...below] = normalize(decodeURIComponent(request.url)).split('/');
    try {
      response.end(readFileSync(join(folder, maker, 'served', ...below)));
    } catch{
      response.writeHead(404).end();
    }
  });
  await new Promise(ready => server.listen(0, ready));
  return server;
}

async function verifyAll({name, command, args, env, program, path, base}) {
  await run(command, [...args, path, base], {cwd: here, env: {...process.env, ...env}});
  const suffix = '.expect.json';
  const files = readdirSync(path).filter(file => file.endsWith(suffix)).map(file => file.slice(0, -suffix.length)).sort();
  const before = counts.passed;
  await eachAtOnce(files, async file => {
    const expected = JSON.parse(readFileSync(join(path, file + suffix)));
    report(`${name}: ${file}`, expected, await verify(program, join(path, file), expected.arguments));
  });
  console.log(`${name}: ${counts.passed - before} of ${files.length} answered as wanted`);
  if(files.length === 0) {
    counts.failed += 1;
  }
}

/** A worker for each processor. */
async function eachAtOnce(items, work) {
  const queue = [...items];
  const worker = async () => {
    for(let item = queue.shift(); item !== undefined; item = queue.shift()) {
      await work(item);
    }
  };
  await Promise.all(cpus().map(worker));
}

/** What Proofmark answers: its exit code, and its report if there is one. */
async function verify(program, file, args) {
  const options = {cwd: tmpdir(), maxBuffer: 1 << 26};
  const {code = 0, stdout, stderr} = await run(program, ['--json', 'verify', ...args, file], options).catch(error => error);
  try {
    return {code, report: JSON.parse(stdout)};
  } catch{
    return {code, stderr};
  }
}

/** The verdict, the exit code and the report's first reason have to be those that are wanted. */
function report(what, {verdict, check}, answer) {
  const checks = answer.report?.checks ?? [];
  const outcome = verdict === 'not-valid' ? 'failed' : 'could-not-tell';
  const reason = checks.find(one => one.outcome === outcome);
  const given = answer.report?.verdict ?? 'unreadable';
  const right = given === verdict && answer.code === EXIT[verdict] && (!check || reason?.id === check);
  counts[right ? 'passed' : 'failed'] += 1;
  if(!right || process.env.VERBOSE) {
    const first = checks.find(one => one.outcome !== 'passed');
    const why = reason ?? first;
    const told = why ? `${why.id}: ${why.detail}` : answer.stderr ?? '';
    const wanted = right ? '' : `; wanted ${verdict}${check ? ` by ${check}` : ''}`;
    console.log(`${right ? 'ok  ' : 'FAIL'}  ${what}: ${given}, exit code ${answer.code}${wanted} (${told.slice(0, 300)})`);
  }
}
