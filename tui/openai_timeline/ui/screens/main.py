"""The main screen: years, events, the person in focus and the reader. It alone changes the selection and the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from ...index.ask import Index
from ...index.view import View
from ...model.date_display import display, year_name
from ...model.selection import EVERYTHING, Selection
from ...model.timeline import Event
from ...text import TITLE_LIMIT, clean
from ..cards import Tongue, event_card, person_card
from ..event_page import Clock, event_page, note_blocks
from ..history import History, Visit
from ..page import Span
from ..person_page import person_page
from ..plain import plain_title
from ..rows import RowStyle
from ..widgets.bar import Bar, KeyBar
from ..widgets.density import DensityStrip
from ..widgets.events import EventList
from ..widgets.lines import Lines
from ..widgets.pane import PagePane
from ..widgets.strip import YearStrip
from ..widgets.years import YearList
from .main_keys import BINDINGS, KEYS
from .main_notes import MainNotes
from .main_panes import MainPanes
from .main_reload import MainReload
from .main_time import MainTime

if TYPE_CHECKING:
    from ..app import TimelineApp


class MainScreen(MainPanes, MainTime, MainNotes, MainReload):
    """Holds one `Selection`, one place in its view, and hands each pane what it now shows."""

    AUTO_FOCUS = "#events"
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (40, "-narrow"), (80, "-medium"), (120, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (10, "-tall"), (30, "-high")]

    BINDINGS = BINDINGS

    def __init__(self, index: Index, selection: Selection = EVERYTHING, position: int = 0) -> None:
        super().__init__()
        self.index = index
        self.view: View = index.view(selection)
        self.place = self.view.place(position)
        self.event: Event | None = None
        self._person_number = 0
        self._history = History()

    @property
    def timeline_app(self) -> TimelineApp:
        """The app, typed."""
        from ..app import TimelineApp

        assert isinstance(self.app, TimelineApp)
        return self.app

    # -- composing

    def compose(self) -> ComposeResult:
        """All panes; what a width has no room for is hidden by the style sheet."""
        yield Bar(id="title")
        yield Bar(id="fault")
        yield YearStrip(id="strip")
        with Horizontal(id="panes"):
            yield YearList(id="years")
            yield EventList(id="events")
            with Vertical(id="side"):
                yield PagePane(id="person")
                yield PagePane(id="reader")
        yield Static("Too small: 40 columns and 10 rows are needed.", id="too-small", markup=False)
        yield DensityStrip(id="density")
        yield Bar(id="filter")
        yield Input(
            id="search", placeholder='words, "a phrase", begin*, -without', select_on_focus=False, disabled=True
        )
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Hand everything down once."""
        self.problems = self.timeline_app.problems
        for name in ("years", "events", "person", "reader"):
            self.query_one(f"#{name}").add_class("pane")
        self.query_one("#years").border_title = plain_title("Years")
        self.query_one("#reader").border_title = plain_title("Reader")
        self.say_title()
        self.query_one(KeyBar).show_keys(KEYS)
        self.show_view(self.view, self.view.positions[self.place] if len(self.view) else 0)
        self.follow_file()

    def say_title(self) -> None:
        """The title, what is wrong, and what is still going on."""
        head = self.index.head
        title = head.title.in_language(*self.tongue) or "Timeline"
        name, _, rest = title.partition(": ")
        right = []
        if self.timeline_app.words_share is not None:
            right.append(Span(f"search is made ready: {self.timeline_app.words_share:.0%}  ", "dim"))
        if head.updated is not None:
            right.append(Span(f"as of {display(head.updated)} ", "dim"))
        if self.problems:
            count = sum(problem.severity == "error" for problem in self.problems)
            lost = f"{count} part{'s' * (count != 1)} could not be read"
            right.append(Span(f"{lost if count else 'some is read otherwise'}: press ! ", "bad" if count else "dim"))
        name, rest = clean(name, limit=TITLE_LIMIT), clean(rest, limit=TITLE_LIMIT)
        self.query_one("#title", Bar).show([Span(f" {name}", "title"), Span(f"   {rest}", "dim")], right)

    # -- the one writer of the selection and of the cursor

    @property
    def tongue(self) -> Tongue:
        """The language of record text."""
        return Tongue(self.timeline_app.language, self.index.head.language)

    @property
    def clock(self) -> Clock:
        """The reader's zone, and whether it comes first."""
        return Clock(self.timeline_app.zone, self.timeline_app.own_clock, self.index.head.zone)

    @property
    def selection(self) -> Selection:
        """What is shown."""
        return self.view.selection

    def select(self, selection: Selection) -> None:
        """Show other events, the cursor on the same one or on the next that is shown."""
        self._history.leave(self.visit())
        self.show_view(self.index.view(selection), self.timeline_app.last_position)

    def select_again(self) -> None:
        """Show what matches the selection by now."""
        self.show_view(self.index.view(self.selection), self.timeline_app.last_position)

    def read_memo(self, memo: str) -> None:
        """Read a memo of the event on the whole screen."""
        self.open_reader(memo)

    def filter_by(self, person: str) -> None:
        """Show the events of one person."""
        self.select(Selection(people=(person,)))

    def jump_to(self, place: int) -> None:
        """Put the cursor elsewhere in the view, so that ctrl+o comes back to here."""
        self._history.leave(self.visit())
        self.move_to(place)

    def visit(self) -> Visit:
        """Where one is."""
        return Visit(self.selection, self.timeline_app.last_position)

    def action_history(self, step: int) -> None:
        """Back to where one was before the last jump or filter, or forward again."""
        here = self.visit()
        visit = self._history.back(here) if step < 0 else self._history.forward(here)
        if visit is not None:
            self.show_view(self.index.view(visit.selection), visit.position)

    def go_to(self, position: int) -> None:
        """Put the cursor on an event of the timeline, without the filter where that hides it."""
        self._history.leave(self.visit())
        view = self.view if self.view.shows(position) else self.index.everything
        self.show_view(view, position)

    def show_view(self, view: View, position: int) -> None:
        """Show a view with the cursor at or after a position of the timeline."""
        self.view = view
        self.timeline_app.last_selection = view.selection
        self._person_number = 0
        ascii_only = self.timeline_app.ascii_only
        self.query_one(YearList).show(view.years, self.era_years(), ascii_only)
        self.query_one(DensityStrip).show(self.index, view, ascii_only)
        self.query_one(YearStrip).show(view.years)
        zone = self.timeline_app.zone if self.timeline_app.own_clock else None
        style = RowStyle(80, *self.tongue, zone, ascii_only)
        self.query_one(EventList).show(view, self.index.events, style)
        self.show_noted()
        self._say_empty()
        if len(view):
            self.move_to(view.place(position))
        else:
            self.event = None
            self._show_nothing()
            self.say_search()

    def move_to(self, place: int) -> None:
        """Put the cursor on the event at a place of the view."""
        position = self.view.positions[place]
        self.place, self.event = place, self.index.event(position)
        self.timeline_app.last_position = position
        self._person_number = self._first_person()
        self.query_one(EventList).point_at(place)
        heading = self.view.headings[self.view.heading_of(place)]
        self.query_one(YearList).point_at(heading.year)
        self.query_one(YearStrip).point_at(heading.year)
        self.show_time()
        shown = next((count.shown for count in self.view.years if count.year == heading.year), 0)
        where = plain_title(f"{place + 1:,} / {len(self.view):,}")
        self.query_one(EventList).set_titles(plain_title(f"Events · {shown:,} in {year_name(heading.year)}"), where)
        self._show_person()
        self.refresh_reader()
        self.say_search()
        if self.search is not None and self.search.words:
            self.query_one("#reader", PagePane).show_marked()

    def _say_empty(self) -> None:
        events = self.query_one(EventList)
        if len(self.view):
            events.say_empty([])
        elif self.index.total:
            events.say_empty(["", "No event matches these filters.", "", "esc clears them all; p changes the people."])
        else:
            events.say_empty(["", "This timeline has no events."])

    def _show_nothing(self) -> None:
        events = self.query_one(EventList)
        events.border_title, events.border_subtitle = plain_title("Events"), plain_title("0 / 0")
        for name in ("person", "reader"):
            self.query_one(f"#{name}", PagePane).show(lambda width: ())
            self.query_one(f"#{name}").border_subtitle = ""
        self.query_one("#person").border_title = plain_title("Person")

    # -- the person in focus

    def _people(self) -> tuple[str, ...]:
        """Those whom the pane walks through: the event's people, or the filter's where it names none."""
        people = tuple(dict.fromkeys(self.event.people)) if self.event else ()
        return people or self.selection.people

    def person_in_focus(self) -> str | None:
        """The id of the person in the person pane."""
        people = self._people()
        return people[self._person_number % len(people)] if people else None

    def _first_person(self) -> int:
        """The filtered person where the event has them, else the event's first."""
        people = self._people()
        return next((people.index(person) for person in self.selection.people if person in people), 0)

    def show_person(self, person: str | None) -> None:
        """Put a person of the event into the person pane."""
        if person in self._people():
            self._person_number = self._people().index(person)
            self._show_person()

    def _show_person(self) -> None:
        pane, people = self.query_one("#person", PagePane), self._people()
        if self.event is None or not people:
            pane.border_title, pane.border_subtitle = plain_title("Person"), ""
            pane.show(lambda width: ())
            return
        number = self._person_number % len(people)
        card = person_card(self.index, people[number], self.event.date, self.tongue, number + 1, len(people))
        title = plain_title("Person" + (f" · {card.number} of {card.of}" if card.of > 1 else ""))
        pane.set_titles(title, plain_title(", . next" if card.of > 1 else ""))
        # Which of the event's people this is stands in the border alone.
        pane.show(lambda width: person_page(card, width), subject=card._replace(number=0, of=0))

    def refresh_reader(self) -> None:
        """Show the event, with the reader's note on it."""
        reader = self.query_one("#reader", PagePane)
        if self.event is None:
            return
        card, clock, tongue = event_card(self.index, self.event, self.tongue), self.clock, self.tongue
        reader.set_titles(plain_title("Reader" + (" · ¶ memo" if card.memos else "")), plain_title("m  full screen"))
        note = note_blocks(self.note_text(self.event.id))
        reader.show(lambda width: [*note, *event_page(card, clock, tongue)])

    # -- messages from the panes

    def on_event_list_cursor_moved(self, message: EventList.CursorMoved) -> None:
        """The cursor goes where the list asked."""
        if message.place < len(self.view):
            self.move_to(message.place)

    def on_event_list_opened(self) -> None:
        """Read the event."""
        self.action_enter()

    def on_year_list_chosen(self, message: YearList.Chosen) -> None:
        """The cursor goes to the first event of the year."""
        if len(self.view):
            self.jump_to(self.view.first_of_year(message.year))

    def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        """A click on a key of the footer is that key."""
        self.call_later(self.run_action, message.action)

    def on_lines_link_chosen(self, message: Lines.LinkChosen) -> None:
        """A source was clicked, or a chip of the filter line."""
        what, _, which = message.link.partition(":")
        if what == "source":
            self.action_open_source(which)
        elif what == "drop":
            field, _, value = which.partition("=")
            self.select(self.selection.without(field, value))

    # -- actions

    def action_year(self, step: int) -> None:
        """To the first event of the next or the last year that has one."""
        if not len(self.view):
            return
        here = self.view.headings[self.view.heading_of(self.place)].year
        years = [count.year for count in self.view.years if count.shown]
        number = years.index(here) + step
        if 0 <= number < len(years):
            self.jump_to(self.view.first_of_year(years[number]))

    def action_month(self, step: int) -> None:
        """To the first event under the next or the last heading."""
        number = self.view.heading_of(self.place) + step
        if 0 <= number < len(self.view.headings):
            self.jump_to(self.view.headings[number].first)

    def action_next_person(self, step: int) -> None:
        """The next of the event's people."""
        self._person_number += step
        self.set_class(True, "-person-shown")
        if self.focused is self.query_one("#reader") and self.has_class("-medium"):
            self.set_focus(self.query_one("#person"))  # which stands in its place
        self._show_person()

    def action_toggle_all(self) -> None:
        """Events with any of the chosen people, or with all of them together."""
        if len(self.selection.people) > 1:
            self.select(msgspec.structs.replace(self.selection, all_people=not self.selection.all_people))

    def action_toggle_clock(self) -> None:
        """Times of day on the event's clock, or on the reader's."""
        if self.timeline_app.zone is None:
            self.notify("Your time zone is not known: say it with --zone NAME", timeout=5, markup=False)
            return
        self.set_clock(not self.timeline_app.own_clock)
        said = self.timeline_app.zone if self.timeline_app.own_clock else "the place where it happened"
        self.notify(f"Times are those of {said}", timeout=3, markup=False)

    def set_clock(self, own: bool) -> None:
        """Show times on the reader's clock, or on the event's."""
        self.timeline_app.own_clock = own
        self.show_view(self.view, self.timeline_app.last_position)

    def action_next_language(self) -> None:
        """Show record text in the next of the languages that it has."""
        languages = self.index.languages()
        app = self.timeline_app
        number = languages.index(app.language) + 1 if app.language in languages else 0
        app.language = languages[number % len(languages)]
        self.say_title()
        self.show_view(self.view, app.last_position)
        said = app.language if len(languages) > 1 else f"{app.language}, the only one"
        self.notify(f"Language: {clean(said, limit=40)}", timeout=3, markup=False)

    def action_back(self) -> None:
        """End the search, then clear the filters; the cursor stays on its event."""
        if self.end_search():
            return
        if not self.selection.is_empty:
            self.select(EVERYTHING)
        elif self.focused is not self.query_one(EventList):
            self.action_focus_pane("events")
