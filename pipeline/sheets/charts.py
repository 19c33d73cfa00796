"""Native charts, every letter of them in the house font."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.sheets.plan import ChartKind
from pipeline.sheets.styles import FONT
from pipeline.sheets.text import fit_text

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.chart import Chart
    from xlsxwriter.worksheet import Worksheet

    from pipeline.sheets.plan import ChartPlan, SeriesPlan

# Each darker than the next, so that grey print tells them apart.
_PALETTE = ("#1F3864", "#2E75B6", "#F4B183", "#BDD7EE", "#7F7F7F", "#E7E6E6")
_KINDS = {
    ChartKind.COLUMN: {"type": "column"},
    ChartKind.STACKED_COLUMN: {"type": "column", "subtype": "stacked"},
    ChartKind.BAR: {"type": "bar"},
    ChartKind.STACKED_BAR: {"type": "bar", "subtype": "stacked"},
}
_DARK = 128
_LYING = {ChartKind.BAR, ChartKind.STACKED_BAR}
_STACKED = {ChartKind.STACKED_COLUMN, ChartKind.STACKED_BAR}


def draw_chart(workbook: Workbook, sheet: Worksheet, plan: ChartPlan) -> None:
    """Draw the chart on the sheet; raises RuntimeError where xlsxwriter refuses its place."""
    chart = workbook.add_chart(_KINDS[plan.kind])
    _use_thai_letters(chart)
    for place, series in enumerate(plan.series):
        chart.add_series(_series(plan, series, _PALETTE[place % len(_PALETTE)]))
    _set_looks(chart, plan)
    options = {"object_position": 1, "description": fit_text(plan.title).text}
    if sheet.insert_chart(plan.row - 1, plan.column - 1, chart, options) != 0:
        message = f"the chart at row {plan.row} of {sheet.get_name()} was not drawn"
        raise RuntimeError(message)


def _use_thai_letters(chart: Chart) -> None:
    """Name the font for Thai letters too, which Office draws in a font of their own."""

    def write_fonts(attributes: list[tuple[str, str]]) -> None:
        for tag in ("a:latin", "a:cs"):
            chart._xml_empty_tag(tag, attributes)  # noqa: SLF001 - xlsxwriter has no public way

    chart._write_a_latin = write_fonts  # noqa: SLF001 - the same


def _set_looks(chart: Chart, plan: ChartPlan) -> None:
    font = {"name": FONT, "size": plan.font_size, "bold": False}
    heading = font | {"size": plan.font_size + 2, "bold": True}
    chart.set_title({"name": _as_text(plan.title), "name_font": heading, "overlay": False})
    names = {"num_font": font, "line": {"color": "#7F7F7F"}, "interval_unit": 1}
    figures = {"min": 0, "visible": False, "major_gridlines": {"visible": False}}
    if plan.kind in _LYING:
        names["reverse"] = True  # else the first category stands at the bottom
    lying = plan.kind in _LYING
    chart.set_x_axis(figures if lying else names)
    chart.set_y_axis(names if lying else figures)
    if len(plan.series) > 1:
        chart.set_legend({"position": "bottom", "font": font})
    else:
        chart.set_legend({"none": True})
    chart.set_size({"width": plan.width, "height": plan.height})


def _series(plan: ChartPlan, series: SeriesPlan, colour: str) -> dict[str, object]:
    fill = series.colour or colour
    name = series.name
    inside = plan.kind in _STACKED
    letters = "#FFFFFF" if inside and _is_dark(fill) else "#000000"
    return {
        "name": _as_text(name) if isinstance(name, str) else f"={name}",
        "categories": f"={series.categories}",
        "values": f"={series.values}",
        "fill": {"color": fill},
        "border": {"color": "#595959", "width": 0.5},
        "gap": 60,
        "data_labels": {
            "value": True,
            "num_format": plan.num_format,
            "font": {"name": FONT, "size": plan.font_size, "color": letters},
        },
    }


def _as_text(text: str) -> str:
    """What xlsxwriter takes for a text: a leading `=` would make it a formula."""
    shown = fit_text(text).text
    return f" {shown}" if shown.startswith("=") else shown


def _is_dark(colour: str) -> bool:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return (299 * red + 587 * green + 114 * blue) / 1000 < _DARK
