import pytest
from django.utils.translation import override

from varv.core.asking import ReportKind, TemplateKind
from varv.core.questions import TEXTS
from varv.core.refusals import RuleBroken
from varv.overview.words import refusal, verb
from varv.overview.words.of_project_reports import (
    PARTS_OF_A_QUESTION,
    REFUSALS,
    STANDINGS,
    TEMPLATES,
    THIN,
    VERBS,
    Standing,
    Thin,
)


def test_every_standing_sign_template_and_part_has_its_words():
    assert set(STANDINGS) == set(Standing)
    assert set(THIN) == set(Thin)
    assert set(TEMPLATES) == set(TemplateKind)
    assert set(PARTS_OF_A_QUESTION) == {*TEXTS, "required"}


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("code", REFUSALS)
def test_every_refusal_is_a_sentence_that_says_what_to_do(lang, code):
    with override(lang):
        told = refusal(RuleBroken(code))

    assert told.endswith(".")
    assert "%(" not in told


def test_a_refusal_tells_its_facts_in_words():
    with override("sv"):
        told = refusal(RuleBroken("planned_report.planned_already", kind=ReportKind.FINAL))

    assert told.startswith("”Slutrapport” finns redan i planen.")


@pytest.mark.parametrize("code", VERBS)
def test_every_deed_is_told_in_the_trail_in_words(code):
    with override("sv"):
        assert verb(code) != code
