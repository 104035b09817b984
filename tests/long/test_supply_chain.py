"""What the project is built from, asked for as a user asks: the bill of materials, and known holes."""

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from audit import audit
from conftest import ROOT, ran, served
from sbom import sbom


def test_the_bill_of_materials_is_valid():
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(sbom()) is None


def test_the_bill_of_materials_is_the_same_each_time(tmp_path):
    assert "timestamp" not in json.loads(sbom())["metadata"]
    for seed in ("1", "2"):
        command = (sys.executable, ROOT / "tools" / "sbom.py", tmp_path / f"{seed}.json")
        ran(*command, env={"PYTHONHASHSEED": seed, "TZ": f"UTC+{seed}"})
    assert (tmp_path / "1.json").read_bytes() == (tmp_path / "2.json").read_bytes() == sbom().encode()


# Known holes ---------------------------------------------------------------------------------------------------------

HOLE = {"id": "PYSEC-0000-1", "summary": "a hole", "affected": [{"package": {"name": "jinja2", "ecosystem": "PyPI"}}]}


@contextmanager
def database(holes: dict[str, list]) -> Iterator[str]:
    """A database of known holes on this machine, which answers as OSV does; gives its address."""

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            found = holes.get(asked["package"]["name"])
            content = json.dumps({"vulns": found} if found else {}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            pass

    with served(Answer) as address:
        yield f"{address}/v1/query"


def test_a_known_hole_fails_the_audit():
    with database({"jinja2": [HOLE]}) as address:
        code, said = audit("--osv-url", address)
    assert code == 1
    assert re.search(r"^jinja2 \S+: PYSEC-0000-1 \(mended in none\)$", said, re.MULTILINE)


def test_an_audit_without_holes_says_how_many_packages_it_asked_about():
    with database({}) as address:
        code, said = audit("--osv-url", address)
    assert code == 0
    assert int(re.fullmatch(r"No known holes in (\d+) locked packages", said)[1]) > 100


def test_an_audit_without_network_says_that_nothing_was_checked():
    code, said = audit("--osv-url", "http://127.0.0.1:9/v1/query")
    assert code == 0
    assert "NOTHING WAS CHECKED" in said
