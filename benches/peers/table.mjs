// Turns the rounds that `benches/peers/run` measured into a Markdown table of medians and ratios.
//
// Use: node table.mjs DOCUMENT RUST.jsonl NODE.jsonl
//
// A line of the Rust file is {"raw": {"sign", "verify"}, "prove": {proof}, "verify": {proof}} and one of the Node file
// {"issue": {proof}, "verify": {proof}}, all in microseconds.

import {readFileSync, statSync} from 'node:fs';
import {cpus} from 'node:os';
import {basename} from 'node:path';

/** What is to be reached on the 6 kB badge: so many times the peer, and such a share of the raw signing rate. */
const TARGETS = {
  prove: {
    'eddsa-rdfc-2022': {peer: 80, raw: 0.20},
    'eddsa-jcs-2022': {raw: 0.40},
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
console.log('| operation | Proofmark, µs | peer, µs | times the peer | share of the raw rate |');
console.log('| --- | --- | --- | --- | --- |');
console.log(`| Ed25519 sign, 64 bytes | ${micro(median(rust, 'raw', 'sign'))} | | | 1 |`);
console.log(`| Ed25519 verify, 64 bytes | ${micro(median(rust, 'raw', 'verify'))} | | | 1 |`);
for(const [verb, peerVerb, raw] of [['prove', 'issue', 'sign'], ['verify', 'verify', 'verify']]) {
  for(const proof of Object.keys(rust[0][verb])) {
    console.log(row({verb, proof, own: median(rust, verb, proof), peer: median(node, peerVerb, proof),
      raw: median(rust, 'raw', raw)}));
  }
}

function row({verb, proof, own, peer, raw}) {
  const target = TARGETS[verb][proof] ?? {};
  const peerCells = peer === undefined ? [' ', ' '] : [
    `${micro(peer)} (${PEERS[proof]})`,
    judged(peer / own, target.peer, ratio => `${ratio.toFixed(ratio < 10 ? 1 : 0)} ×`),
  ];
  const share = judged(raw / own, target.raw, ratio => ratio.toFixed(2));
  return `| ${verb} ${proof} | ${micro(own)} | ${peerCells.join(' | ')} | ${share} |`;
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
