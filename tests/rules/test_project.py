"""Rules about the whole project that no other tool checks."""

from io import BytesIO

from babel.messages.pofile import read_po

from tests.rules import lengths, translations


def test_files_and_functions_stay_short():
    assert lengths.everything_too_long() == []


def test_a_long_function_would_be_seen(tmp_path, monkeypatch):
    monkeypatch.setattr(lengths, "PROJECT", tmp_path)
    long = tmp_path / "long.py"
    long.write_text("def long():\n" + "    pass\n" * 50 + "\n" * 300)

    assert len(list(lengths.too_long(long))) == 2


def test_every_string_is_translated():
    assert translations.CATALOGUES
    assert translations.all_faults() == []


def test_a_missing_doubtful_or_broken_translation_would_be_seen():
    catalogue = read_po(
        BytesIO(
            b'msgid "Send"\nmsgstr ""\n\n'
            b'#, fuzzy\nmsgid "Back"\nmsgstr "Wstecz"\n\n'
            b'#, python-format\nmsgid "%(n)s points"\nmsgstr "%(m)s punkty"\n'
        ),
        locale="pl",
    )
    assert len(list(translations.faults(catalogue))) == 3
