"""A panel to choose one of several things, or some of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from ...text import cell_width, fit
from ..page import Line, Span
from ..plain import plain_title
from ..widgets.choices import ChoiceList
from .closing import ClosesOnce


class Choice(NamedTuple):
    """Something to choose: what it stands for, its name (clean), what is said of it at the right."""

    value: str
    name: str
    beside: str = ""
    style: str = "text"


class ChooseScreen(ClosesOnce, ModalScreen[None]):
    """Hands each change to `apply` at once, so that the screen below shows it; `several` may be chosen together."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", "Back"),
        Binding("space", "choose", "Choose", priority=True),
    ]

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        chosen: Sequence[str],
        apply: Callable[[tuple[str, ...]], None],
        several: bool = False,
    ) -> None:
        super().__init__(classes="panel-screen")
        self._title, self._choices, self._chosen = title, choices, tuple(chosen)
        self._apply, self._several = apply, several

    def compose(self) -> ComposeResult:
        """One list."""
        with Vertical(classes="panel"):
            yield ChoiceList(id="choices")

    def on_mount(self) -> None:
        """Fill it, the cursor on what is chosen."""
        panel = self.query_one(".panel")
        panel.border_title = plain_title(self._title)
        does = "enter chooses, or takes back" if self._several else "enter chooses"
        panel.border_subtitle = plain_title(f"{does} · esc back")
        self.query_one(ChoiceList).focus()
        chosen = next((n for n, choice in enumerate(self._choices) if choice.value in self._chosen), 0)
        # At once, so that the next key typed finds it; again when it is known how wide the rows are.
        self._show(0 if self._several else chosen)

    def on_resize(self) -> None:
        """The rows are as wide as the list."""
        self.call_after_refresh(lambda: self._show(self.query_one(ChoiceList).cursor))

    def _show(self, cursor: int) -> None:
        self.query_one(ChoiceList).show([self._line(choice) for choice in self._choices], cursor)

    def _line(self, choice: Choice) -> Line:
        mark = "● " if choice.value in self._chosen else "  "
        room = self.query_one(ChoiceList).inner_width - 4 - cell_width(choice.beside)
        return [Span(f" {mark}", "accent"), Span(fit(choice.name, room), choice.style), Span(choice.beside, "dim")]

    @on(ChoiceList.Chosen)
    def _choose(self, message: ChoiceList.Chosen) -> None:
        value = self._choices[message.number].value
        if not self._several:
            self.dismiss()
            self._apply((value,))
            return
        chosen = {*self._chosen} ^ {value}
        self._chosen = tuple(choice.value for choice in self._choices if choice.value in chosen)
        self._apply(self._chosen)
        self._show(message.number)

    def action_choose(self) -> None:
        """Choose the row under the cursor."""
        self.query_one(ChoiceList).action_choose()

    def action_close(self) -> None:
        """Back."""
        self.dismiss()
