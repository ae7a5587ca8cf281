"""Structured invoices: XML of many countries, and the JSON of electronic till receipts.

Everything is taken from the file as written; nothing is guessed and nothing is fetched.
"""

from __future__ import annotations

from extraction.einvoices.registry import read
from extraction.einvoices.structured import Structured
from extraction.einvoices.tree import BrokenXml

__all__ = ["BrokenXml", "Structured", "read"]
