"""The program's version."""

from typing import Final

from pipeline.publish.version import program_version

VERSION: Final = program_version()
