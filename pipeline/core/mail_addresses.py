"""E-mail addresses in what people typed of them."""

from __future__ import annotations

import re

from pipeline.core.thai import drop_invisible

_BETWEEN = re.compile(r"[\s,;<>/]+")
_ATOM = r"[A-Za-z0-9_+'-]+"
_HOST = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"(?=.{{1,64}}@){_ATOM}(?:\.{_ATOM})*@(?=.{{1,189}}$){_HOST}(?:\.{_HOST})+")


def addresses_in(typed: str) -> tuple[str, ...]:
    """Each address once, as typed; whatever is none is left out."""
    parts = _BETWEEN.split(drop_invisible(typed))
    return tuple(dict.fromkeys(part for part in parts if _ADDRESS.fullmatch(part)))
