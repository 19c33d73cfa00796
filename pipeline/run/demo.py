"""The real FY 2566 example, consolidated: in its own repository, or anywhere from the package."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.core.problem import PipelineError
from pipeline.example.locating import Example, find_example

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.run.workspace import Places


@dataclass(frozen=True, slots=True)
class Demo:
    """The example and where its run reads and writes."""

    example: Example
    places: Places


def prepare_demo(places: Places) -> Demo:
    """Where the example is run: in its own workspace, or from the package into a free folder.

    Raises PipelineError `demo_elsewhere` where the outputs would mix with an office's own.
    """
    example = find_example()
    own = places.workspace / "workbooks"
    if own.is_dir() and _same(own / example.plan.name, example.plan):
        return Demo(example, places)
    if places.out is None and (own.exists() or places.settings_file.exists()):
        key = "demo_elsewhere"
        raise PipelineError(key)
    return Demo(example, replace(places, plan=example.plan, inbox=example.inbox))


def _same(one: Path, other: Path) -> bool:
    return one.is_file() and one.read_bytes() == other.read_bytes()
