"""Fixtures that every room's tests may ask for."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pytest

if TYPE_CHECKING:
    from pathlib import Path

_INSTALL = (
    "apt-get install libreoffice-calc-nogui libreoffice-writer-nogui fonts-thai-tlwg poppler-utils"
)
_SECONDS = 180
# Always recalculate: LibreOffice otherwise shows the figures that the file itself holds.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
 oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


@dataclass(frozen=True)
class Office:
    """LibreOffice and poppler, each run with a time limit."""

    soffice: str
    pdftoppm: str
    pdftotext: str
    profile: Path

    def convert(self, path: Path, kind: Literal["pdf", "xlsx", "ods", "fods", "docx"]) -> Path:
        """The file saved by LibreOffice as `kind`, in a folder of that name beside it."""
        folder = path.parent / kind
        profile = f"-env:UserInstallation={self.profile.as_uri()}"
        options = ["--headless", "--convert-to", kind, "--outdir", str(folder)]
        self._run(self.soffice, profile, *options, str(path))
        made = folder / f"{path.stem}.{kind}"
        assert made.exists(), f"LibreOffice could not open {path.name}"
        return made

    def recalculated(self, path: Path) -> Path:
        """The workbook with every formula calculated by LibreOffice."""
        return self.convert(path, "xlsx")

    def pages(self, pdf: Path, dpi: int = 60) -> list[Path]:
        """A picture of each page, in order."""
        self._run(self.pdftoppm, "-r", str(dpi), "-png", str(pdf), str(pdf.with_suffix("")))
        return sorted(pdf.parent.glob(f"{pdf.stem}-*.png"))

    def page_texts(self, pdf: Path) -> list[str]:
        """The text of each page, in order."""
        text = self._run(self.pdftotext, "-layout", str(pdf), "-")
        return text.split("\f")[:-1]

    def _run(self, *command: str) -> str:
        done = subprocess.run(  # noqa: S603 - programs found by which, arguments of the tests
            command, check=True, capture_output=True, timeout=_SECONDS
        )
        return done.stdout.decode()


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """LibreOffice with a profile of this test worker's own; skips where it is not installed."""
    found = [shutil.which(name) for name in ("soffice", "pdftoppm", "pdftotext")]
    if None in found:
        pytest.skip(_INSTALL)
    profile = tmp_path_factory.mktemp("profile")
    (profile / "user").mkdir()
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    soffice, pdftoppm, pdftotext = (str(path) for path in found)
    return Office(soffice, pdftoppm, pdftotext, profile)
