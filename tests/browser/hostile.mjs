// Texts that want to be more than text, and whether a page let one of them.

import {sample} from './school.mjs';

/** The same list stands in the tests of the templates. */
export const HOSTILE = [
  '<script>alert(1)</script>',
  '</title><script>alert(1)</script>',
  '"><script>alert(1)</script>',
  '\'><img src=x onerror=alert(1)>',
  '" onmouseover="alert(1)',
  '\' onfocus=\'alert(1)\' autofocus=\'',
  '` onload=alert(1) `',
  '<img src=x onerror=alert(1)//',
  '<svg/onload=alert(1)>',
  '<svg><animate onbegin=alert(1) attributeName=x dur=1s>',
  '<iframe srcdoc=\'<script>alert(1)</script>\'>',
  '<a href="javascript:alert(1)">x</a>',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  '<style>*{display:none}</style>',
  '<link rel=stylesheet href=//evil.example/x.css>',
  '<base href=//evil.example/>',
  '<meta http-equiv=refresh content=\'0;url=//evil.example\'>',
  '<form action=//evil.example><input name=a>',
  '<!-- -->',
  '<!--><script>alert(1)</script>-->',
  '<![CDATA[<script>alert(1)</script>]]>',
  ']]>',
  '<?xml version="1.0"?>',
  '<!DOCTYPE html [<!ENTITY x "y">]>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;script&#62;',
  '&amp;amp;',
  '&x;',
  '{{ 7 * 7 }}',
  '{% include "public/shell.html" %}',
  '${alert(1)} #{7*7} <%= 7*7 %>',
  '[x](javascript:alert(1)) ![x](x)',
  '\u202etxet neddih\u202c',
  '\u2066\u202bשלום \u200fمرحبا',
  'a\u0000b\u001b[31mc\u007f\u0085d\uffffe',
  'line\u2028and\u2029paragraph\r\nend',
  '-->\'"<>&\\/`=',
  '𝕳𝖊𝖑𝖑𝖔 🏴‍☠️ ﷽ Z̷a̴l̵g̶o̷',
  '=HYPERLINK("http://evil.example","x")',
  '+1+cmd|\' /C calc\'!A0',
];

/** A framework with one text wherever it takes one. */
export function framework(text, soc) {
  const framework = sample('framework');
  const statement = `${text} — ${text}`;
  return {
    ...framework,
    occupation: {...framework.occupation, soc, title: text, group: text, sector: text},
    framework: {
      ...framework.framework,
      description: text,
      contextCovered: text,
      levels: {lower: {label: `${text} 1`, statements: [statement, `${statement} again`]}, upper: {label: `${text} 2`, statements: [`${statement} at last`]}},
    },
    sources: Object.fromEntries(Object.keys(framework.sources).map(name => [name, text])),
    attribution: text,
  };
}

/** An assessment on that framework with the text wherever it takes one. */
export function assessment(text, soc) {
  const evidence = [{url: 'https://workshop.example/evidence', name: text, narrative: text}];
  const met = statement => ({statement, met: true, evidence});
  return {
    ...sample('assessment'),
    framework: {soc, version: sample('framework').framework.version},
    learner: {name: text, email: 'ada@example.org'},
    assessor: {name: text},
    ratings: ['lower/1', 'lower/2', 'upper/1'].map(met),
  };
}

/** The code of an occupation for the `n`th text. */
export function soc(n) {
  return `99-9${String(n).padStart(3, '0')}.00`;
}

/**
 * The elements of a page with the names of their attributes, in order: what a text must not change, whatever it says. Runs
 * in the page.
 */
export function shape() {
  return [...document.querySelectorAll('*')]
    .map(element => `${element.localName}[${element.getAttributeNames().sort().join(' ')}]`)
    .join('\n');
}

/** A text as a browser shows it: what is no character of XML stands as a mark, and space is space. */
export function shown(text) {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g, '\ufffd').replace(/\s+/g, ' ').trim();
}
