"""The parts of pages say what they must to eyes, to screen readers and to browsers without script."""

import re
from pathlib import Path

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation

from claims import states
from common.looks import LOOKS, look_of

TEMPLATES = sorted(Path("templates").rglob("*.html"))


class Bought(forms.Form):
    total = forms.CharField(label="Total", help_text="With tax.")
    note = forms.CharField(label="Note", required=False)


def shown(text, language="en", **values):
    with translation.override(language):
        return Template("{% load kwit %}" + text).render(Context(values))


def test_a_problem_is_tied_to_its_field():
    form = Bought({"total": ""})

    page = shown('{% include "components/field.html" with field=form.total %}', form=form)

    assert 'id="id_total_error"' in page and 'id="id_total_helptext"' in page
    assert 'aria-describedby="id_total_helptext id_total_error"' in page
    assert 'aria-invalid="true"' in page


def test_a_form_that_writes_itself_uses_the_same_field():
    assert '<label for="id_total">Total</label>' in str(Bought())
    assert 'class="field field-text' in str(Bought())


def test_only_what_may_stay_empty_is_called_optional():
    assert "optional" in shown('{% include "components/field.html" with field=form.note %}', form=Bought())
    assert "optional" not in shown('{% include "components/field.html" with field=form.total %}', form=Bought())


def test_an_unsure_fact_is_an_open_field_with_a_word():
    page = shown('{% include "components/fact.html" with fact="total" field=form.total unsure=True %}', form=Bought())

    assert "<details" not in page and "please check" in page and 'data-fact="total"' in page


def test_a_sure_fact_is_a_line_that_can_still_be_corrected():
    page = shown(
        '{% include "components/fact.html" with fact="total" field=form.total value="12,00" unsure=False %}',
        form=Bought(),
    )

    assert page.index("<details") < page.index("12,00") < page.index("</summary>") < page.index('name="total"')
    assert 'aria-label="sure"' in page
    assert page.count('data-fact="total"') == 1


def test_a_fact_with_a_problem_stands_open_even_if_the_machine_was_sure():
    page = shown(
        '{% include "components/fact.html" with fact="total" field=form.total value="" unsure=False %}',
        form=Bought({"total": ""}),
    )

    assert "<details" not in page and "problem" in page


def test_a_button_that_is_off_says_why():
    page = shown('{% include "components/button.html" with label="Withdraw" why="It was answered." %}')

    assert "disabled" in page and "It was answered." in page


def test_text_from_people_is_never_markup():
    evil = '"><script>alert(1)</script>'

    for part in ("row", "line", "toast", "figure", "page_head", "empty", "button"):
        page = shown(
            '{% include part with title=it text=it note=it label=it name=it value=it code="look" href=it %}',
            part=f"components/{part}.html",
            it=evil,
        )
        assert "<script>" not in page, part
    assert "<script>" not in shown("{% card title=it %}{{ it }}{% endcard %}", it=evil)
    assert "<script>" not in shown("{% table columns rows it %}", it=evil, columns=[evil], rows=[[evil]])
    assert "<script>" not in shown("{% bars rows it %}", it=evil, rows=[(evil, 1, evil, evil)])


def test_every_state_of_a_claim_has_its_look():
    for status in states.Status:
        assert look_of(status.value).word, status


def test_looks_use_icons_that_are_there():
    drawn = set(re.findall(r'id="([\w-]+)"', Path("static/icons.svg").read_text()))
    named = {look.icon for look in LOOKS.values()}
    for template in TEMPLATES:
        named |= set(re.findall(r'{% icon "([\w-]+)"', template.read_text()))
        named |= set(re.findall(r' icon="([\w-]+)"', template.read_text()))

    assert named <= drawn


@pytest.mark.parametrize("template", TEMPLATES, ids=str)
def test_no_template_needs_what_the_content_policy_forbids(template):
    text = template.read_text()
    if "/admin/" not in str(template) and "mail" not in str(template):
        assert not re.search(r"\sstyle=|\son[a-z]+=\"|<style|<script(?![^>]*\ssrc=)|javascript:", text)


def test_a_table_reads_as_cards_with_its_heads():
    page = shown("{% table columns rows 'People' %}", columns=["Name", ("Points", "number")], rows=[["Ola", 12]])

    assert '<td role="cell" data-label="Points" class="is-number">12</td>' in page


def test_an_empty_table_says_so():
    assert "Nobody yet" in shown("{% table columns rows 'People' empty='Nobody yet' %}", columns=["Name"], rows=[])


def test_a_viewer_without_script_leads_from_box_to_fact():
    page = shown(
        '{% include "components/viewer.html" %}',
        "pl",
        pages=[{"url": "/p.jpg", "width": 1600, "height": 2200, "number": 1}],
        boxes=[{"fact": "total", "label": "Total", "page": 1, "box": (0.5, 0.25, 0.75, 0.5)}],
    )

    assert 'href="#fact-total"' in page and 'id="box-total"' in page
    assert 'x="0.5" y="0.25" width="0.25" height="0.25"' in page
    assert 'width="1600" height="2200"' in page
