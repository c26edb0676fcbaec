"""The frames that others have decided: what they say, and that a region takes each over once."""

import json
from datetime import date

import pytest

from tests.factories import MONDAY
from tests.people import verbs
from tests.strategy.walks import drafted_document
from varv.core.kinds import DocumentKind
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.workflow import PlanState
from varv.strategy import operations
from varv.strategy.models import DocumentVersion, Goal, SteeringDocument
from varv.strategy.references import FOLDER, reference, references

CODES = ["agenda_2030", "eu_cohesion_2021", "national_strategy_2021"]


def names(code):
    return [goal.name for goal in reference(code).goals]


def test_there_is_one_frame_of_each_kind_from_the_widest():
    assert [(each.code, each.kind) for each in references()] == list(
        zip(CODES, [DocumentKind.GLOBAL, DocumentKind.EUROPEAN, DocumentKind.NATIONAL], strict=True)
    )


def test_agenda_2030_has_its_seventeen_goals_by_their_swedish_names():
    found = names("agenda_2030")

    assert (len(found), found[0], found[4], found[16]) == (
        17,
        "Ingen fattigdom",
        "Jämställdhet",
        "Genomförande och globalt partnerskap",
    )


def test_the_union_has_five_policy_objectives_and_the_just_transition_stands_apart():
    *five, last = reference("eu_cohesion_2021").goals

    assert [goal.outline for goal in five] == ["1", "2", "3", "4", "5"]
    assert [goal.name for goal in five] == [
        "Ett smartare Europa",
        "Ett grönare Europa",
        "Ett mer sammanlänkat Europa",
        "Ett mer socialt Europa",
        "Ett Europa närmare medborgarna",
    ]
    assert (last.outline, last.name) == ("FRO", "Fonden för en rättvis omställning")
    assert "Inget av de fem politiska målen" in last.description


def test_the_national_strategy_has_its_four_areas_word_for_word():
    assert names("national_strategy_2021") == [
        "Likvärdiga möjligheter till boende, arbete och välfärd i hela landet",
        "Kompetensförsörjning och kompetensutveckling i hela landet",
        "Innovation och förnyelse samt entreprenörskap och företagande i hela landet",
        "Tillgänglighet i hela landet genom digital kommunikation och transportsystem",
    ]


@pytest.mark.parametrize("code", CODES)
def test_each_frame_says_who_decided_when_and_where_it_can_be_read(code):
    found = reference(code)

    assert found.source
    assert found.case_number
    assert found.link.startswith("https://")
    assert found.version == found.adopted_on <= found.starts_on.replace(year=found.starts_on.year + 1)
    assert found.starts_on < found.ends_on
    assert len({goal.outline for goal in found.goals}) == len(found.goals)


def test_every_file_is_read(db):
    files = [json.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.json")]

    assert sorted(each["code"] for each in files) == sorted(each.code for each in references())


def test_unknown_frame_is_refused():
    with pytest.raises(RuleBroken) as refused:
        reference("agenda_2050")

    assert (refused.value.code, refused.value.facts) == ("reference.unknown", {"template": "agenda_2050"})


@pytest.mark.parametrize("code", CODES)
def test_adopt_reference_makes_a_document_with_its_goals_as_version_one(code, anna):
    document = operations.adopt_reference(template=code, by=anna, at=MONDAY)

    wanted = reference(code)
    version = DocumentVersion.objects.of(anna.region_id).get(document=document)
    goals = Goal.objects.of(anna.region_id).filter(document=document).in_outline_order()
    assert (document.kind, document.title, document.template, document.template_version, document.source) == (
        wanted.kind,
        wanted.title,
        code,
        wanted.version,
        wanted.source,
    )
    assert (document.state, version.number, version.adopted_on, version.adopted_by, version.case_number) == (
        PlanState.ADOPTED,
        1,
        wanted.adopted_on,
        wanted.adopted_by,
        wanted.case_number,
    )
    assert [(goal.outline, goal.name, goal.is_targeted) for goal in goals] == [
        (goal.outline, goal.name, False) for goal in wanted.goals
    ]
    assert len(version.content["goals"]) == len(wanted.goals)
    assert (verbs(document), verbs(goals[0])) == (["taken_over", "adopted"], ["added"])


def test_adopt_reference_once_in_each_region(anna, stig):
    operations.adopt_reference(template="agenda_2030", by=anna, at=MONDAY)

    with pytest.raises(RuleBroken) as refused:
        operations.adopt_reference(template="agenda_2030", by=anna, at=MONDAY)
    operations.adopt_reference(template="agenda_2030", by=stig, at=MONDAY)

    assert (refused.value.code, refused.value.facts) == ("reference.adopted_already", {"title": "Agenda 2030"})
    assert SteeringDocument.objects.of(anna.region_id).count() == 1


def test_adopt_reference_refuses_a_title_that_is_taken(anna):
    drafted_document(anna, "Agenda 2030")

    with pytest.raises(RuleBroken, match=r"document\.title_taken"):
        operations.adopt_reference(template="agenda_2030", by=anna, at=MONDAY)


@pytest.mark.parametrize("who", ["bo", "cilla", "disa", "egon", "frida"])
def test_adopt_reference_is_for_strategists(who, request):
    with pytest.raises(NotAllowed):
        operations.adopt_reference(template="agenda_2030", by=request.getfixturevalue(who), at=MONDAY)


def test_frame_can_be_opened_and_adopted_anew_when_others_decide_again(anna):
    document = operations.adopt_reference(template="national_strategy_2021", by=anna, at=MONDAY)

    operations.revise_document(document=document, by=anna, at=MONDAY)
    version = operations.adopt_document(
        document=document,
        adopted_on=date(2026, 3, 17),
        adopted_by="Regeringen",
        reason="En ny proposition.",
        by=anna,
        at=MONDAY,
    )

    assert version.number == 2
