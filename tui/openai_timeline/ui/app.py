"""The viewer: themes, the palette, what is remembered; the screens do the rest."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

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
    from textual.command import Provider

INTERRUPTED = 130  # the exit code of a program that was interrupted
COLLECT_AFTER = 1  # seconds after the start
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

    def __init__(self, index: Index, options: Options, driver_class: type[Driver] | None = None) -> None:
        super().__init__(driver_class=driver_class)
        backstop.install()
        self.index, self._options = index, options
        self.language, self.zone = options.language, options.zone
        self.own_clock = options.session.own_clock
        self.ascii_only = options.ascii_only
        self.problems = options.problems
        self.notes_path, self.timeline_name = options.notes_path, options.name
        self.last_position, self.last_selection = options.position, options.selection
        self.not_remembered = ""  # why what is to be remembered could not be written
        self._interrupted = -float(AGAIN_WITHIN)
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        wanted = os.environ.get("TEXTUAL_THEME") or options.session.theme
        self.theme = wanted if wanted in self.available_themes else DARK.name

    def get_css_variables(self) -> dict[str, str]:
        """Our variables in themes that lack them, made of theirs."""
        variables = super().get_css_variables()
        for name, source in FALLBACKS.items():
            variables.setdefault(name, variables[source])
        return variables

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Those of Textual's own commands that are of use here; none that writes a file."""
        for command in super().get_system_commands(screen):
            if command.title in ("Theme", "Quit"):
                yield command

    async def on_mount(self) -> None:
        """Open the main screen; a notice waits for it, for it is shown on the screen there is."""
        if not gc.isenabled():
            self.set_timer(COLLECT_AFTER, _collect)
        opened = self.push_screen(MainScreen(self.index, self._options.selection, self._options.position))
        if self._options.notice:
            await opened
            self.notify(self._options.notice, severity="warning", timeout=8, markup=False)

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
        """Remember on every way out."""
        self.not_remembered = self.remember()
