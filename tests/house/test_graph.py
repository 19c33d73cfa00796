"""Who may import whom, and which room owns which library (DESIGN 7)."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from tests.house.code import Module, our_modules

if TYPE_CHECKING:
    from collections.abc import Iterator

CORE = {"core"}
DECIDING = {"core", "schemas"}
SHOWING = {"core", "schemas", "sheets"}
GRAPH: dict[str, set[str]] = {
    "core": set(),
    "schemas": CORE,
    "sheets": CORE,
    "intake": CORE,
    "history": CORE,
    "merge": DECIDING,
    "plan": DECIDING,
    "check": DECIDING,
    "analyse": DECIDING,
    "forms": SHOWING,
    "publish": SHOWING,
    "example": SHOWING | {"publish", "forms", "plan"},
}
ROOMS = frozenset(GRAPH)
GRAPH |= {
    "run": set(ROOMS),
    "terminal": {"run", "core", "schemas"},
    "cli": {"terminal", "run", "core", "schemas"},
    "documenting": {"cli", "terminal", "publish", "check", "analyse", "core", "schemas"},
    "pipeline": set(),
}

# A library, and the packages that may import it; those after may for the sake of a type.
OWNERS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "xlsxwriter": (("pipeline.sheets.writing",), ("pipeline.sheets",)),
    "pandera": (("pipeline.check",), ()),
    "python_calamine": (("pipeline.intake.reading",), ()),
    "openpyxl": (("pipeline.intake.reading", "pipeline.publish.marking"), ()),
    "msoffcrypto": (("pipeline.intake.reading",), ()),
    "odf": (("pipeline.intake.reading",), ()),
    "olefile": (("pipeline.intake",), ()),
    "xlrd": (("pipeline.intake.reading",), ()),
    "defusedxml": (("pipeline.intake.reading",), ()),
    "pebble": (("pipeline.intake",), ()),
    "sqlite3": (("pipeline.history",), ()),
    "pandas": (("pipeline.merge", "pipeline.check"), ("pipeline.core.table",)),
    "numpy": ((), ()),
    "rapidfuzz": (("pipeline.merge",), ()),
    "rich": (("pipeline.terminal",), ()),
    "argparse": (("pipeline.cli", "pipeline.terminal.options"), ("pipeline.terminal",)),
    "docx": (("pipeline.publish",), ()),
    "smtplib": (("pipeline.publish",), ()),
    "imaplib": (("pipeline.intake",), ()),
    "imap_tools": (("pipeline.intake",), ()),
    "mailbox": (("pipeline.intake",), ()),
    "tnefparse": (("pipeline.intake",), ()),
    "oxmsg": ((), ()),
    "keyring": (("pipeline.run",), ()),
    "email": (("pipeline.intake", "pipeline.publish", "pipeline.example"), ()),
}

# Rooms that touch no file, clock, environment or screen, in whole.
PURE = ("core", "merge", "plan", "check", "analyse")
EDGES = {
    *("builtins", "getpass", "glob", "io", "locale", "logging", "mmap", "multiprocessing", "os"),
    *("platform", "random", "secrets", "shutil", "signal", "socket", "sqlite3", "subprocess"),
    *("sys", "tempfile", "threading", "time", "urllib", "uuid", "zipfile"),
}
EDGE_NAMES = {"open", "print", "input", "exec", "eval"}
EDGE_METHODS = {
    *("read_text", "read_bytes", "write_text", "write_bytes", "open", "mkdir", "touch", "unlink"),
    *("rmdir", "iterdir", "rglob", "exists", "is_file", "is_dir", "stat", "resolve", "cwd", "home"),
    *("today", "now", "utcnow", "fromtimestamp", "read_csv", "read_excel", "to_excel", "to_csv"),
}


def room_of(imported: str) -> str | None:
    """The room that an imported name stands in; None where it is not ours."""
    parts = imported.split(".")
    if parts[0] == "schemas":
        return "schemas"
    if parts[0] != "pipeline":
        return None
    return parts[1] if len(parts) > 1 else "pipeline"


def strangers(module: Module) -> Iterator[str]:
    """Imports of ours that the graph does not allow the module."""
    allowed = GRAPH[module.room] | {module.room}
    for one in module.imports:
        room = room_of(one.module)
        if room not in {None, "pipeline"} and room not in allowed:
            yield f"{module.name}:{one.line} imports {one.module}"


def borrowed(module: Module) -> Iterator[str]:
    """Imports of libraries that another room owns."""
    for one in module.imports:
        library = one.module.split(".")[0]
        if library not in OWNERS:
            continue
        users, typists = OWNERS[library]
        homes = users + (typists if one.type_only else ())
        if not any(module.name == home or module.name.startswith(f"{home}.") for home in homes):
            yield f"{module.name}:{one.line} imports {one.module}"


def touches(module: Module) -> Iterator[str]:
    """What a pure module does to files, clock, environment or screen, as far as can be read."""
    for one in module.imports:
        parts = one.module.split(".")
        if parts[0] in EDGES or (parts[0] == "pathlib" and parts[1:] not in ([], ["Path"])):
            yield f"{module.name}:{one.line} imports {one.module}"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.id if isinstance(called, ast.Name) else ""
            method = called.attr if isinstance(called, ast.Attribute) else ""
            if name in EDGE_NAMES or method in EDGE_METHODS:
                yield f"{module.name}:{node.lineno} calls {ast.unparse(called)}"


def test_rooms_import_only_whom_the_graph_allows() -> None:
    assert [told for module in our_modules() for told in strangers(module)] == []


def test_every_module_stands_in_a_room_of_the_graph() -> None:
    assert {module.room for module in our_modules()} <= GRAPH.keys()


def test_libraries_are_imported_by_their_owners_only() -> None:
    assert [told for module in our_modules() for told in borrowed(module)] == []


def test_deciding_rooms_touch_no_file_clock_environment_or_screen() -> None:
    pure = [module for module in our_modules() if module.room in PURE]
    assert [told for module in pure for told in touches(module)] == []


def test_nothing_of_ours_imports_a_test() -> None:
    found = {told.module.split(".")[0] for module in our_modules() for told in module.imports}
    assert found.isdisjoint({"tests", "pytest", "hypothesis"})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pipeline.core.x", "from pipeline.sheets.plan import SheetPlan"),
        ("pipeline.core.x", "import schemas.loading"),
        ("pipeline.core.x", "if TYPE_CHECKING:\n    from pipeline.run.settings import Settings"),
        ("pipeline.sheets.x", "from schemas.loading import load_words"),
        ("pipeline.intake.x", "from pipeline.merge import rows"),
        ("pipeline.merge.x", "from pipeline.check.rules import find_breaches"),
        ("pipeline.analyse.x", "def f():\n    from pipeline import history"),
        ("pipeline.publish.x", "from pipeline.forms.form import plan_form"),
        ("pipeline.terminal.x", "from pipeline.publish.version import program_version"),
        ("pipeline.cli", "from pipeline.analyse.analysing import analyse"),
        ("pipeline.run.x", "from pipeline.terminal.screen import say"),
    ],
)
def test_an_import_against_the_graph_is_told(name: str, text: str) -> None:
    assert list(strangers(Module(name, text))) != []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pipeline.publish.x", "import xlsxwriter"),
        ("pipeline.sheets.pen", "from xlsxwriter.worksheet import Worksheet"),
        ("pipeline.merge.x", "import pandera.pandas as pa"),
        ("pipeline.intake.x", "from openpyxl import load_workbook"),
        ("pipeline.publish.x", "from openpyxl import load_workbook"),
        ("pipeline.core.table", "import pandas as pd"),
        ("pipeline.analyse.x", "if TYPE_CHECKING:\n    import pandas as pd"),
        ("pipeline.run.x", "import sqlite3"),
        ("pipeline.run.x", "from pebble import ProcessPool"),
    ],
)
def test_a_library_outside_its_room_is_told(name: str, text: str) -> None:
    assert list(borrowed(Module(name, text))) != []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "pipeline.sheets.pen",
            "if TYPE_CHECKING:\n    from xlsxwriter.worksheet import Worksheet",
        ),
        ("pipeline.core.table", "if TYPE_CHECKING:\n    import pandas as pd"),
        ("pipeline.publish.marking", "from openpyxl import load_workbook"),
    ],
)
def test_an_owner_and_a_type_are_allowed(name: str, text: str) -> None:
    assert list(borrowed(Module(name, text))) == []


@pytest.mark.parametrize(
    "text",
    [
        "import os",
        "from pathlib import PosixPath",
        "from io import StringIO",
        "def f():\n    print('x')",
        "def f(p):\n    return p.read_text()",
        "def f():\n    return date.today()",
        "text = open('x').read()",
    ],
)
def test_what_touches_the_world_is_told(text: str) -> None:
    assert list(touches(Module("pipeline.core.x", text))) != []


def test_a_path_as_a_type_touches_nothing() -> None:
    text = "from pathlib import Path\n\ndef f(p: Path) -> str:\n    return p.name"
    assert list(touches(Module("pipeline.core.x", text))) == []
