"""What the palette (ctrl+p) can go to: people, years, events."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from textual import work
from textual.app import ComposeResult
from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.css.query import NoMatches
from textual.events import Click

from ..model.date_display import display, year_name
from ..model.folding import fold
from ..model.selection import Selection
from ..model.words import split_words
from ..text import TITLE_LIMIT, clean
from .cards import person_name
from .plain import plain
from .screens.closing import ClosesOnce
from .screens.main import MainScreen

MOST = 8

# As it is under the decorator that makes a worker of it.
_GATHER = CommandPalette._gather_commands.__wrapped__  # type: ignore[attr-defined]


def _counted(events: int) -> str:
    return f"{events:,} event{'s' * (events != 1)}"


class Options(CommandList):
    """Textual's list, which ends the program at a click on a line that a newer search has taken away."""

    async def _on_click(self, event: Click) -> None:
        option = event.style.meta.get("option")
        if option is not None and option >= self.option_count:
            event.prevent_default()


class Palette(ClosesOnce, CommandPalette):
    """Textual's, but for the faults that random keys found in it."""

    _wanted: str | None = None

    def compose(self) -> ComposeResult:
        """As always, with a list of ours."""
        for widget in super().compose():
            yield Options() if type(widget) is CommandList else widget

    def _action_command_list(self, action: str) -> None:
        """Move in the list, where it has lines to move to: in a terminal too small for it, it has none."""
        with suppress(LookupError, NoMatches):
            super()._action_command_list(action)

    def _action_cursor_down(self) -> None:
        """Move down, once there is a list: a key may come before it."""
        with suppress(NoMatches):
            super()._action_cursor_down()

    def _gather_commands(self, search_value: str) -> None:  # type: ignore[override]
        """Look for what is typed once all keys that came have been handled: keys may come faster than answers."""
        if self._wanted is None:
            self.call_later(self._gather)
        self._wanted = search_value

    def _gather(self) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self._look_for(wanted)

    @work(exclusive=True, group=CommandPalette._GATHER_COMMANDS_GROUP)
    async def _look_for(self, wanted: str) -> None:
        with suppress(NoMatches):  # closed after the key that asked for it
            await _GATHER(self, wanted)


class GoTo(Provider):
    """Goes to a person (filters by them), a year, or an event. Text is shown literally, never as markup."""

    @property
    def main(self) -> MainScreen | None:
        """The main screen, where the palette was opened there."""
        return self.screen if isinstance(self.screen, MainScreen) else None

    async def discover(self) -> Hits:
        """What can be done before anything is typed."""
        main = self.main
        if main is not None:
            yield DiscoveryHit(
                plain("Filter by person"), main.action_pick_people, help="type a name to go there at once"
            )
            yield DiscoveryHit(plain("Help"), main.action_help)

    async def search(self, query: str) -> Hits:
        """Years, then people, then events in whose text all the words typed stand."""
        main = self.main
        if main is None or not query.strip():
            return
        for hit in (*self._years(main, query), *self._people(main, query), *self._events(main, query)):
            yield hit

    def _years(self, main: MainScreen, query: str) -> Iterator[Hit]:
        for count in main.view.years:
            if count.shown and year_name(count.year).startswith(query.strip()):
                place = main.view.first_of_year(count.year)
                label = f"Go to {year_name(count.year)} · {_counted(count.shown)}"
                yield Hit(1.0, plain(label), lambda place=place: main.move_to(place))

    def _people(self, main: MainScreen, query: str) -> Iterator[Hit]:
        for person, events, _ in main.index.people(query)[:MOST]:
            label = f"Filter by {person_name(person, main.tongue)} · {_counted(events)}"
            selection = Selection(people=(person.id,))
            yield Hit(0.9, plain(label), lambda selection=selection: main.select(selection))

    def _events(self, main: MainScreen, query: str) -> Iterator[Hit]:
        if len(fold(query).replace(" ", "")) < 2 or not main.index.is_searchable:
            return
        found = main.index.view(Selection(words=split_words(query)))
        positions = found.positions[:MOST]
        for position, event in zip(positions, main.index.events(positions), strict=True):
            title = clean(event.title.in_language(*main.tongue), limit=TITLE_LIMIT)
            label = f"{display(event.date, event.zone or main.index.head.zone, short=True)} · {title}"
            yield Hit(0.8, plain(label), lambda position=position: main.go_to(position))
