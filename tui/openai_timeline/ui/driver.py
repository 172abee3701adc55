"""The choice of the part of Textual that talks to the terminal."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.driver import Driver


def driver_class() -> type[Driver] | None:
    """The driver to give to the app; None, on Windows or with $TEXTUAL_DRIVER set, leaves it to Textual."""
    if os.name != "posix" or os.environ.get("TEXTUAL_DRIVER"):
        return None
    from openai_timeline.ui.posix_driver import PosixDriver

    return PosixDriver
