"""The result of reading a fiscal code, in the shape that the pipeline merges into a Reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from extraction.reading import Field, Warning


@dataclass(frozen=True, slots=True)
class CodeReading:
    """What one fiscal code says. `fields` have the source "fiscal-code"; page and box are the pipeline's to fill in.

    `checks` holds the outcome of each check that exists for the scheme (`verified`, `consistent`, `unchecked` or
    `unverified`, see `facts`) and, under other names, what the code says beyond the fields: `issuer_ref` (the device,
    key or account that stands for an issuer without tax id), `coded_time`, certificate numbers and the like.
    A payment code (`is_payment`) gives hints only: fiscal codes on the same document go before it.
    """

    scheme: str
    fields: Mapping[str, Field]
    checks: Mapping[str, str]
    warnings: tuple[Warning, ...]
    is_payment: bool = False
