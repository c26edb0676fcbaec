"""Whom a round would ask: who gets how many, who cannot, and who is left out and why."""

from datetime import date

import pytest

from tests.delivery.walks import person, running, started
from tests.factories import InitiativeFactory, InitiativePersonFactory, ProjectFactory, UserFactory
from tests.rounds.walks import AUTUMN, opened
from varv.core.kinds import Part
from varv.core.workflow import InitiativeState
from varv.overview.rounds.asked_preview import asked_preview
from varv.overview.words.of_running_rounds import LEFT_OUT, LeftOut

pytestmark = pytest.mark.django_db


def test_preview_says_who_gets_how_many_most_first(anna, bo, egon, alvmark):
    for name in ("Ett", "Två"):
        running(anna, bo, name=name)
    handed = running(anna, bo, name="Tre")
    InitiativePersonFactory(initiative=handed, person=person(egon), part=Part.REPORTER)

    preview = asked_preview(alvmark.pk, AUTUMN)

    assert [(one.name, [it.name for it in one.initiatives]) for one in preview.people] == [
        ("Bo", ["Ett", "Två"]),
        ("Egon", ["Tre"]),
    ]
    assert (preview.asked, preview.unable) == (3, ())


def test_preview_is_what_the_round_then_asks(anna, bo, egon, alvmark):
    running(anna, bo, name="Ett")
    running(anna, egon, name="Två")
    started(anna, bo, name="Tre")
    preview = asked_preview(alvmark.pk, AUTUMN)

    reports = opened(anna).reports.order_by("pk")

    assert sorted((one.id, it.id) for one in preview.people for it in one.initiatives) == sorted(
        (report.author_id, report.initiative_id) for report in reports
    )


def test_preview_points_at_authors_who_cannot_report(anna, bo, cilla, alvmark):
    left, reads = running(anna, bo, name="Utan"), running(anna, bo, name="Läser")
    left.change(responsible=UserFactory(name="Torsten"))
    InitiativePersonFactory(initiative=reads, person=person(cilla), part=Part.REPORTER)

    preview = asked_preview(alvmark.pk, AUTUMN)

    assert [(one.name, [it.name for it in one.initiatives]) for one in preview.unable] == [
        ("Cilla", ["Läser"]),
        ("Torsten", ["Utan"]),
    ]
    assert (preview.people, preview.asked) == ((), 2)


@pytest.mark.parametrize(
    ("ended_on", "told"),
    [
        (date(2026, 6, 30), []),
        (date(2026, 7, 1), [LeftOut.ENDED]),
        (date(2026, 12, 31), [LeftOut.ENDED]),
        (None, []),
    ],
)
def test_what_ended_in_the_very_period_is_told_of(alvmark, ended_on, told):
    InitiativeFactory(region=alvmark, state=InitiativeState.ENDED, ended_on=ended_on)

    assert [one.why for one in asked_preview(alvmark.pk, AUTUMN).left_out] == told


def test_preview_says_why_something_is_not_asked(anna, bo, alvmark):
    started(anna, bo, name="Bara planerad")
    ProjectFactory(initiative=running(anna, bo, name="Projektet"), has_own_plan=True)

    preview = asked_preview(alvmark.pk, AUTUMN)

    assert [(one.name, one.why) for one in preview.left_out] == [
        ("Bara planerad", LeftOut.NOT_BEGUN),
        ("Projektet", LeftOut.OWN_PLAN),
    ]


def test_every_reason_has_words():
    assert LEFT_OUT.keys() == set(LeftOut)


def test_preview_knows_nothing_of_other_regions(sydland, anna, bo):
    running(anna, bo)

    preview = asked_preview(sydland.pk, AUTUMN)

    assert (preview.people, preview.unable, preview.left_out, preview.asked) == ((), (), (), 0)


def test_preview_costs_the_same_for_one_and_for_three(anna, bo, egon, alvmark, django_assert_num_queries):
    running(anna, bo, name="Ett")
    with django_assert_num_queries(5):
        asked_preview(alvmark.pk, AUTUMN)
    running(anna, egon, name="Två")
    started(anna, bo, name="Tre")

    with django_assert_num_queries(5):
        asked_preview(alvmark.pk, AUTUMN)
