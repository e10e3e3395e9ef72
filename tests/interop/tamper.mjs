// What a forger would do to a credential. Each tampering takes a copy of the document, changes one thing in it, and
// returns the changed copy; `undefined` means that this credential has nothing to change there.

/** The tamperings of the document itself; an Open Badge with results has something to change for each of them. */
export const TAMPERINGS = [
  ['name changed', document => {
    document.name = `${document.name ?? ''} with distinction`;
    return document;
  }],
  ['achievedLevel changed', document => {
    const result = results(document).find(one => one.achievedLevel);
    const levels = (document.credentialSubject?.achievement?.resultDescription ?? [])
      .flatMap(description => description.rubricCriterionLevel ?? []);
    const other = levels.findLast(level => level.id !== result?.achievedLevel);
    if(!result || !other) {
      return undefined;
    }
    result.achievedLevel = other.id;
    return document;
  }],
  ['a result alignment removed', document => {
    const result = results(document).find(one => Array.isArray(one.alignment) && one.alignment.length > 1);
    result?.alignment.pop();
    return result && document;
  }],
  ['a result alignment pointed elsewhere', document => {
    const alignment = results(document).flatMap(one => one.alignment ?? [])[0];
    if(alignment) {
      alignment.targetUrl = `${alignment.targetUrl}0`;
    }
    return alignment && document;
  }],
  ['validUntil changed', document => {
    document.validUntil = '2199-01-01T00:00:00Z';
    return document;
  }],
  ['another subject', document => {
    document.credentialSubject.id = 'did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp';
    return document;
  }],
  ['a level description changed', document => {
    const level = (document.credentialSubject?.achievement?.resultDescription ?? [])
      .flatMap(description => description.rubricCriterionLevel ?? [])[0];
    if(level) {
      level.description = `${level.description ?? ''} And more.`;
    }
    return level && document;
  }],
  ['a term that no context defines', document => {
    document.grantedByForger = 'anything';
    return document;
  }],
];

/** One tampering for each proof of the document: a changed character in the middle of its proofValue. */
export function proofTamperings(document) {
  return [document.proof].flat().map((proof, at) => [
    `proofValue of ${proof.cryptosuite} changed`,
    copy => {
      const target = [copy.proof].flat()[at];
      target.proofValue = otherCharacter(target.proofValue);
      return copy;
    },
  ]);
}

/** The same text with another character in its middle, of those that base58 and base64url both have. */
export function otherCharacter(text) {
  const middle = text.length >> 1;
  const other = text[middle] === 'a' ? 'b' : 'a';
  return text.slice(0, middle) + other + text.slice(middle + 1);
}

/** The same JSON with the members of every object in the opposite order: no forgery, since their order means nothing. */
export function reordered(value) {
  if(Array.isArray(value)) {
    return value.map(reordered);
  }
  if(value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).reverse().map(([name, member]) => [name, reordered(member)]));
  }
  return value;
}

function results(document) {
  return [document.credentialSubject?.result ?? []].flat();
}
