"""Sizes in printed names as typed quantities: `½"` is DN15, `0,5 m` is 500 mm, and 20 mm is never 25 mm. Pure."""

import re
from dataclasses import dataclass

BARE = ""
"""The kind of a number printed without a unit: it may be any of them."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of a kind (`mm`, `inch`, `A` …), in the kind's own unit; `printed` is the number as it stood there."""

    kind: str
    value: float
    printed: float


_UNITS = {
    "mm": ("mm", 1),
    "cm": ("mm", 10),
    "m": ("mm", 1000),
    "mb": ("mm", 1000),
    "mtr": ("mm", 1000),
    "mm2": ("mm2", 1),
    "qmm": ("mm2", 1),
    '"': ("inch", 1),
    "cal": ("inch", 1),
    "cala": ("inch", 1),
    "cale": ("inch", 1),
    "in": ("inch", 1),
    "inch": ("inch", 1),
    "zoll": ("inch", 1),
    "ma": ("mA", 1),
    "a": ("A", 1),
    "ka": ("kA", 1),
    "w": ("W", 1),
    "kw": ("W", 1000),
    "v": ("V", 1),
    "k": ("K", 1),
    "n": ("N", 1),
    "bar": ("bar", 1),
    "bary": ("bar", 1),
    "barow": ("bar", 1),
    "b": ("bar", 1),
    "ml": ("l", 0.001),
    "l": ("l", 1),
    "ltr": ("l", 1),
    "lit": ("l", 1),
    "litr": ("l", 1),
    "litrow": ("l", 1),
    "litry": ("l", 1),
    "litre": ("l", 1),
    "liter": ("l", 1),
    "kg": ("kg", 1),
    "deg": ("degree", 1),
    "st": ("degree", 1),
    "stopni": ("degree", 1),
    "grad": ("degree", 1),
    "grd": ("degree", 1),
    "gr": ("degree", 1),
    "szt": ("pieces", 1),
    "stk": ("pieces", 1),
    "stck": ("pieces", 1),
    "pcs": ("pieces", 1),
    "pack": ("pieces", 1),
    "er": (BARE, 1),
}
_COUNTED = (
    "p|pol|polig|polowy|pole|poles|bieg|biegun|biegunowy|f|fach|faz|g|gang|krotna|krotny|krotne|kr|way|port|ports|obw|obwod"
    "|obwodow|obwody|sekc|sekcji|sekcje|kreis|kreise|circuit|circuits|mod|modul|modulow|modulowa|modulowy|module|modules|te"
)
_UNITS |= dict.fromkeys(_COUNTED.split("|"), ("count", 1))
_ANGLES = frozenset({11, 15, 22, 30, 45, 60, 67, 87, 88, 90, 120, 180, 360})
_INCHES_OF_DN = {
    6: 1 / 8,
    8: 1 / 4,
    10: 3 / 8,
    15: 1 / 2,
    20: 3 / 4,
    25: 1.0,
    32: 1.25,
    40: 1.5,
    50: 2.0,
    65: 2.5,
    80: 3.0,
}

NUMBER = r"\d+(?:\.\d+)?"
UNIT = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))
FRACTION = r'(?<![\d/])(?<!\d\.)(?:[1-4][ -])?\d/[248](?![\d/])(?:"|\s?(?:cala|cali|cal|inch|zoll)\b)?'
_FRACTION = re.compile(r"(?:(\d)[ -])?(\d)/(\d)")


def measured(number: str, unit: str) -> Quantity:
    """A number with the unit printed after it, or with none."""
    printed = float(number)
    kind, factor = _UNITS.get(unit, (BARE, 1))
    if kind == "degree" and printed not in _ANGLES:
        kind = "pieces" if unit == "st" else BARE
    if kind == "K" and printed < 1000:
        kind = BARE
    return Quantity(kind, round(printed * factor, 6), printed)


def inches(fraction: str) -> Quantity:
    """`1/2`, `1 1/4` or, as the trade writes it, `5/4`."""
    whole, above, below = _FRACTION.search(fraction).groups("0")  # type: ignore[union-attr]  # FRACTION has found it
    value = int(whole) + int(above) / int(below)
    return Quantity("inch", value, value)


def likeness(printed: Quantity, known: Quantity) -> float:
    """1 for the same size, less for what is probably the same in another unit, 0 for anything else."""
    if printed.kind == known.kind:
        return 1.0 if _equal(printed.value, known.value) else 0.0
    if {printed.kind, known.kind} == {"dn", "inch"}:
        return 1.0 if _equal(_inch(printed), _inch(known)) else 0.0
    if BARE in (printed.kind, known.kind):
        return _bare_likeness(printed, known)
    if {printed.kind, known.kind} == {"A", "mA"} and _equal(_milliampere(printed), _milliampere(known)):
        return 1.0
    same_number = _equal(printed.printed, known.printed)
    if {printed.kind, known.kind} == {"dn", "mm"}:
        return 1.0 if same_number else 0.0
    return 0.5 if same_number else 0.0


def begins(printed: Quantity, known: Quantity) -> bool:
    """Whether a number that the till cut may have been this size: `2` of 20 mm, `1` of 1 1/4"."""
    return printed.kind == BARE and f"{known.printed:g}".startswith(f"{printed.printed:g}")


def rival(printed: Quantity, known: Quantity) -> bool:
    """Whether two different sizes exclude each other, being of one kind."""
    kinds = {printed.kind, known.kind}
    return len(kinds) == 1 or kinds in ({"dn", "inch"}, {"dn", "mm"}, {"A", "mA"})


def _bare_likeness(one: Quantity, other: Quantity) -> float:
    bare, typed = (one, other) if one.kind == BARE else (other, one)
    if _equal(bare.value, typed.printed) or _equal(bare.value, typed.value):
        return 0.98
    # Centimetres without their name, and litres for millilitres.
    return 0.9 if _equal(bare.value * 10, typed.value) or _equal(bare.value, typed.value * 1000) else 0.0


def _inch(size: Quantity) -> float:
    return size.value if size.kind == "inch" else _INCHES_OF_DN.get(round(size.value), 0.0)


def _milliampere(size: Quantity) -> float:
    return size.value if size.kind == "mA" else size.value * 1000


def _equal(one: float, other: float) -> bool:
    return abs(one - other) < 1e-6
