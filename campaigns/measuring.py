"""How much of each measure a printed quantity is: pieces, metres, litres, kilograms, packs. Pure."""

from decimal import Decimal

from campaigns.rules import Measure

_PRINTED = {
    Measure.PIECE: "szt sztuka sztuki sztuk pc pcs piece pieces ea each stk stck stück ks kus kusy stuk "
    "stuks pz pezzo ud un uds unidad c62 h87",
    Measure.METRE: "m mb mtr metr metry metrów meter metre metres meters lfm lfdm",
    Measure.LITRE: "l ltr litr litry litrów liter litre litres liters",
    Measure.KILOGRAM: "kg kgm kilogram kilo",
    Measure.PACK: "op opak opk opakowanie pack packs pkg pck pk ve box ctn krt kart karton bal paq paczka rolka rol ro",
}
_MEASURES = {word: measure for measure, words in _PRINTED.items() for word in words.split()}


def measure_of(unit: str) -> Measure | None:
    """What a printed unit counts (`mb`, `Stück`, the UN/ECE code `MTR`); None where it is not known."""
    return _MEASURES.get(unit.strip().strip(".").casefold())


def measures(quantity: Decimal, unit: str, *, content: Decimal | None, content_measure: str) -> dict[str, Decimal]:
    """How much of each measure `quantity` of the printed `unit` is.

    `content` is what one sales unit of the product holds of `content_measure`. A printed measure counts as printed
    (24 m of a coil of 100 m are 24 m); any other unit, or none, means sales units.
    """
    printed = measure_of(unit)
    if printed == content_measure and content:
        sold = quantity / content
        return {Measure.PACK.value: sold, Measure.PIECE.value: sold, content_measure: quantity}
    found = {Measure.PACK.value: quantity, Measure.PIECE.value: quantity}
    if content:
        found[content_measure] = quantity * content
    elif printed is not None:
        found[printed.value] = quantity
    return found
