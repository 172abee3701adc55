"""Which addresses are opened, what is shown before, and what the browser is started with."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pytest

from openai_timeline.text import is_clean
from openai_timeline.ui.opener import check_url, open_url, shown_target

REFUSED = [
    "", "x", "--help", "-x", "-http://example.org/", "/etc/passwd", "file:///etc/passwd", "ftp://example.org/",
    "ssh://-oProxyCommand=touch%20x/", "smb://example.org/x", "x-man-page://ls", "javascript:alert(1)",
    "JaVaScRiPt:alert(1)", "vbscript:x", "data:text/html,x", "mailto:a@example.org", "about:blank",
    "http://x/\n\x1b]0;T\x07", "http://x/\x1b[2J", "http://x/\x9b2J", "http://x/\x00", "http://x/a b", "http://x/\t",
    " http://example.org/", "http://example.org/\xa0", "http://good.com@evil.com/", "http://good.com:80@evil.com/",
    "http://good.com%2f@evil.com/", "https:\\\\evil.com", "http://good.com\\@evil.com", "http:/example.org",
    "http:example.org", "http:///path", "http://", "//example.org/", "http://x:99999/", "http://x:y/", "http://[::1/",
    "http://%65vil.com/", "http://-oProxyCommand/", "http://exa_mple.org/", "http://a..b/", "http://" + "a" * 64,
    "http://straße.de/", "http://ex\u200dample.org/", "http://x/\u202egpj.exe", "http://x/" + "a" * 2048,
]  # fmt: skip
ACCEPTED = {
    "http://example.org": "http://example.org",
    "HTTPS://Example.ORG/Path?q=1#F": "https://example.org/Path?q=1#F",
    "https://openai.com/index/openai-announces-leadership-transition/": None,
    "https://example.org:8443/a;b=c,d?x=%20&y='": None,
    "http://x/%0a%1b]0;T%07": None,
    "https://xn--80ak6aa92e.com/": None,
    "https://www.аррӏе.com/": "https://www.xn--80ak6aa92e.com/",
    "https://пример.рф/путь": "https://xn--e1afmkfd.xn--p1ai/путь",
    "http://127.0.0.1:8000/": None,
    "http://[::1]:8000/x": None,
    "https://example.org/wiki/Caf%C3%A9_(x)": None,
}


@pytest.fixture
def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A browser that notes its arguments in the file that is returned, and shouts on all its outputs."""
    log = tmp_path / "arguments"
    script = tmp_path / "fake browser"
    script.write_text(
        f"#!{sys.executable}\nimport json, os, sys\nprint('NOISE'); print('NOISE', file=sys.stderr)\n"
        f"note = [sys.argv[1:], sys.stdin.read(), os.getsid(0) == os.getpid()]\n"
        f"open({str(log) + '.new'!r}, 'w').write(json.dumps(note)); os.rename({str(log) + '.new'!r}, {str(log)!r})\n"
    )
    script.chmod(0o700)
    monkeypatch.setenv("BROWSER", f"'{script}'")
    return log


def started_with(log: Path) -> list[str]:
    """What the browser was given; it read nothing and ran in a session of its own."""
    end = time.monotonic() + 5
    while not log.exists() and time.monotonic() < end:
        time.sleep(0.01)
    arguments, typed, apart = json.loads(log.read_text())
    log.unlink()
    assert typed == ""
    assert apart
    assert isinstance(arguments, list)
    return arguments


@pytest.mark.parametrize("url", REFUSED)
def test_refused(url: str, browser: Path) -> None:
    reason = open_url(url)
    assert reason
    assert reason == check_url(url)
    assert is_clean(shown_target(url))
    assert not browser.exists()


@pytest.mark.parametrize(("url", "shown"), ACCEPTED.items())
def test_accepted_and_shown_as_it_will_be_opened(url: str, shown: str | None) -> None:
    assert check_url(url) is None
    assert shown_target(url) == (shown or url)


def test_the_browser_gets_one_argument_and_writes_nothing(browser: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for url, opened in [
        ("https://example.org/a?b=c&d='$(x)`", "https://example.org/a?b=c&d='$(x)`"),
        ("https://пример.рф/путь", "https://xn--e1afmkfd.xn--p1ai/%D0%BF%D1%83%D1%82%D1%8C"),
    ]:
        assert open_url(url) is None
        assert started_with(browser) == [opened]
    assert capfd.readouterr() == ("", "")


def test_a_browser_may_be_a_command_with_a_place_for_the_address(
    browser: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    monkeypatch.setenv("BROWSER", f"no-such-program:{os.environ['BROWSER']} --new %s -q")
    assert open_url("https://example.org/%s%action") is None
    assert started_with(browser) == ["--new", "https://example.org/%s%action", "-q"]


def test_a_machine_without_a_browser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BROWSER", "no-such-program")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    assert "no program to open links" in (open_url("https://example.org/") or "")
