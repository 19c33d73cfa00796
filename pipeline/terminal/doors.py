"""Each command's options, and what runs it: imported when it is asked for, so that help is fast."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.terminal.options import (
    PLACES,
    UsageError,
    add_options,
    read_day,
    read_month,
    read_run_numbers,
    read_year,
)

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from pipeline.core.words import Words

# The second example; its name is that of its folder too.
INVENTED = "invented"
EXAMPLES = ("memo", INVENTED)


def _demo(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("--example", choices=EXAMPLES, help=words.get("cli", "opt_example"))
    add_options(
        parser, words, "workspace", "out", "as_of", "lang", "digits", "jobs", "strict", "json"
    )
    parser.set_defaults(command=_run_demo)


def _init(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help=words.get("cli", "arg_dir"))
    parser.add_argument("--year", required=True, help=words.get("cli", "opt_year"))
    parser.add_argument("--from", dest="last_year", help=words.get("cli", "opt_from"))
    add_options(parser, words, "lang", "digits")
    parser.set_defaults(command=_run_init)


def _consolidate(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("month", metavar="MONTH", help=words.get("cli", "arg_month"))
    add_options(parser, words, *PLACES, "as_of", "lang", "digits", "jobs", "strict", "json")
    parser.set_defaults(command=_run_consolidate)


def _issue(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("month", metavar="MONTH", help=words.get("cli", "arg_month"))
    add_options(parser, words, "workspace", "plan", "out", "as_of", "lang", "digits", "json")
    parser.set_defaults(command=_run_issue)


def _collect(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("month", metavar="MONTH", help=words.get("cli", "arg_month"))
    parser.add_argument(
        "files", type=Path, nargs="*", metavar="FILE", help=words.get("cli", "arg_mail_files")
    )
    for flag, metavar in (("since", "DATE"), ("until", "DATE"), ("move", "FOLDER")):
        parser.add_argument(f"--{flag}", metavar=metavar, help=words.get("cli", f"opt_{flag}"))
    add_options(parser, words, "workspace", "inbox", "lang", "digits", "json")
    parser.set_defaults(command=_run_collect)


def _return(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("month", metavar="MONTH", help=words.get("cli", "arg_month"))
    for flag in ("send", "yes", "again"):
        parser.add_argument(f"--{flag}", action="store_true", help=words.get("cli", f"opt_{flag}"))
    add_options(parser, words, *PLACES, "as_of", "lang", "digits", "jobs", "json")
    parser.set_defaults(command=_run_return)


def _check(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument(
        "files", type=Path, nargs="+", metavar="FILE", help=words.get("cli", "arg_files")
    )
    parser.add_argument("--month", help=words.get("cli", "arg_month"))
    add_options(
        parser, words, "workspace", "plan", "out", "as_of", "lang", "digits", "jobs", "json"
    )
    parser.set_defaults(command=_run_check)


def _close(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("month", metavar="MONTH", help=words.get("cli", "arg_month"))
    add_options(parser, words, *PLACES, "as_of", "lang", "digits", "jobs", "json")
    parser.set_defaults(command=_run_close)


def _history(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("runs", nargs="*", metavar="RUN", help=words.get("cli", "arg_runs"))
    parser.add_argument("--restore", action="store_true", help=words.get("cli", "opt_restore"))
    add_options(parser, words, "workspace", "out", "lang", "digits", "json")
    parser.set_defaults(command=_run_history)


def _alias(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("text", metavar="TEXT", help=words.get("cli", "arg_name"))
    parser.add_argument("division", metavar="DIVISION", help=words.get("cli", "arg_division"))
    parser.add_argument("--by", metavar="POSITION", help=words.get("cli", "opt_by"))
    add_options(parser, words, "workspace", "plan", "lang", "digits")
    parser.set_defaults(command=_run_alias)


def _status(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("month", nargs="?", metavar="MONTH", help=words.get("cli", "arg_month"))
    add_options(parser, words, "workspace", "plan", "out", "lang", "digits", "json")
    parser.set_defaults(command=_run_status)


def _explain(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("text", nargs="+", metavar="TEXT", help=words.get("cli", "arg_text"))
    parser.add_argument("--fiscal-year", help=words.get("cli", "opt_fiscal_year"))
    add_options(parser, words, "lang", "digits", "json")
    parser.set_defaults(command=_run_explain)


def _framework(parser: argparse.ArgumentParser, words: Words) -> None:
    year_help = words.get("cli", "arg_framework_year")
    parser.add_argument("year", nargs="?", metavar="YEAR", help=year_help)
    add_options(parser, words, "lang", "digits", "json")
    parser.set_defaults(command=_run_framework)


COMMANDS: dict[str, Callable[[argparse.ArgumentParser, Words], None]] = {
    "demo": _demo,
    "init": _init,
    "issue": _issue,
    "collect": _collect,
    "consolidate": _consolidate,
    "check": _check,
    "return": _return,
    "close": _close,
    "status": _status,
    "history": _history,
    "alias": _alias,
    "explain": _explain,
    "framework": _framework,
}


def _run_demo(asked: argparse.Namespace, _words: Words) -> int:
    if asked.example == INVENTED:
        if asked.as_of is not None:
            msg = "invented_as_of"
            raise UsageError(msg, asked.as_of)
        from pipeline.terminal.rehearsing import demo_invented  # noqa: PLC0415 - imports pandas

        return demo_invented(asked, asked.out or asked.workspace / INVENTED)
    from pipeline.terminal.commands import demo  # noqa: PLC0415 - imports pandas

    return demo(asked, as_of=read_day(asked.as_of))


def _run_init(asked: argparse.Namespace, words: Words) -> int:
    from pipeline.terminal.commands import init  # noqa: PLC0415 - imports the writer

    last = None if asked.last_year is None else read_year(asked.last_year)
    return init(asked.folder, read_year(asked.year), last, words)


def _run_consolidate(asked: argparse.Namespace, _words: Words) -> int:
    from pipeline.terminal.commands import consolidate  # noqa: PLC0415 - imports pandas

    return consolidate(asked, month=read_month(asked.month), as_of=read_day(asked.as_of))


def _run_issue(asked: argparse.Namespace, _words: Words) -> int:
    from pipeline.terminal.forms import issue  # noqa: PLC0415 - imports the writer

    return issue(asked, month=read_month(asked.month), as_of=read_day(asked.as_of))


def _run_collect(asked: argparse.Namespace, _words: Words) -> int:
    from pipeline.terminal.mailing import collect  # noqa: PLC0415 - imports the mail libraries

    days = (read_day(asked.since), read_day(asked.until))
    return collect(asked, month=read_month(asked.month), days=days)


def _run_return(asked: argparse.Namespace, _words: Words) -> int:
    from pipeline.terminal.forms import send_back  # noqa: PLC0415 - imports pandas

    return send_back(asked, month=read_month(asked.month), as_of=read_day(asked.as_of))


def _run_check(asked: argparse.Namespace, _words: Words) -> int:
    from pipeline.terminal.commands import check  # noqa: PLC0415 - imports pandas

    month = None if asked.month is None else read_month(asked.month)
    return check(asked, month=month, as_of=read_day(asked.as_of))


def _run_status(asked: argparse.Namespace, _words: Words) -> int:
    from pipeline.terminal.looking import status  # noqa: PLC0415 - imports the readers

    return status(asked, month=None if asked.month is None else read_month(asked.month))


def _run_close(asked: argparse.Namespace, _words: Words) -> int:
    from pipeline.terminal.closing import close  # noqa: PLC0415 - imports pandas

    return close(asked, month=read_month(asked.month), as_of=read_day(asked.as_of))


def _run_history(asked: argparse.Namespace, _words: Words) -> int:
    from pipeline.terminal.remembering import history  # noqa: PLC0415 - imports the memory

    return history(asked, numbers=read_run_numbers(asked.runs))


def _run_alias(asked: argparse.Namespace, _words: Words) -> int:
    from pipeline.terminal.answering import alias  # noqa: PLC0415 - imports the readers

    return alias(asked)


def _run_explain(asked: argparse.Namespace, words: Words) -> int:
    from pipeline.terminal.looking import explain  # noqa: PLC0415 - keeps help instant

    year = None if asked.fiscal_year is None else read_year(asked.fiscal_year)
    return explain(" ".join(asked.text), year, words, as_json=asked.json)


def _run_framework(asked: argparse.Namespace, words: Words) -> int:
    from pipeline.terminal.looking import framework  # noqa: PLC0415 - keeps help instant

    year = None if asked.year is None else read_year(asked.year)
    return framework(year, words, as_json=asked.json)
