"""One line to type in, checked before it is accepted."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from ..page import Span
from ..plain import plain_title
from ..widgets.bar import Bar
from .closing import ClosesOnce


class PromptScreen(ClosesOnce, ModalScreen[str]):
    """Gives back what was typed once `check` finds nothing wrong with it; None on Esc."""

    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Back")]

    def __init__(self, title: str, hint: str, check: Callable[[str], str], value: str = "") -> None:
        super().__init__(classes="panel-screen")
        self._title, self._hint, self._check, self._value = title, hint, check, value

    def compose(self) -> ComposeResult:
        """A line and below it what is wrong, or a hint."""
        with Vertical(classes="panel prompt"):
            yield Input(value=self._value, select_on_focus=False)
            yield Bar(id="said")

    def on_mount(self) -> None:
        """Say what to type."""
        panel = self.query_one(".panel")
        panel.border_title = plain_title(self._title)
        panel.border_subtitle = plain_title("enter accepts · esc back")
        self.query_one("#said", Bar).show([Span(f" {self._hint}", "dim")])

    @on(Input.Submitted)
    def _accept(self, message: Input.Submitted) -> None:
        wrong = self._check(message.value)
        if wrong:
            self.query_one("#said", Bar).show([Span(f" {wrong}", "bad")])
        else:
            self.dismiss(message.value)

    def action_close(self) -> None:
        """Back without an answer."""
        self.dismiss(None)
