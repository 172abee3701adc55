"""A yardstick: the smallest app of Textual that shows a line of text."""

from textual.app import App, ComposeResult
from textual.widgets import Static

TEXT = "A bare app, painted."


class BareStatic(App[None]):
    """One `Static`."""

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static(TEXT)


if __name__ == "__main__":
    BareStatic().run()
