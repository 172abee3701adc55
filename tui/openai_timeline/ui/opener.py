"""Opening a link in the reader's browser, and refusing what is not plainly a link to a web page.

The address comes from a file. It is shown whole before it is opened, what is shown is what is opened, and no
address can become an option of the program that opens it.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import threading
from urllib.parse import quote, urlsplit

from openai_timeline.text import DETAIL_LIMIT, clean, is_clean

URL_LIMIT = 2_048
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\xa0\\]")
_HOST_NAME = re.compile(r"(?!-)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*\.?")
_ADDRESS = re.compile(r"[0-9a-f:.]+")
# The two standards for names outside ASCII give these letters different addresses.
_AMBIGUOUS = frozenset("ßς\u200c\u200d")
_ASCII = "".join(map(chr, range(0x21, 0x7F)))
_OPENERS = (["xdg-open"], ["gio", "open"], ["wslview"])


def check_url(url: str) -> str | None:
    """Why `url` will not be opened, as words to show; None when it may be."""
    if len(url) > URL_LIMIT:
        return f"the address is longer than {URL_LIMIT:,} characters"
    if url.startswith("-"):
        return "it begins with a dash, like an option"
    if _FORBIDDEN.search(url):
        return "the address holds a space, a control character or a backslash"
    if not is_clean(url):
        return "the address holds hidden characters"
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return "it is not a valid address"
    if parts.scheme not in ("http", "https"):
        return "only http and https addresses are opened"
    if "@" in parts.netloc:
        return "the address holds a user name, which can hide the real host"
    return _check_host(parts.hostname or "")


def _check_host(host: str) -> str | None:
    if not host:
        return "the address names no host"
    if not _AMBIGUOUS.isdisjoint(host):
        return "browsers do not agree on which host this address names"
    if _punycode(host) is None:
        return "the address names no valid host"
    return None


def _punycode(host: str) -> str | None:
    """The host in ASCII letters; None when it is not one."""
    if ":" in host:
        return f"[{host}]" if _ADDRESS.fullmatch(host) else None
    try:
        name = host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    return name if len(name) <= 253 and _HOST_NAME.fullmatch(name) else None


def _with_plain_host(url: str) -> str:
    """A checked `url` with its scheme in small letters and its host in punycode, the rest as it is."""
    parts = urlsplit(url)
    port = "" if parts.port is None else f":{parts.port}"
    return f"{parts.scheme}://{_punycode(parts.hostname or '')}{port}{_after_host(url)}"


def _after_host(url: str) -> str:
    match = re.match(r"[^:]+://[^/?#]*(.*)", url, re.DOTALL)
    return match.group(1) if match else ""


def shown_target(url: str) -> str:
    """`url` as it is shown before it is opened: whole, cleaned, and its host in punycode."""
    target = url if check_url(url) else _with_plain_host(url)
    return clean(target, limit=DETAIL_LIMIT)


def open_url(url: str) -> str | None:
    """Open `url` in the browser, apart from this program and silent; why not, as words, when that fails."""
    if reason := check_url(url):
        return reason
    target = quote(_with_plain_host(url), safe=_ASCII)
    if sys.platform == "win32":
        return _start_file(target)
    command = _command(target)
    if command is None:
        return "no program to open links was found (set BROWSER to one)"
    return _start(command)


def _command(target: str) -> list[str] | None:
    """The program that opens `target`, and its arguments: $BROWSER, else what the desktop offers."""
    for choice in os.environ.get("BROWSER", "").split(os.pathsep):
        if words := _words(choice):
            if any("%s" in word for word in words):
                return [words[0], *(word.replace("%s", target) for word in words[1:])]
            return [*words, target]
    if sys.platform == "darwin":
        return ["open", target]
    for words in _OPENERS:
        if shutil.which(words[0]):
            return [*words, target]
    return None


def _words(choice: str) -> list[str]:
    """A command of $BROWSER as its words; none when there is no such program."""
    try:
        words = shlex.split(choice)
    except ValueError:
        return []
    return words if words and shutil.which(words[0]) else []


def _start(command: list[str]) -> str | None:
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        return clean(f"{command[0]} could not be started: {error.strerror}")
    # Somebody has to take note of its end, or it stays in the process table until ours.
    threading.Thread(target=process.wait, name="opener", daemon=True).start()
    return None


def _start_file(target: str) -> str | None:
    if sys.platform == "win32":
        try:
            os.startfile(target)
        except OSError as error:
            return clean(f"the browser could not be started: {error.strerror}")
    return None
