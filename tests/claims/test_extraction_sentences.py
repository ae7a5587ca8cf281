"""Whether every sentence that extraction makes by itself is known to those who translate."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import override

import extraction
from claims.extraction_sentences import PLAIN, WITH_VALUES, template_of, translated

MAKERS = {"Warning": 1, "BrokenXml": 1, "not_a_purchase": 0}


def _as_made(node: ast.expr) -> str:
    """A sentence as it stands in the code, with a number for each value in it; empty for anything else."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "1" for part in node.values)
    return ""


def _sentences(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS:
            place = MAKERS[node.func.id]
            yield _as_made(node.args[place]) if len(node.args) > place else ""
        # A long sentence is put together on the line before.
        elif isinstance(node, ast.Assign) and [getattr(one, "id", "") for one in node.targets] == ["text"]:
            said = _as_made(node.value)
            yield said if " " in said and said.endswith(".") else ""


def _made_by_extraction() -> set[str]:
    folder = Path(extraction.__file__).parent
    files = [*(folder / "einvoices").rglob("*.py"), *(folder / "fiscal").rglob("*.py")]
    return {said for file in files for said in _sentences(ast.parse(file.read_text())) if said}


def test_every_sentence_made_by_extraction_is_marked_for_translation():
    made = _made_by_extraction()

    assert len(made) > 15
    assert [one for one in made if not template_of(one)] == []


def test_no_sentence_is_marked_that_extraction_does_not_make():
    made = {template_of(one) for one in _made_by_extraction()}

    assert {*PLAIN, *WITH_VALUES} - made == set()


def test_a_sentence_is_said_in_the_language_of_the_reader_with_its_values():
    with override("pl"):
        assert "5260001246" in translated("The check digit of the buyer's tax number 5260001246 does not fit.")
        assert "FV/1/2026" in translated("The document corrects invoice FV/1/2026.")
        assert "nabywca" in translated("The check digit of the buyer's tax number 1 does not fit.")
        assert "dokument" in translated("The code says that this is a despatch note, not a purchase.")
        assert "AVBestellung" in translated(
            "The code says that this is a till record of the kind AVBestellung, not a purchase."
        )


def test_a_value_from_the_document_is_never_translated():
    with override("pl"):
        assert "Total" in translated("The document refers to invoice Total.")


def test_an_unknown_or_empty_sentence_stays_as_it_is():
    with override("pl"):
        assert translated("Nothing like this is marked.") == "Nothing like this is marked."
        assert translated("") == ""
