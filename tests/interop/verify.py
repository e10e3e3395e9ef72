"""Checks what Proofmark issued with a second implementation: PyPI `openbadgeslib`, whose JSON-LD processor is PyLD.

Use: PYTHONPATH=python python3 verify.py DIR

It verifies Open Badges by `eddsa-rdfc-2022` (also inside a proof set) and as VC-JWT, binds the key to the issuer, and
compares the JSON with the compacted form of what was signed. Of records and résumés it verifies the `eddsa-rdfc-2022`
proof alone, and the badges that they hold like any other. What it does not know is skipped, with the reason.
One line a check, and a last line `N passed, N failed, N skipped`.
"""

import base64
import copy
import json
import pathlib
import sys

from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.ob3.clr import bundled_clr_contexts
from openbadgeslib.ob3.did import resolve_verification_method
from openbadgeslib.ob3.ldp import OB3LdpVerifier, verify_data_integrity_proof
from openbadgeslib.ob3.verifier import OB3Verifier

BADGE, CLR, LER_RS, HR_OPEN = "open-badge", "clr", "ler-rs", "hr-open-ler-rs"

# The type by which a form is known.
FORMS = {
    "OpenBadgeCredential": BADGE,
    "ClrCredential": CLR,
    "http://schema.hropenstandards.org/4.5/recruiting/json/LER-RSType.json": LER_RS,
    "LER-RS VC": HR_OPEN,
}

counts = {"passed": 0, "failed": 0, "skipped": 0}


def main(folder):
    for file in sorted(pathlib.Path(folder).iterdir()):
        if "tampered" in file.name:
            continue
        if file.suffix == ".jwt":
            check_jwt(file.name, file.read_text().strip())
        elif file.suffix == ".json":
            document = json.loads(file.read_text())
            if "proof" in document:
                check_json(file.name, document)
                check_held(file.name, document)
    if not any(counts.values()):
        report("failed", f"{folder} holds credentials")
    print(", ".join(f"{count} {outcome}" for outcome, count in counts.items()))
    sys.exit(1 if counts["failed"] else 0)


def check_json(name, document):
    position = next((at for at, proof in enumerate(proofs(document)) if proof["cryptosuite"] == "eddsa-rdfc-2022"), None)
    if position is None:
        report("skipped", f"{name}: openbadgeslib knows none of its proofs")
        return
    if form_of(document) == BADGE:
        verify = OB3LdpVerifier.for_issuer_did(document["issuer"]["id"]).verify
        what = "it"
    else:
        verify = lambda one: verify_proof(one, position)
        what = "its proof"
    genuine = accepted(f"{name}: openbadgeslib accepts {what}", lambda: verify(document))
    tamperings = [*tamperings_of(document), ("proofValue changed", lambda one: change_proof(one, position))]
    for what, tampered in tampered_copies(document, tamperings):
        refused(f"{name}: {what}", genuine, lambda: verify(tampered))


def verify_proof(document, position):
    """Verifies a proof by the key that it names, which has to be its issuer's.

    The verifier of badges would refuse a credential of any other type.
    """
    method = proofs(document)[position]["verificationMethod"]
    if method.split("#")[0] != document["issuer"]["id"]:
        raise LibOpenBadgesException(f"{method} is not a key of the issuer")
    verify_data_integrity_proof(document, resolve_verification_method(method), extra_contexts=bundled_clr_contexts())


def check_held(name, document):
    """Checks the badges inside a record or a résumé, each by its own proof."""
    for at, badge in enumerate(held(document), 1):
        verifier = OB3LdpVerifier.for_issuer_did(badge["issuer"]["id"])
        genuine = accepted(f"{name}: held {at}: openbadgeslib accepts it", lambda: verifier.verify(badge))
        for what, tampered in tampered_copies(badge, OF_FORM[BADGE][:1]):
            refused(f"{name}: held {at}: {what}", genuine, lambda: verifier.verify(tampered))


def check_jwt(name, token):
    header, payload, signature = token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    credential = claims.get("vc", claims)
    if form_of(credential) != BADGE:
        report("skipped", f"{name}: openbadgeslib takes tokens of Open Badges alone")
        check_held(name, credential)
        return
    verifier = OB3Verifier.for_issuer_did(claims["issuer"]["id"])
    genuine = accepted(f"{name}: openbadgeslib accepts it", lambda: verifier.verify(token))
    for what, tampered in tampered_copies(claims, tamperings_of(claims)):
        encoded = base64.urlsafe_b64encode(json.dumps(tampered).encode()).decode().rstrip("=")
        refused(f"{name}: {what}", genuine, lambda: verifier.verify(f"{header}.{encoded}.{signature}"))


def change_name(document):
    document["name"] += " with distinction"


def change_valid_until(document):
    document["validUntil"] = "2199-01-01T00:00:00Z"


def change_level(document):
    levels = document["credentialSubject"]["achievement"]["resultDescription"][0]["rubricCriterionLevel"]
    result = results(document)[0]
    result["achievedLevel"] = next(level["id"] for level in levels if level["id"] != result["achievedLevel"])


def remove_alignment(document):
    results(document)[0]["alignment"].pop()


def change_held(document):
    change_level(held(document)[0])


def change_partial(document):
    document["partial"] = not document["partial"]


def change_association(document):
    document["credentialSubject"]["association"][0]["associationType"] = "replacedBy"


def change_skill(document):
    document["credentialSubject"]["skills"][0]["description"] += " And everything else."


def change_keyword(document):
    keywords = document["credentialSubject"]["skills"][0]["keywords"]
    next(one for one in keywords if one["name"] == "level")["value"] = "Master"


def change_date(document):
    document["credentialSubject"]["certifications"][0]["firstIssued"] = "1999-12-31"


def change_proof(document, position):
    proof = proofs(document)[position]
    value, middle = proof["proofValue"], len(proof["proofValue"]) // 2
    proof["proofValue"] = value[:middle] + ("b" if value[middle] == "a" else "a") + value[middle + 1:]


ANY = [("name changed", change_name), ("validUntil changed", change_valid_until)]
HOLDING = [("achievedLevel changed in a badge inside", change_held)]
OF_FORM = {
    BADGE: [("achievedLevel changed", change_level), ("a result alignment removed", remove_alignment)],
    CLR: [*HOLDING, ("partial flipped", change_partial), ("another type of association", change_association)],
    LER_RS: [
        *HOLDING,
        ("text of a skill changed", change_skill),
        ("level of a skill changed", change_keyword),
        ("date of a certification changed", change_date),
    ],
}


def tamperings_of(document):
    return [*ANY, *OF_FORM[form_of(document)]]


def tampered_copies(document, tamperings):
    for what, tamper in tamperings:
        tampered = copy.deepcopy(document)
        tamper(tampered)
        yield what, tampered


def form_of(document):
    return next((FORMS[one] for one in document["type"] if one in FORMS), None)


def held(document):
    """The badges inside a record or a résumé."""
    subject = document["credentialSubject"]
    verifications = (one for skill in subject.get("skills", []) for one in skill.get("verifications", []))
    return [
        *subject.get("verifiableCredential", []),
        *(one["otherW3CVerifiableCredential"] for one in verifications),
    ]


def proofs(document):
    return document["proof"] if isinstance(document["proof"], list) else [document["proof"]]


def results(document):
    found = document["credentialSubject"]["result"]
    return found if isinstance(found, list) else [found]


def accepted(what, verify):
    """Reports whether something genuine was accepted, and gives the answer."""
    try:
        verify()
    except LibOpenBadgesException as error:
        report("failed", what, error)
        return False
    report("passed", what)
    return True


def refused(what, genuine, verify):
    """Reports whether a tampered copy was refused; when the genuine one is refused too, that proves nothing."""
    try:
        verify()
    except LibOpenBadgesException as error:
        report("passed" if genuine else "failed", f"{what}: refused", error)
    else:
        report("failed", f"{what}: refused", "it was accepted")


def report(outcome, what, detail=None):
    counts[outcome] += 1
    mark = {"passed": "ok  ", "failed": "FAIL", "skipped": "skip"}[outcome]
    print(f"{mark}  {what}" + (f" ({str(detail)[:160]})" if detail else ""))


if __name__ == "__main__":
    main(sys.argv[1])
