"""Where the strategy is found again: the table, its cards and its file."""

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import MONDAY, ChoiceFactory
from tests.strategy.walks import added_goal, drafted_document, goal_tree
from varv.core.choices import Option, Topic
from varv.core.kinds import DocumentKind, Strength
from varv.strategy import operations

pytestmark = pytest.mark.django_db

TRACE, TABLE = "/alvmark/spar/", "/alvmark/spar/tabell/"


@pytest.fixture
def strategy(anna):
    document = drafted_document(anna)
    goal_tree(anna, document)
    return document


def plan(by, title="Handlingsplan", kind=DocumentKind.ACTION_PLAN):
    return operations.draft_document(kind=kind, title=title, starts_on=date(2024, 1, 1), by=by, at=MONDAY)


def traced(by, strategy, outline="1.1", strength=Strength.CLEARLY, title="Handlingsplan", name="Kortare vägar"):
    """A plan with one goal that contributes to one of the strategy's."""
    goal = added_goal(by, plan(by, title), "A", name)
    target = strategy.goals.get(outline=outline)
    operations.link_goals(source=goal, target=target, strength=strength, by=by, at=MONDAY)
    return goal


def lines(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def text(response):
    return " ".join(response.content.decode().split())


def test_goals_stand_down_and_plans_across_with_a_word_in_each_cell(anna, cilla, visit, strategy):
    traced(anna, strategy)

    response = visit(cilla).get(TRACE)

    page = text(response)
    assert response.status_code == 200
    assert [row.outline for row in response.context["rows"]] == ["1", "1.1", "1.2", "2"]
    for told in ("Tydligt", "A Kortare vägar", "finns inte", "Inget spår", "1 av 3 mål"):
        assert told in page


def test_what_is_missing_stands_first_with_a_way_to_mend_it(anna, visit, strategy):
    traced(anna, strategy)

    page = text(visit(anna).get(TRACE))

    goal = strategy.goals.get(outline="2")
    assert "2 mål finns inte i någon plan" in page
    assert page.index(f"/alvmark/mal/{goal.pk}/spar-i-plan/") < page.index("Mål för mål, plan för plan")


def test_someone_who_may_not_plan_sees_no_way_to_change(anna, cilla, visit, strategy):
    traced(anna, strategy)

    page = text(visit(cilla).get(TRACE))

    assert "spar-i-plan" not in page
    assert "partners-plan" not in page


def test_only_the_goals_without_trace_can_be_shown(anna, visit, strategy):
    traced(anna, strategy)

    response = visit(anna).get(f"{TRACE}?visa=saknas")

    assert [row.outline for row in response.context["rows"]] == ["1.2", "2"]
    assert response.context["shown"] == "saknas"


def test_when_nothing_is_missing_the_page_says_so(anna, visit, strategy):
    for number, outline in enumerate(("1.1", "1.2", "2")):
        traced(anna, strategy, outline, title=f"Plan {number}")

    assert "Varje mål finns i någon plan." in text(visit(anna).get(f"{TRACE}?visa=saknas"))


def test_a_trace_through_another_plan_is_told_with_its_way(anna, visit, strategy):
    between = traced(anna, strategy)
    own = added_goal(anna, plan(anna, "VP", DocumentKind.OPERATIONAL_PLAN), "V", "Öppet hus")
    operations.link_goals(source=own, target=between, strength=Strength.MENTIONED, by=anna, at=MONDAY)

    page = text(visit(anna).get(TRACE))

    assert "via en annan plan" in page
    assert "via A Kortare vägar (Handlingsplan)" in page
    assert "1 bara via en annan plan" in page


def test_another_document_can_be_chosen(anna, visit, strategy):
    frame = plan(anna, "Agenda 2030", DocumentKind.GLOBAL)
    goal = added_goal(anna, frame, "8", "Anständigt arbete")

    response = visit(anna).get(f"{TRACE}?dokument={frame.pk}")

    assert [row.id for row in response.context["rows"]] == [goal.pk]
    assert [document.id for document in response.context["documents"]] == [frame.pk, strategy.pk]


@pytest.mark.parametrize("written", ["9" * 400, "abc", "0", "-4"])
def test_an_address_that_names_no_document_shows_the_strategy_or_nothing(anna, visit, strategy, written):
    response = visit(anna).get(TRACE, {"dokument": written})

    assert response.status_code == 200
    assert response.context["trace"].document_id == strategy.pk


def test_another_regions_document_is_not_found(anna, stig, visit, strategy):
    foreign = drafted_document(stig, "Sydland 2030")

    for address in (TRACE, TABLE):
        assert visit(anna).get(f"{address}?dokument={foreign.pk}").status_code == 404


def test_a_region_without_a_strategy_is_told_where_to_begin(anna, visit):
    response = visit(anna).get(TRACE)

    assert response.context["trace"] is None
    assert "Ingen strategi än" in text(response)
    assert visit(anna).get(TABLE).status_code == 404


def test_a_strategy_without_plans_teaches_the_first_step(anna, cilla, visit, strategy):
    assert "Ingen plan att leta i än" in text(visit(cilla).get(TRACE))
    assert 'href="/alvmark/spar/partners-plan/"' in text(visit(anna).get(TRACE))


def test_plans_without_goals_are_named_and_not_counted(anna, visit, strategy):
    plan(anna, "Tom plan")
    traced(anna, strategy)

    page = text(visit(anna).get(TRACE))

    assert page.index("Planer där vi inte kan leta") < page.index("Tom plan")


def test_a_region_that_keeps_its_follow_up_apart_is_told_why_its_own_plans_are_not_shown(
    anna, alvmark, visit, strategy
):
    traced(anna, strategy)
    added_goal(anna, plan(anna, "Vår egen VP", DocumentKind.OPERATIONAL_PLAN), "V")
    ChoiceFactory(region=alvmark, topic=Topic.INTEGRATION, options=[Option.OWN.value])

    response = visit(anna).get(TRACE)

    assert [column.title for column in response.context["trace"].columns] == ["Handlingsplan"]
    assert "våra egna verksamhetsplaner" in text(response)


def test_the_table_comes_as_a_file_with_a_line_for_each_goal_and_plan(anna, cilla, visit, strategy):
    between = traced(anna, strategy)
    own = added_goal(anna, plan(anna, "VP", DocumentKind.OPERATIONAL_PLAN), "V", "Öppet hus")
    operations.link_goals(source=own, target=between, strength=Strength.MENTIONED, by=anna, at=MONDAY)

    response = visit(cilla).get(TABLE)

    told = lines(response)
    school = [line for line in told if line[0] == "1.1"]
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="spar-alvmark.csv"'
    assert told[0] == ["mål", "namn", "plan", "slag", "hur tydligt", "genom", "planens mål"]
    assert [line[2:] for line in school] == [
        ["Handlingsplan", "Handlingsplan", "Tydligt", "", "A Kortare vägar"],
        ["VP", "Verksamhetsplan", "Nämns", "A Kortare vägar (Handlingsplan)", "V Öppet hus"],
    ]
    assert len(told) == 1 + 4 * 2


def test_no_text_in_the_file_is_taken_for_a_formula(anna, visit, strategy):
    traced(anna, strategy, title='=HYPERLINK("http://x")', name="+1")
    goal = strategy.goals.get(outline="2")
    operations.edit_goal(goal=goal, name="@SUMMA(A1)", revision=goal.revision, by=anna, at=MONDAY)

    told = lines(visit(anna).get(TABLE))

    assert not [field for line in told for field in line if field.startswith(("=", "+", "-", "@"))]
    assert told[1][2] == '\'=HYPERLINK("http://x")'


@pytest.mark.parametrize("address", [TRACE, TABLE, "/alvmark/luckor/"])
def test_the_pages_are_unknown_to_a_stranger(stig, visit, strategy, address):
    assert visit(stig).get(address).status_code == 404


def test_the_page_asks_the_database_equally_often_for_one_plan_and_for_three(
    anna, visit, strategy, django_assert_num_queries
):
    client = visit(anna)
    traced(anna, strategy)
    client.get(TRACE)
    with CaptureQueriesContext(connection) as for_one:
        client.get(TRACE)
    for number in range(2):
        traced(anna, strategy, "2", title=f"Plan {number}")

    with django_assert_num_queries(len(for_one)):
        client.get(TRACE)
