// Turns the rounds that `benches/peers/run` measured into a Markdown table of medians and ratios.
//
// Use: node table.mjs DOCUMENT RUST.jsonl NODE.jsonl
//
// A line of the Rust file is {"raw": {"sign", "verify"}, "prove": {proof}, "proof": {proof}, "verify": {proof or carrier}}
// and one of the Node file {"issue": {proof}, "verify": {proof}, "check": {proof}}, all in microseconds.
//
// Three things are compared. *prove*: both make a proof. *verify the proof*: both parse and say whether the proof holds.
// *report*: ours does all that a verifier has to, from bytes to report; beside it stand the peer's verifying, which is
// less, and the peer's verifying with the conversion in safe mode that finds undefined terms, which is nearer.

import {readFileSync, statSync} from 'node:fs';
import {cpus} from 'node:os';
import {basename} from 'node:path';

/** What is to be reached on the 6 kB badge: so many times the peer, and such a share of the raw signing rate. */
const TARGETS = {
  prove: {
    'eddsa-rdfc-2022': {peer: 80, raw: 0.20},
    'eddsa-jcs-2022': {raw: 0.40},
  },
  proof: {
    'eddsa-rdfc-2022': {peer: 70},
    'eddsa-jcs-2022': {peer: 6},
  },
  verify: {
    'eddsa-rdfc-2022': {peer: 70},
    'eddsa-jcs-2022': {peer: 6},
  },
};
const PEERS = {'eddsa-rdfc-2022': '@digitalbazaar/vc', 'eddsa-jcs-2022': '@digitalbazaar/vc', 'vc-jwt': 'jose'};

const [document, rustFile, nodeFile] = process.argv.slice(2);
const rust = rounds(rustFile);
const node = rounds(nodeFile);

console.log(heading());
console.log();
console.log('| operation | Proofmark, µs | peer, µs | times the peer | peer in safe mode, µs | times that | share of signature arithmetic |');
console.log('| --- | --- | --- | --- | --- | --- | --- |');
console.log(`| Ed25519 sign, 64 bytes | ${micro(median(rust, 'raw', 'sign'))} | | | | | 1 |`);
console.log(`| Ed25519 verify, 64 bytes | ${micro(median(rust, 'raw', 'verify'))} | | | | | 1 |`);
const GROUPS = [
  ['prove', 'prove', 'issue', undefined, 'sign'],
  ['proof', 'verify the proof:', 'verify', undefined, 'verify'],
  ['verify', 'report:', 'verify', 'check', 'verify'],
];
for(const [group, title, peerVerb, safeVerb, raw] of GROUPS) {
  for(const proof of Object.keys(rust[0][group])) {
    console.log(row({group, title, proof, own: median(rust, group, proof), peer: median(node, peerVerb, proof),
      safe: safeVerb && median(node, safeVerb, proof), raw: median(rust, 'raw', raw)}));
  }
}

function row({group, title, proof, own, peer, safe, raw}) {
  const target = TARGETS[group][proof] ?? {};
  const times = ratio => `${ratio.toFixed(ratio < 10 ? 1 : 0)} ×`;
  const peerCells = peer === undefined ? [' ', ' '] : [`${micro(peer)} (${PEERS[proof]})`, judged(peer / own, target.peer, times)];
  const safeCells = safe === undefined ? [' ', ' '] : [micro(safe), times(safe / own)];
  // Under ES256 and RS256 the arithmetic is another.
  const share = /[ER]S256/.test(proof) ? ' ' : judged(raw / own, target.raw, ratio => ratio.toFixed(2));
  return `| ${title} ${proof} | ${micro(own)} | ${[...peerCells, ...safeCells].join(' | ')} | ${share} |`;
}

/** A ratio beside what it has to reach; the comparison is made with the exact value, not the printed one. */
function judged(ratio, target, print) {
  return target === undefined ? print(ratio)
    : `${print(ratio)} (${ratio >= target ? 'reaches' : '**misses**'} ${print(target)})`;
}

function heading() {
  const size = (statSync(document).size / 1000).toFixed(1);
  const date = new Date().toISOString().slice(0, 10);
  return `Measured ${date} on ${cpus().length} × ${cpus()[0].model.trim()}, Node ${process.version}; ${basename(document)} (${size} kB); `
    + `CPU time of one thread, bytes to bytes, medians of ${rust.length} rounds in which Rust and Node took turns.`;
}

function rounds(file) {
  return readFileSync(file, 'utf8').split('\n').filter(Boolean).map(line => JSON.parse(line));
}

function median(measured, group, name) {
  const values = measured.map(round => round[group]?.[name]).filter(value => value !== undefined).sort((a, b) => a - b);
  return values[values.length >> 1];
}

function micro(value) {
  return value.toFixed(value < 100 ? 1 : 0);
}
