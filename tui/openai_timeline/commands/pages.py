"""Records as pages of text: what the reader and the person pane show, and the addresses of sources, for a pipe.

The pages of the viewer are plain values without Textual; only they are imported from its room.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..index.ask import Index
from ..model.date_display import display, published
from ..model.dates import Date
from ..model.timeline import Event, Memo, Organisation, Person, Source
from ..text import TITLE_LIMIT, clean
from ..ui import markdown
from ..ui.cards import Tongue, event_card, memo_card, names_of, organisation_name, person_card, person_name
from ..ui.event_page import Clock, correction_notes, event_page, memo_page, memo_sources, source_block
from ..ui.page import BLANK, Block, Span, lay_out, plain
from ..ui.person_page import person_page
from .records import Record

SOURCE = "source:"
LABEL_CELLS = 15


def text_of(index: Index, record: Record, tongue: Tongue, width: int) -> str:
    """The page of a record, laid out in so many cells."""
    return plain(lay_out(with_addresses(index, blocks_of(index, record, tongue, width)), width)[0])


def blocks_of(index: Index, record: Record, tongue: Tongue, width: int) -> Iterable[Block]:
    """The page of a record, in blocks."""
    clock = Clock(place=index.head.zone)
    if isinstance(record, Event):
        return [*event_page(event_card(index, record, tongue), clock, tongue), *_about(index, record, tongue)]
    if isinstance(record, Person):
        return person_page(person_card(index, record.id, _end(index), tongue), width)
    if isinstance(record, Memo):
        card = memo_card(index, record, tongue)
        notes = list(correction_notes(card, tongue))
        return [*memo_page(card, clock), *([BLANK, *notes] if notes else []), *memo_sources(card)]
    if isinstance(record, Source):
        return _source(index, record, tongue)
    return _organisation(index, record, tongue)


def _end(index: Index) -> Date:
    """The moment at which a person is shown: the end of the record."""
    return index.head.updated or index.event(index.total - 1).date


def with_addresses(index: Index, blocks: Iterable[Block]) -> Iterator[Block]:
    """The same page with the address of each source under it, in one piece for whoever copies or clicks it."""
    for block in blocks:
        yield block
        link = block.first[0].link if block.first else ""
        if link.startswith(SOURCE):
            for source in index.sources([link.removeprefix(SOURCE)]):
                if source.url:
                    yield Block((Span(clean(source.url)),), indent=block.indent, wrapped=False)


def _about(index: Index, event: Event, tongue: Tongue) -> Iterator[Block]:
    """What the viewer shows of an event outside of the reader: its kind, people, organisations, tags, links, id."""
    organisations = (organisation_name(index, id_, tongue) for id_ in event.organisations)
    facts = {
        "Kind": event.kind,
        "People": ", ".join(names_of(index, event.people, tongue)),
        "Organisations": ", ".join(organisations),
        "Tags": ", ".join(event.tags),
        "Id": event.id,
    }
    yield BLANK
    yield from _facts(facts)
    for link in event.links:
        yield _fact("Link", " ".join(filter(None, (link.label.in_language(*tongue), link.url))))


def _facts(facts: dict[str, str]) -> Iterator[Block]:
    return (_fact(name, fact) for name, fact in facts.items() if fact)


def _fact(name: str, fact: str) -> Block:
    return Block((Span(clean(fact)),), first=(Span(f"{name:<{LABEL_CELLS}}"),), indent=(Span(" " * LABEL_CELLS),))


def _source(index: Index, source: Source, tongue: Tongue) -> Iterator[Block]:
    yield Block((Span(clean(source.title.in_language(*tongue) or source.id), "strong"),))
    yield from _facts({
        "Publisher": source.publisher,
        "Published": published(source.published) if source.published else "no date known",
        "Kind": source.kind or "",
        "Language": source.language or "",
        "Address": source.url or "no address in the record",
        "Id": source.id,
    })  # fmt: skip
    resting = index.resting_on(source.id)
    rows = [_dated(event.date, event.title.in_language(*tongue), event.id) for event in resting.events]
    rows += [_dated(memo.date, memo.title.in_language(*tongue), memo.id) for memo in resting.memos]
    rows += [f"{person_name(person, tongue)}: life and roles [{clean(person.id)}]" for person in resting.people]
    yield BLANK
    yield Block((Span(f"Rests on it: {len(rows)}"),))
    yield from (Block((Span(row),), first=(Span("· "),), indent=(Span("  "),)) for row in rows)


def _dated(date: Date | None, title: str, id_: str) -> str:
    when = f"{display(date, short=True).partition(',')[0]}: " if date else ""
    return f"{when}{clean(title, limit=TITLE_LIMIT)} [{clean(id_, limit=TITLE_LIMIT)}]"


def _organisation(index: Index, organisation: Organisation, tongue: Tongue) -> Iterator[Block]:
    yield Block((Span(organisation_name(index, organisation.id, tongue), "strong"),))
    others = dict.fromkeys(clean(name, limit=TITLE_LIMIT) for name in organisation.name.strings())
    events = [events for other, events in index.organisations() if other.id == organisation.id]
    yield from _facts({
        "Names": ", ".join(others) if len(others) > 1 else "",
        "Founded": display(organisation.founded) if organisation.founded else "",
        "Ended": display(organisation.ended) if organisation.ended else "",
        "Events": "".join(f"{number:,}" for number in events),
        "Id": organisation.id,
    })  # fmt: skip
    if organisation.text:
        yield BLANK
        yield from markdown.blocks(organisation.text.in_language(*tongue))
    people = list(_people(index, organisation.id, tongue))
    if people:
        yield BLANK
        yield Block((Span("People with a role"),))
        yield from (Block((Span(row),), first=(Span("· "),), indent=(Span("  "),)) for row in people)
    links = [" ".join(filter(None, (link.label.in_language(*tongue), link.url))) for link in organisation.links]
    yield from ([BLANK, *(_fact("Link", link) for link in links)] if links else [])
    sources = index.sources(organisation.sources)
    if sources:
        yield BLANK
        yield Block((Span("Sources"),))
        yield from (source_block(source, number) for number, source in enumerate(sources, 1))


def _people(index: Index, organisation: str, tongue: Tongue) -> Iterator[str]:
    """Everyone who had a role there, and which."""
    for person, _, _ in index.people():
        roles = [role for role in person.roles if role.organisation == organisation]
        titles = dict.fromkeys(clean(role.title.in_language(*tongue), limit=TITLE_LIMIT) for role in roles)
        if roles:
            yield ": ".join(filter(None, (person_name(person, tongue), ", ".join(filter(None, titles)))))
