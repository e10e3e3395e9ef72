// Asks the official JSON Schemas about what Proofmark made, with npm `ajv`, which shares no code with it.
//
// Use: node schemas.mjs DIR [PROOFMARK]
//
// Every credential in DIR, in JSON or inside a token, and whatever other credentials it holds, is held against the schema
// of its form: Open Badges 3.0 and CLR 2.0 (Draft 2019-09), HR Open LER-RS 4.4 and its wrapper 4.5 (draft-04). PROOFMARK
// is the program; with it, frameworks are exported as CASE 1.1 packages and asked about too. A faulty copy of each kind
// must be refused. The schemas are not kept here: they lie in PROOFMARK_SHARED (default ../shared beside the
// repository), and all is skipped where that is absent. One line a check, and a last line
// `N passed, N failed, N skipped`.

import {execFileSync} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, join, relative, resolve} from 'node:path';

import Ajv2019 from 'ajv/dist/2019.js';
import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';

import {BADGE, CLR, HR_OPEN, LER_RS, formOf, held} from './forms.mjs';
import * as jwt from './jwt.mjs';

const repository = join(import.meta.dirname, '..', '..');
const data = resolve(repository, process.env.PROOFMARK_SHARED ?? '../shared', 'data');
const CASE = 'CASE 1.1';
const RESUME = 'LER-RS 4.4';

/** What makes a copy of each kind invalid. */
const FAULTS = new Map([
  [BADGE, badge => delete badge.credentialSubject.achievement],
  [CLR, record => { record.credentialSubject.association[0].associationType = 'follows'; }],
  [RESUME, resume => delete resume.skills[0].name],
  [HR_OPEN, wrapper => wrapper['@context'].reverse()],
  [CASE, framework => delete framework.CFItems[0].fullStatement],
]);

const counts = {passed: 0, failed: 0, skipped: 0};

main(process.argv[2], process.argv[3]);

function main(folder, program) {
  if(!folder) {
    console.error('use: node schemas.mjs DIR [PROOFMARK]');
    process.exit(2);
  }
  if(existsSync(data)) {
    const schemas = official();
    const documents = [...credentialsIn(folder), ...program ? exported(resolve(program)) : []];
    for(const {name, kind, document} of documents.flatMap(parts)) {
      check(name, kind, schemas.get(kind), document);
    }
    for(const [kind, fault] of FAULTS) {
      const sound = documents.flatMap(parts).find(part => part.kind === kind);
      if(sound) {
        checkFault(sound, schemas.get(kind), fault);
      }
    }
    if(documents.length === 0) {
      report('failed', `${folder} holds credentials`, 'none found');
    }
  } else {
    report('skipped', 'the official schemas', `they are not there: ${data}`);
  }
  console.log(Object.entries(counts).map(([outcome, count]) => `${count} ${outcome}`).join(', '));
  process.exitCode = counts.failed === 0 ? 0 : 1;
}

/** The credentials in a folder, with the names of their files; not those that were tampered with. */
function credentialsIn(folder) {
  const read = file => {
    const text = readFileSync(join(folder, file), 'utf8').trim();
    return {name: file, document: file.endsWith('.jwt') ? jwt.credentialOf(text) : JSON.parse(text)};
  };
  return readdirSync(folder).sort()
    .filter(file => /\.(json|jwt)$/.test(file) && !file.includes('tampered'))
    .map(read)
    .filter(({document}) => formOf(document));
}

/** Frameworks as the program exports them: the sample and those of the shared data. */
function exported(program) {
  const folder = mkdtempSync(join(tmpdir(), 'proofmark-schemas-'));
  const options = {cwd: folder, stdio: 'pipe'};
  const flags = ['--json', '--public-url', 'https://badges.example'];
  const run = (...args) => JSON.parse(execFileSync(program, [...flags, ...args], options));
  try {
    const real = readdirSync(join(data, 'frameworks')).map(file => join(data, 'frameworks', file));
    return [join(repository, 'schemas', 'sample-framework.json'), ...real].map((file, at) => {
      const {framework} = run('framework', 'import', file);
      const out = join(folder, `${at}.json`);
      run('framework', 'export', `${framework.soc}@${framework.version}`, '--as', 'case', '--out', out);
      return {name: `${basename(file)} as CASE`, document: JSON.parse(readFileSync(out))};
    });
  } finally {
    rmSync(folder, {recursive: true});
  }
}

/** What a document consists of, each part with the kind of schema that it has to meet. */
function parts({name, document}) {
  const form = formOf(document);
  const inside = form ? held(document) : [];
  const own = [
    {name, kind: CASE, applies: document.CFDocument, document},
    {name, kind: form, applies: [BADGE, CLR, HR_OPEN].includes(form), document},
    {name: `${name}: its résumé`, kind: RESUME, applies: [LER_RS, HR_OPEN].includes(form), document: document.credentialSubject},
  ];
  return [
    ...own.filter(part => part.applies),
    ...inside.map((badge, at) => ({name: `${name}: held ${at + 1}`, kind: BADGE, document: badge})),
  ];
}

/** The official schemas, compiled, by kind. */
function official() {
  const folder = join(data, 'schemas');
  const of1EdTech = file => {
    const schema = readJson(join(folder, file));
    return addFormats(new Ajv2019({strict: false, allErrors: true})).compile(schema);
  };
  const hrOpen = hrOpenSchemas(join(folder, 'hropen', 'www.hropenstandards.org'));
  return new Map([
    [BADGE, of1EdTech('ob-v3p0/ob_v3p0_achievementcredential_schema.json')],
    [CLR, of1EdTech('clr-v2p0/clr_v2p0_clrcredential_schema.json')],
    [CASE, of1EdTech('case-v1p1/case_v1p1_cfpackage-jsonschema1.json')],
    [RESUME, hrOpen('recruiting/json/LER-RSType.json')],
    [HR_OPEN, hrOpen('recruiting/json/VerifiableCredentialLER-RSType.json')],
  ]);
}

/**
 * HR Open's schemas name each other by relative paths. Several carry the same `$id`, which is no keyword of draft-04, so
 * each is given the address that its path has; their patterns are ECMAScript's without the flag `u`. Some are not valid
 * by the schema of draft-04, in members that say nothing of what is valid by them (a `description` that is no text).
 */
function hrOpenSchemas(folder) {
  const address = path => `https://www.hropenstandards.org/${path}`;
  const ajv = addFormats(new AjvDraft04({strict: false, allErrors: true, unicodeRegExp: false, validateSchema: false}));
  for(const entry of readdirSync(folder, {recursive: true, withFileTypes: true}).filter(entry => entry.name.endsWith('.json'))) {
    const file = join(entry.parentPath ?? entry.path, entry.name);
    const {$id, ...schema} = readJson(file);
    ajv.addSchema({...schema, id: address(relative(folder, file))});
  }
  return path => ajv.getSchema(address(path));
}

function check(name, kind, validate, document) {
  const valid = validate(document);
  report(valid ? 'passed' : 'failed', `${name}: valid by the official schema of ${kind}`, told(validate));
}

function checkFault({name, document}, validate, fault) {
  const copy = structuredClone(document);
  fault(copy);
  const valid = validate(copy);
  report(valid ? 'failed' : 'passed', `${name}: a fault in it is refused`, valid ? 'it was accepted' : told(validate));
}

function told({errors}) {
  return (errors ?? []).map(error => `${error.instancePath} ${error.message}`).join('; ');
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function report(outcome, what, detail) {
  counts[outcome] += 1;
  const mark = {passed: 'ok  ', failed: 'FAIL', skipped: 'skip'}[outcome];
  console.log(`${mark}  ${what}${detail ? ` (${detail.slice(0, 300)})` : ''}`);
}
