"""The door: what was typed becomes a command, its result is printed, its status is returned.

Commands are imported when they are asked for, so that help comes at once.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from pipeline.core.problem import PipelineError
from pipeline.core.words import Digits
from pipeline.terminal.options import (
    COULD_NOT,
    DONE,
    PLACES,
    USAGE,
    Help,
    Parser,
    add_help_option,
    add_options,
    read_day,
    read_month,
    read_year,
    tell,
)
from schemas.wording import LANGUAGES, load_words

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from pipeline.core.words import Words

_INTERRUPTED = 130


def main() -> NoReturn:
    """Run the command line and leave with its status."""
    _speak_utf8()
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """The exit status of a command line: 0 done, 1 to mend, 2 usage, 3 could not run."""
    words = load_words(_language(arguments), _digits(arguments))
    try:
        asked = _parser(words).parse_args(_ordered(list(arguments)))
        command: Callable[[argparse.Namespace, Words], int] = asked.command
        return command(asked, words)
    except PipelineError as problem:
        tell(words.say("cli", problem.key, **problem.facts))
        for finding in problem.findings:
            tell(f"{finding.where} {words.finding(finding)}")
        return COULD_NOT
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else USAGE
    except KeyboardInterrupt:
        return _INTERRUPTED
    except Exception as fault:  # noqa: BLE001 - a fault of ours is written down, not shown
        from pipeline.run.fault import write_down  # noqa: PLC0415 - only when it is needed

        tell(words.say("cli", "fault", path=write_down(fault)))
        return COULD_NOT


def _parser(words: Words) -> argparse.ArgumentParser:
    Parser.words = words
    top = Parser(
        prog="ita",
        description=words.get("cli", "product"),
        epilog=words.get("cli", "exit_statuses"),
        formatter_class=Help,
        add_help=False,
    )
    add_help_option(top, words)
    top.add_argument(
        "--version",
        action="store_const",
        dest="command",
        const=_version,
        help=words.get("cli", "opt_version"),
    )
    top.set_defaults(command=lambda *_: _print_help(top))
    commands = top.add_subparsers(title=words.get("cli", "commands_heading"), metavar="COMMAND")
    for name, add in COMMANDS.items():
        parser = commands.add_parser(
            name,
            help=words.get("cli", name),
            description=words.get("cli", name),
            formatter_class=Help,
            add_help=False,
        )
        add_help_option(parser, words)
        add(parser, words)
    return top


def _demo(parser: argparse.ArgumentParser, words: Words) -> None:
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


def _return(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("month", metavar="MONTH", help=words.get("cli", "arg_month"))
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


COMMANDS: dict[str, Callable[[argparse.ArgumentParser, Words], None]] = {
    "demo": _demo,
    "init": _init,
    "issue": _issue,
    "consolidate": _consolidate,
    "check": _check,
    "return": _return,
    "status": _status,
    "alias": _alias,
    "explain": _explain,
}


def _print_help(parser: argparse.ArgumentParser) -> int:
    parser.print_help()
    return DONE


def _version(*_: object) -> int:
    from pipeline.run.version import VERSION  # noqa: PLC0415 - asks the package's metadata

    sys.stdout.write(f"ita {VERSION}\n")
    return DONE


def _run_demo(asked: argparse.Namespace, _words: Words) -> int:
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


def _run_alias(asked: argparse.Namespace, _words: Words) -> int:
    from pipeline.terminal.answering import alias  # noqa: PLC0415 - imports the readers

    return alias(asked)


def _run_explain(asked: argparse.Namespace, words: Words) -> int:
    from pipeline.terminal.looking import explain  # noqa: PLC0415 - keeps help instant

    year = None if asked.fiscal_year is None else read_year(asked.fiscal_year)
    return explain(" ".join(asked.text), year, words, as_json=asked.json)


def _language(arguments: Sequence[str]) -> str:
    """The language asked for, before anything else is read; Thai where none or unknown."""
    typed = _option(arguments, "--lang")
    return typed if typed in LANGUAGES else LANGUAGES[0]


def _digits(arguments: Sequence[str]) -> Digits | None:
    typed = _option(arguments, "--digits")
    return Digits(typed) if typed in tuple(Digits) else None


def _option(arguments: Sequence[str], flag: str) -> str | None:
    for place, argument in enumerate(arguments):
        if argument.startswith(f"{flag}="):
            return argument.partition("=")[2]
        if argument == flag and place + 1 < len(arguments):
            return arguments[place + 1]
    return None


def _ordered(arguments: list[str]) -> list[str]:
    """For `explain`: its options first, then the texts, so that one may begin with a hyphen."""
    if arguments[:1] != ["explain"]:
        return arguments
    options, texts = ["explain"], []
    rest = iter(arguments[1:])
    for argument in rest:
        if argument in ("--json", "-h", "--help"):
            options.append(argument)
        elif argument in ("--fiscal-year", "--lang", "--digits"):
            options += [argument, *([following] if (following := next(rest, "")) else [])]
        elif argument.startswith(("--fiscal-year=", "--lang=", "--digits=")):
            options.append(argument)
        elif argument != "--":
            texts.append(argument)
    return [*options, "--", *texts] if texts else options


def _speak_utf8() -> None:
    """Thai on any console: the code page of Windows does not decide what can be printed."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    main()
