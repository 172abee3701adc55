"""The picker of people: found by any part of any of their names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from ...index.answers import Lazily
from ...index.ask import Index, PersonCount
from ...text import TITLE_LIMIT, clean, cut, fit
from ..cards import Tongue, person_name
from ..page import Line, Span
from ..plain import plain_title
from ..widgets.choices import ChoiceList
from .closing import ClosesOnce


class PeoplePicker(ClosesOnce, ModalScreen[None]):
    """Hands the ids of the people chosen, in the order of choosing, to `apply` at every choice.

    The screen below shows them at once, and is drawn once where the picker closes.
    """

    AUTO_FOCUS = "Input"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Filter by this person", priority=True),
        Binding("tab", "add", "Choose several", priority=True),
        Binding("up", "move(-1)", "Up", show=False, priority=True),
        Binding("down", "move(1)", "Down", show=False, priority=True),
        Binding("pageup", "page(-1)", "Page up", show=False, priority=True),
        Binding("pagedown", "page(1)", "Page down", show=False, priority=True),
        Binding("escape", "close", "Back", priority=True),
    ]

    def __init__(
        self, index: Index, chosen: tuple[str, ...], tongue: Tongue, apply: Callable[[tuple[str, ...]], None]
    ) -> None:
        super().__init__(classes="panel-screen")
        self._index, self._chosen, self._tongue, self._apply = index, chosen, tongue, apply
        self._found: Sequence[PersonCount] = ()
        self._added: set[str] = set()  # chosen here with tab

    def compose(self) -> ComposeResult:
        """A line to type in, and who is found."""
        with Vertical(classes="panel"):
            yield Input(placeholder="any part of a name", select_on_focus=False)
            yield ChoiceList(id="people")

    def on_mount(self) -> None:
        """Everyone, at first."""
        panel = self.query_one(".panel")
        panel.border_title = plain_title("Filter by person")
        panel.border_subtitle = plain_title("enter choose · tab choose several · esc back")
        self._found = self._index.people("")

    def on_resize(self) -> None:
        """The rows are as wide as the list, which is known only now."""
        self.call_after_refresh(lambda: self._show(self.query_one(ChoiceList).cursor))

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        self._find(message.value)

    def _find(self, typed: str) -> None:
        self._found = self._index.people(typed)
        self._show(0)

    def _show(self, cursor: int) -> None:
        choices = self.query_one(ChoiceList)
        if self._found:
            choices.show(Lazily(self._found, self._row), cursor)
        else:
            choices.show([[Span("   nobody has such a name", "dim")]], 0)

    def _row(self, found: PersonCount) -> Line:
        """Chosen or not, name, other names, and how many events and memos."""
        width = max(20, self.query_one(ChoiceList).inner_width - 4)
        name = person_name(found.person, self._tongue)
        others = [*found.person.name.strings(), *found.person.aliases]
        aka = "  ".join(dict.fromkeys(clean(o, limit=TITLE_LIMIT) for o in others if o != name))
        memos = f"{found.memos}¶" if found.memos else ""
        counts = f"{found.events:>6,} {memos:>5}"
        room = width - len(counts)
        shown = cut(name, room)
        from ...text import cell_width

        mark = "● " if found.person.id in self._chosen else "  "
        rest = max(0, room - cell_width(shown) - 2)
        return [Span(f" {mark}", "accent"), Span(shown), Span("  " + fit(aka, rest), "dim"), Span(counts, "dim")]

    def action_move(self, step: int) -> None:
        """To the next or the last person of the list."""
        self.query_one(ChoiceList).action_move(step)

    def action_page(self, step: int) -> None:
        """A screenful on or back."""
        self.query_one(ChoiceList).action_page(step)

    @on(ChoiceList.Chosen)
    def action_choose(self) -> None:
        """Choose this person, or take an earlier choice back, and close."""
        if self._under_cursor not in self._added:
            self._toggle()
        self._apply(self._chosen)
        self.dismiss()

    def action_add(self) -> None:
        """Choose this person as well, and go on choosing."""
        self._toggle()
        self._apply(self._chosen)
        self._added = {person for person in (*self._added, self._under_cursor) if person in self._chosen}
        self._show(self.query_one(ChoiceList).cursor)

    @property
    def _under_cursor(self) -> str:
        cursor = self.query_one(ChoiceList).cursor
        return self._found[cursor].person.id if cursor < len(self._found) else ""

    def _toggle(self) -> None:
        person = self._under_cursor
        if person:
            kept = tuple(chosen for chosen in self._chosen if chosen != person)
            self._chosen = kept if len(kept) < len(self._chosen) else (*kept, person)

    def action_close(self) -> None:
        """Back; what was chosen is shown already."""
        self.dismiss()
