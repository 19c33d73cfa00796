from __future__ import annotations

import errno
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.core.accepted import Accepted, Unplanned
from pipeline.core.address import Address
from pipeline.core.calendar import Month, Span
from pipeline.core.duty import Status
from pipeline.core.finding import Finding
from pipeline.core.gap import GapKey
from pipeline.core.past import Closing, KnownDuty, Past, PastMonth, Run, RunRecord
from pipeline.core.posted import Posted, PostedLetter
from pipeline.core.problem import PipelineError
from pipeline.core.received import Outcome, Received, Submission
from pipeline.history import schema
from pipeline.history.store import History, HistoryError, open_history, peek

if TYPE_CHECKING:
    from collections.abc import Mapping

OFFICE = "6320101"
NOON = datetime(2023, 4, 7, 12, tzinfo=UTC)
OCTOBER = Month(2565, 10)
JANUARY = Month(2566, 1)
FEBRUARY = Month(2566, 2)
MARCH = Month(2566, 3)
CLERK = "สำนักปลัด\x1f1.1"
FINANCE = "กองคลัง\x1f2.1"


def accepted(month: Month, result: str) -> Accepted:
    source = Address(f"{result}.xlsx", "รายงานผล", 14, 11)
    return Accepted(month, source, "ab" * 32, Status.DONE, result=result)


def run(
    month: Month,
    digest: str,
    rows: Mapping[str, Accepted] | None = None,
    submissions: tuple[Submission, ...] = (),
) -> RunRecord:
    made_with = ("0.1.0", "2566", digest)
    return RunRecord(OFFICE, month, month.plus(1).first, *made_with, submissions, rows or {})


def reporting(month: Month, digest: str, **results: str) -> RunRecord:
    rows = {
        {"clerk": CLERK, "finance": FINANCE}[who]: accepted(month, result)
        for who, result in results.items()
    }
    return replace(
        run(month, digest, rows), duties=dict.fromkeys(rows, KnownDuty(f"word {digest}"))
    )


def remember(path: Path, *records: RunRecord) -> None:
    with open_history(path) as history:
        for record in records:
            with history.writing() as pen:
                pen.record(record)


def record_and_stop(history: History) -> None:
    with history.writing() as pen:
        pen.record(reporting(JANUARY, "jan", clerk="มกรา"))
        raise RuntimeError


def past_of(path: Path, month: Month, organisation: str = OFFICE) -> Past:
    with open_history(path) as history:
        return history.before(month, organisation)


def months(past: Past) -> list[Month]:
    return [one.month for one in past.months]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


def test_a_new_memory_knows_nothing(path: Path) -> None:
    assert past_of(path, MARCH) == Past()


def test_the_file_is_private_and_has_a_rollback_journal(path: Path) -> None:
    remember(path, reporting(MARCH, "a", clerk="อบรม"))
    remember(path, reporting(MARCH, "b", clerk="อบรม"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.with_name("history.sqlite.1").stat().st_mode) == 0o600
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert connection.execute("PRAGMA user_version").fetchone() == (3,)
        assert connection.execute("PRAGMA application_id").fetchone() == (0x49544131,)


def test_every_table_is_strict_and_append_only(path: Path) -> None:
    work = Unplanned("กองคลัง", "2", "รณรงค์", accepted(MARCH, "แจกแผ่นพับ"))
    submission = Submission(Received("a.xlsx", Path("a.xlsx")), Outcome.NIL)
    remember(
        path,
        replace(
            reporting(MARCH, "a", clerk="อบรม"),
            unplanned=(work,),
            submissions=(submission,),
            gaps=frozenset({GapKey("overdue")}),
        ),
    )
    with open_history(path) as history, history.writing() as pen:
        pen.note_letter(letter(1, Posted.SENT))
        pen.note_closing(Closing(OFFICE, MARCH, "a", NOON))
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("PRAGMA table_list").fetchall()
        ours = {name: strict for _, name, _, _, _, strict in tables if "sqlite" not in name}
        assert ours == dict.fromkeys(
            (
                *("runs", "submissions", "accepted", "verdicts", "unplanned"),
                *("letters", "gaps", "closings"),
            ),
            1,
        )
        for table in ours:
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(f"DELETE FROM {table}")  # noqa: S608 - the names above
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(f"UPDATE {table} SET rowid = 9")  # noqa: S608 - the names above


def test_a_month_sees_only_earlier_months_of_its_fiscal_year(path: Path) -> None:
    remember(
        path,
        reporting(Month(2565, 9), "sep", clerk="ปีก่อน"),
        reporting(JANUARY, "jan", clerk="มกรา"),
        reporting(MARCH, "mar", clerk="มีนา"),
        reporting(Month(2566, 4), "apr", clerk="เมษา"),
    )
    past = past_of(path, MARCH)
    assert months(past) == [JANUARY]
    assert past.accepted == {CLERK: accepted(JANUARY, "มกรา")}
    assert past_of(path, OCTOBER).months == ()


def test_a_new_fiscal_year_knows_how_the_last_one_was_left(path: Path) -> None:
    remember(
        path,
        reporting(Month(2565, 8), "aug", clerk="สิงหา"),
        reporting(Month(2565, 9), "sep", clerk="กันยา"),
        reporting(MARCH, "mar", clerk="มีนา"),
    )
    for month in (OCTOBER, MARCH, Month(2566, 9)):
        left = past_of(path, month).last_year
        assert left is not None
        assert left.month == Month(2565, 9)
        assert left.duties == {CLERK: KnownDuty("word sep")}
    assert past_of(path, Month(2565, 9)).last_year is None
    assert past_of(path, Month(2567, 10)).last_year is None


def test_the_latest_month_counts_not_the_latest_run(path: Path) -> None:
    remember(
        path,
        reporting(FEBRUARY, "feb", clerk="กุมภา"),
        reporting(JANUARY, "jan", clerk="มกรา", finance="คลัง มกรา"),
    )
    past = past_of(path, MARCH)
    assert months(past) == [JANUARY, FEBRUARY]
    assert past.of(CLERK) == accepted(FEBRUARY, "กุมภา")
    assert past.of(FINANCE) == accepted(JANUARY, "คลัง มกรา")


def test_a_run_again_stands_in_place_of_the_month_s_earlier_run(path: Path) -> None:
    remember(
        path,
        reporting(JANUARY, "jan", finance="มกรา"),
        reporting(FEBRUARY, "first", clerk="ครั้งแรก", finance="ถอนภายหลัง"),
        reporting(FEBRUARY, "second", clerk="ครั้งที่สอง"),
    )
    past = past_of(path, MARCH)
    assert past.of(CLERK) == accepted(FEBRUARY, "ครั้งที่สอง")
    assert past.of(FINANCE) == accepted(JANUARY, "มกรา")
    assert past.last is not None
    assert past.last.duties == {
        CLERK: KnownDuty("word second"),
    }
    assert past.last.digest == "second"


def test_what_a_month_was_left_with_comes_back(path: Path) -> None:
    duty = KnownDuty("overdue", "1", "2", "มาตรการ\ud800", "จัดอบรม")
    gaps = frozenset(
        {
            GapKey("overdue", "สำนักปลัด", "1", "2", "2022-10-01/2022-12-31"),
            GapKey("no_submission", "กองคลัง\udfff"),
            GapKey("score_below_target", mark="3"),
        }
    )
    work, untied = (
        Unplanned("กองคลัง", "2", title, accepted(JANUARY, title))
        for title in ("นอกแผน", "ไม่ทราบข้อ")
    )
    record = replace(
        run(JANUARY, "jan"), duties={CLERK: duty}, gaps=gaps, unplanned=(work,), untied=(untied,)
    )
    remember(path, record)
    assert past_of(path, MARCH).last == PastMonth(
        JANUARY,
        FEBRUARY.first,
        "jan",
        duties={CLERK: duty},
        gaps=gaps,
        heard=frozenset({"กองคลัง"}),
        unplanned=(work,),
        untied=(untied,),
    )


def test_organisations_do_not_mix(path: Path) -> None:
    remember(path, reporting(JANUARY, "jan", clerk="มกรา"))
    assert past_of(path, MARCH, "6320102") == Past()


def test_when_a_division_was_last_heard(path: Path) -> None:
    nil = Submission(Received("ก.xlsx", Path("ก.xlsx")), Outcome.NIL, "กองช่าง")
    refused = Submission(Received("ข.xlsx", Path("ข.xlsx")), Outcome.REFUSED, "กองคลัง")
    carried = accepted(JANUARY, "มกรา")
    remember(
        path,
        run(JANUARY, "jan", {FINANCE: carried}, (nil,)),
        run(FEBRUARY, "feb", {FINANCE: carried}, (refused,)),
    )
    heard = [(one.month, sorted(one.heard)) for one in past_of(path, MARCH).months]
    assert heard == [(JANUARY, ["กองคลัง", "กองช่าง"]), (FEBRUARY, [])]


def test_a_block_that_fails_leaves_no_trace(path: Path) -> None:
    with open_history(path) as history:
        with pytest.raises(RuntimeError):
            record_and_stop(history)
        assert history.runs() == ()
        with history.writing() as pen:
            pen.record(reporting(JANUARY, "jan", clerk="มกรา"))
        assert len(history.runs()) == 1


def test_nothing_is_seen_before_the_block_ends(path: Path) -> None:
    with open_history(path) as history, open_history(path) as other:
        with history.writing() as pen:
            pen.record(reporting(JANUARY, "jan", clerk="มกรา"))
            assert other.runs() == ()
        assert len(other.runs()) == 1


def test_the_same_run_again_adds_nothing(path: Path) -> None:
    first, other = reporting(JANUARY, "a", clerk="มกรา"), reporting(JANUARY, "b", clerk="แก้")
    remember(path, first, first)
    with open_history(path) as history:
        assert [one.digest for one in history.runs()] == ["a"]
    remember(path, other, first)
    with open_history(path) as history:
        assert [one.digest for one in history.runs()] == ["a", "b", "a"]


def test_runs_tell_what_they_were_made_with(path: Path) -> None:
    remember(
        path,
        reporting(JANUARY, "a", clerk="มกรา"),
        reporting(FEBRUARY, "b", clerk="กุมภา"),
    )
    january = Run(1, OFFICE, JANUARY, date(2023, 2, 1), "0.1.0", "2566", "a")
    february = Run(2, OFFICE, FEBRUARY, date(2023, 3, 1), "0.1.0", "2566", "b")
    with open_history(path) as history:
        assert history.runs() == (january, february)
        assert history.runs(FEBRUARY) == (february,)
        assert history.newest(JANUARY, OFFICE) == january
        assert history.newest(MARCH, OFFICE) is None


def test_submissions_come_back_without_sender_and_place(path: Path) -> None:
    arrived = datetime(2023, 4, 3, 9, 30, tzinfo=UTC)
    reason = Finding(
        "month_mismatch",
        Address("เมล.eml/ก.xlsx", "รายงานผล", 4, 2),
        {"found": FEBRUARY, "expected": MARCH},
        "กองคลัง",
    )
    submission = Submission(
        Received("เมล.eml/ก.xlsx", Path("/data/x"), 9, "cd" * 32, "a@example.org", arrived),
        Outcome.REFUSED,
        "กองคลัง",
        FEBRUARY,
        reason,
    )
    passed = Submission(
        Received("~$ก.xlsx", Path("/data/~$ก.xlsx"), passed_over="lock_file"),
        Outcome.PASSED_OVER,
    )
    remember(path, run(MARCH, "a", submissions=(submission, passed)))
    with open_history(path) as history:
        (only,) = history.runs(MARCH)
        assert history.submissions(only) == (
            replace(
                submission,
                received=Received(
                    "เมล.eml/ก.xlsx",
                    Path("เมล.eml/ก.xlsx"),
                    9,
                    "cd" * 32,
                    None,
                    arrived,
                ),
            ),
            replace(passed, received=replace(passed.received, path=Path("~$ก.xlsx"))),
        )
    assert b"example.org" not in path.read_bytes()


def test_unplanned_work_comes_back(path: Path) -> None:
    work = (
        Unplanned("กองคลัง", "2", "รณรงค์", accepted(MARCH, "แจกแผ่นพับ")),
        Unplanned(
            "กองช่าง", None, "", replace(accepted(MARCH, "ซ่อม"), acted_on=(Span(None, None),))
        ),
    )
    remember(path, replace(run(MARCH, "a"), unplanned=work))
    with open_history(path) as history:
        assert history.month_of(history.runs()[0]).unplanned == work


def test_looking_does_not_make_the_file(path: Path) -> None:
    assert peek(path) is None
    assert not path.exists()
    path.touch()
    assert peek(path) is None


def test_looking_cannot_write(path: Path) -> None:
    remember(path, reporting(JANUARY, "jan", clerk="มกรา"))
    history = peek(path)
    assert isinstance(history, History)
    with history:
        assert len(history.runs()) == 1
        with pytest.raises(PipelineError, match="cannot_write"), history.writing() as pen:
            pen.record(reporting(MARCH, "mar", clerk="มีนา"))


def test_looking_takes_an_older_file_without_changing_it(
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    remember(path, reporting(JANUARY, "jan", clerk="มกรา"))
    bytes_before = path.read_bytes()
    add_column = "ALTER TABLE runs ADD COLUMN sealed INTEGER;"
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, add_column))
    history = peek(path)
    assert history is not None
    with history:
        assert len(history.runs()) == 1
    assert path.read_bytes() == bytes_before


def test_an_older_file_is_migrated_and_a_copy_kept(
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    remember(path, reporting(JANUARY, "jan", clerk="มกรา"))
    add_column = "ALTER TABLE runs ADD COLUMN sealed INTEGER;"
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, add_column))
    assert past_of(path, MARCH).of(CLERK) == accepted(JANUARY, "มกรา")
    for file, version in ((path, 4), (path.with_name("history.sqlite.1"), 3)):
        with closing(sqlite3.connect(file)) as connection:
            assert connection.execute("PRAGMA user_version").fetchone() == (version,)


def test_a_migration_that_fails_changes_nothing(
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    remember(path, reporting(JANUARY, "jan", clerk="มกรา"))
    bytes_before = path.read_bytes()
    broken = "ALTER TABLE runs ADD COLUMN sealed INTEGER; SELECT 1 FROM nowhere;"
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, broken))
    with pytest.raises(sqlite3.OperationalError):
        open_history(path)
    assert path.read_bytes() == bytes_before


def test_another_writer_is_waited_for_then_named(
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("pipeline.history.opening._WAIT_SECONDS", 0.05)
    with open_history(path) as history, open_history(path) as other, history.writing():
        with pytest.raises(PipelineError) as caught, other.writing():
            pass
        assert caught.value.key == "locked"


def test_no_folder_is_said_so(tmp_path: Path) -> None:
    missing = tmp_path / "none" / "history.sqlite"
    with pytest.raises(PipelineError) as caught:
        open_history(missing)
    assert (caught.value.key, caught.value.facts) == ("cannot_write", {"path": str(missing)})
    assert not isinstance(caught.value, HistoryError)


def test_three_copies_are_kept_newest_first(path: Path) -> None:
    remember(path, *(reporting(MARCH, str(at), clerk="มีนา") for at in range(5)))
    digests = []
    for age in (1, 2, 3):
        copy = peek(path.with_name(f"history.sqlite.{age}"))
        assert copy is not None
        with copy:
            digests.append([one.digest for one in copy.runs()])
    assert digests == [["0", "1", "2", "3"], ["0", "1", "2"], ["0", "1"]]
    assert sorted(one.name for one in path.parent.iterdir()) == [
        "history.sqlite",
        "history.sqlite.1",
        "history.sqlite.2",
        "history.sqlite.3",
    ]


def test_one_block_of_many_organisations_keeps_one_copy(path: Path) -> None:
    copies = [path.with_name("history.sqlite.1"), path.with_name("history.sqlite.2")]
    for month, kept in ((FEBRUARY, [False, False]), (MARCH, [True, False])):
        with open_history(path) as history, history.writing() as pen:
            for office in ("6320101", "6320102", "6320103"):
                pen.record(replace(reporting(month, "a", clerk="มีนา"), organisation=office))
        assert [copy.exists() for copy in copies] == kept


def test_a_copy_that_cannot_be_kept_stops_the_record(
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(_: Path) -> None:
        raise OSError(errno.ENOSPC, "full")

    remember(path, reporting(MARCH, "a", clerk="มีนา"))
    monkeypatch.setattr("pipeline.history.copies._rotate", full)
    with pytest.raises(PipelineError) as caught:
        remember(path, reporting(MARCH, "b", clerk="มีนา"))
    assert caught.value.key == "cannot_write"
    with open_history(path) as history:
        assert [one.digest for one in history.runs()] == ["a"]
    assert [one.name for one in path.parent.iterdir()] == ["history.sqlite"]


def letter(number: int, state: Posted, month: Month = MARCH) -> PostedLetter:
    at = datetime(2023, 4, 6, 9, number, tzinfo=UTC)
    to = "clerk@example.go.th, second@example.go.th"
    return PostedLetter(OFFICE, month, "สำนักปลัด", to, f"<{number}@ita.invalid>", state, at)


def test_letters_are_remembered_with_what_became_of_them_last(path: Path) -> None:
    noted = (
        letter(1, Posted.BEGUN),
        letter(2, Posted.BEGUN),
        letter(1, Posted.SENT),
        letter(3, Posted.SENT, FEBRUARY),
    )
    with open_history(path) as history:
        for one in noted:
            with history.writing() as pen:
                pen.note_letter(one)
        assert history.letters(MARCH, OFFICE) == (noted[2], noted[1])
        assert history.letters(MARCH, "another") == ()
        assert history.runs() == ()


def test_what_was_noted_of_a_letter_cannot_be_taken_back(path: Path) -> None:
    with open_history(path) as history, history.writing() as pen:
        pen.note_letter(letter(1, Posted.SENT))
    with closing(sqlite3.connect(path)) as connection:
        for change in ("DELETE FROM letters", "UPDATE letters SET state = 'not_sent'"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(change)


def test_a_memory_from_before_letters_were_sent_is_kept_and_goes_on(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(schema.MIGRATIONS[0])
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 1")
        old = (1, OFFICE, "2566-03", "2023-04-04", "0.1.0", "2", "ab")
        connection.execute("INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, ?)", old)
        connection.commit()
    history = peek(path)
    assert history is not None
    with history:
        assert history.letters(MARCH, OFFICE) == ()
    with open_history(path) as history, history.writing() as pen:
        pen.note_letter(letter(1, Posted.SENT))
        assert [run.digest for run in history.runs()] == ["ab"]
