"""What an installation sets about reading reaches the reader, and what cannot be is said at the start."""

import pytest

from claims.services import reading
from config.checks import reading_engines
from extraction import engines
from extraction.options import Options, languages_for
from programs.models import Program


@pytest.mark.parametrize(("names", "told"), [([], []), (["rapidocr", "tesseract"], []), (["tesseract"], ["kwit.I001"])])
def test_the_weaker_engine_in_the_lead_is_told_of(settings, names, told):
    settings.OCR_ENGINES = names

    assert [message.id for message in reading_engines(None)] == told


def test_an_engine_that_does_not_exist_is_refused_at_the_start(settings):
    settings.OCR_ENGINES = ["rapidocr", "eyes"]

    (message,) = reading_engines(None)

    assert (message.id, "'eyes'" in message.msg, message.is_serious()) == ("kwit.E002", True, True)


@pytest.mark.parametrize(
    ("language", "read_with"), [("pl", "pol+eng"), ("en", "eng"), ("de-at", "deu+eng"), ("fi", "eng")]
)
def test_papers_are_read_in_the_language_of_the_program(settings, language, read_with):
    settings.OCR_ENGINES, settings.OCR_LANGUAGES = [], ""

    options = reading._options(Program(default_language=language))

    assert (options.languages, options.engines) == (read_with, Options().engines)
    assert languages_for(language) == read_with


def test_an_installation_may_set_one_choice_of_languages_for_all(settings):
    settings.OCR_LANGUAGES = "ces"

    assert reading._options(Program(default_language="pl")).languages == "ces"


@pytest.mark.parametrize(("set_to", "cores"), [(0, Options().cores), (1, 1)])
def test_an_installation_may_leave_cores_to_other_workers(settings, set_to, cores):
    settings.READING_CORES = set_to

    assert reading._options(Program(default_language="pl")).cores == cores


def test_a_model_for_all_letters_is_loaded_once_whatever_the_languages(monkeypatch):
    monkeypatch.setattr(engines, "_loaded", {})
    made = []
    monkeypatch.setattr(engines, "_make", lambda module, languages, cores: made.append((module, languages)) or object())

    for language in ("pol+eng", "eng"):
        engines.engine("rapidocr", languages=language)
        engines.engine("tesseract", languages=language)

    assert [module.rpartition(".")[2] for module, _ in made] == ["rapid", "tesseract", "tesseract"]
