"""Puts the workbooks that other projects ship with their sources into .samples, for the tests.

`uv pip compile` says where each release named in samples.txt lies and what its SHA-256 is.
"""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import tarfile
import tomllib
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMES = Path(__file__).with_name("samples.txt")
FOLDER = ROOT / ".samples"
ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")


def main() -> None:
    """Fetches them; `uv run` tells where uv itself is."""
    for name, content in _sources(os.environ.get("UV", "uv")):
        for path, data in _workbooks(content):
            place = FOLDER / name / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
    print(f"{sum(path.is_file() for path in FOLDER.rglob('*'))} workbooks in {FOLDER.name}")  # noqa: T201


def _sources(uv: str) -> list[tuple[str, bytes]]:
    options = ["pip", "compile", "-q", "--no-deps", "--format", "pylock.toml", str(NAMES)]
    told = subprocess.run([uv, *options], check=True, capture_output=True, text=True).stdout  # noqa: S603
    found = []
    for package in tomllib.loads(told)["packages"]:
        source = package["sdist"]
        with urllib.request.urlopen(source["url"]) as answer:  # noqa: S310 - uv's own address
            content = answer.read()
        if hashlib.sha256(content).hexdigest() != source["hashes"]["sha256"]:
            sys.exit(f"{package['name']}: not the release that was named")
        found.append((package["name"], content))
    return found


def _workbooks(content: bytes) -> list[tuple[str, bytes]]:
    found = []
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        for member in archive:
            stream = archive.extractfile(member) if member.isfile() else None
            if stream is not None and member.name.endswith(ENDINGS):
                found.append((Path(member.name).name, stream.read()))
    return found


if __name__ == "__main__":
    main()
