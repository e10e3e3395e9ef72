"""Makes credentials with PyPI `openbadgeslib`, and copies of them that nobody may accept.

Use: PYTHONPATH=python python3 make.py DIR BASE

The same as `make.mjs` does with npm packages: every document in DIR stands beside a `NAME.expect.json` (its form:
theirs/folder.mjs), and what has to be fetched lies in DIR/served and is to be served at BASE. Badges as JSON, as tokens
and baked into PNG and SVG; status lists; a learner record. Its eddsa-rdfc-2022 is made by PyLD, which shares no code with
the npm packages.
"""

import base64
import copy
import datetime
import io
import json
import pathlib
import sys

import png
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm
from openbadgeslib import baking, ob3

LEARNER = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"
LOOPBACK = "--insecure-loopback"
YEARS = datetime.timedelta(days=3650)

KEYS = {
    "EdDSA": (ed25519.Ed25519PrivateKey.generate, OKPAlgorithm),
    "ES256": (lambda: ec.generate_private_key(ec.SECP256R1()), ECAlgorithm),
    "ES384": (lambda: ec.generate_private_key(ec.SECP384R1()), ECAlgorithm),
    "RS256": (lambda: rsa.generate_private_key(65537, 2048), RSAAlgorithm),
}

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8" fill="#375"/></svg>'


def main(folder, base):
    (folder / "served").mkdir(parents=True)
    key = Key("EdDSA")
    badges_with_proofs(folder, key)
    for algorithm in KEYS:
        badges_as_tokens(folder, Key(algorithm))
    status_lists(folder, base, key)
    learner_records(folder, key)


class Key:
    """A new key, and the issuer whose key it is."""

    def __init__(self, algorithm):
        make, jwk = KEYS[algorithm]
        private = make()
        self.algorithm = algorithm
        self.pem = private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        public = json.loads(jwk.to_jwk(private.public_key()))
        public_pem = private.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        self.did = ob3.did_key_from_pem(public_pem) if algorithm == "EdDSA" else ob3.did_jwk_from_jwk(public)
        self.method = f"{self.did}#{self.did.removeprefix('did:key:')}"


def badge(issuer, **members):
    """A badge with a result, an alignment and evidence."""
    now = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
    described = ob3.ResultDescription("urn:uuid:7c9d4b66-9d6c-4a64-9d57-3a1df2d0a001", "Grade", "LetterGrade",
                                      allowed_values=["A", "B", "C"])
    alignment = ob3.Alignment("Dovetails", "https://trade.example/statements/dovetails", target_code="D-1")
    achievement = ob3.Achievement(
        "https://school.example/achievements/cabinet-making", "Cabinet making — »Tischlerei«", "Builds furniture.",
        "A piece of one’s own, shown and defended.", tags=["wood", "tools"], achievement_type="Competency",
        credits_available=2.5, alignments=[alignment], result_descriptions=[described])
    return ob3.OpenBadgeCredential(**{
        "issuer": ob3.Issuer(issuer, "School of Joinery", url="https://school.example/"),
        "recipient_id": LEARNER,
        "achievement": achievement,
        "issuance_date": now - datetime.timedelta(days=30),
        "expiration_date": now + YEARS,
        "evidence": [ob3.Evidence("https://school.example/evidence/1", "The drawing", "A drawing")],
        "credits_earned": 2.5,
        "identifiers": [ob3.IdentityObject.create("pat@school.example", "salt")],
        "results": [ob3.Result("B", result_description=described.id, alignments=[alignment])],
        **members,
    })


def badges_with_proofs(folder, key):
    signer = ob3.OB3LdpSigner(key.pem, key.method)
    document = signer.sign(badge(key.did))
    valid_json(folder, "badge.eddsa-rdfc-2022", document)
    baked(folder, "badge.eddsa-rdfc-2022", signer, badge(key.did), json.dumps(changed(document)), svg_as_text=True)
    other = ob3.OB3LdpSigner(Key("EdDSA").pem, key.method)
    write(folder, "badge.key-of-another.json", other.sign(badge(key.did)), "not-valid", "proof")
    now = datetime.datetime.now(datetime.timezone.utc)
    past = badge(key.did, issuance_date=now - YEARS, expiration_date=now - datetime.timedelta(days=1))
    write(folder, "badge.expired.json", signer.sign(past), "not-valid", "validity")


def badges_as_tokens(folder, key):
    name = f"badge.{key.algorithm.lower()}"
    signer = ob3.OB3Signer(key.pem, key.algorithm)
    token = signer.sign(badge(key.did))
    write(folder, f"{name}.jwt", token, "valid")
    write(folder, f"{name}.altered.jwt", altered_token(token), "not-valid", "proof")
    baked(folder, name, signer, badge(key.did), altered_token(token), svg_as_text=False)
    stranger = ob3.OB3Signer(Key(key.algorithm).pem, key.algorithm)
    write(folder, f"{name}.key-of-another.jwt", stranger.sign(badge(key.did)), "not-valid", "issuer-key")


def baked(folder, name, signer, credential, altered, svg_as_text):
    """The same baked into pictures, and pictures into which an altered copy was baked."""
    picture = io.BytesIO()
    png.Writer(width=2, height=2, greyscale=False).write(picture, [[0, 90, 60] * 2] * 2)
    picture = picture.getvalue()
    write(folder, f"{name}.png", signer.sign_into_png(credential, picture), "valid")
    write(folder, f"{name}.svg", signer.sign_into_svg(credential, SVG), "valid")
    forged = baking.bake_png(picture, altered, keyword=baking.ITXT_KEYWORD_OB3)
    write(folder, f"{name}.altered.png", forged, "not-valid", "proof")
    forged = baking.bake_svg(SVG, altered, element=baking.SVG_ELEMENT_OB3, namespace=baking.SVG_NS_OB3,
                             as_text=svg_as_text)
    write(folder, f"{name}.altered.svg", forged, "not-valid", "proof")
    write(folder, f"{name}.nothing-baked.png", picture, "unreadable")


def status_lists(folder, base, key):
    """A list as the library publishes it: a token that brings its key."""
    for purpose in ("revocation", "suspension"):
        url = f"{base}/{purpose}.jwt"
        unsigned = ob3.build_status_list_credential(key.did, url, purpose, [3, 131071])
        token = ob3.sign_status_list_credential(unsigned, key.pem, key.algorithm)
        (folder / "served" / f"{purpose}.jwt").write_text(token)
        for index, verdict in ((3, "not-valid"), (131071, "not-valid"), (2, "valid"), (4, "valid")):
            credential = badge(key.did, credential_status=[ob3.status_entry(url, purpose, index)])
            check = "status" if verdict == "not-valid" else None
            signed = ob3.OB3LdpSigner(key.pem, key.method).sign(credential)
            write(folder, f"status.{purpose}.{index}.json", signed, verdict, check, LOOPBACK)
            token = ob3.OB3Signer(key.pem, key.algorithm).sign(credential)
            write(folder, f"status.{purpose}.{index}.jwt", token, verdict, check, LOOPBACK)


def learner_records(folder, key):
    """A record (CLR 2.0) with badges in it, of which one may be forged."""
    signer = ob3.OB3LdpSigner(key.pem, key.method)
    members = [signer.sign(badge(key.did)), signer.sign(badge(key.did))]
    identity = [ob3.IdentityObject.create("pat@school.example", "salt").to_dict()]
    issuer = ob3.Issuer(key.did, "School of Joinery").to_dict()

    def record(members, conforming=True):
        number = len(list(folder.iterdir()))
        document = ob3.build_clr_credential(
            issuer, identity, members, credential_id=f"urn:uuid:00000000-0000-4000-8000-{number:012}")
        if conforming:
            document["@context"] = [ob3.VCDM_V2_CONTEXT, ob3.CLR_CONTEXT_URL, ob3.OB_V3_CONTEXT]
            document["name"] = "Record"
        return ob3.sign_clr_credential(document, key.pem, key.method)

    valid_json(folder, "record", record(members))
    # As the library writes it, the record's own context stands last and it has no name; CLR 2.0 (appendix B.1) wants
    # the context second, and a name.
    write(folder, "record.as-it-comes.json", record(members, conforming=False), "not-valid", "schema")
    forged = changed(members[0])
    write(folder, "record.with-a-forgery.json", record([forged, members[1]]), "not-valid", "parts")


def valid_json(folder, name, document):
    write(folder, f"{name}.json", document, "valid")
    write(folder, f"{name}.altered.json", changed(document), "not-valid", "proof")
    proof = copy.deepcopy(document)
    value = proof["proof"]["proofValue"]
    proof["proof"]["proofValue"] = value[:20] + ("b" if value[20] == "a" else "a") + value[21:]
    write(folder, f"{name}.altered-proof.json", proof, "not-valid", "proof")


def changed(document):
    return {**document, "validFrom": "2020-02-02T02:02:02Z"}


def altered_token(token):
    header, payload, signature = token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    claims["name"] = "Master of all"
    encoded = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"{header}.{encoded}.{signature}"


def write(folder, name, content, verdict, check=None, *arguments):
    if isinstance(content, dict):
        content = json.dumps(content, indent=2)
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    expected = {"verdict": verdict, "check": check, "arguments": arguments}
    (folder / f"{name}.expect.json").write_text(json.dumps(expected))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), sys.argv[2])
