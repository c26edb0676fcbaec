from datetime import date

import pytest
from django.utils import translation

from tests.factories import MONDAY
from tests.strategy.walks import adopted_framework
from varv.overview.strategy.differences import FieldLine
from varv.overview.strategy.framework_sheet import framework_sheet
from varv.strategy import operations
from varv.strategy.models import EvaluationDomain, EvaluationQuestion, GenericActivity, MatrixRow

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


ROW = {"what": "Kollegial granskning", "how": "", "who": "Anna", "when": "Juni", "comment": ""}


def test_sheet_shows_every_part_as_it_was_taken_over(anna):
    sheet = framework_sheet(adopted_framework(anna))

    assert (sheet.name, sheet.version, sheet.cycle_months) == ("Ramverk för strategiskt lärande", date(2019, 5, 8), 18)
    assert [len(part) for part in (sheet.purposes, sheet.uses, sheet.activities, sheet.notes)] == [3, 8, 11, 5]
    assert [(domain.name, len(domain.questions), len(domain.rows)) for domain in sheet.domains] == [
        ("Resultat", 1, 4),
        ("Genomförande av insatser", 2, 0),
        ("Genomförande av utvecklingsuppdraget", 3, 0),
    ]


def test_sheet_of_an_untouched_framework_has_no_changes(anna):
    sheet = framework_sheet(adopted_framework(anna))

    assert (sheet.changed, sheet.empty_domains) == (0, 2)
    assert not any(activity.changes for activity in sheet.activities)


def test_sheet_shows_an_activity_beside_the_templates_words(anna):
    framework = adopted_framework(anna)
    activity = GenericActivity.objects.of(anna.region_id).get(number=11)
    operations.edit_generic_activity(
        activity=activity,
        name=activity.name,
        definition=activity.definition,
        output=activity.output,
        outcome="Bolagen följer strategin",
        description=activity.description,
        revision=1,
        by=anna,
        at=MONDAY,
    )

    sheet = framework_sheet(framework)

    assert sheet.changed == 1
    assert sheet.activities[-1].changes == (FieldLine("Outcome", "God styrning", "Bolagen följer strategin"),)
    assert (sheet.activities[-1].number, sheet.activities[-1].outcome) == (11, "Bolagen följer strategin")


def test_sheet_tells_own_questions_and_rows_from_changed_ones(anna):
    framework = adopted_framework(anna)
    first, second, _third = EvaluationDomain.objects.of(anna.region_id).in_order()
    question = EvaluationQuestion.objects.of(anna.region_id).get(domain=first)
    row = MatrixRow.objects.of(anna.region_id).get(domain=first, number=2)
    stamp = {"by": anna, "at": MONDAY}
    operations.edit_question(question=question, text="Möter vi behoven?", revision=1, **stamp)
    operations.edit_matrix_row(
        row=row,
        what=row.what,
        how=row.how,
        who="Projektenheten",
        when=row.when,
        comment=row.comment,
        revision=1,
        **stamp,
    )
    operations.add_question(domain=first, text="Lär vi av varandra?", **stamp)
    operations.add_matrix_row(domain=second, **ROW, **stamp)

    sheet = framework_sheet(framework)

    results, work, _task = sheet.domains
    assert (sheet.changed, sheet.empty_domains) == (4, 1)
    assert [(each.is_own, len(each.changes)) for each in results.questions] == [(False, 1), (True, 0)]
    assert results.rows[1].changes == (FieldLine("Who?", "POV", "Projektenheten"),)
    assert [(each.what, each.is_own, each.changes) for each in work.rows] == [("Kollegial granskning", True, ())]


def test_sheet_knows_a_domain_that_the_template_does_not(anna):
    framework = adopted_framework(anna)
    domain = EvaluationDomain.objects.create(region_id=anna.region_id, framework=framework, number=4, name="Omvärlden")
    operations.add_question(domain=domain, text="Vad händer runt oss?", by=anna, at=MONDAY)
    operations.add_matrix_row(domain=domain, **ROW, by=anna, at=MONDAY)

    own = framework_sheet(framework).domains[-1]

    assert (own.name, own.questions[0].is_own, own.rows[0].is_own) == ("Omvärlden", True, True)


def test_sheet_takes_five_queries_however_much_there_is(anna, django_assert_num_queries):
    framework = adopted_framework(anna)
    with django_assert_num_queries(5):
        framework_sheet(framework)
    for domain in EvaluationDomain.objects.of(anna.region_id):
        operations.add_matrix_row(domain=domain, **ROW, by=anna, at=MONDAY)

    with django_assert_num_queries(5):
        framework_sheet(framework)
