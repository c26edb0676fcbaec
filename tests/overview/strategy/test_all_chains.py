"""All chains of a document: by area, shared steps told once, and the goals they lead to."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    ActionAreaFactory,
    ChainFactory,
    ChainLinkFactory,
    ChainStepFactory,
    GoalFactory,
    IndicatorFactory,
    SteeringDocumentFactory,
)
from tests.strategy.walks import adopted_framework
from varv.core.theory import Evidence, Level
from varv.overview.strategy.all_chains import (
    DocumentOfChains,
    GoalOfChains,
    SharedLink,
    all_chains,
    documents_of_chains,
)
from varv.strategy.models import GenericActivity

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(alvmark):
    return SteeringDocumentFactory(region=alvmark, title="Älvmark 2030")


@pytest.fixture
def two(alvmark, document):
    """Two chains of one area that share an outcome, and one outside every area."""
    area = ActionAreaFactory(region=alvmark, document=document, name="Kompetens", place=1)
    goal = GoalFactory(region=alvmark, document=document, outline="2.1", name="Företagen hittar rätt kompetens")
    modules, guides, other = (
        ChainFactory(region=alvmark, document=document, name=name, area=of, goal=leads_to)
        for name, of, leads_to in (("Moduler", area, goal), ("Vägledning", area, goal), ("Annat", None, None))
    )
    first = step(modules, Level.ACTIVITY, "Yrkesväxling")
    shared = step(modules, Level.OUTCOME, "Fler har ett intyg")
    talk = step(guides, Level.ACTIVITY, "Samtal")
    placed = step(guides, Level.OUTCOME, "Fler har ett intyg", origin=shared)
    links = (link(first, shared, Evidence.SOME), link(talk, placed, Evidence.NONE))
    return (modules, guides, other), (first, shared, talk, placed), links


def step(chain, level, text, **said):
    return ChainStepFactory(region=chain.region, chain=chain, level=level, text=text, **said)


def link(source, target, evidence):
    return ChainLinkFactory(region=source.region, chain=source.chain, source=source, target=target, evidence=evidence)


def test_chains_stand_by_area_with_those_without_one_last(document, two):
    found = all_chains(document)

    assert [(area.name, [chain.name for chain in area.chains]) for area in found.areas] == [
        ("Kompetens", ["Moduler", "Vägledning"]),
        ("", ["Annat"]),
    ]
    assert found.areas[-1].id is None
    assert [chain.name for chain in found.chains] == ["Moduler", "Vägledning", "Annat"]


def test_areas_stand_as_they_were_placed(alvmark, document):
    for name, place in (("Sist", 2), ("Först", 1)):
        area = ActionAreaFactory(region=alvmark, document=document, name=name, place=place)
        ChainFactory(region=alvmark, document=document, area=area)

    assert [area.name for area in all_chains(document).areas] == ["Först", "Sist"]


def test_shared_step_is_one_with_its_row_in_each_chain(document, two):
    (modules, guides, _other), (_first, shared, _talk, placed), _links = two

    (step_of_both,) = all_chains(document).shared

    assert (step_of_both.id, step_of_both.text, step_of_both.is_shared) == (shared.pk, "Fler har ett intyg", True)
    assert step_of_both.rows == {modules.pk: shared.pk, guides.pk: placed.pk}


def test_chains_name_a_shared_step_by_the_same_number(document, two):
    _chains, (first, shared, talk, _placed), _links = two

    modules, guides, other = all_chains(document).chains

    assert (modules.steps, guides.steps, other.steps) == ((first.pk, shared.pk), (talk.pk, shared.pk), ())
    assert modules.links == (SharedLink(first.pk, shared.pk, Evidence.SOME),)
    assert guides.links == (SharedLink(talk.pk, shared.pk, Evidence.NONE),)


def test_goals_are_told_once(document, two):
    (modules, _guides, other), *_ = two

    found = all_chains(document)

    assert found.goals == (GoalOfChains(modules.goal_id, "2.1 Företagen hittar rätt kompetens"),)
    assert [chain.goal_id for chain in found.chains] == [modules.goal_id, modules.goal_id, other.goal_id]


def test_shared_step_is_measured_when_it_is_measured_anywhere(alvmark, document, two):
    _chains, (_first, shared, _talk, placed), _links = two
    assert not all_chains(document).steps[shared.pk].is_measured

    IndicatorFactory(region=alvmark, step=placed)

    assert all_chains(document).steps[shared.pk].is_measured


def test_step_of_a_generic_kind_has_its_number(anna, alvmark, document):
    adopted_framework(anna)
    kind = GenericActivity.objects.of(alvmark.pk).get(number=3)
    chain = ChainFactory(region=alvmark, document=document)
    made = step(chain, Level.ACTIVITY, "Gemensam validering", generic_activity=kind)

    assert all_chains(document).steps[made.pk].generic_number == 3


def test_step_whose_origin_stands_in_another_documents_chain_is_not_shared_here(alvmark, document):
    elsewhere = ChainFactory(region=alvmark, document=SteeringDocumentFactory(region=alvmark, title="Annan plan"))
    origin = step(elsewhere, Level.OUTCOME, "Fler har ett intyg")
    here = step(ChainFactory(region=alvmark, document=document), Level.OUTCOME, "Fler har ett intyg", origin=origin)

    found = all_chains(document)

    assert found.shared == ()
    assert found.steps[origin.pk].rows == {here.chain_id: here.pk}


def test_document_without_chains_has_none(document):
    found = all_chains(document)

    assert (found.areas, found.chains, found.steps, found.goals) == ((), (), {}, ())


def test_documents_with_most_chains_come_first(alvmark, sydland, document, two):
    other = SteeringDocumentFactory(region=alvmark, title="Annan plan")
    ChainFactory(region=alvmark, document=other)
    SteeringDocumentFactory(region=alvmark, title="Utan kedjor")
    ChainFactory(region=sydland)

    assert documents_of_chains(alvmark.pk) == (
        DocumentOfChains(document.pk, "Älvmark 2030", 3),
        DocumentOfChains(other.pk, "Annan plan", 1),
    )


def queries(document):
    with CaptureQueriesContext(connection) as asked:
        all_chains(document)
    return len(asked)


def test_all_chains_ask_as_often_however_many_there_are(alvmark, document, two):
    few = queries(document)
    for number in range(3):
        chain = ChainFactory(region=alvmark, document=document, name=f"Till {number}")
        link(step(chain, Level.ACTIVITY, "Ett"), step(chain, Level.OUTPUT, "Två"), Evidence.SOME)

    assert queries(document) == few == 3
