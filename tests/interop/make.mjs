// Makes credentials with implementations that share no code with Proofmark, and copies of them that nobody may accept.
//
// Use: node make.mjs DIR BASE
//
// Every document in DIR stands beside a `NAME.expect.json` that says what Proofmark has to answer (theirs/folder.mjs).
// What has to be fetched meanwhile lies in DIR/served and is to be served at BASE, such as http://localhost:4000.

import {Folder} from './theirs/folder.mjs';
import * as dataIntegrity from './theirs/data-integrity.mjs';
import * as status from './theirs/status.mjs';
import * as tokens from './theirs/tokens.mjs';

const [path, base] = process.argv.slice(2);
if(!path || !base) {
  console.error('use: node make.mjs DIR BASE');
  process.exit(2);
}
const folder = new Folder(path, base);
for(const {make} of [dataIntegrity, tokens, status]) {
  await make(folder);
}
