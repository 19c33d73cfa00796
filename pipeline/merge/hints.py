"""Whose a file seems to be by what stands outside its cells: its sender and its name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.core.mail_addresses import addresses_in
from pipeline.core.received import Basis
from pipeline.core.thai import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pipeline.core.names import NameBook
    from pipeline.core.plan import Division
    from pipeline.core.received import Received

# Shorter words stand in other words by chance.
_SHORTEST = 5


@dataclass(frozen=True, slots=True)
class Senders:
    """The divisions' registered addresses, in small letters.

    `registered` gives for each division its own and those of the division that it belongs to.
    """

    registered: Mapping[str, frozenset[str]]
    owners: Mapping[str, tuple[str, ...]]

    def of(self, address: str | None) -> tuple[str, ...]:
        """The divisions that the address is registered for itself."""
        return self.owners.get((address or "").lower(), ())


def senders_of(divisions: Iterable[Division]) -> Senders:
    """The addresses that the plan registers."""
    plan = {one.name: one for one in divisions}
    own = {
        name: frozenset(address.lower() for address in addresses_in(one.email))
        for name, one in plan.items()
    }
    owners: dict[str, tuple[str, ...]] = {}
    for name, addresses in own.items():
        for address in sorted(addresses):
            owners[address] = (*owners.get(address, ()), name)
    registered = {
        name: own[name] | own.get(one.parent, frozenset()) if own[name] else frozenset()
        for name, one in plan.items()
    }
    return Senders(registered, owners)


def hinted_division(
    received: Received, senders: Senders, names: NameBook
) -> tuple[str, Basis] | None:
    """The division that the sender is registered for, else the one that the file is named after.

    None where neither tells, or what tells means several.
    """
    for address in (received.sender, *received.carriers):
        owners = senders.of(address)
        if len(owners) == 1:
            return owners[0], Basis.SENDER
        if owners:
            break
    named = named_division(received.name, names)
    return None if named is None else (named, Basis.FILE_NAME)


def named_division(name: str, names: NameBook) -> str | None:
    """The division that a file is named after, else the nearest folder above it that is.

    A name counts where it stands anywhere in the file's; of two that overlap the longer does, and
    where two divisions are named apart neither is meant.
    """
    *folders, file = name.split("/")
    stem = file.rpartition(".")[0] or file
    for label in (stem, *reversed(folders)):
        found = names.find(label)
        meant = {found} if found else set(_named_in(fold(label), names))
        if meant:
            return meant.pop() if len(meant) == 1 else None
    return None


def _named_in(folded: str, names: NameBook) -> Iterator[str]:
    """The divisions whose names stand in the text, longest first, each letter used once."""
    left = folded
    for name in sorted(names.names, key=lambda one: (-len(one), one)):
        if len(name) >= _SHORTEST and name in left:
            left = left.replace(name, "\n")
            yield names.names[name]
