"""Checks what Proofmark issued with a second implementation: PyPI `openbadgeslib`, whose JSON-LD processor is PyLD.

Use: PYTHONPATH=python python3 verify.py DIR

It verifies `eddsa-rdfc-2022` (also inside a proof set) and VC-JWT, binds the key to the issuer, and compares the JSON
with the compacted form of what was signed. It has no `eddsa-jcs-2022`: a credential with that proof alone is skipped.
One line a check, and a last line `N passed, N failed, N skipped`.
"""

import base64
import copy
import json
import pathlib
import sys

from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.ob3.ldp import OB3LdpVerifier
from openbadgeslib.ob3.verifier import OB3Verifier

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
    if not any(counts.values()):
        report("failed", f"{folder} holds credentials")
    print(", ".join(f"{count} {outcome}" for outcome, count in counts.items()))
    sys.exit(1 if counts["failed"] else 0)


def check_json(name, document):
    proofs = document["proof"] if isinstance(document["proof"], list) else [document["proof"]]
    position = next((at for at, proof in enumerate(proofs) if proof["cryptosuite"] == "eddsa-rdfc-2022"), None)
    if position is None:
        report("skipped", f"{name}: openbadgeslib knows none of its proofs")
        return
    verifier = OB3LdpVerifier.for_issuer_did(document["issuer"]["id"])
    genuine = accepted(f"{name}: openbadgeslib accepts it", lambda: verifier.verify(document))
    tamperings = [*TAMPERINGS, ("proofValue changed", lambda one: change_proof(one, position))]
    for what, tampered in tampered_copies(document, tamperings):
        refused(f"{name}: {what}", genuine, lambda: verifier.verify(tampered))


def check_jwt(name, token):
    header, payload, signature = token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    verifier = OB3Verifier.for_issuer_did(claims["issuer"]["id"])
    genuine = accepted(f"{name}: openbadgeslib accepts it", lambda: verifier.verify(token))
    for what, tampered in tampered_copies(claims, TAMPERINGS):
        encoded = base64.urlsafe_b64encode(json.dumps(tampered).encode()).decode().rstrip("=")
        refused(f"{name}: {what}", genuine, lambda: verifier.verify(f"{header}.{encoded}.{signature}"))


def change_name(document):
    document["name"] += " with distinction"


def change_level(document):
    levels = document["credentialSubject"]["achievement"]["resultDescription"][0]["rubricCriterionLevel"]
    result = results(document)[0]
    result["achievedLevel"] = next(level["id"] for level in levels if level["id"] != result["achievedLevel"])


def remove_alignment(document):
    results(document)[0]["alignment"].pop()


def change_valid_until(document):
    document["validUntil"] = "2199-01-01T00:00:00Z"


def change_proof(document, position):
    proof = document["proof"][position] if isinstance(document["proof"], list) else document["proof"]
    value, middle = proof["proofValue"], len(proof["proofValue"]) // 2
    proof["proofValue"] = value[:middle] + ("b" if value[middle] == "a" else "a") + value[middle + 1:]


TAMPERINGS = [
    ("name changed", change_name),
    ("achievedLevel changed", change_level),
    ("a result alignment removed", remove_alignment),
    ("validUntil changed", change_valid_until),
]


def tampered_copies(document, tamperings):
    for what, tamper in tamperings:
        tampered = copy.deepcopy(document)
        tamper(tampered)
        yield what, tampered


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
