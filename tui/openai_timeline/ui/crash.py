"""A fault of ours: what is said of it, and a log for those who mend it.

What a file says or a reader wrote is in neither: a message of an exception may quote them, so the log names the kind of
exception and the lines of code it passed through.
"""

from __future__ import annotations

import os
import sys
import time
import traceback
from pathlib import Path

from .. import __version__

KEPT = 64 << 10  # bytes of the log, the newest


def report(error: BaseException, path: Path) -> str:
    """Write the log; the words for the reader."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
    head = f"{time.strftime('%Y-%m-%d %H:%M:%S')} openai-timeline {__version__}, Python {sys.version.split()[0]}"
    entry = "\n".join([head, type(error).__name__, *lines, "", ""])
    said = f"a fault of this program ended it ({type(error).__name__}); your notes are saved"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_bytes()[-KEPT:] if path.exists() else b""
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as log:
            log.write(before + entry.encode("utf-8", "backslashreplace"))
    except OSError:
        return said
    return f"{said}; where it happened, without any of your text, is in {path}"
