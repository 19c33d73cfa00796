"""The pages of docs/ that are made from the code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.documenting.form_pages import card_page, form_page
from pipeline.documenting.output_pages import commands_page, frameworks_page, outputs_page
from pipeline.documenting.schema_pages import columns_page, findings_page, gaps_page

if TYPE_CHECKING:
    from pathlib import Path


def pages() -> dict[str, str]:
    """Each made page by its file name."""
    return {
        "columns.md": columns_page(),
        "findings.md": findings_page(),
        "gaps.md": gaps_page(),
        "form.md": form_page(),
        "officer-card.th.md": card_page(),
        "outputs.md": outputs_page(),
        "commands.md": commands_page(),
        "frameworks.md": frameworks_page(),
    }


def write_pages(folder: Path) -> None:
    """Put the made pages into the folder."""
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
