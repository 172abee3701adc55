"""`openai-timeline schema`: the JSON Schema of the timeline format."""

from __future__ import annotations

import argparse
from argparse import Namespace

from .common import new_parser

EPILOG = """JSON Schema, draft 2020-12, for editors and other programs. It is made from the same shapes as the reader; a
copy is beside the record, data/timeline.schema.json. What it cannot say (that ids are unique and references lead
somewhere) is for `openai-timeline check`.

examples:
  openai-timeline schema > timeline.schema.json
  openai-timeline schema | jq '."$defs".event.properties | keys'
  check-jsonschema --schemafile timeline.schema.json my-timeline.json"""


def parser() -> argparse.ArgumentParser:
    """What may be written."""
    return new_parser("schema", "Print the JSON Schema of the timeline format.", EPILOG)


def run(arguments: Namespace) -> int:  # noqa: ARG001
    """Print it."""
    from ..files.json_schema import written
    from .data import write_bytes

    write_bytes(written())
    return 0
