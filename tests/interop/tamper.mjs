// What a forger would do to a credential. Each tampering takes a copy of the document, changes one thing in it, and
// returns the changed copy; `undefined` means that this credential has nothing to change there.

import {BADGE, CLR, HR_OPEN, LER_RS, formOf} from './forms.mjs';

/** A learner who has nothing to do with the credentials: the did:key method's own example. */
export const STRANGER = 'did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp';

/** What can be done to a credential of any form. */
const ANY = [
  ['name changed', changeName],
  ['end of validity changed', document => {
    document[formOf(document) === HR_OPEN ? 'expirationDate' : 'validUntil'] = '2199-01-01T00:00:00Z';
    return document;
  }],
  ['another subject', changeSubject],
  ['a term that no context defines', document => {
    document.grantedByForger = 'anything';
    return document;
  }],
];

const OF_BADGE = [
  ['achievedLevel changed', changeLevel],
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
  ['a level description changed', document => {
    const level = (document.credentialSubject?.achievement?.resultDescription ?? [])
      .flatMap(description => description.rubricCriterionLevel ?? [])[0];
    if(level) {
      level.description = `${level.description ?? ''} And more.`;
    }
    return level && document;
  }],
];

const OF_RECORD = [
  ['partial flipped', document => {
    document.partial = !document.partial;
    return document;
  }],
  ['another type of association', document => {
    const association = (document.credentialSubject.association ?? []).find(one => one.associationType === 'precedes');
    if(association) {
      association.associationType = 'replacedBy';
    }
    return association && document;
  }],
  ['an association turned around', document => {
    const association = document.credentialSubject.association?.[0];
    if(association) {
      [association.sourceId, association.targetId] = [association.targetId, association.sourceId];
    }
    return association && document;
  }],
  ['an association removed', document => document.credentialSubject.association?.pop() && document],
  ['an achievement described otherwise', document => {
    const achievement = document.credentialSubject.achievement?.[0];
    if(achievement) {
      achievement.description = 'The highest level of all.';
    }
    return achievement && document;
  }],
  ['the credentials inside taken out', document => {
    document.credentialSubject.verifiableCredential = [];
    return document;
  }],
  ['another hash of the learner', document => {
    const identifier = [document.credentialSubject.identifier ?? []].flat()[0];
    if(identifier) {
      identifier.identityHash = `sha256$${'0'.repeat(64)}`;
    }
    return identifier && document;
  }],
];

const OF_RESUME = [
  ['text of a skill changed', document => {
    const skill = document.credentialSubject.skills?.find(one => one.description);
    if(skill) {
      skill.description = `${skill.description} And everything else.`;
    }
    return skill && document;
  }],
  ['level of a skill changed, in its keyword', document => {
    const keyword = keywords(document.credentialSubject.skills).find(one => one.name === 'level');
    if(keyword) {
      keyword.value = 'Master';
    }
    return keyword && document;
  }],
  ['level of a skill changed, in its comment', document => {
    const skill = document.credentialSubject.skills?.find(one => one.comments?.length > 0);
    if(skill) {
      skill.comments = ['Assessed level: Master'];
    }
    return skill && document;
  }],
  ['a skill pointed elsewhere', document => {
    const skill = document.credentialSubject.skills?.find(one => one.definitionReference);
    if(skill) {
      skill.definitionReference.reference += '0';
    }
    return skill && document;
  }],
  ['rank of the level changed, in the narrative', document => {
    const keyword = keywords(document.credentialSubject.narratives).find(one => one.name === 'levelRank');
    if(keyword) {
      keyword.value = '9';
    }
    return keyword && document;
  }],
  ['date of a certification changed', document => {
    const certification = document.credentialSubject.certifications?.[0];
    if(certification) {
      certification.firstIssued = '1999-12-31';
    }
    return certification && document;
  }],
  ['somebody else\'s name', document => {
    const name = document.credentialSubject.person?.name;
    if(name) {
      name.formattedName = 'Mallory Example';
    }
    return name && document;
  }],
];

const OF_FORM = new Map([[BADGE, OF_BADGE], [CLR, OF_RECORD], [LER_RS, OF_RESUME], [HR_OPEN, OF_RESUME]]);

/** The tamperings of the document itself, by its form. */
export function tamperings(document) {
  return [...ANY, ...OF_FORM.get(formOf(document)) ?? OF_BADGE];
}

/** What is done to a credential inside another; both proofs have to refuse it. */
export const INSIDE = [
  ['achievedLevel changed', changeLevel],
  ['name changed', changeName],
  ['another subject', changeSubject],
  ['proofValue changed', document => {
    const proof = [document.proof].flat()[0];
    proof.proofValue = otherCharacter(proof.proofValue);
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

function changeName(document) {
  document.name = `${document.name ?? ''} with distinction`;
  return document;
}

function changeSubject(document) {
  document.credentialSubject.id = STRANGER;
  return document;
}

function changeLevel(document) {
  const result = results(document).find(one => one.achievedLevel);
  const levels = (document.credentialSubject?.achievement?.resultDescription ?? [])
    .flatMap(description => description.rubricCriterionLevel ?? []);
  const other = levels.findLast(level => level.id !== result?.achievedLevel);
  if(!result || !other) {
    return undefined;
  }
  result.achievedLevel = other.id;
  return document;
}

function keywords(items) {
  return (items ?? []).flatMap(one => one.keywords ?? []);
}
