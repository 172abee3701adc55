"""The panes of the main screen: which is shown and which has the focus."""

from __future__ import annotations

from textual.screen import Screen

from ..widgets.events import EventList

PANES_FROM = 80  # columns


class MainPanes(Screen[None]):
    """The part of the main screen that goes from pane to pane."""

    def action_focus_pane(self, name: str) -> None:
        """Go to a pane, and show it where only one of two is shown."""
        if name != "events" and self.has_class("-narrow"):
            self.notify(f"The {name} pane needs {PANES_FROM} columns; enter reads the event", timeout=3, markup=False)
            return
        if name in ("person", "reader"):
            self.set_class(name == "person", "-person-shown")
        # At once, so that the next key typed is already the pane's.
        self.set_focus(self.query_one(f"#{name}"))

    def on_resize(self) -> None:
        """What has the focus may be hidden now."""
        self.call_after_refresh(self._keep_focus)

    def _keep_focus(self) -> None:
        """Have the focus where it can be seen, or keys would go nowhere."""
        if self.focused is None or not self.focused.region:
            self.set_focus(self.query_one(EventList))

    def action_pane(self, step: int) -> None:
        """The pane to the left or right."""
        shown = [pane for pane in self.query(".pane") if pane.display and pane.region.width]
        if self.focused in shown:
            number = shown.index(self.focused) + step
            if 0 <= number < len(shown):
                shown[number].focus()
