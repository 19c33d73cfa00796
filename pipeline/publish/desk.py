"""What every sheet of the month is made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipeline.publish.fields import gap_sentence
from pipeline.sheets.plan import PagePlan, PageText
from pipeline.sheets.reference import Link

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.core.address import Address
    from pipeline.core.finding import Fact
    from pipeline.core.gap import Gap
    from pipeline.core.report import MonthReport
    from pipeline.core.words import Words

# Excel keeps 65,530 links a sheet; a table that long is read by filter, not by clicking.
MOST_LINKED_ROWS = 60_000


@dataclass(frozen=True, slots=True)
class Desk:
    """One month's report, its words, and where the sources stand.

    `links` gives a source file's path relative to the written workbook; a file that is not
    named there is printed without a link.
    """

    report: MonthReport
    words: Words
    links: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def name(self, sheet: str) -> str:
        """The name of the sheet of that key."""
        return self.words.get("sheet", sheet, "name")

    def title(self, sheet: str, **facts: Fact) -> str:
        """The title that stands on the sheet of that key."""
        return self.words.say("sheet", sheet, "title", **facts)

    def header(self, key: str) -> str:
        """The header of a column: the form's own word where the form has the column."""
        form = ("column", key, "header")
        return self.words.get(*form) if self.words.has(*form) else self.words.get("header", key)

    def summary(self, key: str, **facts: Fact) -> str:
        """A phrase of the summary."""
        return self.words.say("summary", key, **facts)

    def sentence(self, gap: Gap) -> str:
        """What the gap says, and who is to do what by when."""
        return gap_sentence(gap, self.words)

    def source_link(self, where: Address | None, rows: int) -> Link | None:
        """A link to the cell that a row stands on, in a table of so many rows."""
        if where is None or rows > MOST_LINKED_ROWS:
            return None
        path = self.links.get(where.file)
        if path is None:
            return None
        if not path.endswith(where.file):
            # It was taken out of an archive or a mail: that is what can be opened.
            return Link(None, 1, 1, path)
        return Link(where.sheet, where.row or 1, where.column or 1, path)

    @property
    def edition(self) -> str:
        """What stands on every page of a draft or a correction; blank for the sealed original."""
        edition = self.report.edition
        return "" if edition.key == "sealed" else self.words.edition(edition)

    def page(self, columns: int | None = None) -> PagePlan:
        """A landscape page; its foot names office and month, what edition it is, and the page."""
        office = self.report.plan.organisation.name.replace("&", "&&")
        month = self.words.value(self.report.month)
        page = self.words.get("summary", "page")
        foot = PageText(f"{office} {month}", self.edition, page)
        return PagePlan(columns=columns, footer=foot)
