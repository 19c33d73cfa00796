"""Plans whose steps changed within the year, and the reports of forms from before."""

from __future__ import annotations

import hashlib

from tests.tables import Against, Checked, plan_of

PLAN_HEADER = """
    | รหัส | มาตรการที่ | มาตรการ/แนวทาง | ข้อที่ | วิธีการดำเนินการ | ผู้รับผิดชอบ \
| ระยะเวลาดำเนินการ | เริ่มใช้ | สิ้นสุด | แทนรหัส |
""".strip("\n")
RULES = {"step_replaced", "step_retired", "step_merged"}


def against(*steps: str) -> Against:
    """A plan of steps `code | measure.step | division | from | until | replaces`."""
    lines = [PLAN_HEADER]
    for step in steps:
        code, numbers, division, begins, ends, replaces = (part.strip() for part in step.split("|"))
        measure_no, _, step_no = numbers.partition(".")
        lines.append(
            f"| {code} | {measure_no} | มาตรการ {measure_no} | {step_no} | วิธี {numbers} "
            f"| {division} | ม.ค. - ก.ย. ๖๖ | {begins} | {ends} | {replaces} |"
        )
    return Against(plan_of("\n".join(lines)))


def report(*rows: str, more: str = "") -> str:
    """A form's table of rows `measure.step | result`, further columns as `more` names them."""
    lines = [f"| มาตรการที่ | ข้อที่ | ผลการดำเนินงาน | {more} |"]
    for row in rows:
        numbers, _, rest = row.partition("|")
        measure_no, _, step_no = numbers.strip().partition(".")
        lines.append(f"| {measure_no} | {step_no} | {rest} |")
    return "\n".join(lines)


def rows(checked: Checked) -> list[str]:
    """`6.1 1.2 ประชุม`: the sheet's row, its item, the step, the result."""
    frame = checked.merged.table.frame
    texts = zip(frame.index, frame["measure_no"], frame["step_no"], frame["result"], strict=True)
    return [
        f"{row}.{item} {measure}.{step} {result}"
        for (_, _, row, item), measure, step, result in texts
    ]


def moves(checked: Checked) -> list[str]:
    shown = checked.readings
    return [one for one in shown if one.split()[1].rstrip(":") in RULES]


def short(*texts: str, between: str = "\x1f") -> str:
    """The first eight digits that the texts are told by."""
    return hashlib.sha256(between.join(texts).encode()).hexdigest()[:8]
