"""The picture of one person: the career role by role, what happened, and on which sources it rests."""

from __future__ import annotations

from collections.abc import Sequence

from ..index.ask import Index
from ..index.careers import record_end
from ..model.bars import Bar, bar_of
from ..model.date_display import display, published
from ..model.dates import BEGINNING
from ..model.office_words import stretch
from ..model.timeline import Event, Person, Role, Source
from ..text import TITLE_LIMIT, clean
from .bars import BAR, draw_bar
from .frame import FOOT_SIZE, INNER, MARGIN, WIDTH, Plot, axis, density_strip, eras, fades, footer, heading, legend
from .measure import lines_of, shortened
from .palette import Palette
from .request import Request, Words
from .svg import Drawing

LABELS, ROW = 330, 54
MOST_EVENTS = 14


class Career:
    """A person with roles in order of time, and the numbers of the sources they rest on."""

    def __init__(self, index: Index, person: Person, request: Request) -> None:
        self.person = person
        roles = [role for role in person.roles if _is_wanted(role, request)]
        self.roles = sorted(roles, key=_began)
        end = record_end(index)
        self.bars = [bar_of(role, end) for role in self.roles]
        cited = dict.fromkeys(source for role in self.roles for source in role.sources)
        self.sources = index.sources([*cited, *(source for source in person.sources if source not in cited)])
        self.numbers = {source.id: number for number, source in enumerate(self.sources, 1)}

    @property
    def dated(self) -> list[Bar]:
        """The bars that there are."""
        return [bar for bar in self.bars if bar is not None]


def _is_wanted(role: Role, request: Request) -> bool:
    wanted = request.organisation is None or role.organisation == request.organisation
    return wanted and (role.kind or "other") in request.kinds


def _began(role: Role) -> int:
    date = role.start or role.end
    return date.earliest if date is not None else BEGINNING


def draw_person(index: Index, request: Request) -> str:
    """The SVG. KeyError where the timeline has no such person."""
    found = index.person_count(request.people[0])
    if found is None:
        raise KeyError(request.people[0])
    words, palette = Words(index, request.language), request.palette
    career = Career(index, found.person, request)
    name, subtitle = words.person(found.person), _subtitle(words, found.person, found.events, found.memos)
    drawing = Drawing(f"{words.record}: {name}", subtitle, request.language)
    fades(drawing, palette)
    y = heading(drawing, palette, words.record, name, subtitle)
    top = legend(drawing, palette, {bar.kind for bar in career.dated}, words.as_of, y) + 40
    foot = top + 12 + ROW * len(career.roles)
    plot = _plot(career.dated, request, record_end(index))
    if index.head.eras:
        eras(drawing, index, words, palette, plot, top - 40, foot)
    axis(drawing, palette, plot, index.head.zone, top, foot)
    for number, (role, bar) in enumerate(zip(career.roles, career.bars, strict=True)):
        y = top + 8 + ROW * number
        _label(drawing, palette, words, index, career, role, y)
        if bar is None:
            drawing.text(plot.left + 6, y + 18, "? dates unknown", font_size=11, fill=palette.dim)
        elif bar.first <= plot.last and bar.last >= plot.first:
            draw_bar(drawing, palette, plot, bar, y + 6, "")
    y = density_strip(drawing, index, request, plot, foot + 24) + 8
    y = _events(drawing, palette, words, index, request, y)
    y = _sources(drawing, palette, career.sources, y)
    small = [f"{words.record}, {words.as_of}. Drawn by openai-timeline."]
    return drawing.render(WIDTH, round(footer(drawing, palette, small, y + 14)), palette.ground)


def _subtitle(words: Words, person: Person, events: int, memos: int) -> str:
    others = [clean(name, limit=TITLE_LIMIT) for name in (*person.name.strings(), *person.aliases)]
    said = [name for name in dict.fromkeys(others) if name != words.person(person)][:3]
    if person.born is not None:
        place = words.of(person.birthplace)
        said.append(f"born {display(person.born)}{f' in {place}' if place else ''}")
    if person.died is not None:
        said.append(f"died {display(person.died)}")
    said.append(f"{events:,} {'event' if events == 1 else 'events'}")
    if memos:
        said.append(f"{memos:,} {'memo' if memos == 1 else 'memos'}")
    return " · ".join(said)


def _plot(bars: Sequence[Bar], request: Request, end: int) -> Plot:
    first = request.after.earliest if request.after else min((bar.first for bar in bars), default=end - 1)
    last = request.before.latest if request.before else max((bar.last for bar in bars), default=end)
    last = max(last, first + 3600)
    room = (last - first) // 40
    return Plot(MARGIN + LABELS, INNER - LABELS, first - room, last + room)


def _label(
    drawing: Drawing, palette: Palette, words: Words, index: Index, career: Career, role: Role, y: float
) -> None:
    """Title, organisation, when and for how long, beside the bar; then the numbers of the sources."""
    room = LABELS - 20
    title = words.of(role.title) or "(no title)"
    organisation = words.organisation(role.organisation) if role.organisation else ""
    numbers = ", ".join(str(career.numbers[source]) for source in role.sources if source in career.numbers)
    when = stretch(role, index.head.zone, index.head.updated)
    drawing.line(MARGIN, y - 3, WIDTH - MARGIN, y - 3, stroke=palette.grid, stroke_width=0.5)
    title = shortened(title, 13, room, bold=True)
    drawing.text(MARGIN, y + 13, title, font_size=13, font_weight=700, fill=palette.text)
    cited = f"  [{numbers}]" if numbers else ""
    drawing.text(MARGIN, y + 28, shortened(organisation + cited, 12, room), font_size=12, fill=palette.text)
    drawing.text(MARGIN, y + 43, shortened(when, 10.5, room), font_size=10.5, fill=palette.dim)
    if role.disputed:
        said = shortened(f"≠ {words.of(role.disputed)}", 10, WIDTH - 2 * MARGIN - LABELS)
        drawing.text(MARGIN + LABELS, y + BAR + 22, said, font_size=10, fill=palette.dim)


def _events(drawing: Drawing, palette: Palette, words: Words, index: Index, request: Request, y: float) -> float:
    """The turning points, else the first events there are."""
    view = index.view(request.selection)
    events = index.events(view.positions[:2000]) if len(view) else []
    chosen: Sequence[Event] = [event for event in events if event.importance == 1][:MOST_EVENTS]
    heading = "Turning points" if chosen else "Events"
    chosen = chosen or events[:MOST_EVENTS]
    if not chosen:
        return y
    y += 26
    drawing.text(MARGIN, y, heading, font_size=14, font_weight=700, fill=palette.strong)
    for event in chosen:
        y += 18
        when = display(event.date, event.zone or index.head.zone, short=True, extent=False)
        drawing.text(MARGIN, y, shortened(when, 12, 190), font_size=12, fill=palette.dim)
        title = shortened(words.of(event.title), 12, INNER - 200)
        drawing.text(MARGIN + 200, y, title, font_size=12, fill=palette.text)
    return y


def _sources(drawing: Drawing, palette: Palette, sources: Sequence[Source], y: float) -> float:
    """The sources by number, in two columns."""
    y += 28
    if not sources:
        drawing.text(MARGIN, y, "Sources: none are named.", font_size=FOOT_SIZE, fill=palette.dim)
        return y
    drawing.text(MARGIN, y, "Sources", font_size=14, font_weight=700, fill=palette.strong)
    room = INNER / 2 - 16
    half = -(-len(sources) // 2)
    for number, source in enumerate(sources):
        column, row = divmod(number, half)
        title = clean(source.title.in_language(source.language or "en"), limit=TITLE_LIMIT)
        when = published(source.published, short=True) if source.published else ""
        said = ", ".join(filter(None, (clean(source.publisher or source.id, limit=TITLE_LIMIT), title, when)))
        line = lines_of(f"{number + 1}  {said}", 10, room, most=1)[0]
        drawing.text(MARGIN + column * (INNER / 2), y + 15 + 14 * row, line, font_size=10, fill=palette.dim)
    return y + 15 + 14 * half
