"""Pictures of the main screen, as text and once with its colours. `pytest --snapshot-update` takes them anew.

Beside each stands one fact that must hold whatever the picture has become.
"""

from __future__ import annotations

import re

import pytest
from headless import MEDIUM, NARROW, SMALLEST, WIDE, viewer
from small_timeline import IN_ORDER
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from openai_timeline.index.ask import Index
from openai_timeline.text import cell_width

REMOVED, LEAVES = IN_ORDER.index("removed"), IN_ORDER.index("leaves")


class Svg(SingleFileSnapshotExtension):
    """One file a picture, that a browser shows."""

    file_extension = "svg"
    _write_mode = WriteMode.TEXT


class Plain(SingleFileSnapshotExtension):
    """One file a picture, that any program shows."""

    file_extension = "txt"
    _write_mode = WriteMode.TEXT


def picture(rows: list[str]) -> str:
    return "\n".join(row.rstrip() for row in rows) + "\n"


@pytest.mark.parametrize(
    ("size", "fact"),
    [
        (WIDE, "Friday 17 November 2023, 12:28 PST · San Francisco"),
        (MEDIUM, "▌       ✕ The board removes Sam Altman      ≠¶"),
        (NARROW, "12:28 ✕ The board removes Sam Altman"),
        (SMALLEST, "▌       ✕ The board removes Sam A… ≠¶"),
    ],
    ids=["140x38", "100x30", "60x20", "40x12"],
)
async def test_the_main_screen(small: Index, snapshot: SnapshotAssertion, size: tuple[int, int], fact: str) -> None:
    async with viewer(small, size, position=REMOVED) as v:
        rows = v.rows()
    assert any(fact in row for row in rows)
    assert {cell_width(row) for row in rows} == {size[0]}
    assert not any(re.search("─ {2,}─", row) for row in rows)  # no gap in a border
    assert picture(rows) == snapshot(extension_class=Plain)


async def test_the_memo_on_the_whole_screen(small: Index, snapshot: SnapshotAssertion) -> None:
    async with viewer(small, (120, 34), position=LEAVES) as v:
        await v.press("m")
        rows = v.rows()
    assert any("full text" in row for row in rows)
    assert picture(rows) == snapshot(extension_class=Plain)


async def test_the_filter_of_one_person(small: Index, snapshot: SnapshotAssertion) -> None:
    async with viewer(small, (120, 34)) as v:
        await v.press("p", *"murati", "enter")
        rows = v.rows()
    assert any("5 of 11 events" in row for row in rows)
    assert picture(rows) == snapshot(extension_class=Plain)


async def test_the_main_screen_in_colour(small: Index, snapshot: SnapshotAssertion) -> None:
    async with viewer(small, WIDE, position=REMOVED) as v:
        drawn = v.app.export_screenshot()
    assert "#e3b464" in drawn  # the accent of the dark theme
    assert drawn == snapshot(extension_class=Svg)
