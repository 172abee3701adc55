"""`openai-timeline cache`: the indexes of timelines that were opened, which make them open fast again."""

from __future__ import annotations

import argparse
import os
import sys
import time
from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..text import clean
from .common import new_parser

if TYPE_CHECKING:
    from ..index.cache import Kept

EPILOG = """A timeline is indexed when it is first opened; the index is a file of the cache, up to twice as big as the
timeline. It is made anew when the file has changed. The 20 used last are kept, up to 4 GiB in all; you can remove
them at any time, and lose nothing but the time in which they are made again.

examples:
  openai-timeline cache                  list what there is, used last first
  openai-timeline cache clear            remove all of it
  XDG_CACHE_HOME=/mnt/big openai-timeline million.json      keep it elsewhere"""

DAY = 24 * 3600


def parser() -> argparse.ArgumentParser:
    """What may be written."""
    parser = new_parser("cache", "List or remove the indexes of timelines.", EPILOG)
    parser.add_argument("action", nargs="?", choices=("list", "clear"), default="list", help="list is the default")
    return parser


def run(arguments: Namespace) -> int:
    """List, or clear and say how much it was."""
    from ..index.opening import Opener
    from ..paths import cache_directory

    cache = Opener(cache_directory()).cache
    if arguments.action == "clear":
        kept = cache.clear()
        freed = size(sum(one.size for one in kept))
        left = cache.kept()
        sys.stdout.write(f"removed {counted(len(kept) - len(left))}, {freed}\n")
        return 1 if left else 0
    for row in rows(cache.kept(), time.time()):
        sys.stdout.write(row + "\n")
    sys.stdout.write(f"in {clean(os.fspath(cache.directory))}\n")
    return 0


def rows(kept: Sequence[Kept], now: float) -> list[str]:
    """A line for each index, and one for all."""
    total = f"{counted(len(kept))}, {size(sum(one.size for one in kept))}"
    return [*(_row(one, now) for one in kept), total]


def _row(one: Kept, now: float) -> str:
    events = f"{one.events:>11,} {'event ' if one.events == 1 else 'events'}"
    return f"{events}  {size(one.size):>9}  {when(one.used, now):<13}  {clean(one.source)}"


def counted(count: int) -> str:
    """So many indexes."""
    return f"{count} {'index' if count == 1 else 'indexes'}"


def size(count: int) -> str:
    """Bytes in the largest unit that fits."""
    value, unit = float(count), "B"
    for larger in ("kB", "MB", "GB", "TB"):
        if value < 1000:
            break
        value, unit = value / 1000, larger
    return f"{value:.0f} {unit}" if unit == "B" or value >= 100 else f"{value:.1f} {unit}"


def when(used: float, now: float) -> str:
    """How long ago an index was used."""
    days = int((now - used) // DAY)
    if not used:
        return "not since"
    return "today" if days < 1 else "yesterday" if days == 1 else f"{days:,} days ago"
