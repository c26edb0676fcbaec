from datetime import UTC, date, datetime

import pytest

from tests.factories import (
    ChainFactory,
    ChainVersionFactory,
    ChangeFactory,
    DocumentVersionFactory,
    FindingFactory,
    GoalFactory,
    LessonFactory,
    QuestionTemplateFactory,
    RecommendationFactory,
    SteeringDocumentFactory,
    UserFactory,
)
from tests.learning.walks import APRIL, adopted_version, handed_in_report, questions
from varv.core.judgement import Confidence
from varv.core.kinds import ChangeKind
from varv.core.periods import Period
from varv.core.refusals import RuleBroken
from varv.core.theory import Evidence
from varv.core.workflow import ReportState
from varv.learning.models import Change, Lesson, Recommendation
from varv.overview.learning.answers.plan_changes import (
    Plan,
    adopted_since,
    because,
    change_line,
    change_lines,
    origin_of,
    plan_version,
    wording_of,
)
from varv.overview.words import word
from varv.rounds.models import QuestionTemplate

pytestmark = pytest.mark.django_db


def link(**changed):
    values = {
        "source_id": "1",
        "source": "Moduler",
        "target": "Fler byter yrke",
        "evidence": "assumed",
        "assumption": "",
        "evidence_year": None,
    }
    return values | changed


def test_plan_version_names_a_plan_or_a_chain():
    plan = DocumentVersionFactory(document__title="Verksamhetsplan 2027", number=3)
    chain = ChainVersionFactory(chain__name="Kompetens", number=2)

    named = [plan_version(plan), plan_version(chain)]

    assert [(one.plan, one.title, one.number, one.key) for one in named] == [
        (Plan.DOCUMENT, "Verksamhetsplan 2027", 3, f"document-{plan.pk}"),
        (Plan.CHAIN, "Kompetens", 2, f"chain-{chain.pk}"),
    ]


def test_adopted_since_gives_the_newest_first(alvmark):
    DocumentVersionFactory(adopted_on=date(2026, 4, 27))
    chain = ChainVersionFactory(adopted_on=date(2026, 5, 2))
    plan = DocumentVersionFactory(adopted_on=date(2026, 11, 12))
    edge = DocumentVersionFactory(adopted_on=date(2026, 4, 28))

    versions = adopted_since(alvmark.pk, date(2026, 4, 28))

    assert [version.key for version in versions] == [
        f"document-{plan.pk}",
        f"chain-{chain.pk}",
        f"document-{edge.pk}",
    ]


def test_adopted_since_keeps_to_the_region(anna, stig):
    adopted_version(stig)

    assert adopted_since(anna.region_id, date(2020, 1, 1)) == ()


def test_wording_of_the_first_version_is_empty():
    wording = wording_of(DocumentVersionFactory(content={"goals": {"1": {"name": "Fler i arbete"}}}))

    assert (wording.before, wording.after) == ("", "")


def test_wording_of_a_plan_tells_what_differs():
    document = SteeringDocumentFactory()
    before = {
        "goals": {
            "1": {"name": "Snabb validering", "description": "", "kind": "effect"},
            "2": {"name": "En mötesplats"},
            "3": {"name": "Fler i arbete", "description": "Alla."},
        }
    }
    after = {
        "goals": {
            "1": {"name": "Validering på tio dagar", "description": "Högst tio arbetsdagar.", "kind": "process"},
            "3": {"name": "Fler i arbete", "description": "Alla."},
            "4": {"name": "Sällskap första gången"},
        }
    }
    DocumentVersionFactory(document=document, number=1, content=before)
    second = DocumentVersionFactory(document=document, number=2, content=after)

    wording = wording_of(second)

    assert wording.before.splitlines() == ["En mötesplats", "Snabb validering"]
    assert wording.after.splitlines() == [
        "Validering på tio dagar",
        "Validering på tio dagar: Högst tio arbetsdagar.",
        "Sällskap första gången",
    ]


def test_wording_of_a_chain_tells_a_link_by_its_steps_and_evidence_in_words():
    chain = ChainFactory()
    ChainVersionFactory(chain=chain, number=1, content={"links": {"7": link()}})
    second = ChainVersionFactory(
        chain=chain, number=2, content={"links": {"7": link(evidence="some", evidence_year=2026), "8": link()}}
    )

    wording = wording_of(second)

    name = "Moduler → Fler byter yrke"
    assert wording.before == f"{name}: {word(Evidence.ASSUMED)}"
    assert wording.after.splitlines() == [f"{name}: {word(Evidence.SOME)}", name]


def test_wording_of_a_version_compares_with_the_one_before():
    document = SteeringDocumentFactory()
    for number, name in enumerate(["Ett", "Två", "Tre"], start=1):
        version = DocumentVersionFactory(document=document, number=number, content={"goals": {"1": {"name": name}}})

    assert (wording_of(version).before, wording_of(version).after) == ("Två", "Tre")


def test_origin_of_a_finding_is_the_evaluations():
    finding = FindingFactory(rests_on="Delrapport 2, s. 31")

    origin = origin_of(RecommendationFactory(finding=finding))

    assert (origin.text, origin.who, origin.on, origin.evaluation, origin.rests_on, origin.evidence) == (
        "Valideringen är flaskhalsen.",
        "En fristående utvärderare",
        date(2026, 4, 28),
        "Följeforskning om kompetens",
        "Delrapport 2, s. 31",
        Evidence.SOME,
    )


def test_origin_of_a_lesson_goes_back_to_the_report(bo):
    report = handed_in_report(bo, initiative__name="Yrkesväxling", state=ReportState.SUBMITTED)
    lesson = LessonFactory(report=report, occasion="", noted_at=APRIL, confidence=Confidence.MEASURED)

    origin = origin_of(RecommendationFactory(finding=None, lesson=lesson))

    assert (origin.lesson_id, origin.report_id, origin.initiative, origin.period, origin.on) == (
        lesson.pk,
        report.pk,
        "Yrkesväxling",
        Period.parse("2026H1"),
        date(2026, 4, 28),
    )
    assert (origin.confidence, origin.evidence, origin.evaluation_id) == (Confidence.MEASURED, None, None)


def test_origin_of_a_lesson_may_be_an_evaluation_or_an_occasion():
    finding = FindingFactory(rests_on="s. 12")

    evaluated, met = origin_of(LessonFactory(finding=finding, occasion="")), origin_of(LessonFactory())

    assert (evaluated.evaluation, evaluated.evaluation_id, evaluated.rests_on, evaluated.occasion) == (
        "Följeforskning om kompetens",
        finding.evaluation_id,
        "s. 12",
        "",
    )
    assert (met.evaluation, met.occasion) == ("", "Ett arbetsmöte")


def test_change_line_tells_where_when_and_why():
    change = ChangeFactory(recommendation__number=4, turn__number=3, case_number="RU 2026/311")

    line = change_line(change)

    assert (line.what, line.recommendation_number, line.turn_number, line.case_number, line.decided_on) == (
        "Validering ska ta högst tio arbetsdagar",
        4,
        3,
        "RU 2026/311",
        date(2026, 11, 26),
    )
    assert (line.version.title, line.origin.text) == ("Älvmark 2030", "Valideringen är flaskhalsen.")


def test_change_line_because_of_a_lesson_has_no_recommendation():
    lesson = LessonFactory()

    line = change_line(ChangeFactory(recommendation=None, lesson=lesson))

    assert (line.recommendation_id, line.recommendation_number, line.origin.lesson_id) == (None, None, lesson.pk)


def test_change_lines_ask_once_however_many(alvmark):
    ChangeFactory(decided_on=date(2026, 1, 1))
    one = questions(lambda: change_lines(Change.objects.of(alvmark.pk)))
    ChangeFactory(recommendation=None, lesson=LessonFactory())
    ChangeFactory(document_version=None, chain_version=ChainVersionFactory(), decided_on=date(2026, 6, 1))

    lines = change_lines(Change.objects.of(alvmark.pk))

    assert [line.decided_on for line in lines] == [date(2026, 11, 26), date(2026, 6, 1), date(2026, 1, 1)]
    assert (one, questions(lambda: change_lines(Change.objects.of(alvmark.pk)))) == (1, 1)


@pytest.mark.parametrize(
    ("told", "thing"),
    [(change_line, Change(pk=1)), (origin_of, Recommendation(pk=1))],
)
def test_rows_that_the_database_would_not_keep_are_told_as_faults(told, thing):
    with pytest.raises(ValueError, match="1"):
        told(thing)


def test_origin_keeps_the_authors_name_of_a_lesson():
    lesson = Lesson.objects.of(LessonFactory(author__name="Åsa").region_id).get()

    assert origin_of(lesson).who == "Åsa"


def test_because_tells_what_a_version_of_a_chain_was_changed_for(alvmark):
    version, other = (ChainVersionFactory(region=alvmark, number=number) for number in (2, 3))
    lesson = LessonFactory(region=alvmark, statement="Intyget måste ha en avsändare.")
    tied = {"region": alvmark, "document_version": None, "recommendation": None, "lesson": lesson}
    late = ChangeFactory(**tied, chain_version=version, decided_on=date(2026, 11, 2))
    early = ChangeFactory(**tied, chain_version=version, decided_on=date(2026, 3, 2))

    found = because(version)

    assert [line.id for line in found] == [late.pk, early.pk]
    assert {line.origin.text for line in found} == {"Intyget måste ha en avsändare."}
    assert because(other) == ()


def test_because_tells_what_a_version_of_a_document_was_changed_for(alvmark):
    version, other = DocumentVersionFactory(region=alvmark), DocumentVersionFactory(region=alvmark)
    change = ChangeFactory(region=alvmark, document_version=version)

    assert [line.id for line in because(version)] == [change.pk]
    assert because(other) == ()


def test_because_asks_once_for_one_change_and_for_three(alvmark):
    version = DocumentVersionFactory(region=alvmark)
    ChangeFactory(region=alvmark, document_version=version)
    one = questions(lambda: because(version))
    ChangeFactory.create_batch(2, region=alvmark, document_version=version)

    assert (one, questions(lambda: because(version)), len(because(version))) == (1, 1, 3)


def test_wording_tells_how_an_assumption_is_to_be_tested_and_what_stands_beside(alvmark):
    chain = ChainFactory(region=alvmark)
    risk = {"kind": "risk", "text": "Få söker.", "about_id": "", "about": "", "place": 1}
    contents = (
        {"links": {"1": link(tested_how="")}, "factors": {}},
        {"links": {"1": link(tested_how="Ring tolv företag.")}, "factors": {"7": risk}},
    )
    first, second = (
        ChainVersionFactory(region=alvmark, chain=chain, number=number, content=content)
        for number, content in enumerate(contents, start=1)
    )

    assert wording_of(second).after == "Moduler → Fler byter yrke: Ring tolv företag.\nFå söker."
    assert wording_of(first).after == ""


def test_wording_does_not_tell_what_an_older_version_could_not_keep(alvmark):
    chain = ChainFactory(region=alvmark)
    about = {"9": {"name": "Kompetens", "area": "", "goal": "", "summary": "", "owner": ""}}
    ChainVersionFactory(region=alvmark, chain=chain, number=1, content={"links": {"1": link()}})
    second = ChainVersionFactory(
        region=alvmark,
        chain=chain,
        number=2,
        content={"chain": about, "links": {"1": link(tested_how="")}, "factors": {}},
    )

    assert (wording_of(second).before, wording_of(second).after) == ("", "")


def a_form(**changed):
    values = {"name": "Halvårsrapport", "version": 90, "adopted_at": datetime(2026, 10, 5, 22, 30, tzinfo=UTC)}
    return QuestionTemplateFactory(**(values | changed))


def question(key, text, hint=""):
    return {"key": key, "text": text, "hint": hint, "thin": "", "good": ""}


def test_plan_version_names_a_form_by_its_version_and_the_day_it_was_taken_into_use():
    form = a_form()

    named = plan_version(form)

    assert (named.plan, named.title, named.number, named.adopted_on, named.key, named.name) == (
        Plan.FORM,
        "Halvårsrapport",
        90,
        date(2026, 10, 6),
        f"form-{form.pk}",
        "Halvårsrapport, version 90",
    )


def test_plan_version_of_a_form_in_draft_is_refused():
    with pytest.raises(RuleBroken, match=r"change\.form_is_draft"):
        plan_version(a_form(adopted_at=None))


@pytest.mark.parametrize("kind", [ChangeKind.LEARNING_PLAN, ChangeKind.WAY_OF_WORKING])
def test_what_is_told_in_words_is_named_by_its_kind(kind):
    change = ChangeFactory(kind=kind, document_version=None, before="Enkät.", decided_on=date(2026, 11, 1))

    line = change_line(change)

    assert (line.version.plan, line.version.name, line.version.number, line.version.adopted_on) == (
        Plan(kind),
        word(kind),
        0,
        date(2026, 11, 1),
    )
    assert (line.kind, line.verified_by, line.verified_on, line.goal) == (kind, "", None, "")


def test_adopted_since_offers_forms_that_are_in_use(alvmark):
    form = a_form(region=alvmark)
    a_form(region=alvmark, version=91, adopted_at=None)
    a_form(region=alvmark, version=92, adopted_at=datetime(2026, 10, 4, 9, tzinfo=UTC))

    assert [one.key for one in adopted_since(alvmark.pk, date(2026, 10, 5))] == [f"form-{form.pk}"]


def test_wording_of_a_form_tells_which_questions_differ():
    a_form(questions=[question("a", "Vad gjorde ni?"), question("b", "Vad hände?", "Kort."), question("c", "Annat?")])
    newer = a_form(version=91, questions=[question("a", "Vad gjorde ni?"), question("b", "Vad blev annorlunda?")])

    wording = wording_of(newer)

    assert (wording.before.splitlines(), wording.after.splitlines()) == (
        ["Annat?", "Vad hände?", "Vad blev annorlunda?: Kort."],
        ["Vad blev annorlunda?"],
    )


def test_wording_of_the_first_form_of_its_kind_is_empty():
    QuestionTemplate.objects.all().delete()
    first = a_form(version=1, questions=[question("a", "Vad gjorde ni?")])

    assert (wording_of(first).before, wording_of(first).after) == ("", "")


def test_because_tells_why_a_form_has_a_new_version():
    form = a_form()
    change = ChangeFactory(kind=ChangeKind.FORM, document_version=None, template=form)

    (line,) = because(form)

    assert (line.id, line.version.name) == (change.pk, "Halvårsrapport, version 90")


def test_change_line_tells_the_goal_and_who_verified_it():
    version = DocumentVersionFactory()
    goal = GoalFactory(document=version.document)
    change = ChangeFactory(
        kind=ChangeKind.GOAL,
        document_version=version,
        goal=goal,
        verified_by=UserFactory(name="Disa"),
        verified_how="Jag läste.",
        verified_at=datetime(2026, 12, 1, 23, 30, tzinfo=UTC),
    )

    line = change_line(change)

    assert (line.goal_id, line.goal) == (goal.pk, str(goal))
    assert (line.verified_by, line.verified_how, line.verified_on) == ("Disa", "Jag läste.", date(2026, 12, 2))
