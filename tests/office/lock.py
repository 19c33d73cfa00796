"""Saves a workbook with a password, as LibreOffice does: PYTHON lock.py SOFFICE PROFILE FILE OUT...

Run by the system's Python, whose `uno` speaks with the office suite.
"""

from __future__ import annotations

import subprocess
import sys
import time
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

FILTERS = {"ods": "calc8", "xls": "MS Excel 97"}
SECONDS = 60


def main(soffice: str, profile: str, file: str, *outs: str) -> None:
    pipe = f"pipe,name=ita-tests-{abs(hash(profile))};urp;"
    options = ["--headless", "--norestore", f"--accept={pipe}"]
    with subprocess.Popen(  # noqa: S603 - the office suite that the tests found
        [soffice, f"-env:UserInstallation={profile}", *options], stderr=subprocess.DEVNULL
    ) as office:
        desktop = connected(pipe)
        url = uno.systemPathToFileUrl(file)
        book = desktop.loadComponentFromURL(url, "_blank", 0, (named("Hidden", value=True),))
        for out in outs:
            kind = FILTERS[out.rpartition(".")[2]]
            how = (named("FilterName", kind), named("Password", "1234"))
            book.storeToURL(uno.systemPathToFileUrl(out), how)
        book.close(True)  # noqa: FBT003 - uno's own signature
        desktop.terminate()
        office.wait(SECONDS)


def named(name: str, value: object) -> object:
    return PropertyValue(Name=name, Value=value)


def connected(pipe: str) -> Any:  # noqa: ANN401 - uno has no types
    """The office's desktop, as soon as it answers."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    deadline = time.monotonic() + SECONDS
    while True:
        try:
            context = resolver.resolve(f"uno:{pipe}StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            manager = context.ServiceManager
            return manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)


main(*sys.argv[1:])
