"""The list of sample documents, each turned from `cases.json` and the demo program into a sale."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from samples.generator.sale import Firm, Item, Sale, cents
from samples.loading import load_program

HERE = Path(__file__).resolve().parent
EUR = Decimal("4.15")


@dataclass(frozen=True, slots=True)
class Case:
    """One document to make: its file name, its layout (`form`), how it looks (`look`), what it says (`sale`)."""

    name: str
    suffix: str
    form: str
    look: dict[str, Any] | None
    is_in_ksef: bool
    sale: Sale


def all_cases() -> list[Case]:
    """Every sample document, in the order of `cases.json`."""
    entries = json.loads((HERE / "cases.json").read_text(encoding="utf-8"))
    by_name = {entry["name"]: entry for entry in entries}
    return [_case(entry, by_name) for entry in entries]


def _case(entry: dict[str, Any], by_name: dict[str, Any]) -> Case:
    source = by_name[entry["same_as"]] if "same_as" in entry else entry
    corrected = by_name[source["corrects"]] if "corrects" in source else None
    return Case(
        name=entry["name"],
        suffix=entry["suffix"],
        form=entry["form"],
        look=entry["look"],
        is_in_ksef=bool(entry.get("ksef")) or entry["form"].startswith("ksef"),
        sale=_sale(source, _sale(corrected, None) if corrected else None),
    )


def _sale(entry: dict[str, Any], corrected: Sale | None) -> Sale:
    distributor = _by("slug", _program()["distributors"])[entry["distributor"]]
    day, clock = _moment(entry["issued_at"])
    seller = _firm(distributor)
    branch = _by("code", distributor["branches"])[entry["branch"]]
    buyer = entry["buyer"] and _firm(_by("slug", _program()["companies"])[entry["buyer"]])
    is_abroad = bool(buyer) and buyer.country != seller.country
    is_receipt = entry["form"] == "receipt"
    pricing = _Pricing(distributor, entry.get("language", "pl"), is_receipt, is_abroad)
    return Sale(
        distributor=entry["distributor"],
        seller=seller,
        branch_code=entry["branch"],
        branch=_firm(distributor | {"address": branch | {"country": distributor["country"]}, "name": branch["name"]}),
        buyer=buyer or None,
        number=entry["number"],
        issued_on=day,
        issued_at=clock,
        due_on=day + timedelta(days=14),
        currency="EUR" if distributor["country"] == "DE" else "PLN",
        language=pricing.language,
        items=tuple(pricing.item(code, Decimal(quantity)) for code, quantity in entry["lines"]),
        prices_are_gross=is_receipt,
        receipt=entry.get("receipt"),
        corrects=corrected,
    )


@dataclass(frozen=True, slots=True)
class _Pricing:
    """How one distributor names and prices what it sells."""

    distributor: dict[str, Any]
    language: str
    is_receipt: bool
    is_abroad: bool

    def item(self, code: str, quantity: Decimal) -> Item:
        products = _by("sku", _program()["products"])
        return self._ours(products[code], quantity) if code in products else self._other(code, quantity)

    def _ours(self, product: dict[str, Any], quantity: Decimal) -> Item:
        alias = _by("product", self.distributor["aliases"])[product["sku"]]
        english: str = product["names"]["en"]
        name = alias["name"] if self.language != "en" else f"Nurtia {english[0].lower()}{english[1:]}"
        listed = Decimal(product["list_price"]["PLN"])
        return self._priced(
            name, alias["article"], product["gtins"][0], product["sku"], quantity, product["unit"], listed, 23
        )

    def _other(self, code: str, quantity: Decimal) -> Item:
        wares = _wares()
        ware, place = wares[code], list(wares).index(code)
        is_shop = self.distributor["kind"] == "shop-chain"
        name = ware["shop"] if is_shop else ware[self.language]
        article = f"9{place:02}{1000 + place * 37}" if self.language == "pl" else f"990 {1000 + place * 37}"
        listed = Decimal(ware["price"])
        return self._priced(name, article, None, None, quantity, ware["unit"], listed, ware["rate"])

    def _priced(
        self,
        name: str,
        article: str,
        gtin: str | None,
        product: str | None,
        quantity: Decimal,
        unit: str,
        listed: Decimal,
        rate: int,
    ) -> Item:
        if self.distributor["country"] == "DE":
            listed = cents(listed / EUR)
        price, rate = self._price(listed, rate, is_ours=product is not None)
        return Item(name, article, gtin, product, quantity, unit_as_printed(unit, self.language), listed, price, rate)

    def _price(self, listed: Decimal, rate: int, *, is_ours: bool) -> tuple[Decimal, int]:
        if self.is_receipt:
            gross = listed * (100 + rate) / 100
            return gross.quantize(Decimal("0.1")) + Decimal("0.09"), rate
        if self.distributor["country"] == "DE":
            # Goods that leave Germany for a firm in Poland are free of German tax.
            return cents(listed * Decimal("0.88")), 0 if self.is_abroad else 19
        if self.distributor["kind"] == "shop-chain":
            return cents(listed * Decimal("1.07")), rate
        return cents(listed * (100 - discount(is_ours=is_ours)) / 100), rate


def discount(*, is_ours: bool) -> int:
    """Per cent that the Polish wholesaler takes off its list price for a regular customer."""
    return 18 if is_ours else 5


def unit_as_printed(unit: str, language: str) -> str:
    """The unit in the words of the document."""
    words = {
        "pl": {"szt": "szt.", "par": "para", "usł": "usł."},
        "de": {"szt": "Stk", "par": "Paar", "usł": "psch"},
        "en": {"szt": "pcs", "par": "pair", "usł": "flat"},
    }
    return words[language].get(unit, unit)


def _moment(text: str) -> tuple[date, time | None]:
    return (datetime.fromisoformat(text).date(), datetime.fromisoformat(text).time() if "T" in text else None)


def _firm(entry: dict[str, Any]) -> Firm:
    address = entry["address"]
    return Firm(
        name=entry["name"],
        tax_id=entry["tax_id"],
        street=address["street"],
        postcode=address["postcode"],
        city=address["city"],
        country=address["country"],
        email=entry.get("email", ""),
        website=entry.get("website", ""),
        bank_account=entry.get("bank_account", ""),
    )


def _by(key: str, entries: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {entry[key]: entry for entry in entries}


@cache
def _program() -> dict[str, Any]:
    return load_program()


@cache
def _wares() -> dict[str, dict[str, Any]]:
    wares: dict[str, dict[str, Any]] = json.loads((HERE / "wares.json").read_text(encoding="utf-8"))
    return wares
