"""Where a workspace keeps things, and the small files in it."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.core.problem import PipelineError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.core.calendar import FiscalYear, Month


ALIASES_HEADER = "\ufefftext,division,date,by\r\n"


@dataclass(frozen=True, slots=True)
class Places:
    """Paths that a command was given; None is the workspace's own."""

    workspace: Path = Path()
    plan: Path | None = None
    inbox: Path | None = None
    out: Path | None = None

    @property
    def settings_file(self) -> Path:
        """`ita.toml`."""
        return self.workspace / "ita.toml"

    @property
    def aliases_file(self) -> Path:
        """Names that the analyst has explained."""
        return self.workspace / "workbooks" / "aliases.csv"

    def settings_files(self) -> dict[str, str]:
        """SHA-256 of each small file beside the plan that a run reads, by name; absent ones not."""
        files = (self.settings_file, self.aliases_file)
        return {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in files
            if path.is_file()
        }

    def plan_file(self, year: FiscalYear) -> Path:
        """The fiscal year's plan workbook."""
        return self.plan or self.workspace / "workbooks" / f"plan-{year.be_year}.xlsx"

    def some_plan(self) -> Path:
        """The plan given, else the workspace's of the latest year.

        Raises PipelineError `plan_missing` where there is none.
        """
        if self.plan is not None:
            return self.plan
        plans = sorted((self.workspace / "workbooks").glob("plan-*.xlsx"))
        if not plans:
            key = "plan_missing"
            raise PipelineError(key, {"path": "workbooks/plan-….xlsx"})
        return plans[-1]

    def inbox_folder(self, month: Month) -> Path:
        """What came back for the month."""
        return self.inbox or self.workspace / "workbooks" / "inbox" / str(month)

    def issued_folder(self, month: Month) -> Path:
        """The forms as issued for the month; in a folder given for outputs, straight in it."""
        return self.out or self.workspace / "workbooks" / "issued" / str(month)

    def out_folder(self, month: Month) -> Path:
        """Everything made for the month."""
        return self.out or self.workspace / "outputs" / str(month)

    @property
    def history_file(self) -> Path:
        """The memory: beside the months' folders, or in a folder given for outputs."""
        return (self.out or self.workspace / "outputs") / "history.sqlite"

    def links(self, month: Month, holders: Mapping[str, str]) -> dict[str, str]:
        """Paths from the outputs to the files of the inbox, by the names of what they hold.

        None where either folder stands elsewhere.
        """
        if self.inbox is not None or self.out is not None:
            return {}
        folder = f"../../workbooks/inbox/{month}"
        return {name: f"{folder}/{holder}" for name, holder in holders.items()}


def read_aliases(path: Path) -> tuple[tuple[str, str], ...]:
    """(text, division) of each explained name; none where the file is absent.

    UTF-8, or the Thai code page in which Excel may have saved it.

    Raises PipelineError `settings_faulty` where it cannot be read.
    """
    if not path.is_file():
        return ()
    try:
        rows = list(csv.DictReader(io.StringIO(_decoded(path.read_bytes()), newline="")))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        key = "settings_faulty"
        raise PipelineError(key, {"path": path.name, "reason": str(error)}) from error
    pairs = ((row.get("text") or "", row.get("division") or "") for row in rows)
    return tuple((text, division) for text, division in pairs if text and division)


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp874")
