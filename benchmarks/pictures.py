"""Pictures of the running program for the README and the pages in docs: `make pictures`.

Each is what a real pseudo-terminal showed, written as SVG. The same program and the same record give the same bytes.
"""

from __future__ import annotations

from typing import NamedTuple

from svg import picture
from terminal import HERE, Home, Size, Terminal

FOLDER = HERE.parent / "docs" / "pictures"
PROGRAM = str(HERE.parent / ".venv" / "bin" / "openai-timeline")


class Picture(NamedTuple):
    """A picture: its file, what is seen on it, and how to get there."""

    name: str
    title: str
    size: Size
    arguments: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


NOVEMBER = ("--at", "murati-interim-ceo")
LEAVES = ("--at", "murati-leaves", "--zone", "Asia/Shanghai")
PICTURES = (
    Picture("main", "17 November 2023: the years, the events, the person and the account", Size(140, 38), NOVEMBER),
    Picture("person", "The events of Mira Murati alone", Size(140, 38), ("--person", "Mira Murati", *NOVEMBER)),
    Picture("memo", "Mira Murati’s memo of 25 September 2024 in full", Size(120, 34), LEAVES, ("m",)),
    Picture("main-80x24", "The same day on 80 columns and 24 rows", Size(80, 24), NOVEMBER),
    Picture("tenures-120x38", "Tenures, with the date on 17 November 2023", Size(120, 38), NOVEMBER, ("t",)),
    Picture("tenures-hours", "The same by the hour", Size(120, 38), NOVEMBER, ("t", "+", "+", "+", "+", "+")),
    Picture("tenures-80x24", "Tenures on 80 columns and 24 rows", Size(80, 24), NOVEMBER, ("t",)),
    Picture("tenures-60x20", "Tenures on 60 columns and 20 rows", Size(60, 20), NOVEMBER, ("t",)),
    Picture("chinese", "The record in Chinese", Size(140, 38), ("--lang", "zh", *NOVEMBER)),
    Picture("source", "A source and everything that rests on it", Size(120, 34), NOVEMBER, ("o",)),
    Picture("citation", "A citation to copy", Size(120, 34), NOVEMBER, ("y",)),
    Picture("search", "Searching for a word", Size(140, 38), NOVEMBER, ("/", "candid", "\r")),
    Picture("filters", "Filters, each with how many events it would leave", Size(120, 34), NOVEMBER, ("f",)),
    Picture("main-60x20", "The same day on 60 columns and 20 rows", Size(60, 20), NOVEMBER),
)


def drawn(wanted: Picture) -> str:
    """Run the program, press the keys, and draw what is seen."""
    command = [PROGRAM, *wanted.arguments]
    with Home() as home, Terminal(command, wanted.size, home.environment()) as terminal:
        terminal.seen(lambda screen: any(line.strip() for line in screen.display))
        terminal.settle()
        for key in wanted.keys:
            terminal.press(key)
            terminal.settle()
        return picture(terminal.screen, wanted.title)


def main() -> None:
    """Write all pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for wanted in PICTURES:
        path = FOLDER / f"{wanted.name}.svg"
        path.write_text(drawn(wanted), encoding="utf-8")
        print(path.relative_to(HERE.parent))


if __name__ == "__main__":
    main()
