"""What two people share, as a page: where they were together and for how long, events, memos."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..index.ask import Index
from ..model.date_display import display
from ..model.dates import Date
from ..model.durations import duration
from ..model.overlaps import Overlap, overlaps
from ..model.selection import Selection
from ..model.timeline import Event, Memo, Person
from ..text import TITLE_LIMIT, clean
from .cards import Tongue, organisation_name, person_name
from .glyphs import MEMO, glyph
from .page import BLANK, Block, Span

MOST_EVENTS = 200


class Shared(NamedTuple):
    """Two people and all that they share."""

    people: tuple[Person, Person]
    together: Sequence[Overlap]
    events: Sequence[Event]
    total: int  # of the events, of which `events` are the first
    memos: Sequence[Memo]


def shared_by(index: Index, one: str, other: str) -> Shared | None:
    """What two people share; None where the timeline lacks one of them."""
    first, second = index.person(one), index.person(other)
    if first is None or second is None:
        return None
    view = index.view(Selection(people=(one, other), all_people=True))
    events = index.events(view.positions[:MOST_EVENTS]) if len(view) else []
    memos = index.memos(dict.fromkeys(memo for event in events for memo in event.memos))
    return Shared((first, second), overlaps(first.roles, second.roles), events, len(view), memos)


def compare_page(index: Index, shared: Shared, tongue: Tongue, ascii_only: bool = False) -> list[Block]:
    """The page below the two careers."""
    blocks = [Block((Span("Together", "strong"),))]
    if shared.together:
        blocks += [_overlap(index, overlap, tongue) for overlap in shared.together]
    else:
        blocks.append(Block((Span("Never in one organisation, as far as the record says.", "dim"),)))
    blocks += [BLANK, _heading("Events with both", shared.total)]
    blocks += _events(index, shared, tongue, ascii_only)
    blocks += [BLANK, _heading("Memos of these events", len(shared.memos))]
    for memo in shared.memos:
        blocks.append(_memo(index, memo, tongue, ascii_only))
    return blocks


def _heading(words: str, count: int) -> Block:
    return Block((Span(f"{words}: {count:,}" if count else f"{words}: none", "strong"),))


def _overlap(index: Index, overlap: Overlap, tongue: Tongue) -> Block:
    """ "OpenAI  5 May 2018 – 17 Nov 2023 (5 years 6 months)"."""
    name = organisation_name(index, overlap.organisation, tongue)
    zone = index.head.zone
    start = display(overlap.start, zone, short=True) if overlap.start else "?"
    end = display(overlap.end, zone, short=True) if overlap.end else "now"
    lasted = _lasted(overlap, index.head.updated)
    perhaps = [] if overlap.certain else [Span("perhaps ", "change")]
    return Block((*perhaps, Span(name, "accent"), Span(f"  {start} – {end}{lasted}", "text")), indent=(Span("  "),))


def _lasted(overlap: Overlap, as_of: Date | None) -> str:
    end = overlap.end or as_of
    if overlap.start is None or end is None:
        return ""
    length = duration(overlap.start, end)
    return f" ({length}{'' if overlap.end else ' so far'})" if length else ""


def _events(index: Index, shared: Shared, tongue: Tongue, ascii_only: bool) -> Iterator[Block]:
    for event in shared.events:
        sign = glyph(event.kind)
        title = clean(event.title.in_language(*tongue), limit=TITLE_LIMIT)
        when = display(event.date, event.zone or index.head.zone, short=True, extent=False)
        first = (Span("  "), Span(f"{sign.ascii if ascii_only else sign.sign} ", sign.style))
        words = (Span(title, "text", f"event:{event.id}"), Span(f"  {when}", "dim"))
        yield Block(words, first=first, indent=(Span("    "),))
    if shared.total > len(shared.events):
        yield Block((Span(f"and {shared.total - len(shared.events):,} more", "dim"),), indent=(Span("    "),))


def _memo(index: Index, memo: Memo, tongue: Tongue, ascii_only: bool) -> Block:
    authors = (index.person(author) for author in memo.authors)
    names = ", ".join(person_name(author, tongue) for author in authors if author is not None)
    title = clean(memo.title.in_language(*tongue) or memo.id, limit=TITLE_LIMIT)
    when = display(memo.date, memo.zone or index.head.zone, short=True) if memo.date else ""
    said = "  ".join(filter(None, (names, when)))
    first = (Span("  "), Span('" ' if ascii_only else f"{MEMO} ", "memo"))
    return Block((Span(title, "text"), Span(f"  {said}", "dim")), first=first, indent=(Span("    "),))
