from datetime import date

import pytest

from tests.factories import MONDAY
from tests.people import verbs
from tests.strategy.walks import adopted_framework
from varv.core.kinds import AspectKind
from varv.core.refusals import NotAllowed, RuleBroken
from varv.regions.models import TrailEntry
from varv.strategy import operations
from varv.strategy.models import (
    EvaluationDomain,
    EvaluationQuestion,
    Framework,
    FrameworkAspect,
    GenericActivity,
    MatrixRow,
)

pytestmark = pytest.mark.django_db

ROW = {"what": "Kollegial granskning", "how": "Tre insatser om året", "who": "Anna", "when": "Juni", "comment": ""}


def test_adopt_framework_copies_every_part(anna):
    framework = adopted_framework(anna)

    aspects = FrameworkAspect.objects.of(anna.region_id).filter(framework=framework)
    assert (framework.template, framework.template_version, framework.cycle_months) == (
        "vasterbotten",
        date(2019, 5, 8),
        18,
    )
    assert [aspects.filter(kind=kind).count() for kind in (AspectKind.PURPOSE, AspectKind.USE)] == [3, 8]
    assert [
        model.objects.of(anna.region_id).count()
        for model in (GenericActivity, EvaluationDomain, EvaluationQuestion, MatrixRow)
    ] == [11, 3, 6, 4]


def test_adopt_framework_leaves_one_line_in_the_trail(anna):
    framework = adopted_framework(anna)

    assert verbs(framework) == ["adopted"]
    assert TrailEntry.objects.of(anna.region_id).count() == 1


def test_adopt_framework_is_refused_twice(anna):
    adopted_framework(anna)

    with pytest.raises(RuleBroken) as refused:
        adopted_framework(anna)

    assert (refused.value.code, refused.value.facts) == (
        "framework.adopted_already",
        {"name": "Ramverk för strategiskt lärande"},
    )
    assert Framework.objects.of(anna.region_id).count() == 1


def test_adopt_framework_in_one_region_leaves_the_other_alone(anna, stig):
    adopted_framework(anna)
    adopted_framework(stig)

    assert GenericActivity.objects.of(stig.region_id).count() == 11


def test_adopt_framework_refuses_an_unknown_template(anna):
    with pytest.raises(RuleBroken, match=r"framework\.unknown_template"):
        operations.adopt_framework(template="okand", by=anna, at=MONDAY)


@pytest.mark.parametrize("who", ["bo", "cilla", "disa", "egon", "frida"])
def test_adopt_framework_is_for_strategists(who, request):
    actor = request.getfixturevalue(who)

    with pytest.raises(NotAllowed):
        adopted_framework(actor)

    assert not Framework.objects.of(actor.region_id).exists()


def edited(activity, by, **changed):
    values = {
        "name": "Kurser och rådgivning",
        "definition": activity.definition,
        "output": activity.output,
        "outcome": "Deltagarna kan mer",
        "description": activity.description,
        "revision": 1,
    }
    operations.edit_generic_activity(activity=activity, **(values | changed), by=by, at=MONDAY)
    activity.refresh_from_db()


def test_edit_generic_activity_puts_it_in_the_regions_words(anna):
    adopted_framework(anna)
    activity = GenericActivity.objects.of(anna.region_id).get(number=1)

    edited(activity, anna)

    assert (activity.name, activity.outcome, activity.output) == (
        "Kurser och rådgivning",
        "Deltagarna kan mer",
        "Genomförda utbildningsinsatser",
    )
    assert verbs(activity) == ["edited"]


def test_edit_generic_activity_tells_the_trail_only_what_changed(anna):
    adopted_framework(anna)
    activity = GenericActivity.objects.of(anna.region_id).get(number=1)

    edited(activity, anna, name=activity.name)

    line = TrailEntry.objects.about(activity).get()
    assert (line.before, line.after) == ({"outcome": "Ökad kompetensnivå"}, {"outcome": "Deltagarna kan mer"})


def test_edit_generic_activity_refuses_a_stale_form(anna):
    adopted_framework(anna)
    activity = GenericActivity.objects.of(anna.region_id).get(number=1)
    edited(activity, anna)

    with pytest.raises(RuleBroken) as refused:
        edited(activity, anna, name="Något annat")

    assert (refused.value.code, refused.value.facts["by"]) == ("stale", "Anna")


def test_edit_question_asks_it_better(anna):
    adopted_framework(anna)
    question = EvaluationQuestion.objects.of(anna.region_id).get(domain__number=1)

    operations.edit_question(question=question, text="Möter vi behoven?", revision=1, by=anna, at=MONDAY)

    question.refresh_from_db()
    assert (question.text, verbs(question)) == ("Möter vi behoven?", ["edited"])


def test_edit_question_refuses_a_stale_form(anna):
    adopted_framework(anna)
    question = EvaluationQuestion.objects.of(anna.region_id).get(domain__number=1)

    with pytest.raises(RuleBroken, match="stale"):
        operations.edit_question(question=question, text="Möter vi behoven?", revision=0, by=anna, at=MONDAY)


def test_add_question_comes_last_in_its_domain(anna):
    adopted_framework(anna)
    domain = EvaluationDomain.objects.of(anna.region_id).get(number=3)

    question = operations.add_question(domain=domain, text="Lär vi av varandra?", by=anna, at=MONDAY)

    assert (question.number, question.domain, verbs(question)) == (4, domain, ["added"])


def test_add_matrix_row_fills_an_empty_domain(anna):
    adopted_framework(anna)
    domain = EvaluationDomain.objects.of(anna.region_id).get(number=2)

    row = operations.add_matrix_row(domain=domain, **ROW, by=anna, at=MONDAY)

    assert (row.number, row.what, row.who, verbs(row)) == (1, "Kollegial granskning", "Anna", ["added"])


def test_add_matrix_row_comes_after_the_templates(anna):
    adopted_framework(anna)
    domain = EvaluationDomain.objects.of(anna.region_id).get(number=1)

    assert operations.add_matrix_row(domain=domain, **ROW, by=anna, at=MONDAY).number == 5


def test_edit_matrix_row_says_it_as_it_is_done_here(anna):
    adopted_framework(anna)
    row = MatrixRow.objects.of(anna.region_id).get(number=2)

    operations.edit_matrix_row(row=row, **(ROW | {"who": "Projektenheten"}), revision=1, by=anna, at=MONDAY)

    row.refresh_from_db()
    assert (row.what, row.who, verbs(row)) == ("Kollegial granskning", "Projektenheten", ["edited"])


def test_edit_matrix_row_refuses_a_stale_form(anna):
    adopted_framework(anna)
    row = MatrixRow.objects.of(anna.region_id).get(number=2)

    with pytest.raises(RuleBroken, match="stale"):
        operations.edit_matrix_row(row=row, **ROW, revision=2, by=anna, at=MONDAY)


def test_remove_matrix_row_takes_away_the_regions_own_and_keeps_it_in_the_trail(anna):
    adopted_framework(anna)
    domain = EvaluationDomain.objects.of(anna.region_id).get(number=2)
    row = operations.add_matrix_row(domain=domain, **ROW, by=anna, at=MONDAY)
    gone = MatrixRow.objects.of(anna.region_id).get(pk=row.pk)

    operations.remove_matrix_row(row=row, by=anna, at=MONDAY)

    assert not MatrixRow.objects.of(anna.region_id).filter(domain=domain).exists()
    assert verbs(gone) == ["added", "removed"]
    assert TrailEntry.objects.about(gone).last().before["what"] == "Kollegial granskning"


def test_remove_matrix_row_leaves_the_templates_rows(anna):
    adopted_framework(anna)
    row = MatrixRow.objects.of(anna.region_id).get(number=2)

    with pytest.raises(RuleBroken) as refused:
        operations.remove_matrix_row(row=row, by=anna, at=MONDAY)

    assert (refused.value.code, refused.value.facts) == ("framework.row_is_the_templates", {"what": row.what})
    assert MatrixRow.objects.of(anna.region_id).count() == 4


def test_framework_is_changed_by_strategists_only(anna, egon):
    adopted_framework(anna)
    domain = EvaluationDomain.objects.of(anna.region_id).get(number=2)
    row = operations.add_matrix_row(domain=domain, **ROW, by=anna, at=MONDAY)
    activity = GenericActivity.objects.of(anna.region_id).get(number=1)
    question = EvaluationQuestion.objects.of(anna.region_id).get(domain__number=1)
    stamp = {"by": egon, "at": MONDAY}

    for attempt in (
        lambda: edited(activity, egon),
        lambda: operations.edit_question(question=question, text="?", revision=1, **stamp),
        lambda: operations.add_question(domain=domain, text="?", **stamp),
        lambda: operations.add_matrix_row(domain=domain, **ROW, **stamp),
        lambda: operations.edit_matrix_row(row=row, **ROW, revision=1, **stamp),
        lambda: operations.remove_matrix_row(row=row, **stamp),
    ):
        with pytest.raises(NotAllowed):
            attempt()

    assert (verbs(row), verbs(activity), verbs(question)) == (["added"], [], [])
