"""The reader as a page: an event's account and its memos, and a memo alone on the whole screen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..model.date_display import display, display_in, published
from ..model.dates import Date
from ..model.timeline import Correction, Source
from ..text import DETAIL_LIMIT, SUMMARY_LIMIT, TITLE_LIMIT, clean, escaped, hides
from . import markdown
from .cards import EventCard, MemoCard, Tongue
from .glyphs import BOOKMARK, HIDDEN, MEMO, superscript
from .page import BLANK, Block, Span

FORMS = {"full": "full text", "excerpt": "excerpt", "digest": "digest by the editors, not the original words"}
FORM_STYLES = {"full": "good", "excerpt": "change", "digest": "change"}


class Clock(NamedTuple):
    """The reader's zone (an IANA name), and whether it comes first."""

    zone: str | None = None
    first: bool = False
    place: str | None = None  # the zone of events that name none


def event_page(card: EventCard, clock: Clock, tongue: Tongue) -> list[Block]:
    """Title, date in full, account, what is disputed, sources, then each memo."""
    event = card.event
    blocks = [Block((Span(card.title, "strong"),))]
    blocks += when(event.date, event.zone, clock, card.place)
    if event.confidence != "high":
        blocks.append(Block((Span(f"{event.confidence} confidence", "change"),)))
    if card.text:
        blocks += [BLANK, *markdown.blocks(card.text, style="text")]
    blocks += _disputed(card.disputed)
    blocks += _sources(card.sources, 1)
    number = len(card.sources) + 1
    for place, memo in enumerate(card.memos, 1):
        blocks += [BLANK, *_memo_in_event(memo, place, len(card.memos), number, clock, tongue)]
        number += len(memo.sources)
    texts = {"title": event.title.in_language(*tongue), "place": event.place.in_language(*tongue), "account": card.text}
    texts |= {"dispute": card.disputed, "tags": ", ".join(event.tags)}
    return [*blocks, *hidden(texts)]


def hidden(texts: dict[str, str]) -> Iterator[Block]:
    """Texts that have more in them than can be seen, with the numbers of those characters."""
    found = {name: text for name, text in texts.items() if hides(text[:DETAIL_LIMIT])}
    if found:
        yield BLANK
        yield Block((Span("Hidden characters", "bad"),), first=(Span(f"{HIDDEN} ", "bad"),))
    for name, text in found.items():
        shown = clean(escaped(text[:SUMMARY_LIMIT]), limit=SUMMARY_LIMIT)
        yield Block((Span(f"{name}  ", "dim"), Span(shown, "text")), first=(Span("  "),), indent=(Span("  "),))


def note_blocks(text: str) -> list[Block]:
    """The reader's own note, which stands before everything else."""
    if not text.strip():
        return []
    bar = (Span("▌ ", "accent"),)
    head = Block((Span("Your note", "accent"),), first=(Span(f"{BOOKMARK} ", "accent"),))
    return [head, *markdown.blocks(text, indent=bar, style="text"), BLANK]


def when(date: Date, zone: str | None, clock: Clock, place: str = "") -> Iterator[Block]:
    """The date in full; for an instant also on the reader's clock, where that shows another time."""
    zone = zone or clock.place
    there = display(date, zone, weekday=True) + (f" · {place}" if place else "")
    if not date.has_time or clock.zone is None:
        yield Block((Span(there, "dim"),))
        return
    here = display_in(date, clock.zone, weekday=True)
    if here.rpartition(" ")[0] == display(date, zone, weekday=True).rpartition(" ")[0]:
        yield Block((Span(there, "dim"),))
        return
    here += f" · your clock ({clock.zone})"
    for text in (here, there) if clock.first else (there, here):
        yield Block((Span(text, "dim"),))


def _disputed(text: str) -> list[Block]:
    if not text:
        return []
    rail = (Span("≠ ", "change"),)
    return [
        BLANK,
        Block((Span("The sources disagree", "change"),), first=rail, indent=(Span("  "),)),
        *markdown.blocks(text, indent=(Span("  "),), style="text"),
    ]


def _sources(sources: Sequence[Source], first: int) -> Iterator[Block]:
    """Numbered sources: publisher, date, title."""
    if not sources:
        return
    yield BLANK
    yield Block((Span("Sources", "dim"),), anchor="sources")
    for number, source in enumerate(sources, first):
        yield source_block(source, number)


def source_block(source: Source, number: int) -> Block:
    """One source on its line, with its number; a link where it has an address."""
    link = f"source:{source.id}"
    said = [clean(source.publisher, limit=TITLE_LIMIT)]
    if source.published is not None:
        said.append(published(source.published, short=True))
    title = clean(source.title.in_language("en"), limit=TITLE_LIMIT)
    style = "link" if source.url else "text"
    spans = [Span(f"{title} ", style, link), Span(" · ".join(filter(None, said)), "dim", link)]
    label = f"[{number}] "
    return Block(spans, first=(Span(label, "link" if source.url else "dim", link),), indent=(Span(" " * len(label)),))


def _memo_in_event(
    card: MemoCard, place: int, of: int, first_source: int, clock: Clock, tongue: Tongue
) -> Iterator[Block]:
    """A memo under its event: what it is, its form, its text behind a bar."""
    counted = f"Memo {place} of {of}" if of > 1 else "Memo"
    memo = card.memo
    anchor = f"memo:{memo.id}"
    head = " · ".join(filter(None, (counted, card.title)))
    yield Block((Span(head, "memo-strong"),), first=(Span(f"{MEMO} ", "memo"),), indent=(Span("  "),), anchor=anchor)
    said = [*card.authors, card.venue, f"to {card.audience}" if card.audience else ""]
    yield Block((Span(", ".join(filter(None, said)), "dim"),), indent=(Span("  "),))
    if memo.date is not None:
        for block in when(memo.date, memo.zone, clock):
            yield block._replace(first=(Span("  "),), indent=(Span("  "),))
    yield Block((Span(FORMS[memo.form], FORM_STYLES[memo.form]),), indent=(Span("  "),))
    yield BLANK
    bar = (Span("▌ ", "memo"),)
    yield from markdown.blocks(noted_text(card), indent=bar, style="em" if memo.form != "full" else "text")
    notes = list(correction_notes(card, tongue))
    if notes:
        yield BLANK
        yield from notes
    yield from _sources(card.sources, first_source)


class Note(NamedTuple):
    """A mend of the editors, and the end of its first place in the text (-1 where it is not found)."""

    correction: Correction
    end: int


def notes_of(card: MemoCard) -> list[Note]:
    """The mends in the order in which they stand in the text; a word is looked for as a whole word."""
    notes = []
    for correction in card.memo.corrections:
        wanted = correction.corrected
        found = re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", card.text) if wanted else None
        notes.append(Note(correction, found.end() if found else -1))
    return sorted(notes, key=lambda note: note.end if note.end >= 0 else len(card.text))


def noted_text(card: MemoCard) -> str:
    """The text of a memo with a superscript after each mend, where it first stands."""
    text = card.text
    for number, note in reversed(list(enumerate(notes_of(card), 1))):
        if note.end >= 0:
            text = text[: note.end] + superscript(number) + text[note.end :]
    return text


def correction_notes(card: MemoCard, tongue: Tongue) -> Iterator[Block]:
    """The mends of the editors as numbered notes."""
    notes = notes_of(card)
    if notes:
        yield Block((Span("Editors’ notes", "dim"),), anchor="notes")
    for number, (note, _) in enumerate(notes, 1):
        label = f"{number:>2} "
        found, corrected = (clean(part, limit=SUMMARY_LIMIT) for part in (note.as_found, note.corrected))
        spans = [Span(f"“{found}” in the copy, here “{corrected}”.", "dim")]
        if note.why:
            spans.append(Span(f" {clean(note.why.in_language(*tongue))}", "dim"))
        yield Block(spans, first=(Span(label, "accent"),), indent=(Span(" " * len(label)),))


def memo_page(card: MemoCard, clock: Clock) -> list[Block]:
    """A memo alone: who, when, where it was posted, its form, and the text."""
    memo = card.memo
    blocks = [Block((Span(card.title or "Memo", "strong"),))]
    if card.authors:
        blocks.append(Block((Span(", ".join(card.authors), "text"),)))
    if memo.date is not None:
        blocks += when(memo.date, memo.zone, clock)
    where = ", ".join(filter(None, (card.venue, f"to {card.audience}" if card.audience else "")))
    form = Span(FORMS[memo.form], FORM_STYLES[memo.form])
    blocks.append(Block((Span(f"{where} · " if where else "", "dim"), form)))
    blocks += [BLANK, *markdown.blocks(noted_text(card), style="text" if memo.form == "full" else "em")]
    return [*blocks, *hidden({"title": " / ".join(memo.title.strings()), "text": card.text})]


def memo_sources(card: MemoCard) -> Iterator[Block]:
    """The rule and the sources below a memo."""
    yield BLANK
    yield Block((Span("─" * 24, "rule"),))
    yield from _sources(card.sources, 1)
