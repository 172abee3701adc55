"""Tenures: people down, time across, a date that moves, and underneath who was in office on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from ...index.ask import Index
from ...index.careers import Careers, Wanted, turns
from ...index.density import density, levels
from ...index.view import View
from ...model.axis import Window, moment_at, moved, whole_of
from ...model.bars import Bar, Row
from ...model.date_display import display
from ...model.dates import Date
from ...text import TITLE_LIMIT, clean
from ..cards import Tongue, organisation_name, person_name
from ..office_page import OfficePages
from ..plain import plain_title
from ..tenure_rows import SIGNS, in_ascii
from ..widgets.bar import KeyBar
from ..widgets.pane import PagePane
from ..widgets.tenure_chart import People, TenureChart, TenureRows, Time
from .tenure_keys import BINDINGS, KEYS
from .tenure_panels import TenurePanels

if TYPE_CHECKING:
    from ..app import TimelineApp

TALL = 34  # rows from which the density strip has two


class TenuresScreen(TenurePanels):
    """Holds what is wanted, a window on time and a cursor. Gives back the id of a person to filter by."""

    AUTO_FOCUS = "#tenures"
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (40, "-narrow"), (80, "-medium"), (120, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (10, "-low"), (16, "-tall")]
    BINDINGS = BINDINGS
    SIGNS = SIGNS
    LIST_HELP = TenureRows.HELP

    def __init__(self, index: Index, view: View, instant: int, tongue: Tongue, person: str | None = None) -> None:
        super().__init__()
        self.index, self.view, self.tongue = index, view, tongue
        self.careers = Careers(index, lambda person: person_name(person, tongue))
        people, chosen = view.selection.people, view.selection.organisations
        organisation = None if people else chosen[0] if chosen else self.careers.main_employer()
        self.wanted = Wanted(organisation=organisation, people=people)
        self.cursor = instant
        self.rows: list[Row] = []
        self._person = person
        self._window: Window | None = None
        self._turns: list[int] = []
        self._density: tuple[object, list[int]] = (None, [])
        self._offices = OfficePages(index, tongue, organisation)

    @property
    def timeline_app(self) -> TimelineApp:
        """The app, typed."""
        from ..app import TimelineApp

        assert isinstance(self.app, TimelineApp)
        return self.app

    # -- composing

    def compose(self) -> ComposeResult:
        """The chart, the offices, the keys."""
        yield TenureChart(classes="chart")
        yield PagePane(id="tenure-offices")
        yield Static("Too small: 40 columns and 10 rows are needed.", id="too-small", markup=False)
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """The rows; time is drawn once the width of its axis is known."""
        self.query_one("#tenure-offices").add_class("pane")
        self.query_one("#tenure-offices").border_title = plain_title("Who was there")
        self.set_class(self.timeline_app.ascii_only, "-ascii")
        self.query_one(KeyBar).show_keys([key._replace(key=self._said(key.key)) for key in KEYS])
        self.show_rows(self.wanted)

    # -- the one writer of what is wanted, of the window and of the cursor

    def show_rows(self, wanted: Wanted) -> None:
        """Show other people or other roles; the person under the cursor stays, where shown."""
        here = self.person or self._person
        if wanted.organisation != self.wanted.organisation:
            self._offices = OfficePages(self.index, self.tongue, wanted.organisation)
        self.wanted, self.rows = wanted, self.careers.rows(wanted)
        self._turns = turns(self.rows)
        current = next((n for n, row in enumerate(self.rows) if row.person.id == here), 0)
        people = People(self.rows, self.careers.names, self._title_of, self.index.head.updated)
        self.query_one(TenureRows).show_people(people, current)
        self._window = None
        self._fit()

    @on(TenureChart.WidthChanged)
    def _fit(self) -> None:
        """Make the window as wide as the axis is now."""
        chart = self.query_one(TenureRows)
        if not chart.size.width:
            return
        if self._window is None:
            bars = [bar for row in self.rows for bar in row.bars]
            first = min((bar.first for bar in bars), default=self.cursor)
            last = max((bar.last for bar in bars), default=self.cursor)
            self._window = whole_of(first, last, chart.plot_width)
        self.cursor = self._window.clamped(self.cursor)
        self.show_time(self._window.resized(chart.plot_width, self.cursor), self.cursor)

    @property
    def moment(self) -> Date:
        """The day of the cursor, or its minute where hours are seen."""
        return moment_at(self.cursor, self.index.head.zone, self._window is not None and self._window.step.timed)

    @property
    def seen(self) -> tuple[Date | None, Date | None]:
        """The first and the last moment in view; None where all is."""
        if self._window is None or self._window.scale is None:
            return None, None
        axis, zone, timed = self._window.axis, self.index.head.zone, self._window.step.timed
        return moment_at(axis.first, zone, timed), moment_at(axis.last - 1, zone, timed)

    @property
    def person(self) -> str | None:
        """The id of the person of the current row."""
        current = self.query_one(TenureRows).current
        return self.rows[current].person.id if self.rows else None

    def show_time(self, window: Window, cursor: int) -> None:
        """Show a window on time with the cursor at an instant."""
        self._window, self.cursor = window, cursor
        moment, zone, offices = self.moment, self.index.head.zone, self._offices
        time = Time(
            window, cursor, moment, display(moment, zone, short=True), self._eras(), self._heights(window),
            zone, self.timeline_app.ascii_only,
        )  # fmt: skip
        self.query_one(TenureChart).show_time(time, tall=self.size.height >= TALL)
        self.query_one("#tenure-offices", PagePane).show(lambda width: offices.short(moment, width))
        self._say_titles(window)

    def _heights(self, window: Window) -> list[int]:
        """The density of events in the window, remembered while the window stays."""
        axis, tall = window.axis, self.size.height >= TALL
        if self._density[0] != (axis, tall):
            counts = density(self.index, self.view, axis)
            self._density = ((axis, tall), levels(counts, 16 if tall else 8))
        return self._density[1]

    def _eras(self) -> list[tuple[str, int, int]]:
        end = self.careers.record_end
        return [
            (
                clean(era.title.in_language(*self.tongue), limit=TITLE_LIMIT),
                era.start.earliest,
                min(era.end.earliest, 2**61) if era.end is not None else max(end, era.start.latest),
            )
            for era in self.index.head.eras
        ]

    def _title_of(self, bar: Bar) -> str:
        title = clean(bar.role.title.in_language(*self.tongue), limit=TITLE_LIMIT)
        if self.wanted.organisation is not None:
            return title
        organisation = organisation_name(self.index, bar.role.organisation, self.tongue)
        return f"{title}, {organisation}" if title else organisation

    def _say_titles(self, window: Window) -> None:
        chart, wanted = self.query_one(TenureChart), self.wanted
        where = organisation_name(self.index, wanted.organisation, self.tongue) if wanted.organisation else "all"
        people = f"{len(self.rows):,} {'person' if len(self.rows) == 1 else 'people'}"
        first, last = window.axis.first, window.axis.last - 1
        zone = self.index.head.zone
        ends = [display(moment_at(instant, zone), short=True) for instant in (first, last)]
        if window.scale is None:
            ends = [end.partition(" ")[2].partition(" ")[2] or end for end in ends]
        chart.border_title = plain_title(self._said(f"Tenures · {where or 'no organisation'} · {people}"))
        chart.border_subtitle = plain_title(self._said(f"{' – '.join(ends)} · {window.name} · by {wanted.order}"))

    def _said(self, text: str) -> str:
        return in_ascii(text) if self.timeline_app.ascii_only else text

    # -- messages from the chart

    def on_tenure_rows_person_moved(self, message: TenureRows.PersonMoved) -> None:
        """The cursor goes to another person."""
        self.query_one(TenureRows).point_at(message.number)

    def on_tenure_rows_date_clicked(self, message: TenureRows.DateClicked) -> None:
        """The cursor goes to the date that was clicked."""
        if self._window is not None:
            self._go_to(self._window.axis.instant(message.cell))

    def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        """A click on a key of the footer is that key."""
        self.call_later(self.run_action, message.action)

    # -- actions in time

    def _go_to(self, instant: int) -> None:
        if self._window is not None:
            cursor = self._window.clamped(instant)
            self.show_time(self._window.following(cursor), cursor)

    def go_to_date(self, date: Date) -> None:
        """The cursor goes to a date that was typed, or as near as the chart has it."""
        self._go_to(date.earliest)

    def action_time(self, steps: int) -> None:
        """The date earlier or later by what the zoom shows."""
        if self._window is not None:
            self._go_to(moved(self.cursor, self._window.step, steps, self.index.head.zone))

    def action_zoom(self, steps: int) -> None:
        """Nearer or farther, around the date."""
        if self._window is not None:
            self.show_time(self._window.zoomed(steps, self.cursor), self.cursor)

    def action_whole(self) -> None:
        """See all of it."""
        if self._window is not None:
            self.show_time(self._window._replace(scale=None), self.cursor)

    def action_turn(self, step: int) -> None:
        """To the next or the last instant at which a role begins or ends."""
        if step > 0:
            later = [instant for instant in self._turns if instant > self.cursor]
            wanted = later[0] if later else None
        else:
            before = [instant for instant in self._turns if instant < self.cursor]
            wanted = before[-1] if before else None
        if wanted is not None:
            self._go_to(wanted)

    def action_open_person(self) -> None:
        """Filter the main screen by the person of the current row."""
        if self.person is not None:
            self.dismiss(self.person)

    def action_back(self) -> None:
        """Back to the main screen."""
        self.dismiss(None)
