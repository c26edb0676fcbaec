"""Starting an insats in ten minutes: an activity, a chain, and one form with what they bring."""

from decimal import Decimal
from itertools import pairwise

import pytest

from tests.delivery.walks import running
from tests.factories import (
    ChainFactory,
    ChainLinkFactory,
    ChainStepFactory,
    GenericActivityFactory,
    GoalFactory,
    IndicatorFactory,
    PlaceFactory,
    UnitFactory,
)
from varv.core.kinds import IndicatorKind, InitiativeKind, Part, StrategyPhase
from varv.core.theory import Level
from varv.delivery.models import Initiative

pytestmark = pytest.mark.django_db

NEW = "/alvmark/insatser/ny/"


@pytest.fixture
def activity(alvmark):
    return GenericActivityFactory(output="Utbildningar", outcome="Ökad kompetens")


@pytest.fixture
def chain(activity):
    """The activity leads to modules, and they to certificates."""
    chain = ChainFactory(name="Kortare vägar", goal=GoalFactory(outline="2.1", name="Fler i arbete"))
    texts = ((Level.ACTIVITY, "Kurser ges"), (Level.OUTPUT, "Moduler"), (Level.OUTCOME, "Fler med intyg"))
    steps = [
        ChainStepFactory(
            chain=chain, level=level, text=words, generic_activity=activity if level is Level.ACTIVITY else None
        )
        for level, words in texts
    ]
    for source, target in pairwise(steps):
        ChainLinkFactory(chain=chain, source=source, target=target)
    return chain


def text(response) -> str:
    return response.content.decode()


def filled(by, activity, chain=None, **changed) -> dict:
    """The form as the page gives it, with a name."""
    values = {
        "generic_activity": activity.pk,
        "chain": chain.pk if chain else "",
        "name": "Yrkesväxling",
        "description": "Korta utbildningar.",
        "kind": "own",
        "unit": UnitFactory().pk,
        "responsible": by.person_id,
        "starts_on": "2026-01-01",
        "ends_on": "",
        "phase": "",
    }
    return values | changed


def rows(*said: dict) -> dict:
    """Rows of likely results, as the page sends them."""
    sent = {"results-TOTAL_FORMS": len(said), "results-INITIAL_FORMS": len(said)}
    for number, row in enumerate(said):
        sent |= {f"results-{number}-{name}": value for name, value in row.items()}
    return sent


def row(chain, words, **changed) -> dict:
    found = chain.steps.get(text=words)
    return {"wanted": "on", "level": found.level.value, "text": words, "step": found.pk} | changed


def test_an_activity_that_stands_in_a_chain_asks_which_chain(visit, anna, activity, chain):
    page = text(visit(anna).get(f"{NEW}?aktivitet={activity.pk}"))

    assert ("Kortare vägar" in page, "Kurser ges" in page, "2.1 Fler i arbete" in page) == (True, True, True)
    assert f"aktivitet={activity.pk}&amp;kedja={chain.pk}" in page
    assert f"aktivitet={activity.pk}&amp;kedja=ingen" in page


def test_an_activity_in_no_chain_goes_straight_to_the_form(visit, anna, activity):
    response = visit(anna).get(f"{NEW}?aktivitet={activity.pk}")

    assert [form["text"].value() for form in response.context["results"]] == ["Utbildningar", "Ökad kompetens"]


def test_a_chosen_chain_fills_in_results_and_goal(visit, anna, activity, chain):
    indicator = IndicatorFactory(step=chain.steps.get(text="Moduler"), unit="moduler", kind=IndicatorKind.CONTRIBUTION)

    context = visit(anna).get(f"{NEW}?aktivitet={activity.pk}&kedja={chain.pk}").context

    told = [
        (form.level_shown, form["text"].value(), form["unit"].value(), form["indicator"].value())
        for form in context["results"]
    ]
    assert told == [
        (Level.OUTPUT, "Moduler", "moduler", indicator.pk),
        (Level.OUTCOME, "Fler med intyg", "", None),
    ]
    assert (context["form"]["goals"].value(), context["form"]["chain"].value()) == ([chain.goal_id], chain.pk)


@pytest.mark.parametrize("chosen", ["ingen", "", "999", "x"])
def test_no_chain_or_an_unknown_one_leaves_what_the_activity_brings(visit, anna, activity, chain, chosen):
    context = visit(anna).get(f"{NEW}?aktivitet={activity.pk}&kedja={chosen}").context

    assert [form["text"].value() for form in context["results"]] == ["Utbildningar", "Ökad kompetens"]
    assert (context["chain"], context["form"]["goals"].value()) == (None, [])


def test_another_regions_chain_is_unknown(visit, anna, activity, sydland):
    theirs = ChainFactory(region=sydland)

    assert visit(anna).get(f"{NEW}?aktivitet={activity.pk}&kedja={theirs.pk}").context["chain"] is None


def test_one_form_makes_the_whole_plan(visit, anna, bo, egon, cilla, activity, chain):
    place = PlaceFactory()
    more = {"reporter": egon.person_id, "participants": [cilla.person_id, bo.person_id], "places": [place.pk]}
    sent = rows(row(chain, "Moduler", planned="1 250,5", unit="moduler"), row(chain, "Fler med intyg"))

    response = visit(anna).post(
        NEW, filled(bo, activity, chain, kind="external", phase="closing", goals=[chain.goal_id]) | more | sent
    )

    initiative = Initiative.objects.get()
    results = [(one.text, one.planned, one.unit, one.step.text) for one in initiative.planned_results.order_by("place")]
    assert response.url == f"/alvmark/insatser/{initiative.pk}/"
    assert (initiative.kind, initiative.chain, initiative.phase) == (
        InitiativeKind.EXTERNAL,
        chain,
        StrategyPhase.CLOSING,
    )
    assert results == [
        ("Moduler", Decimal("1250.5"), "moduler", "Moduler"),
        ("Fler med intyg", None, "", "Fler med intyg"),
    ]
    assert [(one.person.name, one.part) for one in initiative.people.order_by("pk")] == [
        ("Egon", Part.REPORTER),
        ("Bo", Part.PARTICIPANT),
        ("Cilla", Part.PARTICIPANT),
    ]
    assert ([one.place for one in initiative.places.all()], initiative.contributions.get().goal) == (
        [place],
        chain.goal,
    )


@pytest.mark.parametrize("kind", InitiativeKind)
def test_every_kind_of_insats_can_be_started(visit, anna, activity, kind):
    visit(anna).post(NEW, filled(anna, activity, kind=kind.value))

    assert Initiative.objects.get().kind is kind


def test_results_are_left_out_and_written_in_other_words(visit, anna, activity, chain):
    sent = rows(row(chain, "Moduler") | {"text": "Korta moduler"}, row(chain, "Fler med intyg", wanted=""))

    visit(anna).post(NEW, filled(anna, activity, chain) | sent)

    assert [one.text for one in Initiative.objects.get().planned_results.all()] == ["Korta moduler"]


def test_everything_stays_when_something_is_wrong(visit, anna, cilla, activity, chain):
    sent = rows(row(chain, "Moduler", planned="många"), row(chain, "Fler med intyg") | {"text": "", "unit": "personer"})

    response = visit(anna).post(NEW, filled(anna, activity, chain, name="", participants=[cilla.person_id]) | sent)

    page, results = text(response), response.context["results"]
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["name"])
    assert [list(form.errors) for form in results] == [["planned"], ["text"]]
    assert ("många" in page, "personer" in page, "Korta utbildningar." in page) == (True, True, True)
    assert response.context["form"]["participants"].value() == [str(cilla.person_id)]
    assert not Initiative.objects.exists()


def test_a_row_that_is_wrong_is_explained_where_it_stands(visit, anna, activity, chain):
    elsewhere = ChainStepFactory(level=Level.OUTPUT)
    sent = rows(row(chain, "Moduler", step=elsewhere.pk), row(chain, "Fler med intyg", level="nonsens"))

    response = visit(anna).post(NEW, filled(anna, activity, chain) | sent)

    assert [list(form.errors) for form in response.context["results"]] == [["step"], ["level"]]
    assert response.context["results"][1].level_shown is Level.OUTPUT
    assert not Initiative.objects.exists()


def test_a_rule_that_says_no_is_told_in_the_form(visit, anna, cilla, activity, chain):
    sent = rows(row(chain, "Moduler", level=Level.OUTCOME.value))

    response = visit(anna).post(NEW, filled(anna, activity, chain, reporter=cilla.person_id) | rows())
    misplaced = visit(anna).post(NEW, filled(anna, activity, chain) | sent)

    assert (response.status_code, misplaced.status_code) == (422, 422)
    assert "har en roll som inte kan rapportera" in text(response)
    assert "Välj ett annat led" in text(misplaced)


def test_those_who_did_the_same_kind_of_thing_are_named(visit, anna, bo, activity):
    running(anna, bo, name="Validering", generic_activity=activity)
    running(anna, bo, name="Något annat")

    page = text(visit(anna).get(f"{NEW}?aktivitet={activity.pk}"))

    assert ("Validering" in page, "Något annat" in page) == (True, False)


def test_starting_is_for_those_who_may_and_unknown_to_strangers(visit, bo, stig, activity, chain):
    for query in ("", f"?aktivitet={activity.pk}", f"?aktivitet={activity.pk}&kedja={chain.pk}"):
        assert visit(bo).get(f"{NEW}{query}").status_code == 403
        assert visit(stig).get(f"{NEW}{query}").status_code == 404
