"""Keys for comparing what people and printers write differently: pure text functions."""

import re
import unicodedata

_FIRM_FORMS = re.compile(
    r"\b(sp(olka)? z ?o ?o|spolka z ograniczona odpowiedzialnoscia|spolka akcyjna|s ?a|s ?c|sp j|sp k"
    r"|gmbh( co kg)?|ag|kg|ltd|limited|inc|s ?r ?o)\b"
)


def fold(text: str) -> str:
    """Lower case, without accents, punctuation as single spaces: `Hurtownia „Żółw”` becomes `hurtownia zolw`."""
    plain = text.casefold().replace("ł", "l").replace("ß", "ss")
    letters = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return re.sub(r"[^0-9a-z]+", " ", letters).strip()


def firm_key(name: str) -> str:
    """A firm's name without its legal form, folded: `Alfa Sp. z o.o.` and `ALFA` meet."""
    folded = fold(name)
    return " ".join(_FIRM_FORMS.sub(" ", folded).split()) or folded


def tax_key(tax_id: str) -> str:
    """A tax id without spaces, signs, case and country prefix: `PL 525-234-12-34` becomes `5252341234`."""
    bare = re.sub(r"[^0-9A-Z]", "", tax_id.upper())
    return re.sub(r"^[A-Z]{2}(?=[0-9A-Z]{2,}$)", "", bare) if re.search(r"\d", bare) else bare


def number_key(number: str) -> str:
    """A document's number without what printers vary: spaces, signs, case."""
    return re.sub(r"[^0-9a-z]", "", fold(number))
