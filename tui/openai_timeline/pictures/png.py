"""SVG to PNG by resvg, where it is installed (`pip install 'openai-timeline[png]'`).

resvg is chosen because its wheels bring all they need, it takes glyphs from other fonts where one lacks them (Chinese
among Latin), and it reads no file that a picture names.
"""

from __future__ import annotations

import re

SCALE = 2  # points of the PNG for one of the SVG, so that it is sharp in print
MOST_POINTS = 120_000_000
_SIZE = re.compile(r'<svg [^>]*width="(\d+)" height="(\d+)"').search


class NoPng(Exception):  # noqa: N818 - it is the state of this machine
    """A PNG cannot be made; the message says why and what to do."""


def png_of(svg: str) -> bytes:
    """The picture as PNG, twice as large as its SVG says, or smaller where that would be enormous."""
    try:
        import resvg_py
    except ImportError:
        raise NoPng("PNG needs the library resvg: pip install 'openai-timeline[png]'; SVG needs nothing") from None
    size = _SIZE(svg)
    width, height = (int(size[1]), int(size[2])) if size else (0, 0)
    scale = SCALE if width * height * SCALE * SCALE <= MOST_POINTS else 1
    try:
        return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=scale, font_family="DejaVu Sans"))
    except ValueError as error:
        raise NoPng(f"PNG could not be made: {error}") from None
