"""Five hundred damaged workbooks through `ita check` and `ita consolidate`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.corpus import damage
from tests.corpus.test_broken import FOREIGN
from tests.door import AS_OF, DIVISIONS, MONTH, ROOT, WORKBOOKS, ita, table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from random import Random

SAMPLES = ROOT / ".samples"
INSTALL = "uv run python tests/corpus/fetching.py"
ARCHIVES = (".xlsx", ".xlsm", ".xlsb", ".ods")


@dataclass(frozen=True)
class Recipe:
    """A damaged file that can be made again: of which file, with which seed, in which way."""

    source: Path
    seed: int
    ways: Sequence[Callable[[bytes, Random], bytes]]

    def make(self) -> bytes:
        return damage.damaged(self.source.read_bytes(), self.seed, self.ways)


def forms() -> list[Path]:
    """The example's forms and its plan."""
    inbox = [WORKBOOKS / "inbox" / MONTH / f"{name}.xlsx" for name in DIVISIONS]
    return [*inbox, WORKBOOKS / "plan-2566.xlsx"]


def samples() -> list[Path]:
    """The samples that hold anything."""
    return sorted(path for path in SAMPLES.rglob("*") if path.is_file() and path.stat().st_size)


def ours(ways: Sequence[Callable[[bytes, Random], bytes]], count: int) -> list[Recipe]:
    """So many damaged forms, each of the files in turn."""
    sources = forms()
    return [Recipe(sources[seed % len(sources)], seed, ways) for seed in range(count)]


def of_others(count: int) -> list[Recipe]:
    """So many damaged samples, each of the files in turn, in a way that it can be damaged in."""
    sources = samples()
    whole = (damage.BYTES, (*damage.PARTS, *damage.MARKUP))
    recipes = []
    for seed in range(count):
        path = sources[seed % len(sources)]
        packed = path.suffix in ARCHIVES and path.read_bytes().startswith(b"PK")
        recipes.append(Recipe(path, seed, whole[packed and seed // len(sources) % 2]))
    return recipes


# Whatever once failed is tried first for ever: the file, the seed, the way.
KEPT: list[Recipe] = []


def lay(folder: Path, recipes: Sequence[Recipe]) -> list[Path]:
    """The damaged files, each under a name of its own."""
    folder.mkdir()
    paths = []
    for number, recipe in enumerate(recipes):
        path = folder / f"{number:03}{recipe.source.suffix}"
        path.write_bytes(recipe.make())
        paths.append(path)
    return paths


def hold_check(paths: Sequence[Path], place: Path) -> None:
    """`ita check` tells of every file once, and ends as it should."""
    options = ("--workspace", place, "--month", MONTH, "--as-of", AS_OF, "--json")
    said = ita("check", *paths, *options)
    assert said.status in (0, 1), said.err
    told = [one["file"] for one in json.loads(said.out)]
    assert told == [path.name for path in paths]
    assert FOREIGN.findall(said.out + said.err) == []


def hold_month(paths: Sequence[Path], place: Path) -> set[str]:
    """`ita consolidate` takes or refuses every file once; the outcomes that it gives."""
    said = ita(
        *("consolidate", MONTH, "--as-of", AS_OF, "--plan", WORKBOOKS / "plan-2566.xlsx"),
        *("--inbox", paths[0].parent, "--out", place / "out", "--workspace", place),
    )
    assert said.status == 0, said.err
    rows = table(place / "out" / "submissions.csv")
    assert [row["file"] for row in rows] == [path.name for path in paths]
    counts = json.loads((place / "out" / "run.json").read_text("utf-8"))["counts"]
    assert (counts["files_in"], counts["files_out"]) == (len(paths), len(paths))
    return {row["outcome"] for row in rows}


def hold(recipes: Sequence[Recipe], place: Path) -> set[str]:
    (place / "workbooks").mkdir()
    (place / "workbooks" / "plan-2566.xlsx").write_bytes(
        (WORKBOOKS / "plan-2566.xlsx").read_bytes()
    )
    paths = lay(place / "inbox", recipes)
    hold_check(paths, place)
    return hold_month(paths, place)


@pytest.mark.parametrize(
    ("ways", "count"),
    [
        pytest.param(damage.BYTES, 60, id="bytes"),
        pytest.param(damage.PARTS, 70, id="parts"),
        pytest.param(damage.MARKUP, 100, id="markup"),
        pytest.param(damage.CELLS, 70, id="cells"),
    ],
)
def test_damaged_forms_are_each_told_about(
    ways: Sequence[Callable[[bytes, Random], bytes]], count: int, tmp_path: Path
) -> None:
    outcomes = hold(ours(ways, count), tmp_path)
    assert "refused" in outcomes
    # A checksum shows every changed byte; damage to what stands in a workbook may do no harm.
    assert ways is damage.BYTES or outcomes & {"accepted", "accepted_with_findings"}


def test_damaged_samples_are_each_told_about(tmp_path: Path) -> None:
    if not samples():
        pytest.skip(INSTALL)
    hold(of_others(200), tmp_path)


def test_samples_as_they_are_are_each_told_about(tmp_path: Path) -> None:
    if not samples():
        pytest.skip(INSTALL)
    paths = samples()
    hold([Recipe(path, 0, (whole,)) for path in paths], tmp_path)


def whole(content: bytes, _dice: Random) -> bytes:
    return content


def test_what_failed_before_does_not_fail_again(tmp_path: Path) -> None:
    hold([*KEPT, *ours(damage.BYTES, 1)], tmp_path)


@pytest.mark.parametrize("ways", [damage.BYTES, damage.PARTS, damage.MARKUP])
def test_the_same_seed_does_the_same_damage(
    ways: Sequence[Callable[[bytes, Random], bytes]],
) -> None:
    once, again = (damaged_forms(ways) for _ in range(2))
    assert once == again
    assert len(set(once)) > 15


def damaged_forms(ways: Sequence[Callable[[bytes, Random], bytes]]) -> list[bytes]:
    return [recipe.make() for recipe in ours(ways, 20)]
