"""Reads back what Proofmark bakes and attaches, with programs that share no code with it: Pillow, lxml and pypdf.

Use: PYTHONPATH=python python3 pictures.py DIR PROOFMARK

DIR is what the demo left, PROOFMARK the program. Its credentials are baked by `proofmark bake`, and issued anew in a
folder of its own for the certificate. One line a check, and a last line `N passed, N failed, N skipped`.
"""

import io
import json
import os
import pathlib
import subprocess
import sys
import tempfile

from lxml import etree
from PIL import Image
from pypdf import PdfReader

SCHEMAS = pathlib.Path(__file__).parents[2] / "schemas"
KEYWORDS = {"open-badge": "openbadgecredential", "clr": "clrcredential"}
NAMESPACES = {"open-badge": "https://purl.imsglobal.org/ob/v3p0", "clr": "https://purl.imsglobal.org/clr/v2p0"}
SVG = "http://www.w3.org/2000/svg"
VERSION = "49-3091.00@v.26.11"

counts = {"passed": 0, "failed": 0, "skipped": 0}


def main(demo, program):
    with tempfile.TemporaryDirectory(prefix="proofmark-pictures-") as folder:
        school = School(program, pathlib.Path(folder))
        check_levels(school)
        check_demo(school, pathlib.Path(demo))
        for form in KEYWORDS:
            check_carriers(school, form)
    if not any(counts.values()):
        report("failed", "there was something to check")
    print(", ".join(f"{count} {outcome}" for outcome, count in counts.items()))
    sys.exit(1 if counts["failed"] else 0)


class School:
    """A store of its own, with the sample framework."""

    def __init__(self, program, folder):
        self.program, self.folder = str(pathlib.Path(program).resolve()), folder
        self.run("framework", "import", str(SCHEMAS / "sample-framework.json"))

    def run(self, *arguments):
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PROOFMARK_")}
        done = subprocess.run(
            [self.program, *arguments],
            cwd=self.folder,
            env={**kept, "PROOFMARK_KEY_PASSPHRASE": "interoperability"},
            capture_output=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(arguments)}: {done.stderr.decode()}")
        return done.stdout

    def issue(self, form):
        """The id of a credential, and its bytes by proof."""
        told = self.run(
            "issue", str(SCHEMAS / "sample-assessment.json"), "--as", form, "--proof", "eddsa-rdfc-2022,vc-jwt",
            "--json", "--out", form,
        )
        one = json.loads(told)["credentials"][0]
        return one["id"], {
            "eddsa-rdfc-2022": (self.folder / form / f"{form}.eddsa-rdfc-2022.json").read_bytes(),
            "vc-jwt": (self.folder / form / f"{form}.vc-jwt.jwt").read_bytes(),
        }


def check_levels(school):
    """The picture of each level is a picture to others too."""
    for level in ["emerging", "developing", "proficient", "advanced"]:
        for kind in ["png", "svg"]:
            school.run("framework", "picture", VERSION, level, "--out", f"{level}.{kind}")
        picture = Image.open(school.folder / f"{level}.png")
        picture.load()
        check(picture.size == (600, 600) and picture.mode == "RGBA", f"Pillow draws the picture of {level}")
        colours = picture.convert("RGB").getcolors(1 << 24)
        check(len(colours) > 100, f"and there is something on it ({len(colours)} colours)")
        root = etree.parse(school.folder / f"{level}.svg").getroot()
        names = [child.tag for child in root][:2]
        good = root.tag == f"{{{SVG}}}svg" and names == [f"{{{SVG}}}title", f"{{{SVG}}}desc"]
        check(good and root.get("role") == "img", f"lxml reads the picture of {level}, with its title and description")


def check_demo(school, demo):
    """What the demo issued, baked into the picture of a level."""
    for form in KEYWORDS:
        for name in [f"{form}.eddsa-rdfc-2022.json", f"{form}.eddsa-jcs-2022.json", f"{form}.vc-jwt.jwt"]:
            signed = (demo / name).read_bytes()
            for kind in ["png", "svg"]:
                out = f"baked-{name}.{kind}"
                school.run("bake", str((demo / name).resolve()), f"proficient.{kind}", "--out", out)
                read = read_png if kind == "png" else read_svg
                same(f"{name} in {kind.upper()}", form, signed, lambda: read(school.folder / out, form))


def check_carriers(school, form):
    """What is given out: picture, drawing, certificate."""
    identifier, signed = school.issue(form)
    for proof, credential in signed.items():
        for kind, read in {"png": read_png, "svg": read_svg, "pdf": read_pdf}.items():
            out = f"{form}.{proof}.{kind}"
            school.run("credential", "export", identifier, "--as", kind, "--proof", proof, "--out", out)
            what = f"{form} secured by {proof}, given out as {kind.upper()}"
            same(what, form, credential, lambda: read(school.folder / out, form))
        if proof == "eddsa-rdfc-2022":
            check_certificate(school.folder / f"{form}.{proof}.pdf", form, credential)


def check_certificate(file, form, credential):
    reader = PdfReader(file)
    check(len(reader.pages) == 1, f"pypdf: the certificate ({form}) has one page")
    text = " ".join(reader.pages[0].extract_text().split())
    check("Proficient" in text and "Ada" in text, f"pypdf: the certificate ({form}) can be searched")
    root = reader.trailer["/Root"]
    files = [one.get_object() for one in root["/AF"]]
    check([one["/AFRelationship"] for one in files] == ["/Data"], f"pypdf: it is associated as data ({form})")
    embedded = files[0]["/EF"]["/F"]
    check(embedded["/Subtype"] == "/application/vc", f"pypdf: with its media type ({form})")
    check(embedded.get_data() == credential, f"pypdf: byte for byte ({form})")
    check(b"<pdfaid:part>3</pdfaid:part>" in root["/Metadata"].get_data(), f"pypdf: it says it is PDF/A-3 ({form})")


def read_png(file, form):
    """Pillow finds the text under its keyword; it must be uncompressed for the wallets that count braces."""
    data = file.read_bytes()
    picture = Image.open(io.BytesIO(data))
    picture.load()
    keyword = KEYWORDS[form].encode()
    at = data.index(keyword)
    if data[at - 4 : at] != b"iTXt" or data[at + len(keyword) : at + len(keyword) + 3] != b"\0\0\0":
        raise ValueError("the chunk is compressed, or no iTXt")
    if data.count(keyword + b"\0") != 1:
        raise ValueError("the keyword stands there more than once")
    text = str(picture.text[KEYWORDS[form]])
    if text.startswith("{") and counted(data[at:]) != text:
        raise ValueError("whoever counts braces finds something else")
    return text


def counted(data):
    """The JSON as the wallets find it: from the first brace to the one that closes it, strings not understood."""
    data = data[data.index(b"{") :]
    depth = 0
    for place, byte in enumerate(data):
        depth += (byte == ord("{")) - (byte == ord("}"))
        if depth == 0:
            return data[: place + 1].decode()
    return None


def read_svg(file, form):
    """lxml finds the one element in its namespace: a token as an attribute, JSON as one CDATA section."""
    parser = etree.XMLParser(strip_cdata=False, resolve_entities=False, no_network=True)
    root = etree.parse(file, parser).getroot()
    (element,) = root.iter(f"{{{NAMESPACES[form]}}}credential")
    if element.get("verify") is not None:
        return element.get("verify")
    written = etree.tostring(element, encoding="unicode", with_tail=False)
    if written.count("<![CDATA[") != 1:
        raise ValueError("it is not one CDATA section")
    return element.text


def read_pdf(file, _form):
    attachments = PdfReader(file).attachments
    ((_name, (content,)),) = attachments.items()
    return content.decode()


def same(what, _form, signed, read):
    """JSON may have other escapes; a token may not."""
    try:
        found = read()
    except Exception as error:  # whatever they find wrong
        report("failed", f"{what}: {error!r}")
        return
    signed = signed.decode().strip()
    equal = json.loads(found) == json.loads(signed) if signed.startswith("{") else found == signed
    check(equal, f"{what}: the credential comes back")


def check(good, what):
    report("passed" if good else "failed", what)


def report(outcome, what):
    counts[outcome] += 1
    print(f"{outcome}: {what}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("use: python3 pictures.py DIR PROOFMARK")
    main(*sys.argv[1:])
