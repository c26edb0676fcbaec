from datetime import date

import pytest

from tests.factories import MONDAY
from tests.people import verbs
from tests.strategy.walks import (
    SPRING_DAY,
    TUESDAY,
    added_goal,
    adopt,
    adopted_document,
    drafted_document,
    goal_tree,
)
from varv.core.kinds import DocumentKind, GoalKind, StrategyPhase
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.status import Direction
from varv.core.versions import Kind, compare
from varv.core.workflow import PlanState
from varv.regions.models import TrailEntry, User
from varv.strategy import operations
from varv.strategy.models import DocumentVersion, SteeringDocument

pytestmark = pytest.mark.django_db


def edit(document, by, **edited):
    revision = edited.pop("revision", document.revision)
    operations.edit_document(document=document, revision=revision, by=by, at=MONDAY, **edited)
    document.refresh_from_db()


def test_draft_document_is_a_draft_below_another(anna):
    national = drafted_document(anna, "Nationell strategi")

    plan = drafted_document(anna, "Handlingsplan", parent=national, ends_on=date(2027, 12, 31), summary="Hur vi gör.")

    assert (plan.state, plan.parent, plan.ends_on, plan.summary) == (
        PlanState.DRAFT,
        national,
        date(2027, 12, 31),
        "Hur vi gör.",
    )
    assert verbs(plan) == ["drafted"]


def test_draft_document_refuses_a_title_that_is_taken(anna):
    drafted_document(anna)

    with pytest.raises(RuleBroken) as refused:
        drafted_document(anna)

    assert (refused.value.code, refused.value.facts) == (
        "document.title_taken",
        {"field": "title", "title": "Älvmark 2030"},
    )


def test_draft_document_refuses_to_end_before_it_starts(anna):
    with pytest.raises(RuleBroken) as refused:
        drafted_document(anna, ends_on=date(2021, 12, 31))

    assert (refused.value.code, refused.value.facts["field"]) == ("document.ends_before_start", "ends_on")
    assert not SteeringDocument.objects.of(anna.region_id).exists()


def test_draft_document_may_last_one_day(anna):
    assert drafted_document(anna, ends_on=date(2022, 1, 1)).pk


def test_draft_document_refuses_another_regions_parent(anna, stig):
    theirs = drafted_document(stig, "Sydland 2030")

    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        drafted_document(anna, parent=theirs)


@pytest.mark.parametrize("who", ["bo", "cilla", "disa", "egon", "frida"])
def test_draft_document_is_for_strategists(who, request):
    with pytest.raises(NotAllowed):
        drafted_document(request.getfixturevalue(who))


def test_edit_document_changes_only_what_is_given(anna):
    document = drafted_document(anna, summary="Först")

    edit(document, anna, title="Älvmark 2035", phase=StrategyPhase.IMPLEMENTING)

    line = TrailEntry.objects.about(document).last()
    assert (document.title, document.summary, document.revision) == ("Älvmark 2035", "Först", 2)
    assert (line.verb, line.before, line.after) == (
        "edited",
        {"title": "Älvmark 2030", "phase": "starting"},
        {"title": "Älvmark 2035", "phase": "implementing"},
    )


def test_edit_document_may_keep_its_own_title(anna):
    document = drafted_document(anna)

    edit(document, anna, title="Älvmark 2030", summary="Bättre sagt.")

    assert document.summary == "Bättre sagt."


def test_edit_document_refuses_a_stale_form_and_says_whose_change_it_missed(anna):
    document = drafted_document(anna)
    edit(document, anna, summary="Annas text")

    with pytest.raises(RuleBroken) as refused:
        edit(document, anna, summary="En äldre flik", revision=1)

    assert (refused.value.code, refused.value.facts) == ("stale", {"by": "Anna", "at": MONDAY})


def test_edit_document_refuses_a_place_below_itself(anna):
    top = drafted_document(anna, "RUS")
    middle = drafted_document(anna, "Program", parent=top)
    bottom = drafted_document(anna, "Plan", parent=middle)

    with pytest.raises(RuleBroken) as refused:
        edit(top, anna, parent=bottom)
    with pytest.raises(RuleBroken, match=r"document\.below_itself"):
        edit(top, anna, parent=top)

    assert (refused.value.code, refused.value.facts["field"]) == ("document.below_itself", "parent")


def test_edit_document_refuses_another_regions_parent(anna, stig):
    document, theirs = drafted_document(anna), drafted_document(stig, "Sydland 2030")

    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        edit(document, anna, parent=theirs)


def test_edit_document_refuses_what_is_adopted(anna):
    document = adopted_document(anna)

    with pytest.raises(RuleBroken) as refused:
        edit(document, anna, title="Något annat")

    assert (refused.value.code, refused.value.facts) == ("plan.is_adopted", {"name": "Älvmark 2030"})


def test_adopt_document_makes_a_first_version_with_all_its_goals(anna):
    document = drafted_document(anna, ends_on=date(2030, 12, 31), parent=drafted_document(anna, "Nationell strategi"))
    first, school, *_ = goal_tree(anna, document)

    version = adopt(document, anna, reason="", case_number="RU 2021/87")

    assert (version.number, version.adopted_on, version.adopted_by, version.case_number, version.reason) == (
        1,
        SPRING_DAY,
        "Regionfullmäktige",
        "RU 2021/87",
        "",
    )
    assert version.content["document"] == {
        str(document.pk): {
            "kind": "regional_strategy",
            "title": "Älvmark 2030",
            "parent": "Nationell strategi",
            "summary": "",
            "phase": "starting",
            "starts_on": "2022-01-01",
            "ends_on": "2030-12-31",
            "link": "",
        }
    }
    assert [(goal["place"], goal["outline"]) for goal in version.content["goals"].values()] == [
        (1, "1"),
        (2, "1.1"),
        (3, "1.2"),
        (4, "2"),
    ]
    assert version.content["goals"][str(school.pk)]["parent"] == first.outline


def test_adopt_document_keeps_what_a_goal_says(anna):
    document = drafted_document(anna)
    owner = User.objects.get(pk=anna.person_id)
    goal = added_goal(
        anna,
        document,
        kind=GoalKind.EFFECT,
        is_targeted=False,
        wished=Direction.UP,
        phase=StrategyPhase.CLOSING,
        owner=owner,
        description="En examen är vägen till ett arbete.",
    )

    version = adopt(document, anna)

    version.refresh_from_db()
    assert version.content["goals"] == {
        str(goal.pk): {
            "place": 1,
            "outline": "1",
            "name": "Fler unga fullföljer gymnasiet",
            "parent": "",
            "kind": "effect",
            "phase": "closing",
            "is_targeted": False,
            "wished": "up",
            "peer_rule": "",
            "gap_rule": "",
            "owner": "Anna",
            "description": "En examen är vägen till ett arbete.",
        }
    }


def test_adopt_document_leaves_a_trail_of_the_version_and_of_the_document(anna):
    document = drafted_document(anna)

    version = adopt(document, anna)

    assert document.state is PlanState.ADOPTED
    assert (verbs(version), verbs(document)) == (["adopted"], ["drafted", "adopted"])


def test_adopt_document_again_keeps_the_old_version_and_the_difference_can_be_told(anna):
    document = adopted_document(anna)
    operations.revise_document(document=document, by=anna, at=MONDAY)
    added_goal(anna, document, "2", "Ett näringsliv som ställer om")
    document.refresh_from_db()

    second = adopt(document, anna)

    first = DocumentVersion.objects.of(anna.region_id).get(document=document, number=1)
    assert second.number == 2
    assert [(found.kind, found.item["name"]) for found in compare(first.content, second.content)] == [
        (Kind.ADDED, "Ett näringsliv som ställer om")
    ]


def test_adopt_document_again_needs_reasons(anna):
    document = adopted_document(anna)
    operations.revise_document(document=document, by=anna, at=MONDAY)

    with pytest.raises(RuleBroken) as refused:
        adopt(document, anna, reason="  ")

    assert (refused.value.code, refused.value.facts) == ("version.reason_missing", {"field": "reason"})


def test_adopt_document_refuses_a_decision_before_the_last(anna):
    document = adopted_document(anna)
    operations.revise_document(document=document, by=anna, at=MONDAY)

    with pytest.raises(RuleBroken) as refused:
        adopt(document, anna, adopted_on=date(2026, 4, 27))

    assert (refused.value.code, refused.value.facts) == (
        "version.older_than_the_last",
        {"field": "adopted_on", "number": 1, "adopted_on": SPRING_DAY},
    )
    assert adopt(document, anna, adopted_on=SPRING_DAY).number == 2


def test_adopt_document_refuses_a_decision_that_is_not_made_yet(anna):
    document = drafted_document(anna)

    with pytest.raises(RuleBroken) as refused:
        adopt(document, anna, adopted_on=TUESDAY.date())

    assert (refused.value.code, refused.value.facts) == ("version.not_decided_yet", {"field": "adopted_on"})
    assert adopt(document, anna, adopted_on=MONDAY.date()).number == 1


def test_adopt_document_refuses_what_is_adopted_already(anna):
    document = adopted_document(anna)

    with pytest.raises(RuleBroken, match=r"state\.no_such_step"):
        adopt(document, anna)


def test_adopt_document_is_also_for_managers(anna, disa):
    document = drafted_document(anna)

    assert adopt(document, disa).number == 1


@pytest.mark.parametrize("who", ["bo", "cilla", "egon", "frida"])
def test_adopt_document_is_not_for_others(who, anna, request):
    document = drafted_document(anna)

    with pytest.raises(NotAllowed):
        adopt(document, request.getfixturevalue(who))

    assert verbs(document) == ["drafted"]


def test_revise_document_opens_it_and_keeps_the_version(anna):
    document = adopted_document(anna)

    operations.revise_document(document=document, by=anna, at=TUESDAY)

    document.refresh_from_db()
    assert (document.state, document.versions.count()) == (PlanState.REVISING, 1)
    assert verbs(document) == ["drafted", "adopted", "revised"]


def test_revise_document_refuses_a_draft(anna):
    document = drafted_document(anna)

    with pytest.raises(RuleBroken, match=r"state\.no_such_step"):
        operations.revise_document(document=document, by=anna, at=MONDAY)


def test_revise_document_is_not_for_managers(anna, disa):
    document = adopted_document(anna)

    with pytest.raises(NotAllowed):
        operations.revise_document(document=document, by=disa, at=MONDAY)


def test_edit_document_is_possible_again_while_it_is_revised(anna):
    document = adopted_document(anna)
    operations.revise_document(document=document, by=anna, at=MONDAY)
    document.refresh_from_db()

    edit(document, anna, kind=DocumentKind.PROGRAMME)

    assert document.kind is DocumentKind.PROGRAMME
