"""The program's version."""

from importlib.metadata import version
from typing import Final

VERSION: Final = version("ita-measures")
