"""The deciding table of DESIGN 6, line by line, each row worked out by hand.

States: D done, U done unproved, M missed, o open, . not due, c cancelled. A month of dates is
written 2023-03. `proof`: r a result, e evidence; `asks`: the plan asks for evidence.
"""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.analyse.states import occurrences
from pipeline.analyse.verdicts import (
    Case,
    Silence,
    carry,
    judge,
    points_behind,
    share_elapsed,
)
from pipeline.core.calendar import Span
from pipeline.core.duty import State, Status, Verdict
from tests.analyse.office import (
    AS_OF,
    STATUSES,
    Told,
    first_duty,
    make_plan,
    make_step,
    said,
    spans,
    table,
    tell_one,
)

BY_ROW = table("""
| line | period               | often     | asks | status   | dates                  | proof | cut-off    | verdict       | states       | gaps |
# Line 3: cancel asked.
| 3    | มี.ค. ๖๖              |           |      | cancel   |                        | r     | 2023-04-04 | cancelled     | c            | cancel_not_approved |
| 3    | -มี.ค. ๖๖ -ก.ย. ๖๖     |           |      | cancel   |                        | r     | 2023-04-04 | cancelled     | cc           | cancel_not_approved |
# Line 5: done, once, one window.
| 5    | มี.ค. ๖๖              |           |      | done     | 2023-03-15             | r     | 2023-04-04 | done          | D            | |
| 5    | มี.ค. ๖๖              |           |      | done     | 2023-03                | r     | 2023-04-04 | done          | D            | |
| 5    | มี.ค. ๖๖              | ครั้งเดียว |      | done     | 2023-03-01             | r     | 2023-04-04 | done          | D            | |
| 5    | มี.ค. ๖๖              | ทุกปี      |      | done     | 2023-03-31             | r     | 2023-04-04 | done          | D            | |
| 5    | มี.ค. ๖๖              | ทุกเดือน   |      | done     | 2023-03-31             | r     | 2023-04-04 | done          | D            | |
| 5    | มี.ค. ๖๖              |           | !    | done     | 2023-03-15             | re    | 2023-04-04 | done          | D            | |
| 5    | มี.ค. ๖๖              |           | !    | done     | 2023-03-15             | r     | 2023-04-04 | done_unproved | U            | done_without_evidence |
| 5    | มี.ค. ๖๖              |           |      | done     |                        | r     | 2023-04-04 | done_unproved | U            | done_without_date |
| 5    | มี.ค. ๖๖              |           |      | done     | 2023-03-15             |       | 2023-04-04 | done_unproved | U            | done_without_result |
| 5    | มี.ค. ๖๖              |           | !    | done     |                        |       | 2023-04-04 | done_unproved | U            | done_without_date done_without_evidence done_without_result |
| 5    | มี.ค. ๖๖              |           |      | done     | 2023-02-28             | r     | 2023-04-04 | done          | D            | done_outside_period |
| 5    | มี.ค. ๖๖              |           |      | done     | 2023-04-01             | r     | 2023-04-04 | done          | D            | done_outside_period |
| 5    | มี.ค. ๖๖              |           |      | done     | 2023-03-15, 2023-04-02 | r     | 2023-04-04 | done          | D            | done_outside_period |
| 5    | มี.ค. ๖๖              |           |      | done     | 2023-04-02             |       | 2023-04-04 | done_unproved | U            | done_outside_period done_without_result |
| 5    | ม.ค. - มิ.ย. ๖๖        |           |      | done     | 2023-02-01             | r     | 2023-04-04 | done          | D            | |
| 5    | ก.ย. ๖๖              |           |      | done     | 2023-03-20             | r     | 2023-04-04 | done          | D            | done_outside_period |
| 5    | ภายใน มี.ค. ๖๖        |           |      | done     | 2022-10-01             | r     | 2023-04-04 | done          | D            | |
# Line 6: continuous work that has not ended.
| 6    | ม.ค. - ก.ย. ๖๖        | ต่อเนื่อง  |      | done     | 2023-02-01             | r     | 2023-04-04 | on_track      | o            | claimed_early |
| 6    | ม.ค. - ก.ย. ๖๖        | ต่อเนื่อง  |      | done     |                        | r     | 2023-04-04 | done_unproved | U            | claimed_early done_without_date |
| 6    | ม.ค. - ก.ย. ๖๖        | ต่อเนื่อง  |      | done     | 2022-12-01             |       | 2023-04-04 | done_unproved | U            | claimed_early done_without_result |
| 6    | ม.ค. - ก.ย. ๖๖        | ต่อเนื่อง  | !    | going on |                        |       | 2023-04-04 | on_track      | o            | |
| 6    | ก.ย. ๖๖              | ต่อเนื่อง  |      | going on |                        | r     | 2023-04-04 | on_track      | .            | |
| 6    | ก.ย. ๖๖              | ต่อเนื่อง  |      | done     | 2023-03-20             | r     | 2023-04-04 | on_track      | .            | claimed_early |
| 6    | ม.ค. - ก.ย. ๖๖        | ต่อเนื่อง  |      | done     | 2023-02-01             | r     | 2023-09-30 | on_track      | o            | claimed_early |
# Line 7: one window, ended.
| 7    | ม.ค. - ก.ย. ๖๖        | ต่อเนื่อง  |      | done     | 2023-02-01             | r     | 2023-10-01 | done          | D            | |
| 7    | ม.ค. - ก.ย. ๖๖        | ต่อเนื่อง  |      | going on | 2023-02-01             | r     | 2023-10-01 | done          | D            | |
| 7    | ม.ค. - ก.ย. ๖๖        | ต่อเนื่อง  |      | going on |                        | r     | 2023-10-01 | done_unproved | U            | done_without_date |
| 7    | มี.ค. ๖๖              |           |      | going on | 2023-03-05             | r     | 2023-04-01 | done          | D            | |
| 7    | มี.ค. ๖๖              |           |      | going on | 2023-02-05             | r     | 2023-04-01 | done          | D            | done_outside_period |
# Line 8: several windows, claimed without a date.
| 8    | ต.ค. ๖๕ - ก.ย. ๖๖      | ทุกเดือน   |      | done     |                        | r     | 2023-04-04 | done_unproved | UUUUUUU..... | claimed_early done_without_date |
| 8    | ต.ค. ๖๕ - ก.ย. ๖๖      | ทุกเดือน   |      | going on |                        | r     | 2023-04-04 | done_unproved | UUUUUUo..... | done_without_date |
| 8    | ต.ค. ๖๕ - ก.ย. ๖๖      | ทุกเดือน   |      | done     |                        | r     | 2023-10-01 | done_unproved | UUUUUUUUUUUU | done_without_date |
| 8    | ต.ค. ๖๕ - ก.ย. ๖๖      | ทุกเดือน   | !    | done     |                        |       | 2023-10-01 | done_unproved | UUUUUUUUUUUU | done_without_date done_without_evidence done_without_result |
| 8    | -มี.ค. ๖๖ -ก.ย. ๖๖     |           |      | done     |                        | r     | 2023-04-04 | done_unproved | U.           | claimed_early done_without_date |
| 8    | -มี.ค. ๖๖ -ก.ย. ๖๖     |           |      | done     |                        | r     | 2023-02-28 | done_unproved | ..           | claimed_early done_without_date |
| 8    | -มี.ค. ๖๖ -ก.ย. ๖๖     |           |      | going on |                        | r     | 2023-04-01 | done_unproved | U.           | done_without_date |
# Line 9: several windows, dated, every ended one covered.
| 9    | -มี.ค. ๖๖ -ก.ย. ๖๖     |           |      | going on | 2023-03-20             | r     | 2023-04-04 | on_track      | D.           | |
| 9    | -มี.ค. ๖๖ -ก.ย. ๖๖     |           |      | done     | 2023-03-20             | r     | 2023-04-04 | on_track      | D.           | |
| 9    | -มี.ค. ๖๖ -ก.ย. ๖๖     |           |      | done     | 2023-03-20             |       | 2023-04-04 | on_track      | U.           | done_without_result |
| 9    | -มี.ค. ๖๖ -ก.ย. ๖๖     |           | !    | going on | 2023-03-20             | r     | 2023-04-04 | on_track      | U.           | done_without_evidence |
| 9    | -มี.ค. ๖๖ -ก.ย. ๖๖     |           |      | done     | 2023-03-20, 2023-09-05 | r     | 2023-10-01 | done          | DD           | |
| 9    | -มี.ค. ๖๖ -ก.ย. ๖๖     |           |      | going on | 2023-03-20, 2023-09-05 | r     | 2023-09-10 | done          | DD           | |
| 9    | -มี.ค. ๖๖ -ก.ย. ๖๖     |           | !    | done     | 2023-03-20, 2023-09-05 | r     | 2023-10-01 | done_unproved | UU           | done_without_evidence |
| 9    | -มี.ค. ๖๖ -ก.ย. ๖๖     |           |      | going on | 2023-08-31             | r     | 2023-09-01 | on_track      | Do           | |
| 9    | ต.ค. ๖๕ - ธ.ค. ๖๕      | ทุกเดือน   |      | done     | 2022-10, 2022-11, 2022-12 | r  | 2023-04-04 | done          | DDD          | |
| 9    | ทุก ๖ เดือน (มี.ค. ๖๖, ก.ย. ๖๖) |  |      | going on | 2023-03-20             | r     | 2023-04-04 | on_track      | D.           | |
# Line 10: several windows, an ended one uncovered.
| 10   | -มี.ค. ๖๖ -ก.ย. ๖๖     |           |      | doing    |                        | r     | 2023-04-01 | overdue       | M.           | overdue |
| 10   | -มี.ค. ๖๖ -ก.ย. ๖๖     |           |      | doing    |                        | r     | 2023-10-01 | overdue       | MM           | overdue overdue |
| 10   | -มี.ค. ๖๖ -ก.ย. ๖๖     |           |      | done     | 2023-03-20             | r     | 2023-10-01 | overdue       | DM           | overdue |
| 10   | -มี.ค. ๖๖ -ก.ย. ๖๖     |           |      | going on | 2023-09-01             | r     | 2023-09-02 | overdue       | MD           | overdue |
| 10   | -มี.ค. ๖๖ -ก.ย. ๖๖     |           |      | going on | 2023-02-28             | r     | 2023-04-04 | overdue       | M.           | overdue |
| 10   | -มี.ค. ๖๖ -ก.ย. ๖๖     |           |      | done     | 2023-03-20             |       | 2023-10-01 | overdue       | UM           | overdue |
| 10   | ทุก ๖ เดือน (มี.ค. ๖๖, ก.ย. ๖๖) |  |      | doing    |                        | r     | 2023-04-04 | overdue       | M.           | overdue |
| 10   | ต.ค. ๖๕ - ก.ย. ๖๖      | ทุกเดือน   |      | going on | 2022-10, 2022-11, 2022-12, 2023-01 | r | 2023-04-04 | behind | DDDDMMo..... | occurrences_missing |
| 10   | ต.ค. ๖๕ - ก.ย. ๖๖      | ทุกเดือน   |      | done     | 2022-10-31, 2022-12-01 | r     | 2022-12-31 | behind        | DMD......... | occurrences_missing |
| 10   | ต.ค. ๖๕ - ก.ย. ๖๖      | ทุกเดือน   |      | doing    |                        | r     | 2023-04-04 | behind        | MMMMMMo..... | occurrences_missing |
| 10   | ต.ค. ๖๕ - ก.ย. ๖๖      | ทุกไตรมาส  |      | going on | 2022-12-31             | r     | 2023-04-01 | behind        | DMo.         | occurrences_missing |
| 10   | ต.ค. ๖๕ - ก.ย. ๖๖      | ทุก ๖ เดือน |     | doing    |                        | r     | 2023-04-01 | behind        | Mo           | occurrences_missing |
| 10   | -มี.ค. ๖๖ -ก.ย. ๖๖     | ทุก ๖ เดือน |     | doing    |                        | r     | 2023-04-01 | behind        | Mo           | occurrences_missing |
# Line 11: in progress after the only window has ended.
| 11   | มี.ค. ๖๖              |           |      | doing    | 2023-03-15             | r     | 2023-04-01 | overdue       | M            | overdue |
| 11   | ม.ค. - ก.ย. ๖๖        | ต่อเนื่อง  |      | doing    |                        | r     | 2023-10-01 | overdue       | M            | overdue |
# Lines 12 and 13: under way.
| 12   | มี.ค. ๖๖              |           |      | doing    |                        |       | 2023-03-31 | on_track      | o            | |
| 12   | มี.ค. ๖๖              |           |      | going on |                        |       | 2023-03-01 | on_track      | o            | |
| 13   | มี.ค. ๖๖              |           |      | doing    |                        |       | 2023-02-28 | on_track      | .            | |
| 13   | มี.ค. ๖๖              |           |      | going on |                        |       | 2023-02-28 | on_track      | .            | |
| 13   | -มี.ค. ๖๖ -ก.ย. ๖๖     |           |      | doing    |                        |       | 2023-03-31 | on_track      | o.           | |
| 13   | -มี.ค. ๖๖ -ก.ย. ๖๖     |           |      | doing    | 2023-03-20             | r     | 2023-04-04 | on_track      | D.           | |
| 13   | -มี.ค. ๖๖ -ก.ย. ๖๖     |           |      | doing    | 2023-03-20             |       | 2023-04-04 | on_track      | U.           | |
| 13   | -มี.ค. ๖๖ -ก.ย. ๖๖     |           |      | doing    | 2023-03-20, 2023-09-05 | r     | 2023-10-01 | on_track      | DD           | |
| 13   | ต.ค. ๖๕ - ก.ย. ๖๖      | ทุกเดือน   |      | going on |                        | r     | 2022-10-31 | on_track      | o........... | |
# Lines 14 to 16: not started.
| 14   | มี.ค. ๖๖              |           |      | not      |                        |       | 2023-02-28 | not_due       | .            | |
| 14   | -มี.ค. ๖๖ -ก.ย. ๖๖     |           |      | not      |                        |       | 2023-02-28 | not_due       | ..           | |
| 15   | มี.ค. ๖๖              |           |      | not      |                        |       | 2023-04-01 | overdue       | M            | overdue |
| 15   | -มี.ค. ๖๖ -ก.ย. ๖๖     |           |      | not      |                        |       | 2023-09-15 | overdue       | Mo           | overdue |
| 15   | ต.ค. ๖๕ - ก.ย. ๖๖      | ทุกเดือน   |      | not      |                        |       | 2023-04-04 | overdue       | MMMMMMo..... | occurrences_missing |
| 15   | ต.ค. ๖๕ - ก.ย. ๖๖      | ทุกเดือน   |      | not      | 2022-10, 2022-11       | r     | 2023-01-31 | overdue       | DDMo........ | occurrences_missing |
| 16   | มี.ค. ๖๖              |           |      | not      |                        |       | 2023-03-01 | not_started   | o            | not_started |
| 16   | มี.ค. ๖๖              |           |      | not      |                        |       | 2023-03-31 | not_started   | o            | not_started |
| 16   | -มี.ค. ๖๖ -ก.ย. ๖๖     |           |      | not      |                        |       | 2023-03-15 | not_started   | o.           | not_started |
| 16   | ต.ค. ๖๕ - ก.ย. ๖๖      | ทุกเดือน   |      | not      |                        |       | 2022-10-31 | not_started   | o........... | not_started |
# Not in the table: the status was not taken or denies the dates, and the dates cover what has begun.
| -    | -มี.ค. ๖๖ -ก.ย. ๖๖     |           |      | not      | 2023-03-20             | r     | 2023-04-04 | on_track      | D.           | |
| -    | -มี.ค. ๖๖ -ก.ย. ๖๖     |           |      | none     | 2023-03-20             | r     | 2023-04-04 | on_track      | D.           | |
| -    | ม.ค. - ก.ย. ๖๖        |           |      | none     | 2023-03-20             | r     | 2023-04-04 | not_reported  | o            | |
| -    | มี.ค. ๖๖              |           |      | none     | 2023-03-20             | r     | 2023-04-04 | overdue       | M            | overdue |
""")  # fmt: skip  # noqa: E501 - a table

UNSAID = table("""
| line | period           | often    | sent    | cut-off    | verdict      | states       | gaps |
| 14   | มี.ค. ๖๖          |          | blank   | 2023-02-28 | not_due      | .            | |
| 14   | มี.ค. ๖๖          |          | absent  | 2023-02-28 | not_due      | .            | |
| 14   | มี.ค. ๖๖          |          | nil     | 2023-02-28 | not_due      | .            | |
| 14   | มี.ค. ๖๖          |          | nothing | 2023-02-28 | not_due      | .            | no_submission |
| 14   | มี.ค. ๖๖          |          | refused | 2023-02-28 | not_due      | .            | submission_refused |
| 15   | มี.ค. ๖๖          |          | blank   | 2023-04-01 | overdue      | M            | overdue |
| 15   | มี.ค. ๖๖          |          | absent  | 2023-04-01 | overdue      | M            | overdue |
| 15   | มี.ค. ๖๖          |          | nil     | 2023-04-01 | overdue      | M            | overdue |
| 15   | มี.ค. ๖๖          |          | nothing | 2023-04-01 | overdue      | M            | no_submission overdue |
| 15   | มี.ค. ๖๖          |          | refused | 2023-04-01 | overdue      | M            | overdue submission_refused |
| 15   | -มี.ค. ๖๖ -ก.ย. ๖๖ |          | absent  | 2023-10-01 | overdue      | MM           | overdue overdue |
| 15   | ต.ค. ๖๕ - ก.ย. ๖๖  | ทุกเดือน  | nil     | 2023-04-04 | overdue      | MMMMMMo..... | occurrences_missing |
| 17   | มี.ค. ๖๖          |          | nil     | 2023-03-31 | nil          | o            | |
| 17   | ต.ค. ๖๕ - ก.ย. ๖๖  | ทุกเดือน  | nil     | 2022-10-31 | nil          | o........... | |
| 18   | มี.ค. ๖๖          |          | blank   | 2023-03-31 | not_reported | o            | not_reported |
| 18   | มี.ค. ๖๖          |          | absent  | 2023-03-01 | not_reported | o            | not_reported |
| 19   | มี.ค. ๖๖          |          | nothing | 2023-03-31 | not_reported | o            | no_submission |
| 19   | มี.ค. ๖๖          |          | refused | 2023-03-31 | not_reported | o            | submission_refused |
""")  # fmt: skip  # noqa: E501 - a table

CARRIED = table("""
| period           | often     | status   | dates      | proof | sent    | verdict       | states       | gaps |
# on_track fades with silence; a nil return confirms it.
| ม.ค. - ก.ย. ๖๖    |           | doing    |            | r     | blank   | not_reported  | o            | not_reported |
| ม.ค. - ก.ย. ๖๖    |           | doing    |            | r     | absent  | not_reported  | o            | not_reported |
| ม.ค. - ก.ย. ๖๖    |           | doing    |            | r     | nothing | not_reported  | o            | no_submission |
| ม.ค. - ก.ย. ๖๖    |           | doing    |            | r     | refused | not_reported  | o            | submission_refused |
| ม.ค. - ก.ย. ๖๖    |           | doing    |            | r     | nil     | on_track      | o            | |
| ม.ค. - ก.ย. ๖๖    | ต่อเนื่อง  | done     | 2023-02-01 | r     | nothing | not_reported  | o            | claimed_early no_submission |
| -มี.ค. ๖๖ -ก.ย. ๖๖ |           | going on | 2023-03-20 |       | absent  | not_reported  | U.           | done_without_result not_reported |
# behind fades, what is missing does not.
| ต.ค. ๖๕ - ก.ย. ๖๖  | ทุกเดือน   | going on | 2023-02    | r     | blank   | not_reported  | MMMMDMo..... | not_reported occurrences_missing |
| ต.ค. ๖๕ - ก.ย. ๖๖  | ทุกเดือน   | going on | 2023-02    | r     | nothing | not_reported  | MMMMDMo..... | no_submission occurrences_missing |
| ต.ค. ๖๕ - ก.ย. ๖๖  | ทุกเดือน   | going on | 2023-02    | r     | nil     | behind        | MMMMDMo..... | occurrences_missing |
# not_started fades.
| ม.ค. - ก.ย. ๖๖    |           | not      |            |       | blank   | not_reported  | o            | not_reported |
| ม.ค. - ก.ย. ๖๖    |           | not      |            |       | nothing | not_reported  | o            | no_submission |
| ม.ค. - ก.ย. ๖๖    |           | not      |            |       | nil     | not_started   | o            | not_started |
# The rest stays, whatever came.
| มี.ค. ๖๖          |           | done     | 2023-03-15 | r     | blank   | done          | D            | |
| มี.ค. ๖๖          |           | done     | 2023-03-15 | r     | nothing | done          | D            | no_submission |
| มี.ค. ๖๖          |           | done     |            | r     | absent  | done_unproved | U            | done_without_date |
| มี.ค. ๖๖          |           | done     |            | r     | refused | done_unproved | U            | done_without_date submission_refused |
| มี.ค. ๖๖          |           | cancel   |            | r     | nothing | cancelled     | c            | cancel_not_approved no_submission |
| ก.ย. ๖๖          |           | not      |            |       | blank   | not_due       | .            | |
| ก.ย. ๖๖          |           | not      |            |       | nothing | not_due       | .            | no_submission |
| มี.ค. ๖๖          |           | not      |            |       | nothing | overdue       | M            | no_submission overdue |
| มี.ค. ๖๖          |           | doing    |            | r     | nil     | overdue       | M            | overdue |
| -มี.ค. ๖๖ -ก.ย. ๖๖ |           | doing    |            | r     | absent  | overdue       | M.           | overdue |
""")  # fmt: skip  # noqa: E501 - a table

PERCENT = table("""
| period           | status   | progress | cut-off    | verdict  |
# ๑ - ๑๐ เม.ย.: at the end of the 4th, 40 percent of the days have passed; 20 points are allowed.
| ๑ - ๑๐ เม.ย. ๖๖   | doing    | 20       | 2023-04-04 | on_track |
| ๑ - ๑๐ เม.ย. ๖๖   | doing    | 19       | 2023-04-04 | behind   |
| ๑ - ๑๐ เม.ย. ๖๖   | going on | 19       | 2023-04-04 | behind   |
| ๑ - ๑๐ เม.ย. ๖๖   | doing    |          | 2023-04-04 | on_track |
| ๑ - ๑๐ เม.ย. ๖๖   | doing    | 0        | 2023-04-02 | on_track |
| ๑ - ๑๐ เม.ย. ๖๖   | doing    | 0        | 2023-04-03 | behind   |
| ๑ - ๑๐ เม.ย. ๖๖   | doing    | 79       | 2023-04-10 | behind   |
| ๑ - ๑๐ เม.ย. ๖๖   | doing    | 80       | 2023-04-10 | on_track |
| ๑ - ๑๐ เม.ย. ๖๖   | doing    | 0        | 2023-03-31 | on_track |
| ๑ - ๑๐ เม.ย. ๖๖   | doing    | 100      | 2023-04-11 | overdue  |
| -มี.ค. ๖๖ -ก.ย. ๖๖ | doing    | 0        | 2023-03-31 | on_track |
""")  # fmt: skip


def named(rows: list[dict[str, str]]) -> list[object]:
    """Each row as a parameter that a failure names."""
    return [
        pytest.param(row, id=f"{place}-{'-'.join(filter(None, row.values()))}")
        for place, row in enumerate(rows)
    ]


def told(row: dict[str, str]) -> Told:
    """What is decided of the row's step."""
    proof, status = row.get("proof", ""), row.get("status", "none")
    standing = said(
        STATUSES[status],
        acted_on=spans(row.get("dates", "")),
        result="จัดอบรม" if "r" in proof else "",
        evidence="คำสั่งที่ ๑๒/๒๕๖๖" if "e" in proof else "",
        progress=float(row["progress"]) if row.get("progress") else None,
    )
    step = make_step(
        row["period"], row.get("often", ""), evidence_required=True if row.get("asks") else None
    )
    silent = "status" not in row
    as_of = date.fromisoformat(row.get("cut-off", "2023-04-04"))
    return tell_one(step, None if silent else standing, row.get("sent", "row"), as_of)


def seen(found: Told) -> tuple[str, str, list[str]]:
    return found.tracked.verdict.value, found.states, sorted(found.codes)


@pytest.mark.parametrize("row", named(BY_ROW))
def test_what_a_row_says_this_month(row: dict[str, str]) -> None:
    assert seen(told(row)) == (row["verdict"], row["states"], row["gaps"].split())


@pytest.mark.parametrize("row", named(UNSAID))
def test_what_silence_says_where_nothing_was_ever_accepted(row: dict[str, str]) -> None:
    assert seen(told(row)) == (row["verdict"], row["states"], row["gaps"].split())


@pytest.mark.parametrize("row", named(CARRIED))
def test_what_stands_of_earlier_months(row: dict[str, str]) -> None:
    assert seen(told(row)) == (row["verdict"], row["states"], row["gaps"].split())


@pytest.mark.parametrize("row", named(PERCENT))
def test_percentages_against_the_time_elapsed(row: dict[str, str]) -> None:
    found = told(row)
    gaps = {"behind": ["behind"], "overdue": ["overdue"]}.get(row["verdict"], [])
    assert (found.tracked.verdict.value, found.codes) == (row["verdict"], gaps)


def case(status: Status | None, *, measure_only: bool = True, as_of: date = AS_OF) -> Case:
    duty = first_duty(make_plan(make_step("-มี.ค. ๖๖ -ก.ย. ๖๖")))
    return Case(
        duty=duty,
        standing=said(status) if status else None,
        current=status is not None,
        silence=Silence.REPORTED,
        as_of=as_of,
        behind_points=20,
        measure_only=measure_only,
    )


def test_a_measure_reported_as_a_whole_leaves_its_steps_unmatched() -> None:
    whole = case(None)
    assert judge(whole) is Verdict.UNMATCHED
    states = [one.state for one in occurrences(whole, Verdict.UNMATCHED)]
    assert states == [State.UNMATCHED, State.NOT_DUE]


def test_a_step_with_a_row_of_its_own_is_not_unmatched() -> None:
    assert judge(case(Status.IN_PROGRESS)) is Verdict.OVERDUE


def test_only_values_of_an_earlier_month_fade() -> None:
    own = case(Status.IN_PROGRESS, measure_only=False, as_of=date(2023, 3, 31))
    assert carry(own, Verdict.ON_TRACK) is Verdict.ON_TRACK
    assert carry(case(None), Verdict.NOT_STARTED) is Verdict.NOT_STARTED


@pytest.mark.parametrize(
    ("day", "share"),
    [
        (date(2023, 3, 31), None),
        (date(2023, 4, 1), 10),
        (date(2023, 4, 10), 100),
        (date(2023, 4, 11), None),
    ],
)
def test_share_of_a_window_elapsed(day: date, share: float | None) -> None:
    assert share_elapsed(Span(date(2023, 4, 1), date(2023, 4, 10)), day) == share


def test_no_lag_without_a_window_that_has_a_length() -> None:
    assert share_elapsed(Span(None, date(2023, 4, 10)), AS_OF) is None
    assert points_behind(case(None)) is None


def test_an_open_window_that_is_said_not_to_have_been_started_is_open_whatever_its_date() -> None:
    duty = first_duty(make_plan(make_step("-มี.ค. ๖๖ -ก.ย. ๖๖")))
    denied = Case(
        duty=duty,
        standing=said(Status.NOT_STARTED, acted_on=spans("2023-03-15")),
        current=True,
        silence=Silence.REPORTED,
        as_of=date(2023, 3, 20),
        behind_points=20,
    )
    assert judge(denied) is Verdict.NOT_STARTED
    states = [one.state for one in occurrences(denied, Verdict.NOT_STARTED)]
    assert states == [State.OPEN, State.NOT_DUE]
