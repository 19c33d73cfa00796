"""Lengths, names and places of modules (STYLE)."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

import pytest

from tests.house.code import ROOT, Module, our_modules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_LINES = 300
SELDOM_LINES, NEVER_LINES, USUAL_LINES = 40, 60, 10
MOST_PARAMETERS = 5
VAGUE = {"util", "utils", "helper", "helpers", "common", "misc", "tools", "base", "manager"}

# Test modules that look at a whole room and not at one module of it, each with what it is about.
WHOLE_ROOM = {
    "tests/sheets/test_print.py": "pages printed by LibreOffice",
}
# Folders of tests that are no room.
NO_ROOM = {"benchmarks", "corpus", "house", "office", "servers"}


def too_long(module: Module) -> Iterator[str]:
    """What of the module is longer than the house likes."""
    lines = module.text.count("\n")
    if lines >= MOST_LINES:
        yield f"{module.name} has {lines} lines"
    for one in module.functions:
        if length(one) > NEVER_LINES:
            yield f"{module.name}.{one.name} has {length(one)} lines"
        given = len(one.args.posonlyargs) + len(one.args.args) + len(one.args.kwonlyargs)
        bound = one.args.args[:1] and one.args.args[0].arg in ("self", "cls")
        if given - bool(bound) > MOST_PARAMETERS:
            yield f"{module.name}.{one.name} has {given} parameters"


def length(function: object) -> int:
    """Lines of a function, its signature and docstring included."""
    return getattr(function, "end_lineno", 0) - getattr(function, "lineno", 0) + 1


def misplaced(tests: Iterable[str], modules: Iterable[str]) -> Iterator[str]:
    """Test modules that bear no name of a module in the room that they stand in."""
    known = {tuple(name.split(".")) for name in modules}
    for path in tests:
        *folder, file = path.removeprefix("tests/").split("/")
        subject = file.removeprefix("test_").removesuffix(".py")
        room = [name for name in known if list(name[1 : 1 + len(folder)]) == folder]
        if not any(name[-1] == subject for name in room if len(name) > 1 + len(folder)):
            yield path


def test_paths() -> list[str]:
    """Every test module that stands for a module, from the root."""
    found = (path.relative_to(ROOT) for path in (ROOT / "tests").rglob("test_*.py"))
    return sorted(
        path.as_posix()
        for path in found
        if path.parts[1] not in NO_ROOM and path.as_posix() not in WHOLE_ROOM
    )


def places(modules: Iterable[Module]) -> list[str]:
    """Dotted names as `misplaced` wants them; schemas count as a room of the tests."""
    return [
        f"pipeline.{one.name}" if one.name.split(".")[0] == "schemas" else one.name
        for one in modules
    ]


test_paths.__test__ = False  # type: ignore[attr-defined]  # it gives the paths, it is no test


def test_modules_and_functions_stay_short() -> None:
    assert [told for module in our_modules() for told in too_long(module)] == []


def test_functions_are_short_as_a_rule_and_seldom_long() -> None:
    lengths = [length(one) for module in our_modules() for one in module.functions]
    assert median(lengths) <= USUAL_LINES
    assert sum(lines > SELDOM_LINES for lines in lengths) * 100 <= len(lengths)


def test_no_module_has_a_name_that_says_nothing() -> None:
    names = {part for module in our_modules() for part in module.name.split(".")}
    assert names.isdisjoint(VAGUE)


def test_every_test_module_stands_beside_the_module_it_is_for() -> None:
    assert list(misplaced(test_paths(), places(our_modules()))) == []


def test_every_room_has_tests() -> None:
    rooms = {module.room for module in our_modules()} - {"pipeline", "example"}
    tested = {path.split("/")[1].removeprefix("test_").removesuffix(".py") for path in test_paths()}
    assert rooms - tested == set()


def test_modules_begin_with_their_future_and_say_what_they_are() -> None:
    written = [module for module in our_modules() if module.text.strip()]
    bare = [
        module.name
        for module in written
        if module.functions and "from __future__ import annotations" not in module.text
    ]
    assert bare == []


@pytest.mark.parametrize(
    "text",
    [
        "x = 1\n" * 300,
        "def f() -> None:\n" + "    x = 1\n" * 60,
        "def f(a, b, c, d, e, g): ...\n",
        "def f(a, *, b, c, d, e, g): ...\n",
    ],
)
def test_what_is_too_long_is_told(text: str) -> None:
    assert len(list(too_long(Module("pipeline.core.x", text)))) == 1


@pytest.mark.parametrize("body", [1, 58])
def test_what_is_short_enough_is_not_told(body: int) -> None:
    text = "def f(self, a, b, c, d, e):\n" + "    x = 1\n" * body + "    return a\n"
    assert list(too_long(Module("pipeline.core.x", text))) == []


def test_a_test_of_no_module_is_told() -> None:
    modules = ["pipeline.merge.rows", "pipeline.intake.reading.xlsx", "pipeline.cli"]
    tests = [
        "tests/merge/test_rows.py",
        "tests/intake/test_xlsx.py",
        "tests/test_cli.py",
        "tests/merge/test_columns.py",
        "tests/intake/test_rows.py",
    ]
    assert list(misplaced(tests, modules)) == [
        "tests/merge/test_columns.py",
        "tests/intake/test_rows.py",
    ]
