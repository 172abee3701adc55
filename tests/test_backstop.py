"""The backstop: hostile text given raw to real widgets in a real terminal, every byte looked at.

The widgets here are used wrongly on purpose: nothing is cleaned and markup is on.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.strip import Strip

from openai_timeline.ui import backstop

if os.name == "posix":
    from terminal_harness import Terminal

PAYLOADS = {
    "clipboard": "\x1b]52;c;UFdORUQ=\x1b\\",
    "clipboard, bell": "\x1b]52;c;UFdORUQ=\x07",
    "title": "\x1b]0;PWNTITLE\x1b\\",
    "link": "\x1b]8;;http://evil.example/\x1b\\x\x1b]8;;\x1b\\",
    "device control": "\x1bP$qm\x1b\\",
    "application": "\x1b_Gx\x1b\\",
    "clear": "\x1b[2J\x1b[H",
    "screen": "\x1b[?1049l",
    "question": "\x1b[6n\x1b[c\x1b[0c",
    "reset": "\x1bc",
    "C1": "\x9d0;PWNTITLE\x9c\x9b6n\x9b2J",
    "C0": "\x00\x05\x07\x08\x0b\x0c\x0e\x0f\x7f",
    "lines": "a\nb\rc\td\x85e",
}
# All that our own frames are made of: colours, cursor places and modes, by name.
FRAMES = re.compile(
    rb"\x1b\[[0-9;]*m|\x1b\[[0-9]+;[0-9]+H|\x1b\[\?(?:1049|1000|1003|1015|1006|25|1004|2004|7|2026|2048)[hl]"
    rb"|\x1b\[\?(?:2026|2048)\$p|\x1b\[>[0-9]+u|\x1b\[<u|\x1b\]22;[a-z-]+\x07"
    rb"|\r?\n(?=\x1b\[[0-9]+;[0-9]+H)"
)
CONTROL = re.compile(rb"[\x00-\x1f\x7f]|\xc2[\x80-\x9f]")


def widgets_app(path: Path) -> None:
    """Show the text in the file through every widget there is."""
    from textual.app import App, ComposeResult
    from textual.content import Content
    from textual.geometry import Size
    from textual.scroll_view import ScrollView
    from textual.widget import Widget
    from textual.widgets import (
        Button,
        DataTable,
        Input,
        Label,
        Log,
        Markdown,
        OptionList,
        RichLog,
        Static,
        TextArea,
        Tree,
    )

    from openai_timeline.ui.driver import driver_class

    text = path.read_bytes().decode()

    class Lines(ScrollView):
        def on_mount(self) -> None:
            self.virtual_size = Size(70, 1)

        def render_line(self, y: int) -> Strip:
            strip = Strip([Segment(text, Style(bold=True)), Segment(text)])
            return strip.crop_extend(0, 70, None) if y else strip

    class Widgets(App[None]):
        CSS = "Screen { overflow: hidden } Screen > * { height: 3; max-height: 3; padding: 0; margin: 0 }"

        def compose(self) -> ComposeResult:
            yield Static(text, markup=False)
            yield Static(Content(text))
            yield Static(Text(text))
            yield Static(Text(text, style=Style(link=f"http://x/{text}")))
            yield Label(text, markup=False)
            yield Markdown(text)
            yield OptionList(text, markup=False)
            yield OptionList(Content(text))
            table: DataTable[object] = DataTable()
            yield table
            yield Lines()
            tree: Tree[None] = Tree(Text(text))
            tree.root.add_leaf(Text(text))
            yield tree
            yield Input(text)
            yield TextArea(text)
            yield RichLog()
            yield Log()
            yield Button(Content(text))

        def on_mount(self) -> None:
            table = self.query_one(DataTable)
            table.add_columns(Text(text), "b")
            table.add_row(Text(text), Text(text))
            self.query_one(RichLog).write(text)
            self.query_one(Log).write(text)
            self.notify(text, title=text, markup=False, timeout=30)
            self.title = self.sub_title = text
            for widget in self.query(Widget):
                widget.border_title = Content(text)
            self.set_timer(0.3, self.mark)

        def mark(self) -> None:
            self.query(Static).first().update("FINISHED")
            self.set_timer(0.1, self.exit)

    backstop.install()
    Widgets(driver_class=driver_class()).run()


@pytest.mark.terminal
@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_nothing_hostile_reaches_the_terminal(tmp_path: Path) -> None:
    everything = tmp_path / "text"
    everything.write_bytes("".join(f"({text})" for text in PAYLOADS.values()).encode())
    program = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import test_backstop as test; "
    run = f"from pathlib import Path; test.widgets_app(Path({str(everything)!r}))"
    with Terminal([sys.executable, "-c", program + run], size=(80, 60)) as terminal:
        assert terminal.wait(20) == 0, terminal.output[-2000:]
        output = terminal.read()
    assert b"FINISHED" in output
    assert output.count(b"PWNTITLE") > 10, "the widgets did not show the text"
    assert not CONTROL.findall(FRAMES.sub(b"", output))


@pytest.fixture
def console() -> Console:
    backstop.install()
    return Console(color_system="truecolor")


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS.keys())
def test_a_line_holds_no_control_and_no_link(payload: str, console: Console) -> None:
    style = Style(bold=True, link=f"http://x/{payload}")
    strip = Strip([Segment("│ "), Segment(payload, style), Segment(payload), Segment("é", Style(link="x"))])
    drawn = strip.render(console).replace("\x1b[1m", "").replace("\x1b[0m", "")
    assert not re.search(r"[\x00-\x1f\x7f-\x9f]", drawn)
    assert strip.render(console) == strip.render(console)


def test_an_ordinary_line_is_drawn_as_ever(console: Console) -> None:
    segments = [Segment("│ Łukasz’s “memo”… ", Style(color="red")), Segment("中文"), Segment("│")]
    drawn = Strip.render.unguarded(Strip(segments), console)  # type: ignore[attr-defined]
    assert Strip(segments).render(console) == drawn


@pytest.mark.parametrize("text", ["हिन्दी", "👨\u200d👩\u200d👧", "☰ ㉈", "को", "\u302e"])
def test_the_cursor_ends_where_the_layout_has_it(text: str, console: Console) -> None:
    strip = Strip([Segment(f"({text}"), Segment(")")])
    cells = strip.cell_length - 1
    spaces = " " * cells
    assert strip.render(console) == f"\x1b7{spaces}\x1b8({text}\x1b8\x1b[{cells}C)"


@given(st.text())
@example("╭─ Years ─╮ █▎ 中文 é ² 👩\u200d🚀 e\u0301 …")
def test_in_ascii_every_line_is_as_wide_and_nothing_else_is_drawn(text: str) -> None:
    drawn = backstop.in_ascii(text)
    assert drawn.isascii()
    assert cell_len(drawn) == sum(map(cell_len, text))


def test_signs_letters_and_the_rest_have_stand_ins_of_ascii() -> None:
    backstop.install(ascii_only=True)
    try:
        drawn = Strip([Segment("╭─ Müller · 中文 ²")]).render(Console(color_system=None))
    finally:
        backstop.install()
    assert drawn == "+- Muller . ???? 2"


def test_installing_twice_changes_nothing() -> None:
    backstop.install()
    render = Strip.render
    backstop.install()
    assert Strip.render is render
