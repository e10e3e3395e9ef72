// Unsecured credentials, as issuers elsewhere might write them. They say something that Proofmark has a rule for
// everywhere: levels with a result, alignments, dates.

import {randomUUID} from 'node:crypto';

const OPEN_BADGES = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';
export const VC2 = 'https://www.w3.org/ns/credentials/v2';
export const VC1 = 'https://www.w3.org/2018/credentials/v1';

/** The context of a small vocabulary, brought along. */
const CLUB = {Membership: 'https://club.example/terms#Membership', since: 'https://club.example/terms#since'};

/** The person whom the credentials are about. */
export const LEARNER = 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK';

/** An Open Badge with a level, a result, and alignments in both. */
export function badge({issuer, ...members}) {
  const ladder = `urn:uuid:${randomUUID()}`;
  const levels = ['Novice', 'Journeyman', 'Master'].map(name => ({
    id: `urn:uuid:${randomUUID()}`,
    type: ['RubricCriterionLevel'],
    name,
    level: name,
    description: `What a ${name.toLowerCase()} of the trade does without help.`,
  }));
  return {
    '@context': [VC2, OPEN_BADGES],
    id: `urn:uuid:${randomUUID()}`,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: 'Cabinet making',
    issuer: {id: issuer, type: ['Profile'], name: 'School of Joinery'},
    validFrom: '2026-01-10T08:00:00Z',
    validUntil: '2099-01-10T08:00:00Z',
    credentialSubject: {
      id: LEARNER,
      type: ['AchievementSubject'],
      achievement: {
        id: `urn:uuid:${randomUUID()}`,
        type: ['Achievement'],
        name: 'Cabinet making — »Tischlerei«',
        description: 'Builds furniture that lasts.',
        criteria: {narrative: 'A piece of one’s own, shown and defended.'},
        resultDescription: [{
          id: ladder,
          type: ['ResultDescription'],
          name: 'Level',
          resultType: 'RubricCriterionLevel',
          rubricCriterionLevel: levels,
        }],
      },
      result: [{
        type: ['Result'],
        resultDescription: ladder,
        achievedLevel: levels[1].id,
        alignment: ['dovetails', 'veneer'].map(name => ({
          type: ['Alignment'],
          targetName: name,
          targetUrl: `https://trade.example/statements/${name}`,
        })),
      }],
    },
    ...members,
  };
}

/** A credential that is no badge, in version 2.0 of the data model. */
export function plain({issuer, ...members}) {
  return {
    '@context': [VC2, CLUB],
    id: `urn:uuid:${randomUUID()}`,
    type: ['VerifiableCredential', 'Membership'],
    issuer,
    validFrom: '2026-01-10T08:00:00.123+02:00',
    credentialSubject: {id: LEARNER, since: '2019'},
    ...members,
  };
}

/** A credential of version 1.1, whose contexts end with those in `contexts`. */
export function old({issuer, contexts = [], ...members}) {
  return {
    '@context': [VC1, CLUB, ...contexts],
    id: `urn:uuid:${randomUUID()}`,
    type: ['VerifiableCredential', 'Membership'],
    issuer,
    issuanceDate: '2026-01-10T08:00:00Z',
    expirationDate: '2099-01-10T08:00:00Z',
    credentialSubject: {id: LEARNER, since: '2019'},
    ...members,
  };
}
