"""Where the record that comes with the program is."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def bundled_path() -> Path:
    """The bundled timeline: inside the package once installed, in the folder `data` of a working copy."""
    installed = _PACKAGE / "data" / "timeline.json"
    return installed if installed.is_file() else _PACKAGE.parents[1] / "data" / "timeline.json"
