"""Writing a file as a whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path


def write_whole(path: str | os.PathLike[str], data: bytes) -> None:
    """Put `data` in the place of a file, or leave the file as it is. Raises OSError.

    The bytes go to a temporary neighbour, which takes the file's place once they are on the disk. A link is followed;
    permissions stay, and the owner where the system allows it. What is no file (a device, a pipe such as /dev/stdout)
    keeps its place, and is written to.
    """
    if _is_written_to(path):
        with Path(path).open("wb", buffering=0) as file:
            rest = memoryview(data)
            while rest:
                rest = rest[file.write(rest) or 0 :]
        return
    target = Path(os.path.realpath(path))
    number, temporary = tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=".new", dir=target.parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            _take_over(target, temporary)
            os.fsync(file.fileno())
        Path(temporary).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise
    _sync_folder(target.parent)


def _is_written_to(path: str | os.PathLike[str]) -> bool:
    """Whether there is something that must not be replaced: neither a file nor a folder."""
    try:
        mode = Path(path).stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _take_over(target: Path, temporary: str) -> None:
    """Give the temporary file what others may rely on: the owner first, as that may take permissions away."""
    try:
        status = target.stat()
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        Path(temporary).chmod(0o666 & ~mask)
        return
    if hasattr(os, "chown"):
        with contextlib.suppress(OSError):
            os.chown(temporary, status.st_uid, status.st_gid)
    Path(temporary).chmod(status.st_mode & 0o7777)


def _sync_folder(folder: Path) -> None:
    """Let the new name survive a power cut, where folders can be synced."""
    with contextlib.suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
