"""The viewer: themes, the palette, what is remembered; the screens do the rest."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.notifications import SeverityLevel
from textual.screen import Screen

from ..files.problems import Problem
from ..index.ask import Index
from ..model.selection import EVERYTHING, Selection
from ..state import Place, Session, save
from . import backstop
from .screens.main import MainScreen
from .themes import DARK, FALLBACKS, LIGHT

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.command import Provider

    from ..index.workers import Crew
    from .opening import Opening
    from .reload import Watched

INTERRUPTED = 130  # the exit code of a program that was interrupted
COLLECT_AFTER = 1  # seconds after the start
COMPLETE_AFTER = 0.4  # seconds after the main screen has opened
AGAIN_WITHIN = 3  # seconds in which a second ctrl+c quits


class Options:
    """What the command line and the last run decided before the viewer opens."""

    def __init__(
        self,
        *,
        selection: Selection = EVERYTHING,
        position: int = 0,
        language: str = "en",
        zone: str | None = None,
        session: Session | None = None,
        session_path: Path | None = None,
        notes_path: Path | None = None,
        name: str = "",
        notice: str = "",
        problems: Sequence[Problem] = (),
        ascii_only: bool = False,
    ) -> None:
        self.selection, self.position, self.language, self.zone = selection, position, language, zone
        self.session = session or Session()
        self.session_path, self.name, self.notice, self.problems = session_path, name, notice, problems
        self.ascii_only, self.notes_path = ascii_only, notes_path


def _collect() -> None:
    """Look for garbage from now on, but not in what the start has made."""
    gc.freeze()
    gc.enable()


def _palette() -> type[Provider]:
    """The palette's provider, imported when it first opens."""
    from .palette import GoTo

    return GoTo


class TimelineApp(App[None]):
    """Opens one index. `last_position` is where the cursor is, also while a filter shows nothing."""

    CSS_PATH = "app.tcss"
    TITLE = "openai-timeline"
    COMMANDS = App.COMMANDS | {_palette}

    # Before every widget: a field that copies by this key would leave nobody a way out of it.
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "interrupt", "Quit", show=False, priority=True)]

    def __init__(
        self,
        index: Index | None,
        options: Options,
        driver_class: type[Driver] | None = None,
        opening: Opening | None = None,
        crew: Crew | None = None,
    ) -> None:
        """Without an index, `opening` makes one first. `crew` are the processes that are ended with the app."""
        super().__init__(driver_class=driver_class)
        backstop.install(options.ascii_only)
        self._opening, self._crew = opening, crew
        self.watched: Watched | None = None  # the file, where the timeline has one
        self.words_share: float | None = None  # how much of the index of words is made, while that goes on
        self.failure = ""  # why the timeline could not be opened
        if index is not None:
            self.index = index
        self._take(options)
        self.not_remembered = ""  # why what is to be remembered could not be written
        self._interrupted = -float(AGAIN_WITHIN)
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        wanted = os.environ.get("TEXTUAL_THEME") or options.session.theme
        self.theme = wanted if wanted in self.available_themes else DARK.name

    def _take(self, options: Options) -> None:
        self._options = options
        self.language, self.zone = options.language, options.zone
        self.own_clock = options.session.own_clock
        self.ascii_only = options.ascii_only
        self.problems = options.problems
        self.notes_path, self.timeline_name = options.notes_path, options.name
        self.last_position, self.last_selection = options.position, options.selection

    def get_css_variables(self) -> dict[str, str]:
        """Our variables in themes that lack them, made of theirs."""
        variables = super().get_css_variables()
        for name, source in FALLBACKS.items():
            variables.setdefault(name, variables[source])
        return variables

    def action_command_palette(self) -> None:
        """Open the palette, once there is something to go to."""
        from .palette import Palette

        if hasattr(self, "index") and not isinstance(self.screen, Palette):
            self.push_screen(Palette())  # without an id: the last one may not be gone yet

    def search_themes(self) -> None:
        """Choose a theme, in a palette of ours."""
        from textual.theme import ThemeProvider

        from .palette import Palette

        self.push_screen(Palette(providers=[ThemeProvider], placeholder="Search for themes…"))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Those of Textual's own commands that are of use here; none that writes a file."""
        for command in super().get_system_commands(screen):
            if command.title in ("Theme", "Quit"):
                yield command

    async def on_mount(self) -> None:
        """Open the main screen, after another where the index is still to be made."""
        if not gc.isenabled():
            self.set_timer(COLLECT_AFTER, _collect)
        if self._opening is None:
            await self._begin()
            return
        from .screens.opening import OpeningScreen

        self.push_screen(OpeningScreen(self._opening, self.ascii_only), self._made)

    async def _made(self, index: Index | None) -> None:
        """Open what was made, or end."""
        assert self._opening is not None
        if index is None:
            self.failure = self._opening.failure
            self.exit(return_code=2 if self.failure else 0)
            return
        try:
            options = self._opening.options(index)
        except ValueError as error:  # what the command line names is not in it
            self.failure = str(error)
            self.exit(return_code=2)
            return
        self.index = index
        self._take(options)
        await self._begin()

    async def _begin(self) -> None:
        """Open the main screen; a notice waits for it, for it is shown on the screen there is."""
        opened = self.push_screen(MainScreen(self.index, self._options.selection, self._options.position))
        if self._options.notice:
            await opened
            self.notify(self._options.notice, severity="warning", timeout=8, markup=False)
        if self.index.keeper is not None:
            self.set_timer(COMPLETE_AFTER, self._complete)

    def take_index(self, index: Index, problems: Sequence[Problem]) -> None:
        """Go on with the index of another version of the file."""
        self.index, self.problems = index, problems
        if index.keeper is not None:
            self.set_timer(COMPLETE_AFTER, self._complete)

    @work(thread=True, group="complete")
    def _complete(self) -> None:
        """Keep the index, and make that of words, beside the screen."""
        index = self.index
        assert index.keeper is not None
        said = index.keeper.complete(index, self._say_share)
        self.call_from_thread(self._completed, said or index.notice)

    def _say_share(self, share: float) -> None:
        if self.words_share is None or share - self.words_share >= 0.01:
            self.words_share = share
            self.call_from_thread(self._say_progress)

    def _completed(self, said: str) -> None:
        self.words_share = None
        self._say_progress()
        if said:
            self.notify(said, severity="warning", timeout=8, markup=False)

    def _say_progress(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, MainScreen) and screen.query("#title"):  # not while it is taken down
                screen.say_title()

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Say something over the screen, in place of what was said before; never read as markup."""
        del markup
        self.clear_notifications()
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=False)

    def _fatal_error(self) -> None:
        """End after a fault of ours, without a screenful of code and of what its variables held."""
        from ..paths import state_directory
        from .crash import report

        error = sys.exc_info()[1] or self._exception
        if error is not None and not self.failure:
            self.failure = report(error, state_directory() / "crash.log")
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        """The same for what knows how to draw itself: it may quote a file."""
        self._fatal_error()

    def action_interrupt(self) -> None:
        """Say how to quit; asked again while that is said, quit."""
        now = monotonic()
        if now - self._interrupted < AGAIN_WITHIN:
            self.exit(return_code=INTERRUPTED)
            return
        self._interrupted = now
        self.notify("ctrl+c again quits", timeout=AGAIN_WITHIN, markup=False)

    def remember(self) -> str:
        """Keep where the reader is; give back why not, where that failed."""
        options, session = self._options, self._options.session
        if options.session_path is None:
            return ""
        session.theme, session.own_clock = self.theme, self.own_clock
        if not options.name:
            return save(options.session_path, session)
        selection = self.last_selection  # by now there may be no screen left to ask
        event = self.index.events([self.last_position]) if self.index.total else []
        session.timelines.pop(options.name, None)
        session.timelines[options.name] = Place(
            event=event[0].id if event else "",
            people=selection.people,
            all_people=selection.all_people,
            organisations=selection.organisations,
            kinds=selection.kinds,
        )
        return save(options.session_path, session)

    async def on_unmount(self) -> None:
        """Remember on every way out; end the processes that make an index."""
        if self._crew is not None:
            self._crew.cancel()
        self.not_remembered = self.remember()
