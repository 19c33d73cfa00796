"""Whether all that tells whose a file is says the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.core.address import Address
from pipeline.core.finding import Finding, Word
from pipeline.core.received import Basis
from pipeline.merge.hints import named_division

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.core.finding import Facts
    from pipeline.core.received import Received
    from pipeline.merge.expected import Expected
    from pipeline.merge.identity import Identity
    from pipeline.merge.sheet_in import SheetIn


def find_disagreements(source: SheetIn, whose: Identity, expected: Expected) -> Iterator[Finding]:
    """What the hidden sheet, else the file's name, say of the division where it is another.

    What the sender says is `find_strange_sender`'s.
    """
    file = source.received.name
    issued = source.issued.headings.get("division")
    by_form = expected.divisions.find(issued.text) if issued else None
    if issued is not None and by_form not in (None, whose.division):
        yield _disagreement(issued.where, whose, by_form or "", Basis.FORM)
    named = named_division(file, expected.divisions)
    if named not in (None, whose.division, by_form):
        yield _disagreement(Address(file), whose, named or "", Basis.FILE_NAME)


def find_strange_sender(
    received: Received, divisions: Sequence[str], expected: Expected
) -> Iterator[Finding]:
    """A sender whose address is registered for none of the divisions that the file reports on.

    Whoever passed the mail on may be registered instead. Nothing is said where the plan registers
    no address of those divisions and none of the sender's either.
    """
    if received.sender is None or not divisions:
        return
    senders = expected.senders
    known = {address for name in divisions for address in senders.registered.get(name, ())}
    claimed = {one.lower() for one in (received.sender, *received.carriers)}
    others = [one for one in senders.of(received.sender) if one not in divisions]
    if claimed & known or not (known or others):
        return
    if not known and set(divisions) & {child for one in others for child in _within(one, expected)}:
        return
    facts: Facts = {
        "found": received.sender,
        "division": ", ".join(divisions),
        "other": ", ".join(others) or None,
    }
    yield Finding("sender_unknown", Address(received.name), facts, division=divisions[0])


def _within(division: str, expected: Expected) -> Iterator[str]:
    """The divisions that belong to the division."""
    return (one.name for one in expected.plan.divisions if one.parent == division)


def _disagreement(where: Address, whose: Identity, other: str, basis: Basis) -> Finding:
    facts: Facts = {
        "taken": whose.division,
        "by": Word("basis", whose.basis or Basis.CONTENT),
        "other": other,
        "source": Word("basis", basis),
    }
    return Finding("identity_disagrees", where, facts, division=whose.division)
