"""Opening the viewer: what the command line asks for, and what the last run remembered."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from .index.ask import Index
from .index.opening import Opener
from .model.dates import DateError
from .model.selection import EVERYTHING, Selection
from .paths import data_directory, state_directory
from .resolve import NotFound, asks, position_of, selection_of
from .state import Place, Session, load
from .text import clean

if TYPE_CHECKING:
    from .ui.app import Options
    from .ui.reload import Watched


def view(
    arguments: Namespace, opener: Opener, file: str, name: str, index: Index | None, watched: Watched | None = None
) -> int:
    """Run the viewer; its exit code. Without an index, it makes that of the file first."""
    path = state_directory() / "session.json"
    session, notice = load(path)
    asked = Asked(arguments, session, path, name, notice)
    try:
        options = asked.first_options() if index is None else asked.options(index, file)
    except ValueError as error:
        _say(str(error))
        return 2

    from .ui.app import TimelineApp
    from .ui.driver import driver_class
    from .ui.opening import Opening

    opening = None
    if index is None:
        opening = Opening(file, opener, lambda made: asked.options(made, file), words=bool(arguments.text))
    app = TimelineApp(index, options, driver_class(), opening, opener.crew)
    app.watched = watched
    app.run()
    if app.failure:
        _say(app.failure)
    if app.not_remembered:
        _say(f"where you were could not be remembered in {path}: {app.not_remembered}")
    return app.return_code or 0


def _say(words: str) -> None:
    print(f"openai-timeline: {clean(words)}", file=sys.stderr)  # noqa: T201


class Asked:
    """What the command line asks for and what the last run remembered, as options of the viewer."""

    def __init__(self, arguments: Namespace, session: Session, path: Path, name: str, notice: str) -> None:
        self._arguments, self._session, self._path, self._name, self._notice = arguments, session, path, name, notice
        # Asked before Textual puts something of its own in the place of standard error.
        self._ascii_only = arguments.ascii or not _writes_unicode()
        if arguments.fresh:
            session.theme, session.own_clock = "", False

    def first_options(self) -> Options:
        """What can be said before the timeline is there."""
        from .ui.app import Options

        return Options(session=self._session, ascii_only=self._ascii_only)

    def options(self, index: Index, name: str) -> Options:
        """The options for an index; `name` is the file's in messages. Raises ValueError with what to say."""
        from .ui.app import Options

        arguments, session = self._arguments, self._session
        place = Place() if arguments.fresh else session.timelines.get(self._name, Place())
        try:
            if arguments.bookmarked:
                index.bookmarks = _bookmarks(self._name)
            asked = asks(arguments)
            selection = selection_of(arguments, index) if asked else _remembered(place, index)
            position = _position(arguments, index, place, selection if asked else None)
            zone = own_zone(arguments.zone)
        except (NotFound, DateError) as error:
            raise ValueError(clean(str(error))) from None
        return Options(
            selection=selection,
            position=position,
            language=arguments.lang or index.head.language,
            zone=zone,
            session=session,
            session_path=self._path,
            notes_path=data_directory() / "notes.sqlite" if self._name else None,
            name=self._name,
            notice=self._notice or index.notice,
            problems=index.problems(name),
            ascii_only=self._ascii_only,
        )


def _remembered(place: Place, index: Index) -> Selection:
    """The filter of the last run, as far as the timeline still has what it names."""
    people = tuple(id_ for id_ in place.people if index.person(id_))
    organisations = tuple(id_ for id_ in place.organisations if index.organisation(id_))
    kinds = tuple(kind for kind, _ in index.kinds() if kind in place.kinds) if place.kinds else ()
    selection = Selection(people=people, all_people=place.all_people, organisations=organisations, kinds=kinds)
    return selection if people or organisations or kinds else EVERYTHING


def _bookmarks(name: str) -> frozenset[str]:
    """What the reader marked in a timeline. Raises NotFound with why that cannot be read."""
    from .notes import NotesError, bookmarks

    try:
        return bookmarks(data_directory() / "notes.sqlite", name)
    except NotesError as error:
        raise NotFound(str(error)) from None


def _position(arguments: Namespace, index: Index, place: Place, asked: Selection | None) -> int:
    """Where the cursor starts: where asked, else (with a filter asked for) at its first event, else as remembered."""
    if arguments.at:
        return position_of(arguments.at, index)
    if asked is not None:
        return 0
    return index.position(place.event) or 0


def own_zone(asked: str | None) -> str | None:
    """The reader's zone: as asked, else $TZ, else the system's; None where no name is found. Raises DateError."""
    from .model.zones import zone_named

    if asked:
        zone_named(asked)
        return asked
    for name in (os.environ.get("TZ", "").lstrip(":"), _system_zone()):
        try:
            if name:
                zone_named(name)
                return name
        except DateError:
            continue
    return None


def _system_zone() -> str:
    """The name in the link /etc/localtime, or of /etc/timezone."""
    target = os.path.realpath("/etc/localtime")
    if "zoneinfo/" in target:
        return target.partition("zoneinfo/")[2]
    try:
        return Path("/etc/timezone").read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


def _writes_unicode() -> bool:
    """Whether the terminal's encoding has the glyphs."""
    try:
        "★▌╭".encode(getattr(sys.stderr, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
