"""A new phase, walked through goal by goal without losing what was written."""

from decimal import Decimal

import pytest

from tests.factories import MONDAY, IndicatorFactory, TargetFactory
from tests.people import verbs
from tests.strategy.walks import adopt, drafted_document, goal_tree
from varv.core.kinds import StrategyPhase, Succession
from varv.core.periods import Period
from varv.indicators.models import Target
from varv.strategy import operations
from varv.strategy.fates import Fate
from varv.strategy.models import Goal, PhaseChange

pytestmark = pytest.mark.django_db


def page(document):
    return f"/alvmark/dokument/{document.pk}/fas/"


def text(response):
    return response.content.decode()


def written(*goals, **said):
    """The form as it is sent when every goal is carried on."""
    sent = {"to": "implementing", "on": "2026-09-01", "reason": "Partnerskapet är på plats."}
    for goal in goals:
        sent |= {f"how-{goal.pk}": "carried", f"name-{goal.pk}": "", f"reason-{goal.pk}": ""}
    return sent | said


@pytest.fixture
def document(anna):
    return drafted_document(anna)


@pytest.fixture
def tree(anna, document):
    return goal_tree(anna, document)


def in_force(document):
    goals = Goal.objects.of(document.region_id).filter(document=document).in_force().in_outline_order()
    return [(goal.outline, goal.name) for goal in goals]


def test_change_phase_page_starts_with_everything_carried_on(anna, document, tree, visit):
    response = visit(anna).get(page(document))

    form = response.context["form"]
    assert [part.line.goal for part in form.parts()] == list(tree)
    assert text(response).count('value="carried"') == text(response).count("checked") == 4
    assert [value for value, _word in form.fields["to"].choices] == ["implementing", "closing"]


def test_change_phase_carries_rewrites_and_ends(anna, document, tree, visit):
    first, school, health, second = tree
    sent = written(
        *tree,
        **{
            f"how-{school.pk}": "changed",
            f"name-{school.pk}": "Alla unga tar examen",
            f"reason-{school.pk}": "Nu räknas examen.",
            f"how-{second.pk}": "ended",
            f"reason-{second.pk}": "Det är nått.",
        },
    )

    response = visit(anna).post(page(document), sent, follow=True)

    document.refresh_from_db()
    assert response.redirect_chain == [(f"/alvmark/dokument/{document.pk}/#faser", 302)]
    assert document.phase is StrategyPhase.IMPLEMENTING
    assert in_force(document) == [
        ("1", "Fler kan vara med"),
        ("1.1", "Alla unga tar examen"),
        ("1.2", "Skillnaderna i hälsa minskar"),
    ]
    assert {first.pk, health.pk} <= set(Goal.objects.of(anna.region_id).in_force().values_list("pk", flat=True))
    assert "Det är nått." in text(response)


def test_goal_carried_on_without_a_word_has_the_reason_of_the_change(anna, document, tree, visit):
    first, *_ = tree

    visit(anna).post(page(document), written(*tree, **{f"reason-{first.pk}": "Det gäller än."}))

    change = PhaseChange.objects.of(anna.region_id).get()
    reasons = dict(change.successions.values_list("goal__outline", "reason"))
    assert reasons["1"] == "Det gäller än."
    assert {reasons[outline] for outline in ("1.1", "1.2", "2")} == {"Partnerskapet är på plats."}


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"to": ""}, ["to"]),
        ({"to": "starting"}, ["to"]),
        ({"on": ""}, ["on"]),
        ({"on": "2999-01-01"}, ["on"]),
        ({"reason": ""}, ["reason"]),
        ({"how": ""}, ["how"]),
        ({"how": "merged"}, ["how"]),
        ({"how": "changed"}, ["name", "reason"]),
        ({"how": "changed", "name": "Nytt"}, ["reason"]),
        ({"how": "ended"}, ["reason"]),
        ({"how": "changed", "name": "x" * 201, "reason": "Skäl."}, ["name"]),
    ],
)
def test_change_phase_keeps_what_was_written_and_says_what_is_wrong(changed, fields, anna, document, tree, visit):
    *others, second = tree
    of_goal = {"how", "name", "reason"} if "how" in changed else set()
    keyed = {f"{name}-{second.pk}" if name in of_goal else name: value for name, value in changed.items()}
    expected = [f"{name}-{second.pk}" if name in of_goal else name for name in fields]

    response = visit(anna).post(
        page(document), written(*tree, **{f"reason-{others[0].pk}": "Mitt skäl för ettan."}) | keyed
    )

    assert response.status_code == 422
    assert set(expected) <= set(response.context["form"].errors)
    assert "Mitt skäl för ettan." in text(response)
    assert not PhaseChange.objects.of(anna.region_id).exists()


def test_change_phase_explains_a_goal_ended_over_others(anna, document, tree, visit):
    first, *_ = tree

    response = visit(anna).post(
        page(document), written(*tree, **{f"how-{first.pk}": "ended", f"reason-{first.pk}": "Nått."})
    )

    assert response.status_code == 422
    assert "kan inte avslutas medan" in text(response)
    assert len(in_force(document)) == 4


def test_goal_added_meanwhile_is_asked_about(anna, document, tree, visit):
    *known, _added = tree

    response = visit(anna).post(page(document), written(*known))

    assert list(response.context["form"].errors) == [f"how-{tree[-1].pk}"]


# --- targets ---------------------------------------------------------------------------------------------


@pytest.fixture
def path(alvmark, tree):
    return TargetFactory(region=alvmark, indicator=IndicatorFactory(region=alvmark, goal=tree[1], name="Examen"))


@pytest.fixture
def band(alvmark, tree):
    indicator = IndicatorFactory(region=alvmark, goal=tree[2], name="Självskattad hälsa")
    return TargetFactory(
        region=alvmark,
        indicator=indicator,
        baseline=None,
        baseline_period=None,
        baseline_on=None,
        level=None,
        level_period=None,
        level_on=None,
        low=Decimal(10),
        high=Decimal(20),
    )


def current(target):
    return Target.objects.of(target.region_id).filter(indicator=target.indicator_id).current().first()


def aims(*targets, how="carried", **said):
    return {f"aim-{target.indicator_id}": how for target in targets} | said


def test_targets_are_carried_on_unless_something_is_said(anna, document, tree, path, band, visit):
    response = visit(anna).post(page(document), written(*tree) | aims(path, band))

    assert response.status_code == 302
    assert (current(path), current(band)) == (path, band)


def test_what_is_written_of_a_new_target_is_not_read_when_the_old_is_carried_on(
    anna, document, tree, path, band, visit
):
    nonsense = {f"level-{path.indicator_id}": "mycket", f"high-{band.indicator_id}": "högt"}

    response = visit(anna).post(page(document), written(*tree) | aims(path, band) | nonsense)

    assert (response.status_code, current(path), current(band)) == (302, path, band)


def test_targets_end_or_are_given_anew(anna, document, tree, path, band, visit):
    key, other = path.indicator_id, band.indicator_id
    new = {f"level-{key}": "90,5", f"level_period-{key}": "2030", f"low-{other}": "12", f"high-{other}": "18"}

    response = visit(anna).post(page(document), written(*tree) | aims(path, band, how="changed") | new)

    assert response.status_code == 302
    assert (current(path).baseline, current(path).level, current(path).level_period) == (
        Decimal(70),
        Decimal("90.5"),
        Period(2030),
    )
    assert (current(band).low, current(band).high) == (Decimal(12), Decimal(18))
    assert current(path).decision == "Partnerskapet är på plats."


def test_target_that_ends_leaves_the_goal_with_none(anna, document, tree, path, band, visit):
    visit(anna).post(page(document), written(*tree) | aims(path, how="ended") | aims(band))

    assert (current(path), current(band)) == (None, band)


@pytest.mark.parametrize(
    ("new", "fields"),
    [
        ({}, ["level", "level_period"]),
        ({"level": "90"}, ["level_period"]),
        ({"level": "mycket", "level_period": "2030"}, ["level"]),
        ({"level": "70", "level_period": "2030"}, ["level"]),
        ({"level": "90", "level_period": "2021"}, ["level"]),
        ({"level": "90", "level_period": "snart"}, ["level_period"]),
    ],
)
def test_new_target_is_whole_and_has_a_length(new, fields, anna, document, tree, path, visit):
    key = path.indicator_id
    sent = {f"{name}-{key}": value for name, value in new.items()}

    response = visit(anna).post(page(document), written(*tree) | aims(path, how="changed") | sent)

    assert (response.status_code, sorted(response.context["form"].errors)) == (
        422,
        [f"{name}-{key}" for name in fields],
    )
    assert current(path) == path


def test_new_band_is_the_right_way_up(anna, document, tree, band, visit):
    key = band.indicator_id

    response = visit(anna).post(
        page(document), written(*tree) | aims(band, how="changed") | {f"low-{key}": "9", f"high-{key}": "3"}
    )

    assert (response.status_code, list(response.context["form"].errors)) == (422, [f"low-{key}"])


# --- the story -------------------------------------------------------------------------------------------


def test_document_shows_its_phases_and_offers_a_change_while_it_is_open(anna, document, tree, visit):
    client = visit(anna)
    fates = dict.fromkeys(tree, Fate(Succession.CARRIED, "Gäller än."))
    operations.change_phase(
        document=document,
        to=StrategyPhase.CLOSING,
        on=MONDAY.date(),
        reason="Snart 2030.",
        fates=fates,
        by=anna,
        at=MONDAY,
    )

    opened = text(client.get(f"/alvmark/dokument/{document.pk}/"))
    adopt(document, anna)
    adopted = text(client.get(f"/alvmark/dokument/{document.pk}/"))

    assert "Snart 2030." in opened
    assert (page(document) in opened, page(document) in adopted) == (True, False)
    assert "Snart 2030." in adopted


def test_change_phase_of_an_adopted_document_says_why_not(anna, document, visit):
    adopt(document, anna)

    response = visit(anna).get(page(document), follow=True)

    assert "är antaget" in str(next(iter(response.context["messages"]))) or "antagen" in str(
        next(iter(response.context["messages"]))
    )
    assert "phase_changed" not in verbs(document)
