"""The door: what was typed becomes a command, its result is printed, its status is returned.

Commands are imported when they are asked for, so that help comes at once.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NoReturn

from pipeline.core.problem import PipelineError
from pipeline.core.words import Digits
from pipeline.terminal.doors import COMMANDS
from pipeline.terminal.options import (
    COULD_NOT,
    DONE,
    USAGE,
    Help,
    Parser,
    add_help_option,
    tell,
)
from schemas.wording import LANGUAGES, load_words

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from pipeline.core.words import Words

_INTERRUPTED = 130
# The commands that take any number of texts, with their options that have a value.
_VALUED = {
    "explain": ("--fiscal-year", "--lang", "--digits"),
    "collect": (
        *("--workspace", "--inbox", "--lang", "--digits"),
        *("--since", "--until", "--move"),
    ),
    "history": ("--workspace", "--out", "--lang", "--digits"),
}
_FLAGS = ("--json", "-h", "--help")


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


def _print_help(parser: argparse.ArgumentParser) -> int:
    parser.print_help()
    return DONE


def _version(*_: object) -> int:
    from pipeline.run.version import VERSION  # noqa: PLC0415 - asks the package's metadata

    sys.stdout.write(f"ita {VERSION}\n")
    return DONE


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
    """Options first, then texts, where a command takes any number of them.

    argparse would take the texts after an option for strangers. A text of `explain` may begin with
    a hyphen.
    """
    command = arguments[0] if arguments else ""
    if command not in _VALUED:
        return arguments
    options, texts, valued = [command], [], _VALUED[command]
    rest = iter(arguments[1:])
    for argument in rest:
        if argument in valued:
            options += [argument, *([following] if (following := next(rest, "")) else [])]
        elif argument in _FLAGS or argument.startswith(tuple(f"{one}=" for one in valued)):
            options.append(argument)
        elif argument == "--":
            continue
        elif argument.startswith("-") and command != "explain":
            options.append(argument)
        else:
            texts.append(argument)
    return [*options, "--", *texts] if texts else options


def _speak_utf8() -> None:
    """Thai on any console: the code page of Windows does not decide what can be printed."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    main()
