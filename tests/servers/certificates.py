"""A certificate authority of the test's own, and a server's certificate signed by it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import trustme

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Authority:
    """Where the authority's certificate and the server's certificate and key are."""

    ca: Path
    cert: Path
    key: Path


def authority(folder: Path) -> Authority:
    """The authority of that folder: two servers in one folder show the same certificate."""
    made = Authority(folder / "ca.pem", folder / "cert.pem", folder / "key.pem")
    if not made.ca.exists():
        _write(made)
    return made


def _write(made: Authority) -> None:
    ca = trustme.CA()
    server = ca.issue_cert("localhost", "127.0.0.1")
    made.key.write_bytes(server.private_key_pem.bytes())
    made.cert.write_bytes(b"".join(pem.bytes() for pem in server.cert_chain_pems))
    made.ca.write_bytes(ca.cert_pem.bytes())
