"""Where the main screen is in time: eras beside the years, and the density strip."""

from __future__ import annotations

from textual.screen import Screen

from ...index.ask import Index
from ...index.view import View
from ...model.dates import END
from ...model.timeline import Event
from ...text import TITLE_LIMIT, clean
from ..cards import Tongue
from ..plain import plain_title
from ..widgets.density import DensityStrip
from ..widgets.events import EventList
from ..widgets.years import YearList


class MainTime(Screen[None]):
    """The part of the main screen that says where in time the cursor is."""

    index: Index
    view: View
    place: int
    event: Event | None

    @property
    def tongue(self) -> Tongue:
        """The language of record text."""
        raise NotImplementedError

    def jump_to(self, place: int) -> None:
        """Go to a place of the view that is elsewhere, so that one can come back."""
        raise NotImplementedError

    def era_years(self) -> list[tuple[int, int]]:
        """The first and the last year of each era."""
        last = max((count.year for count in self.index.everything.years), default=0)
        eras = self.index.head.eras
        return [(era.start.year, era.end.year if era.end is not None else max(last, era.start.year)) for era in eras]

    def show_time(self) -> None:
        """Mark the time that is on the screen, and name the era of the event under the cursor."""
        if self.event is not None:
            era = self._era_at(self.event.date.earliest)
            self.query_one(YearList).set_titles(plain_title("Years"), plain_title(era))
            if self.query_one(EventList).size.height:
                self._mark_time()
            else:
                self.call_after_refresh(self._mark_time)

    def _mark_time(self) -> None:
        strip = self.query_one(DensityStrip)
        if not strip.display or self.event is None:
            return
        places = self.query_one(EventList).places_in_view
        ends = [place for place in (places.start, places.stop - 1) if 0 <= place < len(self.view)]
        instants = [event.date.earliest for event in self.index.events([self.view.positions[n] for n in ends])]
        here = self.event.date.earliest
        strip.point_at(here, min(instants, default=here), max(instants, default=here))

    def _era_at(self, instant: int) -> str:
        """The last era that has begun and is not over."""
        for era in reversed(self.index.head.eras):
            if era.start.earliest <= instant <= (era.end.latest if era.end is not None else END):
                return clean(era.title.in_language(*self.tongue), limit=TITLE_LIMIT)
        return ""

    def on_density_strip_chosen(self, message: DensityStrip.Chosen) -> None:
        """Go to the first event at or after the instant that was clicked."""
        if len(self.view):
            self.jump_to(self.view.place(self.index.position_at(message.instant)))
