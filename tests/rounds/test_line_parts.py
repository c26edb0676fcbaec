"""A figure and its parts: total = the sum of the parts + what is not broken down, in every dimension."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.delivery.walks import running
from tests.factories import MONDAY, LinePartFactory, PlaceFactory, PlannedResultFactory, QuestionTemplateFactory
from tests.people import verbs
from tests.rounds.walks import asked, opened, results_of, saved, submitted, whole
from varv.core.counting import CATEGORIES, Category, Dimension
from varv.core.questions import Question, as_json
from varv.core.refusals import RuleBroken, holds
from varv.core.status import Missing
from varv.core.workflow import TemplateState
from varv.regions.models import TrailEntry
from varv.rounds import operations, rules
from varv.rounds.drafts import (
    Draft,
    LineDraft,
    Part,
    PartDraft,
    answer_field,
    as_written,
    lacking,
    part_field,
    progress,
    questions_of,
)
from varv.rounds.models import LinePart, Report, ReportLine

WOMEN = PartDraft(Dimension.SEX, Category.WOMEN, Decimal(30))
MEN = PartDraft(Dimension.SEX, Category.MEN, Decimal(11))
YOUNG = PartDraft(Dimension.AGE, Category.AGE_16_24, Decimal(5))
OFFERED = {Dimension.SEX: ["women", "men"], Dimension.AGE: ["age_16_24"], Dimension.PLACE: ["0101"]}
WHO = Question("who", "Vilka nådde ni inte?", required=True)
MORE = Question("more", "Något mer?")


def refusal(check, *args) -> tuple[str, object]:
    with pytest.raises(RuleBroken) as refused:
        check(*args)
    return refused.value.code, refused.value.facts.get("field")


@pytest.fixture
def report(anna, bo) -> Report:
    """A report whose first figure is asked by sex and by age."""
    found = asked(anna, bo)
    output = results_of(found.initiative)[0]
    output.change(own_dimensions=[Dimension.SEX, Dimension.AGE])
    return found


def with_parts(report: Report, *parts: PartDraft, total: Decimal | None = Decimal(41)) -> Draft:
    output, *others = whole(report).lines
    return whole(report, lines=(LineDraft(output.planned_result_id, total, parts=parts), *others))


def kept(report: Report) -> list[tuple[str, Decimal]]:
    parts = LinePart.objects.of(report.region_id).filter(line__report=report).order_by("dimension", "category")
    return [(part.category, part.value) for part in parts]


# --- what may be written -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "line", "told"),
    [
        ((WOMEN, MEN), {"value": Decimal(41)}, None),
        ((WOMEN,), {"value": Decimal(41)}, None),
        ((WOMEN, MEN, YOUNG), {"value": Decimal(41)}, None),
        ((WOMEN,), {}, None),
        ((WOMEN, MEN), {"value": Decimal(40)}, ("report.parts_exceed_total", "part_7_sex_women")),
        ((WOMEN,), {"missing": Missing.NIL}, ("report.part_without_total", "part_7_sex_women")),
        ((replace(MEN, value=Decimal(-1)),), {"value": Decimal(1)}, ("report.part_below_zero", "part_7_sex_men")),
        ((replace(MEN, category="sweden"),), {}, ("report.part_not_asked", "part_7_sex_sweden")),
        ((MEN, MEN), {"value": Decimal(99)}, ("report.part_not_asked", "part_7_sex_men")),
        ((PartDraft(Dimension.PLACE, "0101", Decimal(1)),), {"value": Decimal(1)}, None),
        ((PartDraft(Dimension.PLACE, "9999", Decimal(1)),), {}, ("report.part_not_asked", "part_7_place_9999")),
        ((PartDraft(Dimension.BORN, "sweden", Decimal(1)),), {}, ("report.part_not_asked", "part_7_born_sweden")),
    ],
)
def test_parts_fit_in_their_total(parts, line, told):
    draft = LineDraft(7, **line, parts=parts)

    if told is None:
        assert holds(rules.check_parts, draft, OFFERED)
    else:
        assert refusal(rules.check_parts, draft, OFFERED) == told


@given(st.lists(st.decimals(0, 1000, places=2), max_size=5), st.decimals(0, 3000, places=2))
def test_what_passes_leaves_a_rest_that_is_not_negative(amounts, total):
    parts = tuple(
        PartDraft(Dimension.AGE, category, amount)
        for category, amount in zip(CATEGORIES[Dimension.AGE], amounts, strict=False)
    )

    passes = holds(rules.check_parts, LineDraft(7, total, parts=parts), {Dimension.AGE: CATEGORIES[Dimension.AGE]})

    rest = total - sum((part.value for part in parts), Decimal(0))
    assert passes is (rest >= 0 or not parts)


def test_categories_are_those_of_the_planned_result_and_of_the_regions_own_places(alvmark, sydland):
    PlaceFactory(region=sydland, code="1283")
    PlaceFactory(code="2583", name="Haparanda")
    PlaceFactory(code="2505", name="Arvidsjaur")
    here, plain = PlannedResultFactory(own_dimensions=["place", "sex"]), PlannedResultFactory()

    found = rules.categories_of(alvmark.pk, [here.pk, plain.pk])

    assert found == {
        here.pk: {Dimension.SEX: ["women", "men"], Dimension.PLACE: ["2505", "2583"]},
        plain.pk: {},
    }


def test_categories_without_places_do_not_ask_for_them(alvmark, django_assert_num_queries):
    here = PlannedResultFactory(own_dimensions=["sex"])

    with django_assert_num_queries(1):
        rules.categories_of(alvmark.pk, [here.pk])


def test_a_part_of_something_that_is_not_broken_down_is_refused(report, bo):
    outcome = results_of(report.initiative)[1]
    draft = Draft(lines=(LineDraft(outcome.pk, Decimal(50), parts=(WOMEN,)),))

    with pytest.raises(RuleBroken) as refused:
        saved(report, bo, draft)

    assert (refused.value.code, refused.value.facts["field"]) == (
        "report.part_not_asked",
        part_field(outcome.pk, Dimension.SEX, "women"),
    )


# --- what is kept ------------------------------------------------------------------------------------------------


def test_parts_are_kept_with_their_line_and_told_in_the_trail(report, bo):
    saved(report, bo, with_parts(report, WOMEN, MEN, YOUNG))

    assert kept(report) == [("age_16_24", 5), ("men", 11), ("women", 30)]
    assert operations.draft_of(report).lines[0].parts == (YOUNG, MEN, WOMEN)
    told = TrailEntry.objects.of(report.region_id).filter(kind="rounds.linepart").order_by("number")
    assert [(line.verb, line.after["value"]) for line in told] == [
        ("drafted", "5"),
        ("drafted", "11"),
        ("drafted", "30"),
    ]


def test_a_part_is_changed_and_another_taken_away_and_the_rest_is_left(report, bo):
    saved(report, bo, with_parts(report, WOMEN, MEN, YOUNG))
    women = LinePart.objects.of(report.region_id).get(category="women")
    young = LinePart.objects.of(report.region_id).get(category="age_16_24")

    saved(report, bo, with_parts(report, replace(WOMEN, value=Decimal(29)), YOUNG))

    assert kept(report) == [("age_16_24", 5), ("women", 29)]
    assert (verbs(women), verbs(young)) == (["drafted", "drafted"], ["drafted"])
    removed = TrailEntry.objects.of(report.region_id).get(verb="removed")
    assert (removed.kind, removed.before["category"], removed.after) == ("rounds.linepart", "men", {})


def test_parts_in_another_order_are_the_same_parts(report, bo):
    saved(report, bo, with_parts(report, WOMEN, MEN))
    revision = report.revision

    saved(report, bo, with_parts(report, MEN, WOMEN))

    assert report.revision == revision


def test_taking_all_parts_away_leaves_the_total_not_broken_down(report, bo):
    saved(report, bo, with_parts(report, WOMEN, MEN))

    saved(report, bo, with_parts(report))

    line = ReportLine.objects.of(report.region_id).get(report=report, planned_result=results_of(report.initiative)[0])
    assert (kept(report), line.value) == ([], Decimal(41))


def test_parts_of_a_report_stay_out_of_another(report, anna, bo):
    saved(report, bo, with_parts(report, WOMEN))
    other = LinePartFactory(line__report__initiative=running(anna, bo, name="En annan"))

    assert other.category == "women"
    assert operations.draft_of(report).lines[0].parts == (WOMEN,)


def test_as_written_without_parts_has_none(report):
    draft = as_written(report, [7], [])

    assert draft.lines == (LineDraft(7),)


def test_a_breakdown_is_never_demanded(report, bo):
    submitted(report, bo)

    assert lacking(operations.draft_of(report)) == ()


# --- the template's own questions ---------------------------------------------------------------------------------


@pytest.fixture
def questioned(anna, bo) -> Report:
    """A report that is asked one question that must be answered and one that need not."""
    template = QuestionTemplateFactory(state=TemplateState.IN_USE, questions=as_json((WHO, MORE)))
    initiative = running(anna, bo)
    round_ = operations.open_round(
        period=opened(anna).period.next(),
        opens_on=MONDAY.date(),
        due_on=MONDAY.date(),
        template=template,
        by=anna,
        at=MONDAY,
    )
    return Report.objects.of(anna.region_id).get(round=round_, initiative=initiative)


def test_a_report_asks_its_templates_questions(questioned, bo):
    assert questions_of(questioned) == (WHO, MORE)
    saved(questioned, bo, whole(questioned, answers={"who": "Företag utanför Norrby."}))
    assert operations.draft_of(questioned).answers == {"who": "Företag utanför Norrby."}


@pytest.mark.parametrize(
    ("answers", "lacks"), [({}, ["answer_who"]), ({"who": " "}, ["answer_who"]), ({"who": "Få"}, [])]
)
def test_a_required_question_must_be_answered(questioned, bo, answers, lacks):
    saved(questioned, bo, whole(questioned, answers=answers))

    assert list(lacking(operations.draft_of(questioned), questions_of(questioned))) == lacks
    assert holds(rules.check_submit, questioned, operations.draft_of(questioned), bo, MONDAY.date()) is (not lacks)


def test_an_answer_to_a_question_that_is_not_asked_is_refused(questioned, bo):
    with pytest.raises(RuleBroken) as refused:
        saved(questioned, bo, whole(questioned, answers={"where": "Norrby"}))

    assert (refused.value.code, refused.value.facts["field"]) == ("report.unknown_question", answer_field("where"))


def test_an_unanswered_question_takes_two_minutes_and_stands_last():
    draft = Draft(done="Klart.", learned="Börja tidigare.", needs_nothing=True, answers={})

    found = progress(draft, set(), [WHO, MORE])

    assert Part.NEEDS not in found.done
    assert found.minutes_left - progress(draft, set()).minutes_left == 2
