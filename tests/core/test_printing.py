from __future__ import annotations

from datetime import date

from pipeline.core.calendar import Month
from pipeline.core.printing import format_day, format_month


def test_printed_dates() -> None:
    assert format_day(date(2023, 2, 15), long=False) == "15 ก.พ. 2566"
    assert format_day(date(2023, 2, 15), long=True) == "15 กุมภาพันธ์ 2566"
    assert format_month(Month(2566, 3), long=False) == "มี.ค. 2566"
    assert format_month(Month(2566, 3), long=True) == "มีนาคม 2566"
