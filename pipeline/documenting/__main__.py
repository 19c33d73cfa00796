"""Makes the pages: `python -m pipeline.documenting`, or with another folder than docs."""

from __future__ import annotations

import sys
from pathlib import Path

from pipeline.documenting.pages import write_pages

if __name__ == "__main__":
    write_pages(Path(*sys.argv[1:] or ("docs",)))
