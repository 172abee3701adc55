"""Opening the viewer: what the command line asks for, and what the last run remembered."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from .files.problems import Problem
from .index.ask import Index
from .model.dates import DateError
from .model.selection import EVERYTHING, Selection
from .paths import data_directory, state_directory
from .resolve import NotFound, position_of, selection_of
from .state import Place, load
from .text import clean

FILTERS = ("person", "org", "kind", "after", "before", "text")


def view(arguments: Namespace, problems: Sequence[Problem], index: Index, name: str) -> int:
    """Run the viewer; its exit code."""
    path = state_directory() / "session.json"
    session, notice = load(path)
    place = Place() if arguments.fresh else session.timelines.get(name, Place())
    try:
        asked = any(getattr(arguments, field) for field in FILTERS)
        selection = selection_of(arguments, index) if asked else _remembered(place, index)
        position = _position(arguments, index, place, selection if asked else None)
        zone = own_zone(arguments.zone)
    except (NotFound, DateError) as error:
        print(f"openai-timeline: {clean(str(error))}", file=sys.stderr)  # noqa: T201
        return 2
    if arguments.fresh:
        session.theme, session.own_clock = "", False

    from .ui.app import Options, TimelineApp
    from .ui.driver import driver_class

    options = Options(
        selection=selection,
        position=position,
        language=arguments.lang or index.head.language,
        zone=zone,
        session=session,
        session_path=path,
        notes_path=data_directory() / "notes.sqlite" if name else None,
        name=name,
        notice=notice,
        problems=problems,
        ascii_only=arguments.ascii or not _writes_unicode(),
    )
    app = TimelineApp(index, options, driver_class())
    app.run()
    if app.not_remembered:
        words = f"where you were could not be remembered in {path}: {app.not_remembered}"
        print(f"openai-timeline: {clean(words)}", file=sys.stderr)  # noqa: T201
    return app.return_code or 0


def _remembered(place: Place, index: Index) -> Selection:
    """The filter of the last run, as far as the timeline still has what it names."""
    people = tuple(id_ for id_ in place.people if index.person(id_))
    organisations = tuple(id_ for id_ in place.organisations if index.organisation(id_))
    kinds = tuple(kind for kind, _ in index.kinds() if kind in place.kinds) if place.kinds else ()
    selection = Selection(people=people, all_people=place.all_people, organisations=organisations, kinds=kinds)
    return selection if people or organisations or kinds else EVERYTHING


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
