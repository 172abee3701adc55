"""What could not be read of the file."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen

from ...files.problems import Problem
from ...text import clean
from ..page import BLANK, Block, Span
from ..plain import plain_title
from ..widgets.pane import PagePane
from .closing import ClosesOnce


class ProblemsScreen(ClosesOnce, ModalScreen[None]):
    """Lists each part that is left out or read otherwise than written, with its place and what was expected."""

    BINDINGS = [Binding("escape,q,exclamation_mark", "close", "Back")]

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(classes="panel-screen")
        self._problems = problems

    def compose(self) -> ComposeResult:
        """One page."""
        with Vertical(classes="panel"):
            yield PagePane(id="problems")

    def on_mount(self) -> None:
        """Fill it."""
        lost = sum(problem.severity == "error" for problem in self._problems)
        others = len(self._problems) - lost
        said = [f"Not read: {lost}"] * bool(lost) + [f"Read otherwise: {others}"] * bool(others)
        self.query_one(".panel").border_title = plain_title(", ".join(said))
        self.query_one(".panel").border_subtitle = plain_title("esc back")
        pane = self.query_one("#problems", PagePane)
        pane.show(lambda width: problem_blocks(self._problems))
        pane.focus()

    def action_close(self) -> None:
        """Back to the timeline."""
        self.dismiss()


def problem_blocks(problems: Sequence[Problem]) -> list[Block]:
    """Two or three lines a problem."""
    blocks: list[Block] = []
    for problem in problems:
        place = f"line {problem.line}, column {problem.column}" if problem.line else "the file as a whole"
        blocks.append(Block((Span(place, "accent"), Span(f"  {clean(problem.path)}", "dim"))))
        blocks.append(Block((Span(clean(problem.message), "text"),), indent=(Span("  "),)))
        if problem.hint:
            blocks.append(Block((Span(clean(problem.hint), "dim"),), indent=(Span("  "),)))
        blocks.append(BLANK)
    return blocks
