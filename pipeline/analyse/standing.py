"""Work that is tied to no step, which stands from an earlier month where nothing new was sent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.core.accepted import Untied
from pipeline.core.duty import named_by

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analyse.scene import Reports
    from pipeline.core.past import Past, PastMonth


def with_standing_works(reports: Reports, past: Past) -> Reports:
    """The reports with what divisions that sent no rows this month had reported last.

    A nil return confirms it; silence and a refused file leave it as it was.
    """
    told = reports.submitted - reports.nil
    months = [(name, month) for name, month in _last_told(past) if name not in told]
    return replace(
        reports,
        unplanned=(
            *reports.unplanned,
            *(one for name, month in months for one in month.unplanned if one.division == name),
        ),
        untied=(
            *reports.untied,
            *(
                Untied(one)
                for name, month in months
                for one in month.untied
                if one.division == name
            ),
        ),
    )


def _last_told(past: Past) -> Iterator[tuple[str, PastMonth]]:
    """Each division with the last month in which its report had rows."""
    seen: set[str] = set()
    for month in reversed(past.months):
        works = (one.division for one in (*month.unplanned, *month.untied))
        divisions = {named_by(key)[0] for key in month.accepted} | set(works)
        for name in sorted(divisions - seen):
            yield name, month
        seen |= divisions
