"""Runs of the memory as plain values for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.core.comparing import VALUES
from pipeline.core.duty import named_by
from pipeline.core.finding import Word

if TYPE_CHECKING:
    from pipeline.core.accepted import Accepted, Unplanned
    from pipeline.core.finding import Fact
    from pipeline.core.gap import GapKey
    from pipeline.run.history import Compared, ListedRun, ShownRun


def listed_data(one: ListedRun) -> dict[str, object]:
    """A run with its counts."""
    run, edition = one.run, one.edition
    return {
        "run": run.number,
        "organisation": run.organisation,
        "month": str(run.month),
        "as_of": run.as_of.isoformat(),
        "version": run.version,
        "schema_version": run.schema_version,
        "digest": run.digest,
        "stands": one.stands,
        "edition": edition and {"state": edition.state, "amendment": edition.amendment},
        "files": dict(sorted(one.outcomes.items())),
        "verdicts": dict(sorted(one.verdicts.items())),
    }


def shown_data(shown: ShownRun) -> dict[str, object]:
    """A run with its files, its duties with what was accepted of each, and its gaps."""
    month = shown.kept.month
    return {
        **listed_data(shown.listed),
        "submissions": [
            {
                "file": one.received.name,
                "sha256": one.received.sha256,
                "division": one.division,
                "outcome": one.outcome.value,
                "reason": one.reason.code if one.reason else None,
            }
            for one in shown.kept.files
        ],
        "duties": [
            {
                "division": named_by(key)[0],
                "measure_no": duty.measure_no,
                "step_no": duty.step_no,
                "verdict": duty.verdict,
                "accepted": _accepted(month.accepted.get(key)),
            }
            for key, duty in month.duties.items()
        ],
        "unplanned": [_work(one) for one in month.unplanned],
        "untied": [_work(one) for one in month.untied],
        "gaps": sorted((_gap(one) for one in month.gaps), key=str),
    }


def compared_data(compared: Compared) -> dict[str, object]:
    """Two runs and what changed from the first to the second."""
    found = compared.difference
    return {
        "before": listed_data(compared.before),
        "now": listed_data(compared.now),
        "files": [
            {
                "file": one.name,
                "before": one.before and one.before.value,
                "now": one.now and one.now.value,
                "content_changed": one.content,
            }
            for one in found.files
        ],
        "verdicts": [
            {
                "division": one.division,
                "measure_no": one.measure_no,
                "step_no": one.step_no,
                "before": one.before,
                "now": one.now,
            }
            for one in found.verdicts
        ],
        "values": [
            {
                "division": one.division,
                "measure_no": one.measure_no,
                "step_no": one.step_no,
                "field": one.field,
                "before": _plain(one.before),
                "now": _plain(one.now),
            }
            for one in found.values
        ],
        "work_added": [_work(one) for one in found.added],
        "work_removed": [_work(one) for one in found.removed],
        "gaps_come": [_gap(one) for one in found.come],
        "gaps_gone": [_gap(one) for one in found.gone],
    }


def _accepted(accepted: Accepted | None) -> dict[str, object] | None:
    if accepted is None:
        return None
    return {key: _plain(getattr(accepted, key)) for key in VALUES}


def _work(one: Unplanned) -> dict[str, object]:
    return {
        "division": one.division,
        "measure_no": one.measure_no,
        "measure": one.measure,
        "result": one.accepted.result,
    }


def _gap(one: GapKey) -> dict[str, object]:
    return {
        "gap": one.code,
        "division": one.division,
        "measure_no": one.measure_no,
        "step_no": one.step_no,
        "mark": one.mark,
    }


def _plain(fact: Fact) -> object:
    """Dates as tracking.csv has them, a word by its key."""
    if isinstance(fact, Word):
        return fact.key
    if isinstance(fact, tuple):
        return ";".join(str(part) for part in fact)
    return fact
