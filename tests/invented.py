"""What the invented office's six months must come to, written out by hand, and how it is read.

Every table is thought out from the rules of deciding and the office's data, never taken from what
the program printed. Divisions go by one word, months by their number of the year; `09+` is
September once more after the late return of 20 October.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

DIVISIONS = {
    "ปลัด": "สำนักปลัด",
    "คลัง": "กองคลัง",
    "ช่าง": "กองช่าง",
    "ศึกษา": "กองการศึกษา ศาสนาและวัฒนธรรม",
    "สวัสดิการ": "กองสวัสดิการสังคม",
    "ตรวจสอบ": "หน่วยตรวจสอบภายใน",
}
SHORT = {name: short for short, name in DIVISIONS.items()} | {"": "-"}
MONTHS = ("05", "06", "07", "08", "09", "09+", "10")
CUT_OFFS = {
    "05": "2023-06-05",
    "06": "2023-07-05",
    "07": "2023-08-05",
    "08": "2023-09-05",
    "09": "2023-10-05",
    "09+": "2023-10-05",
    "10": "2023-11-05",
}

# Every duty of fiscal year 2566 by month, then those of 2567; a dash is a month in which the plan
# does not have the step.
VERDICTS = """
| step | division  | 05            | 06            | 07           | 08           | 09           | 09+     |
| 1.1  | ปลัด      | on_track      | done_unproved | done         | done         | done         | done    |
| 1.2  | ปลัด      | done          | done          | done         | done         | done         | done    |
| 1.2  | คลัง      | done_unproved | done          | done         | done         | done         | done    |
| 1.2  | ช่าง      | done          | done          | done         | done         | done         | done    |
| 1.2  | ศึกษา     | not_started   | not_reported  | not_reported | not_reported | done         | done    |
| 1.2  | สวัสดิการ | on_track      | on_track      | done         | done         | done         | done    |
| 1.2  | ตรวจสอบ   | not_reported  | done_unproved | done         | done         | done         | done    |
| 2.1  | ปลัด      | done          | done          | done         | done         | done         | done    |
| 2.2  | ปลัด      | on_track      | on_track      | on_track     | on_track     | done         | done    |
| 3.1  | คลัง      | behind        | on_track      | not_reported | on_track     | done         | done    |
| 4.1  | คลัง      | on_track      | on_track      | not_reported | on_track     | done         | done    |
| 5.1  | ปลัด      | on_track      | on_track      | on_track     | -            | -            | -       |
| 5.2  | ปลัด      | -             | -             | -            | on_track     | done         | done    |
| 6.1  | ปลัด      | overdue       | on_track      | done         | done         | done         | done    |
| 7.1  | ปลัด      | done          | done          | done         | done         | done         | done    |
| 7.2  | ปลัด      | not_due       | not_due       | not_due      | not_started  | done         | done    |
| 8.1  | ตรวจสอบ   | unmatched     | done          | done         | done         | done         | done    |
| 8.2  | ตรวจสอบ   | unmatched     | on_track      | on_track     | not_reported | done         | done    |
| 8.3  | ตรวจสอบ   | unmatched     | not_due       | not_due      | not_reported | done         | done    |
| 9.1  | ปลัด      | on_track      | on_track      | on_track     | done         | done         | done    |
| 9.2  | ปลัด      | on_track      | behind        | behind       | behind       | behind       | behind  |
| 10.1 | ช่าง      | on_track      | behind        | on_track     | on_track     | done         | done    |
| 11.1 | ช่าง      | on_track      | done_unproved | on_track     | overdue      | done         | done    |
| 12.1 | ช่าง      | on_track      | on_track      | on_track     | on_track     | done         | done    |
| 13.1 | สวัสดิการ | waived        | waived        | not_started  | overdue      | overdue      | overdue |
| 14.1 | สวัสดิการ | on_track      | on_track      | on_track     | on_track     | not_reported | done    |
| 15.1 | สวัสดิการ | not_due       | nil           | on_track     | done         | done         | done    |
| 16.1 | ช่าง      | not_started   | cancelled     | cancelled    | cancelled    | cancelled    | cancelled |
| 17.1 | ศึกษา     | on_track      | not_reported  | overdue      | overdue      | done         | done    |
| 18.1 | ศึกษา     | on_track      | not_reported  | not_reported | not_reported | done         | done    |
| 19.1 | ปลัด      | on_track      | on_track      | on_track     | on_track     | overdue      | overdue |
| 20.1 | คลัง      | on_track      | on_track      | not_reported | on_track     | overdue      | overdue |
"""
VERDICTS_OF_OCTOBER = """
| step | division  | 10           |
| 1.1  | ปลัด      | not_due      |
| 1.2  | ปลัด      | done         |
| 1.2  | คลัง      | on_track     |
| 1.2  | ช่าง      | not_started  |
| 1.2  | ศึกษา     | on_track     |
| 1.2  | สวัสดิการ | not_reported |
| 1.2  | ตรวจสอบ   | not_reported |
| 2.1  | ปลัด      | done         |
| 2.2  | ปลัด      | on_track     |
| 3.1  | คลัง      | on_track     |
| 4.1  | คลัง      | on_track     |
| 5.1  | ปลัด      | on_track     |
| 6.1  | ปลัด      | not_due      |
| 7.1  | ตรวจสอบ   | not_reported |
| 7.2  | ตรวจสอบ   | not_due      |
| 8.1  | ช่าง      | on_track     |
| 9.1  | ช่าง      | not_started  |
| 10.1 | สวัสดิการ | on_track     |
| 11.1 | คลัง      | on_track     |
| 12.1 | ศึกษา     | on_track     |
| 13.1 | สวัสดิการ | not_due      |
"""
# Rows that are tied to no step: the table of May, and what กองช่าง did beside its plan.
UNTIED = """
| month | division | measure | verdict   |
| 05    | ตรวจสอบ  | 8       | unmatched |
| 05    | ตรวจสอบ  | 8       | unmatched |
| 05    | ช่าง     | -       | unplanned |
"""

# Every gap of every month. `since` is the month from which it has stood without a break; days are
# those overdue, those left (not_started, evidence_before_closing), those since the due day
# (no_submission), else those from the cut-off of `since` to this one. Scores stand for indicators
# 2, 4, 7 and 8 in that order; the framework of 2567 is not known, so October has none.
GAPS = """
| month | gap                       | division  | step | severity | since | days |
| 05    | overdue                   | ปลัด      | 6.1  | high     | 05    | 36   |
| 05    | evidence_before_closing   | -         | -    | high     | 05    | 25   |
| 05    | occurrences_missing       | คลัง      | 3.1  | medium   | 05    | 66   |
| 05    | not_started               | ช่าง      | 16.1 | medium   | 05    | 87   |
| 05    | not_started               | ศึกษา     | 1.2  | low      | 05    | 117  |
| 05    | not_reported              | ตรวจสอบ   | 1.2  | medium   | 05    | 0    |
| 05    | done_without_date         | คลัง      | 1.2  | medium   | 05    | 0    |
| 05    | claimed_early             | ช่าง      | 12.1 | low      | 05    | 0    |
| 05    | result_not_tied           | ตรวจสอบ   | 8    | low      | 05    | 0    |
| 05    | unplanned_result          | ช่าง      | -    | low      | 05    | 0    |
| 05    | score_below_target        | -         | -    | high     | 05    | 0    |
| 05    | score_below_target        | -         | -    | high     | 05    | 0    |
| 05    | score_below_target        | -         | -    | high     | 05    | 0    |
| 05    | score_below_target        | -         | -    | high     | 05    | 0    |
| 05    | indicator_without_measure | -         | -    | high     | 05    | 0    |
| 05    | no_indicator              | -         | 20   | low      | 05    | 0    |
| 06    | no_submission             | ศึกษา     | -    | high     | 06    | 0    |
| 06    | done_without_evidence     | ปลัด      | 1.1  | high     | 06    | 0    |
| 06    | occurrences_missing       | ปลัด      | 9.2  | medium   | 06    | 5    |
| 06    | cancel_not_approved       | ช่าง      | 16.1 | medium   | 06    | 0    |
| 06    | done_without_date         | ช่าง      | 11.1 | medium   | 06    | 0    |
| 06    | done_without_result       | ตรวจสอบ   | 1.2  | medium   | 06    | 0    |
| 06    | recommendation_open       | ปลัด      | 19   | low      | 05    | 30   |
| 06    | behind                    | ช่าง      | 10.1 | low      | 06    | 0    |
| 06    | claimed_early             | ช่าง      | 12.1 | low      | 05    | 30   |
| 06    | score_below_target        | -         | -    | high     | 05    | 30   |
| 06    | score_below_target        | -         | -    | high     | 05    | 30   |
| 06    | score_below_target        | -         | -    | high     | 05    | 30   |
| 06    | score_below_target        | -         | -    | high     | 05    | 30   |
| 06    | indicator_without_measure | -         | -    | high     | 05    | 30   |
| 06    | no_indicator              | -         | 20   | low      | 05    | 30   |
| 07    | no_submission             | ศึกษา     | -    | high     | 06    | 0    |
| 07    | submission_refused        | คลัง      | -    | medium   | 07    | 0    |
| 07    | overdue                   | ศึกษา     | 17.1 | high     | 07    | 5    |
| 07    | occurrences_missing       | คลัง      | 3.1  | medium   | 07    | 5    |
| 07    | occurrences_missing       | ปลัด      | 9.2  | medium   | 06    | 36   |
| 07    | cancel_not_approved       | ช่าง      | 16.1 | medium   | 06    | 31   |
| 07    | not_started               | สวัสดิการ | 13.1 | high     | 07    | 26   |
| 07    | recommendation_open       | ปลัด      | 19   | low      | 05    | 61   |
| 07    | score_below_target        | -         | -    | high     | 05    | 61   |
| 07    | score_below_target        | -         | -    | high     | 05    | 61   |
| 07    | score_below_target        | -         | -    | high     | 05    | 61   |
| 07    | score_below_target        | -         | -    | high     | 05    | 61   |
| 07    | indicator_without_measure | -         | -    | high     | 05    | 61   |
| 07    | no_indicator              | -         | 20   | low      | 05    | 61   |
| 08    | silent                    | ศึกษา     | -    | high     | 06    | 62   |
| 08    | submission_refused        | ตรวจสอบ   | -    | medium   | 08    | 0    |
| 08    | overdue                   | ศึกษา     | 17.1 | high     | 07    | 36   |
| 08    | overdue                   | ช่าง      | 11.1 | high     | 08    | 5    |
| 08    | overdue                   | สวัสดิการ | 13.1 | high     | 08    | 5    |
| 08    | occurrences_missing       | ปลัด      | 9.2  | medium   | 06    | 67   |
| 08    | not_started               | ปลัด      | 7.2  | low      | 08    | 25   |
| 08    | recommendation_open       | ปลัด      | 19   | low      | 05    | 92   |
| 08    | recommendation_open       | คลัง      | 20   | low      | 05    | 92   |
| 08    | score_below_target        | -         | -    | high     | 05    | 92   |
| 08    | score_below_target        | -         | -    | high     | 05    | 92   |
| 08    | score_below_target        | -         | -    | high     | 05    | 92   |
| 08    | score_below_target        | -         | -    | high     | 05    | 92   |
| 08    | indicator_without_measure | -         | -    | high     | 05    | 92   |
| 08    | no_indicator              | -         | 20   | low      | 05    | 92   |
| 09    | no_submission             | สวัสดิการ | -    | high     | 09    | 0    |
| 09    | overdue                   | สวัสดิการ | 13.1 | high     | 08    | 35   |
| 09    | overdue                   | ปลัด      | 19.1 | high     | 09    | 5    |
| 09    | overdue                   | คลัง      | 20.1 | high     | 09    | 5    |
| 09    | occurrences_missing       | ปลัด      | 9.2  | medium   | 06    | 97   |
| 09    | occurrences_missing       | สวัสดิการ | 14.1 | medium   | 09    | 5    |
| 09    | done_outside_period       | ช่าง      | 11.1 | medium   | 09    | 0    |
| 09    | recommendation_open       | ปลัด      | 19   | medium   | 05    | 122  |
| 09    | recommendation_open       | คลัง      | 20   | medium   | 05    | 122  |
| 09    | score_below_target        | -         | -    | high     | 05    | 122  |
| 09    | score_below_target        | -         | -    | high     | 05    | 122  |
| 09    | score_below_target        | -         | -    | high     | 05    | 122  |
| 09    | score_below_target        | -         | -    | high     | 05    | 122  |
| 09    | indicator_without_measure | -         | -    | high     | 05    | 122  |
| 09    | no_indicator              | -         | 20   | low      | 05    | 122  |
| 09+   | overdue                   | สวัสดิการ | 13.1 | high     | 08    | 35   |
| 09+   | overdue                   | ปลัด      | 19.1 | high     | 09    | 5    |
| 09+   | overdue                   | คลัง      | 20.1 | high     | 09    | 5    |
| 09+   | occurrences_missing       | ปลัด      | 9.2  | medium   | 06    | 97   |
| 09+   | done_outside_period       | ช่าง      | 11.1 | medium   | 09    | 0    |
| 09+   | recommendation_open       | ปลัด      | 19   | medium   | 05    | 122  |
| 09+   | recommendation_open       | คลัง      | 20   | medium   | 05    | 122  |
| 09+   | score_below_target        | -         | -    | high     | 05    | 122  |
| 09+   | score_below_target        | -         | -    | high     | 05    | 122  |
| 09+   | score_below_target        | -         | -    | high     | 05    | 122  |
| 09+   | score_below_target        | -         | -    | high     | 05    | 122  |
| 09+   | indicator_without_measure | -         | -    | high     | 05    | 122  |
| 09+   | no_indicator              | -         | 20   | low      | 05    | 122  |
| 10    | no_submission             | ตรวจสอบ   | -    | high     | 10    | 0    |
| 10    | not_started               | ช่าง      | 1.2  | low      | 10    | 147  |
| 10    | not_started               | ช่าง      | 9.1  | low      | 10    | 116  |
| 10    | not_reported              | สวัสดิการ | 1.2  | medium   | 10    | 0    |
| 10    | carried_over              | ปลัด      | 19.1 | medium   | 10    | 0    |
| 10    | carried_over              | สวัสดิการ | 13.1 | low      | 10    | 0    |
"""

# Every finding on a report, by month; the division's own list, in which a cell stands once.
FINDINGS = """
| month | finding              | division  | step |
| 05    | file_superseded      | คลัง      | -    |
| 05    | date_blank           | คลัง      | 1.2  |
| 05    | text_copied          | ช่าง      | 1.2  |
| 05    | text_copied          | ช่าง      | 12.1 |
| 05    | row_missing          | ตรวจสอบ   | 1.2  |
| 05    | plan_text_changed    | ตรวจสอบ   | 8.1  |
| 06    | file_duplicate       | -         | -    |
| 06    | evidence_blank       | ปลัด      | 1.1  |
| 06    | row_duplicated       | ช่าง      | 10.1 |
| 06    | date_year_slip       | ช่าง      | 11.1 |
| 06    | result_blank         | ตรวจสอบ   | 1.2  |
| 06    | submitted_late       | ตรวจสอบ   | -    |
| 07    | unchanged_for_months | ปลัด      | 19.1 |
| 07    | file_encrypted       | -         | -    |
| 07    | went_backwards       | ช่าง      | 11.1 |
| 07    | went_backwards       | ตรวจสอบ   | 8.2  |
| 07    | sender_unknown       | ช่าง      | -    |
| 07    | sender_unknown       | สวัสดิการ | -    |
| 08    | unchanged_for_months | ปลัด      | 19.1 |
| 08    | file_not_a_workbook  | -         | -    |
| 09    | unchanged_for_months | ปลัด      | 19.1 |
| 09    | obstacle_blank       | ปลัด      | 19.1 |
| 09    | date_outside_period  | ช่าง      | 11.1 |
| 09+   | unchanged_for_months | ปลัด      | 19.1 |
| 09+   | obstacle_blank       | ปลัด      | 19.1 |
| 09+   | date_outside_period  | ช่าง      | 11.1 |
| 09+   | submitted_late       | สวัสดิการ | -    |
| 10    | status_blank         | สวัสดิการ | 1.2  |
| 10    | recommendation_blank | สวัสดิการ | 1.2  |
"""

# What became of each file that was to be read.
OUTCOMES = """
| month | file                                               | outcome                | division  |
| 05    | สำนักปลัด.xlsx                                      | accepted               | ปลัด      |
| 05    | 01 กองคลัง.eml/กองคลัง.xlsx                          | superseded             | คลัง      |
| 05    | 02 กองคลัง แก้ไข.eml/กองคลัง (แก้ไข).xlsx              | accepted_with_findings | คลัง      |
| 05    | รายงาน พ.ค. กองช่าง กองสวัสดิการ.zip/กองช่าง.xlsx      | accepted               | ช่าง      |
| 05    | รายงาน พ.ค. กองช่าง กองสวัสดิการ.zip/กองสวัสดิการสังคม.xlsx | accepted          | สวัสดิการ |
| 05    | 03 กองการศึกษา.eml/กองการศึกษา.xlsx                   | accepted               | ศึกษา     |
| 05    | ตารางรายงานผล ตสน.xlsx                              | accepted_with_findings | ตรวจสอบ   |
| 06    | สำนักปลัด.xlsx                                      | duplicate              | -         |
| 06    | สำนักปลัด - สำเนา.xlsx                              | accepted_with_findings | ปลัด      |
| 06    | 01 กองคลัง.eml/กองคลัง.xlsx                          | accepted               | คลัง      |
| 06    | กองช่าง.xlsx                                        | partly_accepted        | ช่าง      |
| 06    | 02 กองสวัสดิการ.eml/กองสวัสดิการสังคม.xlsx              | nil                    | สวัสดิการ |
| 06    | 03 ตรวจสอบภายใน.eml/หน่วยตรวจสอบภายใน.xlsx            | accepted_with_findings | ตรวจสอบ   |
| 07    | 01 ส่งรายงานรวม.eml/สำนักปลัด.xlsx                    | accepted               | ปลัด      |
| 07    | 01 ส่งรายงานรวม.eml/กองช่าง.xlsx                      | accepted_with_findings | ช่าง      |
| 07    | 01 ส่งรายงานรวม.eml/กองสวัสดิการสังคม.xlsx              | accepted               | สวัสดิการ |
| 07    | 02 กองคลัง.eml/กองคลัง.xlsx                          | refused                | คลัง      |
| 07    | หน่วยตรวจสอบภายใน.xlsx                               | accepted_with_findings | ตรวจสอบ   |
| 08    | สำนักปลัด.xlsx                                      | accepted               | ปลัด      |
| 08    | 01 กองคลัง.eml/กองคลัง ส.ค.xlsx                      | accepted               | คลัง      |
| 08    | กองช่าง.xlsx                                        | accepted               | ช่าง      |
| 08    | กองสวัสดิการสังคม.xlsx                               | accepted               | สวัสดิการ |
| 08    | 02 ตรวจสอบภายใน.eml/รายงานตรวจสอบภายใน.pdf            | refused                | ตรวจสอบ   |
| 09+   | สำนักปลัด.xlsx                                      | accepted_with_findings | ปลัด      |
| 09+   | 01 กองคลัง.eml/กองคลัง.xlsx                          | accepted               | คลัง      |
| 09+   | กองช่าง.xlsx                                        | accepted_with_findings | ช่าง      |
| 09+   | 02 กองการศึกษา.eml/กองการศึกษา.xlsx                   | accepted               | ศึกษา     |
| 09+   | หน่วยตรวจสอบภายใน.xlsx                               | accepted               | ตรวจสอบ   |
| 09+   | 03 กองสวัสดิการ ส่งช้า.eml/กองสวัสดิการสังคม.xlsx        | accepted               | สวัสดิการ |
| 10    | สำนักปลัด.xlsx                                      | accepted               | ปลัด      |
| 10    | 01 กองคลัง.eml/กองคลัง.xlsx                          | accepted               | คลัง      |
| 10    | กองช่าง.xlsx                                        | accepted               | ช่าง      |
| 10    | 02 กองการศึกษา.eml/กองการศึกษา.xlsx                   | accepted               | ศึกษา     |
| 10    | กองสวัสดิการสังคม.xlsx                               | accepted_with_findings | สวัสดิการ |
"""

# The gaps that a month closed: the month before had them, and now none of their family stands.
CLOSED = """
| month | gap                     | division  | step |
| 06    | overdue                 | ปลัด      | 6.1  |
| 06    | evidence_before_closing | -         | -    |
| 06    | occurrences_missing     | คลัง      | 3.1  |
| 06    | not_started             | ช่าง      | 16.1 |
| 06    | not_started             | ศึกษา     | 1.2  |
| 06    | not_reported            | ตรวจสอบ   | 1.2  |
| 06    | done_without_date       | คลัง      | 1.2  |
| 06    | result_not_tied         | ตรวจสอบ   | 8    |
| 06    | unplanned_result        | ช่าง      | -    |
| 07    | done_without_evidence   | ปลัด      | 1.1  |
| 07    | done_without_date       | ช่าง      | 11.1 |
| 07    | done_without_result     | ตรวจสอบ   | 1.2  |
| 07    | behind                  | ช่าง      | 10.1 |
| 07    | claimed_early           | ช่าง      | 12.1 |
| 08    | submission_refused      | คลัง      | -    |
| 08    | occurrences_missing     | คลัง      | 3.1  |
| 08    | cancel_not_approved     | ช่าง      | 16.1 |
| 09    | silent                  | ศึกษา     | -    |
| 09    | submission_refused      | ตรวจสอบ   | -    |
| 09    | overdue                 | ศึกษา     | 17.1 |
| 09    | overdue                 | ช่าง      | 11.1 |
| 09    | not_started             | ปลัด      | 7.2  |
| 09+   | silent                  | ศึกษา     | -    |
| 09+   | submission_refused      | ตรวจสอบ   | -    |
| 09+   | overdue                 | ศึกษา     | 17.1 |
| 09+   | overdue                 | ช่าง      | 11.1 |
| 09+   | not_started             | ปลัด      | 7.2  |
"""

Row: TypeAlias = tuple[str, ...]


@dataclass(frozen=True)
class Played:
    """The six months as the program left them: the CSV files of each run by name."""

    folder: Path
    runs: dict[str, dict[str, bytes]]

    def rows(self, month: str, name: str) -> list[dict[str, str]]:
        """The rows of a CSV file of that run."""
        text = self.runs[month][name].decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def record(self, month: str) -> dict[str, object]:
        """The run.json of that run."""
        told: dict[str, object] = json.loads(self.runs[month]["run.json"])
        return told


def lines(table: str) -> list[dict[str, str]]:
    """The rows of a text table by its header."""
    cells = [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in table.strip().splitlines()
    ]
    return [dict(zip(cells[0], row, strict=True)) for row in cells[1:]]


def of_month(table: str, month: str) -> list[Row]:
    """The rows of the month without it, in order of their texts."""
    return sorted(tuple(row.values())[1:] for row in lines(table) if row["month"] == month)


def by_duty(table: str, month: str) -> dict[Row, str]:
    """What a column says of each step and division; those with a dash are left out."""
    return {(row["step"], row["division"]): row[month] for row in lines(table) if row[month] != "-"}


def place(row: dict[str, str]) -> str:
    """`1.2`, `1` or a dash."""
    return ".".join(filter(None, (row["measure_no"], row["step_no"]))) or "-"


def gaps_of(rows: Iterable[dict[str, str]]) -> Iterator[Row]:
    """Rows of gaps.csv as the table writes them; no days are none since the gap began."""
    for row in rows:
        yield (
            *(row["gap"], SHORT[row["division"]], place(row), row["severity"]),
            *(row["since"][-2:], row["days"]),
        )
