"""A sweep as a site, with pages for each combination of settings."""

import json
from pathlib import Path

from conftest import Copy


def test_a_site_with_pages_for_each_setting(copy: Copy, tmp_path: Path):
    out = tmp_path / "site"
    vary = ("--vary", "subject_sites=4,5", "--vary", "chip=H100 SXM,B200 (GB200 NVL72)")
    copy.run("sweep", *vary, "--edition", "article", "--notebook", "01-promised", "--pages", str(out))
    chips = ("H100-SXM", "B200-GB200-NVL72-")
    names = [f"article-subject_sites-{sites}-chip-{chip}" for sites in (4, 5) for chip in chips]
    assert sorted(path.parent.name for path in out.rglob("01-promised.html")) == sorted(names)
    for name in names:
        page = (out / name / "01-promised.html").read_text(encoding="utf-8")
        sites = name.split("-")[2]
        assert f"Changed by hand: subject_sites = {sites}, chip = " in page
        assert f"analysis build --edition article --notebook 01-promised --set subject_sites={sites}" in page
        numbers = json.loads((out / name / "numbers.json").read_text(encoding="utf-8"))
        assert numbers["subject"]["sites"]["central"] == float(sites)
    index = (out / "index.html").read_text(encoding="utf-8")
    assert all(f"{name}/01-promised.html" in index for name in names)
