"""Fiscal codes: what the QR or bar code on a receipt or invoice states by itself, checked offline where a check exists.

`read` takes the text of a symbol; `read_payload` gives the same as the JSON line of `bin/read --payloads`.
Nothing is fetched: the address in a code points to a tax office, or to wherever a forger wants.
"""

from __future__ import annotations

from extraction.fiscal.code_reading import CodeReading
from extraction.fiscal.registry import read, read_payload

__all__ = ["CodeReading", "read", "read_payload"]
