"""What the tenures screen opens over itself: choices, a date, the offices, the comparison, the picture's file name."""

from __future__ import annotations

from pathlib import Path

from textual.screen import Screen

from ...index.ask import Index
from ...index.careers import Careers, Wanted
from ...index.view import View
from ...model.bars import KINDS, LETTERS, ORDERS
from ...model.dates import Date
from ...text import clean
from ..cards import Tongue, organisation_name
from ..glyphs import ROLE_STYLES
from .closing import ClosesOnce

ALL = "*"  # no id can be it: it stands for all organisations


class TenurePanels(ClosesOnce, Screen[str]):
    """The part of the tenures screen that opens other screens; the state is the screen's own."""

    index: Index
    view: View
    tongue: Tongue
    careers: Careers
    wanted: Wanted

    @property
    def moment(self) -> Date:
        """The date of the cursor."""
        raise NotImplementedError

    @property
    def seen(self) -> tuple[Date | None, Date | None]:
        """The first and the last day in view; None where all is."""
        raise NotImplementedError

    def show_rows(self, wanted: Wanted) -> None:
        """Show other people or other roles."""
        raise NotImplementedError

    def go_to_date(self, date: Date) -> None:
        """Put the cursor on a date."""
        raise NotImplementedError

    def action_order(self) -> None:
        """Order by the next of first day, name, length."""
        number = (ORDERS.index(self.wanted.order) + 1) % len(ORDERS)
        self.show_rows(self.wanted._replace(order=ORDERS[number]))

    def action_kinds(self) -> None:
        """Choose the kinds of roles that are shown."""
        from .choose import Choice, ChooseScreen

        counts = dict.fromkeys(KINDS, 0)
        for row in self.careers.rows(self.wanted._replace(kinds=KINDS)):
            for bar in row.bars:
                counts[bar.kind] += 1
        choices = [
            Choice(kind, f"{LETTERS[kind]}  {kind}", f"{counts[kind]:,} roles", ROLE_STYLES.get(kind, "text"))
            for kind in KINDS
            if counts[kind]
        ]

        def apply(kinds: tuple[str, ...]) -> None:
            self.show_rows(self.wanted._replace(kinds=kinds))

        self.app.push_screen(ChooseScreen("Roles", choices, self.wanted.kinds, apply, several=True))

    def action_organisation(self) -> None:
        """Choose one organisation, or all."""
        from .choose import Choice, ChooseScreen

        choices = [Choice(ALL, "all organisations")]
        for employer in self.careers.employers():
            name = organisation_name(self.index, employer.id, self.tongue) or "(none named)"
            people = f"{employer.people:,} {'person' if employer.people == 1 else 'people'}"
            choices.append(Choice(employer.id, name, people))

        def apply(chosen: tuple[str, ...]) -> None:
            self.show_rows(self.wanted._replace(organisation=None if chosen[0] == ALL else chosen[0]))

        here = ALL if self.wanted.organisation is None else self.wanted.organisation
        self.app.push_screen(ChooseScreen("Organisation", choices, (here,), apply))

    def action_date(self) -> None:
        """Go to a date."""
        from .ask import ask_date

        ask_date(self.app, "Go to a date", self.index.head.zone, self.go_to_date)

    def action_offices(self) -> None:
        """Say who was in office on the date."""
        from .offices import OfficesScreen

        self.app.push_screen(OfficesScreen(self.index, self.moment, self.tongue, self.wanted.organisation))

    def action_compare(self) -> None:
        """Two people side by side."""
        from .compare import open_comparison

        open_comparison(self.app, self.index, self.view.selection.people, self.tongue)

    def action_help(self) -> None:
        """What the keys do."""
        from .help import HelpScreen

        self.app.push_screen(HelpScreen(self))

    def action_picture(self) -> None:
        """Write the chart as a picture, under a name that is asked for."""
        from .ask import ask_file

        ask_file(self.app, "Write the picture as SVG", f"tenures-{self.moment.text[:10]}.svg", self._write_picture)

    def _write_picture(self, path: Path) -> None:
        """Draw what is wanted here, the date marked, and say where it is."""
        from ...files.whole import write_whole
        from ...pictures.draw import draw
        from ...pictures.request import Request

        wanted = self.wanted
        theme = "dark" if self.app.current_theme.dark else "light"
        request = Request(
            people=wanted.people, organisation=wanted.organisation, kinds=wanted.kinds, order=wanted.order,
            after=self.seen[0], before=self.seen[1], on=self.moment, theme=theme, language=self.tongue.wanted,
        )  # fmt: skip
        try:
            write_whole(path, draw(self.index, request).encode())
        except OSError as error:
            said = f"{path}: {error.strerror or type(error).__name__}"
            self.notify(clean(said), severity="error", timeout=8, markup=False)
        else:
            self.notify(clean(f"Written to {path}"), timeout=4, markup=False)
