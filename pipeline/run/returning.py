"""What goes back to each division: its workbook marked, a reminder with its form, or a receipt."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.analyse.scene import deadlines
from pipeline.check.typed import typed_rows
from pipeline.core.file_names import file_names
from pipeline.forms.form import plan_form
from pipeline.forms.issue import Filling
from pipeline.forms.places import places_of
from pipeline.intake.read import read_each
from pipeline.publish.letters import Attachment, Letter, LetterKind, letter_bytes, line_text
from pipeline.publish.marking.listing import Losses, lost
from pipeline.publish.marking.marked import CannotMarkError, mark_workbook
from pipeline.publish.marking.notes import Mark
from pipeline.publish.outgoing import Outgoing, letter_key, outgoing_of
from pipeline.publish.replacing import replace as put_in_place
from pipeline.publish.replacing import staged
from pipeline.publish.tables import found_fact
from pipeline.run.consolidate import QUIET, context_of, hold_inbox, past_before, plan_of, tell
from pipeline.run.deciding import check_files
from pipeline.run.issue import forms_of, issued_revision
from pipeline.run.locking import locked
from pipeline.run.receiving import received_in
from pipeline.sheets.writing import write_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.core.address import Address
    from pipeline.core.finding import Finding
    from pipeline.core.plan import Plan
    from pipeline.core.words import Words
    from pipeline.forms.issue import Issue
    from pipeline.forms.places import FormPlaces
    from pipeline.run.consolidate import Progress, Request
    from pipeline.run.deciding import Checked, Context

FOLDER = "returns"
LINE = "line.txt"
_MARKABLE = (".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class Returned:
    """What was made for one division; `workbook` and `letter` are names below the outputs.

    `key` tells the letter from others by what it is about.
    """

    outgoing: Outgoing
    letter: str
    key: str
    workbook: str | None = None
    fresh: bool = False


def return_forms(request: Request, progress: Progress = QUIET) -> tuple[Returned, ...]:
    """Every division's return written into the month's outputs, in place of the earlier ones.

    The month is decided anew from the inbox, as `consolidate` does. Raises PipelineError where it
    cannot be done; the earlier returns are then whole.
    """
    plan = plan_of(request)
    inbox, out = hold_inbox(request)
    context = context_of(request, plan, past_before(request, plan.plan))
    with locked(out), received_in(inbox, out, request.settings, request.jobs) as received:
        files = read_each(received.files, request.settings.limits, request.jobs)
        checked = check_files(tell(files, len(received.files), progress), context)
        progress.stage("writing")
        return _write(_Desk(request, context, checked), out)


def organisation_of(request: Request) -> str:
    """The organisation by whose name the memory keeps the month's letters."""
    return plan_of(request).plan.organisation.name


def _write(desk: _Desk, out: Path) -> tuple[Returned, ...]:
    """Every division's return in place of the earlier ones."""
    with staged(out) as staging:
        (staging / FOLDER).mkdir()
        returned = tuple(desk.make(one, staging / FOLDER) for one in desk.outgoing())
        (staging / FOLDER / LINE).write_text(desk.line(), encoding="utf-8-sig", newline="\r\n")
        put_in_place(staging, out, last=f"{FOLDER}/{LINE}", owned=desk.owned)
    return returned


@dataclass(frozen=True, slots=True)
class _Marked:
    """The marks of a workbook that goes back; `fresh` where it is a form made anew."""

    marks: tuple[Mark, ...] = ()
    losses: Losses = field(default_factory=Losses)
    fresh: bool = False


class _Desk:
    """Makes the returns of one month; remembers the letters."""

    def __init__(self, request: Request, context: Context, checked: Checked) -> None:
        self._request, self._context, self._checked = request, context, checked
        self._plan: Plan = context.plan.plan
        self._forms = {
            one.division.name: one for one in forms_of(request, self._plan, context.past)
        }
        self._stems = file_names(one.name for one in self._plan.divisions)
        settings = request.settings
        days = (settings.cut_off_days, settings.return_due_day)
        self._days = deadlines(self._plan, request.month, request.cut_off, days)
        self._revision = issued_revision(request)
        self.letters: list[Letter] = []

    @property
    def owned(self) -> tuple[str, ...]:
        """Every name that a return of the month may have."""
        names = [f"{stem}{ending}" for stem in self._stems.values() for ending in (".xlsx", ".eml")]
        return tuple(f"{FOLDER}/{name}" for name in (*names, LINE))

    def line(self) -> str:
        """The texts to paste into LINE, of the letters made so far."""
        return line_text(self.letters, self._request.words)

    def outgoing(self) -> tuple[Outgoing, ...]:
        """Each division that owes a step in the month, in the plan's order."""
        submissions = self._checked.merged.submissions
        asked = [
            name
            for name, form in self._forms.items()
            if not all(self._plan.is_waived(one.step, name, form.as_of) for one in form.duties)
        ]
        # What the analyst typed in place of a division is not the division's to mend.
        corrected = set(self._checked.merged.corrected.values())
        findings = [one for one in self._checked.findings if one.where not in corrected]
        return outgoing_of(asked, submissions, findings, self._context.schema)

    def make(self, one: Outgoing, folder: Path) -> Returned:
        """The division's files, written into the folder."""
        stem = self._stems[one.division]
        workbook, marked = folder / f"{stem}.xlsx", _Marked()
        if one.kind is LetterKind.MEND:
            marked = self._mark(one, workbook)
        elif one.kind is LetterKind.REMIND:
            issue = replace(self._forms[one.division], revision=self._revision)
            write_workbook(plan_form(issue), workbook)
        letter = self._letter(one, workbook, marked)
        self.letters.append(letter)
        (folder / f"{stem}.eml").write_bytes(letter_bytes(letter, self._request.words))
        made = f"{FOLDER}/{workbook.name}" if workbook.exists() else None
        key = letter_key(one, self._request.month, self._days.act_by)
        return Returned(one, f"{FOLDER}/{stem}.eml", key, made, marked.fresh)

    def _mark(self, one: Outgoing, target: Path) -> _Marked:
        """Their own workbook marked; a fresh form where theirs cannot be."""
        words, as_of = self._request.words, self._request.cut_off
        if self._can_be_marked(one):
            source = one.submissions[0].received.path
            marks = self._marks(one, None)
            try:
                return _Marked(marks, mark_workbook(source, marks, words, as_of, target))
            except CannotMarkError:
                pass
        issue = self._refilled(one)
        with tempfile.TemporaryDirectory() as scratch:
            form = Path(scratch) / "form.xlsx"
            write_workbook(plan_form(issue), form)
            marks = self._marks(one, places_of(issue))
            mark_workbook(form, marks, words, as_of, target)
        return _Marked(marks, fresh=True)

    def _can_be_marked(self, one: Outgoing) -> bool:
        """Whether what came is a workbook in the form's shape, of that division alone."""
        if one.refused or len(one.submissions) != 1 or len(one.submissions[0].divisions) != 1:
            return False
        received = one.submissions[0].received
        sources = [
            s for s in self._checked.merged.table.sources.values() if s.file == received.name
        ]
        own = received.path.suffix.casefold() in _MARKABLE
        return own and bool(sources) and not any(source.stand_ins for source in sources)

    def _refilled(self, one: Outgoing) -> Issue:
        """The division's form with what could be read of its files."""
        issue = replace(self._forms[one.division], revision=self._revision)
        rows: dict[str, Mapping[str, str]] = {}
        others: list[Mapping[str, str]] = []
        for row in typed_rows(self._checked.ground):
            if row.file not in one.files or row.division != one.division:
                continue
            if row.duty is None:
                others.append(row.texts)
            else:
                rows.setdefault(row.duty, row.texts)
        sources = self._checked.merged.table.sources.values()
        typed = next((source.headings for source in sources if source.file in one.files), {})
        headings = {key: text for key, text in typed.items() if text}
        return replace(issue, filling=Filling(rows, tuple(others), headings))

    def _marks(self, one: Outgoing, places: FormPlaces | None) -> tuple[Mark, ...]:
        """The points at their cells: of their own workbook, or of the form made anew."""
        return tuple(
            Mark(
                where=point.where if places is None else self._moved(point, places),
                severity=self._context.schema.severity(point.code),
                found=self._request.words.value(found_fact(point)),
                message=self._request.words.finding(point),
            )
            for point in one.points
        )

    def _moved(self, point: Finding, places: FormPlaces) -> Address:
        """Where the point's field stands in the form made anew."""
        key = self._context.schema.rule(point.code).field
        sources = self._checked.merged.table.sources.values()
        for source in sources:
            if (source.file, source.sheet) == (point.where.file, point.where.sheet):
                held = {cell: name for name, cell in source.heading_cells.items()}
                columns = {column: name for name, column in source.columns.items()}
                key = held.get(point.where) or key or columns.get(point.where.column or 0)
        return places.find(point.where.file, (point.measure_no, point.step_no), key)

    def _letter(self, one: Outgoing, workbook: Path, marked: _Marked) -> Letter:
        words = self._request.words
        division = self._forms[one.division].division
        attachment = Attachment(workbook.name, workbook.read_bytes()) if workbook.exists() else None
        received = [each.received for each in one.submissions]
        names = (received[0].name,) if len(received) == 1 else tuple(map(_last_part, one.files))
        return Letter(
            kind=one.kind,
            organisation=self._plan.organisation,
            division=division,
            month=self._request.month,
            due=self._days.due,
            by=self._days.act_by,
            points=tuple(self._point(mark) for mark in marked.marks),
            notes=(*_about_form(one, marked, words), *lost(marked.losses, words)),
            attachment=attachment,
            received=next((each.received for each in received if each.received), None),
            file=", ".join(names) or None,
            sha256=", ".join(each.sha256 for each in received if each.sha256) or None,
            refused=one.refused,
        )

    def _point(self, mark: Mark) -> str:
        """A point as a letter lists it: its cell in the attached workbook, then what to do."""
        words, cell = self._request.words, mark.where.cell
        return (
            words.say("letter", "point", cell=cell, message=mark.message) if cell else mark.message
        )


def _last_part(name: str) -> str:
    return name.rpartition("/")[2]


def _about_form(one: Outgoing, marked: _Marked, words: Words) -> Iterator[str]:
    """What a form made anew holds: what was read of their file, or what was accepted before."""
    if marked.fresh:
        yield words.get("letter", "fresh_form_unread" if one.refused else "fresh_form")
