"""Our own look-up of places on Linux gives what platformdirs gives."""

from __future__ import annotations

import sys

import platformdirs
import pytest

from openai_timeline import paths


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it is platformdirs that is asked")
@pytest.mark.parametrize("kind", ["state", "data", "cache"])
@pytest.mark.parametrize("named", [None, "", "  ", "/some/where", "/with a blank/x"])
@pytest.mark.parametrize("home", ["/home/somebody", None])
def test_places_are_those_of_platformdirs(
    kind: str, named: str | None, home: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in ((f"XDG_{kind.upper()}_HOME", named), ("HOME", home)):
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    expected = getattr(platformdirs, f"user_{kind}_path")(paths.APP, appauthor=False)
    assert getattr(paths, f"{kind}_directory")() == expected
