"""Two people side by side: their careers on one axis, and below it what they share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from ...index.ask import Index
from ...index.careers import Careers, Wanted
from ...index.density import density, levels
from ...model.axis import Window, moment_at, moved, whole_of
from ...model.bars import Bar
from ...model.date_display import display
from ...model.selection import Selection
from ...text import TITLE_LIMIT, clean
from ..cards import Tongue, organisation_name, person_name
from ..compare_page import Shared, compare_page, shared_by
from ..plain import plain_title
from ..tenure_rows import SIGNS, in_ascii
from ..widgets.bar import Key, KeyBar
from ..widgets.lines import Lines
from ..widgets.pane import PagePane
from ..widgets.tenure_chart import People, TenureChart, TenureRows, Time
from .closing import ClosesOnce

if TYPE_CHECKING:
    from ..app import TimelineApp

DENSE = 24  # rows from which there is room for the strip of density
KEYS = (
    Key("← →", "date", "time(1)"),
    Key("+ -", "zoom", "zoom(1)"),
    Key("↑↓", "person", "app.focus_next"),
    Key("tab", "what they share", "app.focus_next"),
    Key("w", "offices", "offices"),
    Key("?", "help", "help"),
    Key("esc", "back", "back"),
)


def open_comparison(app: App[None], index: Index, people: Sequence[str], tongue: Tongue) -> None:
    """Compare two people, or say how they are chosen."""
    shared = shared_by(index, people[0], people[1]) if len(people) == 2 else None
    if shared is None:
        app.notify("Choose two people to compare: p, tab on each, enter", timeout=4, markup=False)
    else:
        app.push_screen(CompareScreen(index, shared, tongue))


class CompareScreen(ClosesOnce, Screen[None]):
    """Bands above the axis say where both were; titles of roles stand on the bars of the person under the cursor."""

    AUTO_FOCUS = "#tenures"
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (40, "-narrow")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (10, "-tall")]
    SIGNS = SIGNS
    LIST_HELP = TenureRows.HELP
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "time(1)", "The date later, by what the zoom shows"),
        Binding("left,h", "time(-1)", "The date earlier"),
        Binding("plus,equals_sign", "zoom(1)", "Nearer", key_display="+"),
        Binding("minus,underscore", "zoom(-1)", "Farther", key_display="-"),
        Binding("d", "date", "Go to a date"),
        Binding("w", "offices", "Who was in office on the date"),
        Binding("question_mark,f1", "help", "Help", key_display="?"),
        Binding("escape,q,c", "back", "Back"),
    ]

    def __init__(self, index: Index, shared: Shared, tongue: Tongue) -> None:
        super().__init__()
        self._index, self._shared, self._tongue = index, shared, tongue
        ids = (shared.people[0].id, shared.people[1].id)
        self._careers = Careers(index, lambda person: person_name(person, tongue))
        rows = {row.person.id: row for row in self._careers.rows(Wanted(people=ids))}
        self._rows = [rows[id_] for id_ in ids if id_ in rows]
        self._view = index.view(Selection(people=ids, all_people=True))
        starts = [overlap.start.earliest for overlap in shared.together if overlap.start is not None]
        self._cursor = min(starts, default=self._careers.record_end)
        self._window: Window | None = None
        self._bands = [
            (
                organisation_name(index, overlap.organisation, tongue),
                overlap.start.earliest if overlap.start else self._cursor,
                overlap.end.latest if overlap.end else self._careers.record_end,
            )
            for overlap in shared.together
            if overlap.certain
        ]

    @property
    def timeline_app(self) -> TimelineApp:
        """The app, typed."""
        from ..app import TimelineApp

        assert isinstance(self.app, TimelineApp)
        return self.app

    def compose(self) -> ComposeResult:
        """The two careers, what they share, the keys."""
        yield TenureChart(classes="chart")
        yield PagePane(id="shared")
        yield Static("Too small: 40 columns and 10 rows are needed.", id="too-small", markup=False)
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Fill it."""
        ascii_only = self.timeline_app.ascii_only
        self.set_class(ascii_only, "-ascii")
        keys = [key._replace(key=in_ascii(key.key)) for key in KEYS] if ascii_only else KEYS
        self.query_one(KeyBar).show_keys(keys)
        chart, pane = self.query_one(TenureChart), self.query_one("#shared", PagePane)
        chart.styles.height = sum(row.height for row in self._rows) + 6 + bool(self._bands)
        chart.styles.max_height = "65%"
        names = [person_name(person, self._tongue) for person in self._shared.people]
        chart.border_title = plain_title(" and ".join(names))
        pane.add_class("pane")
        pane.border_title = plain_title("What they share")
        people = People(self._rows, self._careers.names, self._title_of, self._index.head.updated)
        self.query_one(TenureRows).show_people(people, 0)
        pane.show(lambda width: compare_page(self._index, self._shared, self._tongue, ascii_only))

    def _title_of(self, bar: Bar) -> str:
        title = clean(bar.role.title.in_language(*self._tongue), limit=TITLE_LIMIT)
        organisation = organisation_name(self._index, bar.role.organisation, self._tongue)
        return f"{title}, {organisation}" if title else organisation

    @on(TenureChart.WidthChanged)
    def _fit(self) -> None:
        rows = self.query_one(TenureRows)
        if not rows.size.width:
            return
        if self._window is None:
            bars = [bar for row in self._rows for bar in row.bars]
            first = min((bar.first for bar in bars), default=self._cursor)
            last = max((bar.last for bar in bars), default=self._cursor)
            self._window = whole_of(first, last, rows.plot_width)
        self._show(self._window.resized(rows.plot_width, self._cursor), self._cursor)

    def _show(self, window: Window, cursor: int) -> None:
        self._window, self._cursor = window, window.clamped(cursor)
        zone = self._index.head.zone
        moment = moment_at(self._cursor, zone, window.step.timed)
        dense = self.size.height >= DENSE
        heights = levels(density(self._index, self._view, window.axis), 8) if dense else []
        label, ascii_only = display(moment, zone, short=True), self.timeline_app.ascii_only
        time = Time(window, self._cursor, moment, label, self._bands, heights, zone, ascii_only)
        self.query_one(TenureChart).show_time(time, tall=False)
        subtitle = f"{window.name} · events with both below"
        self.query_one(TenureChart).border_subtitle = plain_title(in_ascii(subtitle) if ascii_only else subtitle)

    # -- messages and actions

    def on_tenure_rows_person_moved(self, message: TenureRows.PersonMoved) -> None:
        """The titles of roles are shown for the other person."""
        self.query_one(TenureRows).point_at(message.number)

    def on_tenure_rows_date_clicked(self, message: TenureRows.DateClicked) -> None:
        """The cursor goes to the date that was clicked."""
        if self._window is not None:
            self._go_to(self._window.axis.instant(message.cell))

    def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        """A click on a key of the footer is that key."""
        self.call_later(self.run_action, message.action)

    def on_lines_link_chosen(self, message: Lines.LinkChosen) -> None:
        """The date goes to that of an event that was clicked."""
        position = self._index.position(message.link.partition(":")[2])
        if position is not None:
            self._go_to(self._index.event(position).date.earliest)

    def _go_to(self, instant: int) -> None:
        if self._window is not None:
            cursor = self._window.clamped(instant)
            self._show(self._window.following(cursor), cursor)

    def action_time(self, steps: int) -> None:
        """The date earlier or later by what the zoom shows."""
        if self._window is not None:
            self._go_to(moved(self._cursor, self._window.step, steps, self._index.head.zone))

    def action_zoom(self, steps: int) -> None:
        """Nearer or farther, around the date."""
        if self._window is not None:
            self._show(self._window.zoomed(steps, self._cursor), self._cursor)

    def action_date(self) -> None:
        """Go to a date."""
        from .ask import ask_date

        ask_date(self.app, "Go to a date", self._index.head.zone, lambda date: self._go_to(date.earliest))

    def action_offices(self) -> None:
        """Say who was in office on the date."""
        from .offices import OfficesScreen

        timed = self._window is not None and self._window.step.timed
        moment = moment_at(self._cursor, self._index.head.zone, timed)
        self.app.push_screen(OfficesScreen(self._index, moment, self._tongue))

    def action_help(self) -> None:
        """What the keys do."""
        from .help import HelpScreen

        self.app.push_screen(HelpScreen(self))

    def action_back(self) -> None:
        """Back."""
        self.dismiss()
