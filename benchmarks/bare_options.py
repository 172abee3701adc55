"""A yardstick: the smallest app of Textual with a list of as many rows as a timeline has events."""

from textual.app import App, ComposeResult
from textual.widgets import OptionList

ROWS = 500


class BareOptions(App[None]):
    """One `OptionList`."""

    def compose(self) -> ComposeResult:
        """The rows."""
        yield OptionList(*(f"Option number {number}" for number in range(1, ROWS + 1)))


if __name__ == "__main__":
    BareOptions().run()
