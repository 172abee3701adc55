"""The filter line: what is filtered by, as chips that can be taken away, the range, and how many events are left."""

from __future__ import annotations

from collections.abc import Iterator

from ..index.ask import Index
from ..index.view import View
from ..model.date_display import display, year_name
from ..text import clean, cut
from .cards import Tongue, names_of, organisation_name
from .page import Line, Span

CHIP_CELLS = 30  # of a name in a chip, so that others and the count stay in view


def filter_spans(index: Index, view: View, tongue: Tongue) -> tuple[Line, Line]:
    """The left and the right end of the line."""
    selection = view.selection
    line: Line = [Span(" ")]
    if selection.people:
        chosen = zip(names_of(index, selection.people, tongue), selection.people, strict=True)
        line.append(Span("all of " if selection.all_people else "person ", "dim"))
        line += [span for name, id_ in chosen for span in _chip(name, f"people={id_}")]
    if selection.organisations:
        line.append(Span("organisation ", "dim"))
        for id_ in selection.organisations:
            line += _chip(organisation_name(index, id_, tongue), f"organisations={id_}")
    if selection.kinds:
        line.append(Span("kind ", "dim"))
        line += [span for kind in selection.kinds for span in _chip(clean(kind), f"kinds={kind}")]
    if selection.tags:
        line.append(Span("tag ", "dim"))
        line += [span for tag in selection.tags for span in _chip(clean(tag), f"tags={tag}")]
    if selection.with_memo:
        line += _chip("has a memo", "with_memo=")
    if selection.disputed:
        line += _chip("disputed", "disputed=")
    if selection.bookmarked:
        line += _chip("bookmarked", "bookmarked=")
    if selection.words:
        line.append(Span("words ", "dim"))
        line += [span for word in selection.words for span in _chip(clean(word), f"words={word}")]
    line += _range(view)
    shown = f"{len(view):,} of {index.total:,} events"
    clear = [Span("esc", "accent"), Span(" clears  ", "dim")] if not selection.is_empty else []
    return line, [*clear, Span(f"{shown} ", "text")]


def _chip(name: str, what: str) -> Iterator[Span]:
    yield Span(f" {cut(name, CHIP_CELLS)} × ", "mark", f"drop:{what}")
    yield Span(" ")


def _range(view: View) -> Iterator[Span]:
    selection = view.selection
    if selection.after is not None or selection.before is not None:
        start = display(selection.after, short=True) if selection.after else ""
        end = display(selection.before, short=True) if selection.before else ""
        words = f"{start} – {end}" if start and end else f"from {start}" if start else f"until {end}"
        yield from _chip(words, "dates=")
    elif view.years:
        first, last = (year_name(view.years[n].year) for n in (0, -1))
        yield Span(first if first == last else f"{first} – {last}", "dim")
