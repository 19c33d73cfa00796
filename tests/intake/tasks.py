"""What a child can be told to do; a child finds a task by its module, so they stand here."""

from __future__ import annotations

import os
import resource
import sys
import time


def double(number: int) -> int:
    return 2 * number


def misbehave(what: str) -> str:
    if what == "abort":
        os.abort()
    if what == "exit":
        os._exit(3)
    if what == "hang":
        time.sleep(600)
    if what == "loop":
        while True:
            pass
    if what == "eat":
        return str(len(bytearray(3_000_000_000)))
    if what == "system_exit":
        raise SystemExit
    if what == "panic":
        raise BaseException("no Exception")  # noqa: EM101, TRY002, TRY003 - as Rust panics do
    return what


def take(megabytes: int) -> int:
    return len(bytearray(megabytes * 1024 * 1024)) // 1024 // 1024


def cannot_pickle(_item: str) -> object:
    return lambda: None


def heavy_modules(_item: str) -> list[str]:
    import openpyxl  # noqa: F401, PLC0415 - what the fallback reader brings with it

    names = ("pandas", "pandera", "numpy")
    return [name for name in names if sys.modules.get(name) is not None]


def process_number(_item: str) -> int:
    return os.getpid()


def memory_limit(_item: str) -> int:
    return resource.getrlimit(resource.RLIMIT_AS)[0]


def speak(_item: str) -> None:
    os.write(1, b"a library's own words")
    os.write(2, b"a library's own words")
