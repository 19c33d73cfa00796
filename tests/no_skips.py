"""A plugin for CI: `pytest -p tests.no_skips` fails what would be skipped, there all tools are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator

# What no tool can mend: the rights of whoever runs the tests.
ALLOWED = ("root may open everything", "this system lets the test mount no small disk")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _fail_a_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _fail_a_skip(report)
    return report


def _fail_a_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.outcome != "skipped" or hasattr(report, "wasxfail"):
        return
    if not any(reason in str(report.longrepr) for reason in ALLOWED):
        report.outcome = "failed"
        report.longrepr = f"skipped: {report.longrepr}"
