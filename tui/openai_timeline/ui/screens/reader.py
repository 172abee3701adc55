"""The reader on the whole screen: one memo or one event, with the editors' notes and what happened around it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Input

from ...index.ask import Index
from ...index.view import View
from ...model.date_display import display
from ...model.timeline import Event
from ...text import TITLE_LIMIT, clean
from ..cards import EventCard, MemoCard, Tongue, event_card
from ..event_page import Clock, correction_notes, event_page, memo_page, memo_sources, note_blocks
from ..glyphs import BOOKMARK, MEMO, glyph
from ..page import BLANK, Block, Span
from ..widgets.bar import Bar, Key, KeyBar
from ..widgets.lines import Lines
from ..widgets.pane import PagePane
from .closing import ClosesOnce

if TYPE_CHECKING:
    from ...notes import Kind
    from ..noting import Noting

MEASURE = 72
NOTED_FROM = 110  # columns from which the notes stand in a margin
AROUND = 4  # events listed before and after

KEYS = (
    Key("space", "on", "page_on"),
    Key("/", "find in the text", "find"),
    Key("]", "next memo", "memo(1)"),
    Key("[", "memo before", "memo(-1)"),
    Key("o", "source", "open_source"),
    Key("z", "clock", "toggle_clock"),
    Key("?", "help", "help"),
    Key("esc", "back", "close"),
)


class ReaderScreen(ClosesOnce, Screen[int]):
    """Gives back the place of the event that was read last."""

    AUTO_FOCUS = "#page"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "find", "Find in the text", key_display="/"),
        Binding("n", "hit(1)", "Next place found"),
        Binding("N", "hit(-1)", "Place found before"),
        Binding("right_square_bracket", "memo(1)", "Next memo of the filter", key_display="]"),
        Binding("left_square_bracket", "memo(-1)", "Memo before", key_display="["),
        Binding("o", "open_source", "Sources: look at one, open it"),
        Binding("z", "toggle_clock", "The event's clock or mine"),
        Binding("b", "bookmark", "Bookmark the memo, or the event"),
        Binding("a", "note", "Write a note on it"),
        Binding("question_mark,f1", "help", "Help", key_display="?"),
        Binding("escape", "close", "Back to the same event"),
        Binding("m,q", "leave", "Back to the timeline"),
    ]

    def __init__(
        self,
        index: Index,
        view: View,
        place: int,
        memo: str,
        tongue: Tongue,
        clock: Clock,
        set_clock: Callable[[bool], None],
        noting: Noting,
    ) -> None:
        super().__init__()
        self._index, self._view, self._place = index, view, place
        self._tongue, self._clock, self._set_clock, self._noting = tongue, clock, set_clock, noting
        self._card: EventCard
        self._memo: MemoCard | None = None
        self._hits: list[int] = []
        self._hit = 0
        self._open(place, memo)

    def compose(self) -> ComposeResult:
        """A column of text, a margin for notes, and a line to type what to find."""
        yield Bar(id="title")
        with Horizontal(id="reader-body"):
            yield PagePane(id="page", margin=2, measure=MEASURE)
            yield PagePane(id="notes", margin=2)
        yield Input(id="find", placeholder="find in the text", select_on_focus=False)
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Show the page; say how far it is read as it scrolls."""
        page = self.query_one("#page", PagePane)
        page.centred = True
        self.query_one("#find", Input).disabled = True
        self.watch(page, "scroll_y", self._say_progress, init=False)
        self._show()

    def on_resize(self, event: Resize) -> None:
        """The notes have a margin of their own where there is room."""
        self.set_class(event.size.width >= NOTED_FROM, "-noted")
        self._show(keep_place=True)

    # -- what is shown

    def _open(self, place: int, memo: str) -> None:
        """Take an event, and one of its memos (`first`, an id, or none)."""
        self._place = place
        event = self._index.event(self._view.positions[place])
        self._card = event_card(self._index, event, self._tongue)
        found = [card for card in self._card.memos if memo in ("first", card.memo.id)]
        self._memo = found[0] if found else None

    @property
    def _thing(self) -> tuple[Kind, str, str]:
        """What is read: its kind, its id and its title."""
        if self._memo is not None:
            return "memo", self._memo.memo.id, self._memo.title or "Memo"
        return "event", self._card.event.id, self._card.title

    def _show(self, keep_place: bool = False) -> None:
        page, notes = self.query_one("#page", PagePane), self.query_one("#notes", PagePane)
        noted = self.has_class("-noted")
        page.show(lambda width: self._page(below=not noted), keep_place)
        notes.show(lambda width: self._notes(), keep_place)
        self._hits = []
        self._say_title()
        self.call_after_refresh(self._say_progress)

    def _page(self, below: bool) -> list[Block]:
        note = self._noting.noted(*self._thing[:2])
        blocks = [BLANK, *note_blocks(note.text if note else "")]
        if self._memo is None:
            blocks += event_page(self._card, self._clock, self._tongue)
        else:
            blocks += [*memo_page(self._memo, self._clock), *memo_sources(self._memo)]
        if below:
            blocks += [BLANK, *self._notes()]
        return [*blocks, BLANK]

    def _notes(self) -> list[Block]:
        """The editors' notes on the memo, and what happened around it."""
        blocks = [BLANK]
        if self._memo is not None and self._memo.memo.corrections:
            blocks += [*correction_notes(self._memo, self._tongue), BLANK]
        blocks.append(Block((Span("Around this", "strong"),)))
        here = self._view.positions[self._place]
        first = max(0, here - AROUND)
        around = range(first, min(self._index.total, here + AROUND + 1))
        events = zip(around, self._index.events(around), strict=True)
        return [*blocks, *(self._neighbour(event, position == here) for position, event in events)]

    def _neighbour(self, event: Event, here: bool) -> Block:
        mark = glyph(event.kind)
        title = clean(event.title.in_language(*self._tongue), limit=TITLE_LIMIT)
        when = display(event.date, short=True).partition(",")[0]
        return Block(
            (Span(f"{when}  ", "dim"), Span(title, "strong" if here else "text")),
            first=(Span(f"{mark.sign} ", mark.style),),
            indent=(Span("  "),),
        )

    def _say_title(self) -> None:
        what = f" {MEMO} Memo" if self._memo else " Event"
        date = (self._memo.memo.date if self._memo else None) or self._card.event.date
        who = ", ".join(self._memo.authors if self._memo else self._card.people)
        zone = (self._memo.memo.zone if self._memo else None) or self._card.event.zone or self._clock.place
        told = display(date, zone) + (f" · {who}" if who else "")
        said = [Span(what, "memo-strong" if self._memo else "accent"), Span(f"   {told}", "dim")]
        note = self._noting.noted(*self._thing[:2])
        if note is not None and note.marked:
            said.append(Span(f"   {BOOKMARK} bookmarked", "accent"))
        self.query_one("#title", Bar).show(said)

    def _say_progress(self) -> None:
        page, notes = self.query_one("#page", PagePane), self.query_one("#notes", PagePane)
        note = [Span("all ", "dim")]
        if page.max_scroll_y > 0:
            # The margin goes with the text, so that its end is seen when the text's is.
            notes.scroll_to(y=round(notes.max_scroll_y * page.scroll_y / page.max_scroll_y), animate=False)
            note = [Span(f"{round(100 * page.scroll_y / page.max_scroll_y)} % ", "dim")]
        if self._hits:
            note = [Span(f"{self._hit + 1} of {len(self._hits)} found  ", "accent"), *note]
        self.query_one(KeyBar).show_keys(KEYS, note)

    # -- actions

    def action_page_on(self) -> None:
        """A screenful on."""
        self.query_one("#page", PagePane).action_page(1)

    def action_memo(self, step: int) -> None:
        """The next memo among the events shown, or the one before."""
        memo = self._memo.memo.id if self._memo else ""
        found = self._index.memo_after(self._view, self._place, memo, step)
        if found is None:
            self.notify("There is no other memo in that direction", timeout=3, markup=False)
            return
        self._open(found.place, found.memo)
        self._show()

    def action_find(self) -> None:
        """Type what to find."""
        find = self.query_one("#find", Input)
        find.value = ""
        find.disabled = False
        find.add_class("-open")
        find.focus()

    @on(Input.Changed, "#find")
    def _typed(self, message: Input.Changed) -> None:
        """Mark what is typed wherever it stands, and go to the first place."""
        page = self.query_one("#page", PagePane)
        wanted = message.value.casefold()
        page.mark_words([message.value])
        texts = ("".join(span.text for span in line).casefold() for line in page.lines)
        self._hits = [number for number, text in enumerate(texts) if wanted and wanted in text]
        self._hit = -1
        self.action_hit(1)

    @on(Input.Submitted, "#find")
    def _found(self) -> None:
        self._close_find()

    def _close_find(self) -> None:
        find = self.query_one("#find", Input)
        find.remove_class("-open")
        find.disabled = True
        self.query_one("#page").focus()

    def action_hit(self, step: int) -> None:
        """To the next place found."""
        if self._hits:
            self._hit = (self._hit + step) % len(self._hits)
            self.query_one("#page", PagePane).show_line(self._hits[self._hit], context=5)
        self._say_progress()

    def action_bookmark(self) -> None:
        """Mark what is read, or take the mark away."""
        self._noting.bookmark(*self._thing)
        self._say_title()

    def action_note(self) -> None:
        """Write a note on what is read."""
        self._noting.write_note(*self._thing, lambda: self._show(keep_place=True))

    def action_open_source(self, source: str = "") -> None:
        """Look at the sources and open one in the browser."""
        from .sources import SourcesScreen

        sources = self._memo.sources if self._memo else self._card.sources
        if sources:
            self.app.push_screen(SourcesScreen(self._index, sources, self._tongue, source))

    def on_lines_link_chosen(self, message: Lines.LinkChosen) -> None:
        """A source was clicked."""
        what, _, which = message.link.partition(":")
        if what == "source":
            self.action_open_source(which)

    def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        """A click on a key of the footer is that key."""
        self.call_later(self.run_action, message.action)

    def action_toggle_clock(self) -> None:
        """The event's clock first, or the reader's."""
        self._clock = self._clock._replace(first=not self._clock.first)
        self._set_clock(self._clock.first)
        self._show(keep_place=True)

    def action_close(self) -> None:
        """Close the finding first, then what is marked, then the screen."""
        if self.query_one("#find").has_class("-open") or self._hits:
            self._close_find()
            self._hits = []
            self.query_one("#page", PagePane).mark_words([])
            self._say_progress()
        else:
            self.dismiss(self._place)

    def action_leave(self) -> None:
        """Close the screen."""
        self.dismiss(self._place)

    def action_help(self) -> None:
        """What the keys do."""
        from .help import HelpScreen

        self.app.push_screen(HelpScreen(self))
