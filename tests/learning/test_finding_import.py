from datetime import date

import pytest

from tests.factories import EvaluationDomainFactory, EvaluationQuestionFactory, GoalFactory, UserFactory
from tests.learning.walks import APRIL, noted_finding, questions, registered_evaluation
from tests.people import member, verbs
from varv.core.finding_table import FindingColumn, RowSaid
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.roles import Role
from varv.core.theory import Evidence
from varv.learning import operations
from varv.learning.models import Finding, Recommendation
from varv.regions.models import TrailEntry

pytestmark = pytest.mark.django_db
DEED = {"RECOMMENDATION": "Sätt en gräns", "OWNER": "Disa", "FORUM": "Ledningsgruppen"}


@pytest.fixture
def evaluation(egon, disa):
    return registered_evaluation(egon)


def row(number, text="Valideringen är flaskhalsen.", **said):
    values = {"TEXT": text, "EVIDENCE": Evidence.SOME} | said
    return RowSaid(number, {FindingColumn[name]: value for name, value in values.items() if value is not None})


def rehearsed(evaluation, by, *rows):
    return operations.rehearse_findings(evaluation=evaluation, rows=rows, by=by, at=APRIL)


def imported(evaluation, by, *rows):
    seen = rehearsed(evaluation, by, *rows).seal
    return operations.import_findings(evaluation=evaluation, rows=rows, seen=seen, by=by, at=APRIL)


def problems(outcome):
    return [(one.refused.code, one.number, one.column) for one in outcome.problems]


def counts(actor):
    return Finding.objects.of(actor.region_id).count(), Recommendation.objects.of(actor.region_id).count()


def test_a_row_becomes_a_finding_and_a_recommendation(egon, disa, evaluation):
    question = EvaluationQuestionFactory(text="Vad hindrar?", number=2, domain=EvaluationDomainFactory(number=1))
    goal = GoalFactory(name="Fler i arbete", outline="2.1")

    outcome = imported(
        evaluation,
        egon,
        row(
            2,
            RESTS_ON="41 intervjuer",
            SEEN_ON=date(2026, 3, 1),
            QUESTION="vad hindrar?",
            GOAL="Fler i arbete",
            EXPLANATION="Fem veckor är för länge.",
            DUE_ON=date(2026, 6, 1),
            **DEED,
        ),
    )

    finding, made = Finding.objects.of(egon.region_id).get(), Recommendation.objects.of(egon.region_id).get()
    assert (finding.text, finding.evidence, finding.rests_on, finding.seen_on) == (
        "Valideringen är flaskhalsen.",
        Evidence.SOME,
        "41 intervjuer",
        date(2026, 3, 1),
    )
    assert (finding.question, finding.goal, finding.evaluation) == (question, goal, evaluation)
    assert (made.finding, made.text, made.owner_id, made.forum, made.explanation, made.due_on, made.goal) == (
        finding,
        "Sätt en gräns",
        disa.person_id,
        "Ledningsgruppen",
        "Fem veckor är för länge.",
        date(2026, 6, 1),
        goal,
    )
    assert (outcome.findings, outcome.recommendations, outcome.problems) == (1, 1, ())
    assert (verbs(finding), verbs(made)) == (["noted"], ["made"])


@pytest.mark.parametrize("called", ["disa", "DISA", " Disa "])
def test_the_responsible_is_named_by_name_or_login(egon, disa, evaluation, called):
    imported(evaluation, egon, row(2, **(DEED | {"OWNER": called})))

    assert Recommendation.objects.of(egon.region_id).get().owner_id == disa.person_id


@pytest.mark.parametrize("called", ["Fler i arbete", "2.1", "2.1 fler i arbete"])
def test_a_goal_is_named_by_name_or_number(egon, evaluation, called):
    goal = GoalFactory(name="Fler i arbete", outline="2.1")

    imported(evaluation, egon, row(2, GOAL=called))

    assert Finding.objects.of(egon.region_id).get().goal == goal


def test_a_question_is_named_by_its_number(egon, evaluation):
    question = EvaluationQuestionFactory(number=2, domain=EvaluationDomainFactory(number=3))

    imported(evaluation, egon, row(2, QUESTION="3.2"))

    assert Finding.objects.of(egon.region_id).get().question == question


def test_rehearsing_changes_nothing_and_leaves_no_trail(egon, evaluation):
    before = TrailEntry.objects.of(egon.region_id).count()

    outcome = rehearsed(evaluation, egon, row(2, **DEED))

    assert (outcome.findings, outcome.recommendations, counts(egon)) == (1, 1, (0, 0))
    assert TrailEntry.objects.of(egon.region_id).count() == before


def test_a_finding_in_two_rows_is_one_with_two_recommendations(egon, evaluation):
    other = DEED | {"RECOMMENDATION": "Dela bedömare"}

    outcome = imported(evaluation, egon, row(2, **DEED), row(3, EVIDENCE=None, **other))

    assert [(one.number, one.is_new, one.recommends) for one in outcome.rows] == [(2, True, True), (3, False, True)]
    assert counts(egon) == (1, 2)


def test_what_the_evaluation_has_is_known_and_left_as_it_is(egon, evaluation):
    rows = [row(2, **DEED), row(3, "Företagen väntar", EVIDENCE=Evidence.NONE)]
    imported(evaluation, egon, *rows)

    again = imported(evaluation, egon, *rows, row(4, "VALIDERINGEN ÄR  FLASKHALSEN", RESTS_ON="Något annat"))

    assert (again.findings, again.recommendations, counts(egon)) == (0, 0, (2, 1))
    assert [one.recommends for one in again.rows] == [False, None, None]


def test_the_same_words_in_another_evaluation_are_another_finding(egon, evaluation):
    noted_finding(egon, registered_evaluation(egon))

    assert imported(evaluation, egon, row(2)).findings == 1


def test_one_bad_row_and_nothing_is_read_in(egon, evaluation):
    rows = [row(2, **DEED), row(3, "Något annat", GOAL="Målet som inte finns")]

    outcome = rehearsed(evaluation, egon, *rows)
    with pytest.raises(RuleBroken, match=r"finding_table\.not_as_shown"):
        operations.import_findings(evaluation=evaluation, rows=rows, seen=outcome.seal, by=egon, at=APRIL)

    assert problems(outcome) == [("finding_table.no_such_goal", 3, FindingColumn.GOAL)]
    assert counts(egon) == (0, 0)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"EVIDENCE": None}, ("finding_table.no_evidence", FindingColumn.EVIDENCE)),
        ({"QUESTION": "9.9"}, ("finding_table.no_such_question", FindingColumn.QUESTION)),
        (DEED | {"OWNER": "Ingen"}, ("finding_table.no_such_owner", FindingColumn.OWNER)),
        (DEED | {"OWNER": "stig"}, ("finding_table.no_such_owner", FindingColumn.OWNER)),
        (DEED | {"DUE_ON": date(2026, 4, 1)}, ("due_on.has_passed", FindingColumn.DUE_ON)),
        (DEED | {"FORUM": "  "}, ("recommendation.forum_missing", FindingColumn.FORUM)),
        ({"SEEN_ON": date(2026, 4, 29)}, ("finding.not_seen_yet", FindingColumn.SEEN_ON)),
        ({"TEXT": "Ring 070-123 45 67"}, ("finding.personal_data", FindingColumn.TEXT)),
    ],
)
def test_what_the_verbs_refuse_is_told_by_row_and_column(egon, stig, evaluation, said, expected):
    text = said.get("TEXT", "Valideringen är flaskhalsen.")

    outcome = rehearsed(evaluation, egon, row(2, text, **{name: said[name] for name in said if name != "TEXT"}))

    assert problems(outcome) == [(expected[0], 2, expected[1])]


def test_a_name_that_several_have_is_told(egon, evaluation):
    for name in ("one", "two"):
        user = member(evaluation.region, name, Role.MANAGER)
        UserFactory._meta.model.objects.filter(pk=user.person_id).update(name="Kim Exempel")

    outcome = rehearsed(evaluation, egon, row(2, **(DEED | {"OWNER": "Kim Exempel"})))

    assert problems(outcome) == [("finding_table.several", 2, FindingColumn.OWNER)]


def test_a_finding_that_says_one_thing_here_and_another_there_is_told(egon, evaluation):
    outcome = rehearsed(evaluation, egon, row(2), row(5, EVIDENCE=Evidence.STRONG))

    (problem,) = outcome.problems
    assert (problem.refused.code, problem.number, problem.column, problem.refused.facts["number"]) == (
        "finding_table.says_otherwise",
        5,
        FindingColumn.EVIDENCE,
        2,
    )


def test_what_was_shown_must_still_be_so(egon, anna, evaluation):
    seen = rehearsed(evaluation, egon, row(2)).seal
    noted_finding(anna, evaluation)

    with pytest.raises(RuleBroken, match=r"finding_table\.not_as_shown"):
        operations.import_findings(evaluation=evaluation, rows=[row(2)], seen=seen, by=egon, at=APRIL)

    assert counts(egon) == (1, 0)


def test_a_reporter_reads_nothing_in(bo, evaluation):
    with pytest.raises(NotAllowed):
        rehearsed(evaluation, bo, row(2))


def test_what_can_be_named_is_asked_for_once_however_many_rows(egon, evaluation):
    few = questions(lambda: rehearsed(evaluation, egon, row(2, GOAL="x")))
    many = questions(lambda: rehearsed(evaluation, egon, *(row(n, f"Nummer {n}", GOAL="x") for n in range(2, 6))))

    assert many - few == 3 * 3  # for each row a savepoint is opened, gone back to and let go
