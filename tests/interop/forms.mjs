// The forms in which Proofmark issues, told apart by their types, and what each holds.

export const BADGE = 'open-badge';
export const CLR = 'clr';
export const LER_RS = 'ler-rs';
export const HR_OPEN = 'hr-open-ler-rs';

/** The type by which a form is known: Open Badges 3.0, CLR 2.0, LER-RS in VC 2.0, and HR Open's own wrapper. */
const TYPES = new Map([
  ['OpenBadgeCredential', BADGE],
  ['ClrCredential', CLR],
  ['http://schema.hropenstandards.org/4.5/recruiting/json/LER-RSType.json', LER_RS],
  ['LER-RS VC', HR_OPEN],
]);

/** The form of a credential; `undefined` for a credential of any other kind. */
export function formOf(credential) {
  return [credential.type].flat().map(type => TYPES.get(type)).find(Boolean);
}

/** Whether a résumé stands in it, in one wrapper or the other. */
export function isResume(credential) {
  return [LER_RS, HR_OPEN].includes(formOf(credential));
}

/**
 * Where the credentials stand that this one holds: each with the object or array that holds it and its key there, so that
 * another can be put in its place.
 */
export function places({credentialSubject}) {
  const records = Object.keys(credentialSubject?.verifiableCredential ?? [])
    .map(key => ({holder: credentialSubject.verifiableCredential, key}));
  const verifications = [credentialSubject?.skills ?? []].flat()
    .flatMap(skill => skill.verifications ?? [])
    .filter(verification => verification.otherW3CVerifiableCredential)
    .map(holder => ({holder, key: 'otherW3CVerifiableCredential'}));
  return [...records, ...verifications];
}

/** The credentials that this one holds. */
export function held(credential) {
  return places(credential).map(({holder, key}) => holder[key]);
}

/** The id of who issued a credential: the issuer is an object in version 2.0, and may be a text in both. */
export function issuerOf({issuer}) {
  return issuer?.id ?? issuer;
}
