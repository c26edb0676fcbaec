from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.factories import (
    MONDAY,
    ChainFactory,
    ChainLinkFactory,
    ChainStepFactory,
    ChainVersionFactory,
    DocumentVersionFactory,
    EvaluationDomainFactory,
    EvaluationQuestionFactory,
    FrameworkAspectFactory,
    FrameworkFactory,
    GenericActivityFactory,
    GoalFactory,
    MatrixRowFactory,
    SteeringDocumentFactory,
)
from varv.core.kinds import DocumentKind
from varv.core.theory import Claim, Evidence, Level, Link, Step
from varv.strategy.models import (
    Chain,
    ChainLink,
    ChainStep,
    ChainVersion,
    DocumentVersion,
    EvaluationDomain,
    EvaluationQuestion,
    Framework,
    FrameworkAspect,
    GenericActivity,
    Goal,
    MatrixRow,
    SteeringDocument,
)

pytestmark = pytest.mark.django_db


def refused(constraint):
    """The database says no, and says which truth was broken (PostgreSQL by name, SQLite by name or columns)."""
    return pytest.raises(IntegrityError, match=constraint)


@pytest.mark.parametrize(
    ("on", "is_running"),
    [
        (date(2021, 12, 31), False),
        (date(2022, 1, 1), True),
        (date(2030, 12, 31), True),
        (date(2031, 1, 1), False),
    ],
)
def test_running_documents_are_in_force_on_the_day(alvmark, on, is_running):
    SteeringDocumentFactory(region=alvmark, starts_on=date(2022, 1, 1), ends_on=date(2030, 12, 31))

    running = SteeringDocument.objects.of(alvmark.pk).running(on)

    assert running.exists() is is_running


def test_running_documents_without_a_last_day_never_end(alvmark):
    endless = SteeringDocumentFactory(region=alvmark, starts_on=date(2022, 1, 1), ends_on=None)

    assert list(SteeringDocument.objects.of(alvmark.pk).running(date(2099, 1, 1))) == [endless]


def test_strategies_are_the_regional_ones_newest_first(alvmark):
    old = SteeringDocumentFactory(region=alvmark, title="RUS 2014", starts_on=date(2014, 1, 1), ends_on=None)
    SteeringDocumentFactory(region=alvmark, title="En plan", kind=DocumentKind.ACTION_PLAN)
    new = SteeringDocumentFactory(region=alvmark, title="RUS 2022", starts_on=date(2022, 1, 1))

    assert list(SteeringDocument.objects.of(alvmark.pk).strategies()) == [new, old]


def test_documents_in_title_order(alvmark):
    plan = SteeringDocumentFactory(region=alvmark, title="Plan")
    agenda = SteeringDocumentFactory(region=alvmark, title="Agenda")

    assert list(SteeringDocument.objects.of(alvmark.pk).in_title_order()) == [agenda, plan]


def test_document_cannot_end_before_it_starts(alvmark):
    with refused("document_ends_after_start"), transaction.atomic():
        SteeringDocumentFactory(region=alvmark, starts_on=date(2026, 1, 2), ends_on=date(2026, 1, 1))

    assert not SteeringDocument.objects.of(alvmark.pk).exists()


def test_document_title_stands_once_in_a_region_but_may_stand_in_another(alvmark, sydland):
    SteeringDocumentFactory(region=alvmark, title="Plan")

    SteeringDocumentFactory(region=sydland, title="Plan")

    with pytest.raises(IntegrityError), transaction.atomic():
        SteeringDocument.objects.create(
            region=alvmark, title="Plan", kind=DocumentKind.PROGRAMME, starts_on=date(2026, 1, 1)
        )


def test_versions_newest_first(alvmark):
    document, chain = SteeringDocumentFactory(region=alvmark), ChainFactory(region=alvmark)
    first, second = (DocumentVersionFactory(region=alvmark, document=document, number=n) for n in (1, 2))
    of_chain = [ChainVersionFactory(region=alvmark, chain=chain, number=n) for n in (1, 2)]

    assert list(DocumentVersion.objects.of(alvmark.pk).newest_first()) == [second, first]
    assert list(ChainVersion.objects.of(alvmark.pk).newest_first()) == of_chain[::-1]


def test_version_number_stands_once(alvmark):
    document = SteeringDocumentFactory(region=alvmark)
    chain = ChainFactory(region=alvmark, document=document)
    DocumentVersionFactory(region=alvmark, document=document, number=1)
    ChainVersionFactory(region=alvmark, chain=chain, number=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentVersionFactory(region=alvmark, document=document, number=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        ChainVersionFactory(region=alvmark, chain=chain, number=1)


def test_goals_in_force_in_outline_order(alvmark):
    second, first = GoalFactory(region=alvmark, place=2), GoalFactory(region=alvmark, place=1)
    GoalFactory(region=alvmark, place=0, retired_on=date(2025, 1, 1))

    assert list(Goal.objects.of(alvmark.pk).in_force().in_outline_order()) == [first, second]


def test_goal_number_stands_once_among_goals_in_force(alvmark):
    GoalFactory(region=alvmark, outline="1.1", retired_on=date(2025, 1, 1))
    GoalFactory(region=alvmark, outline="1.1")

    with pytest.raises(IntegrityError), transaction.atomic():
        GoalFactory(region=alvmark, outline="1.1")

    assert Goal.objects.of(alvmark.pk).filter(outline="1.1").count() == 2


def test_chains_in_name_order(alvmark):
    last, first = ChainFactory(region=alvmark, name="Service"), ChainFactory(region=alvmark, name="Gymnasiet")

    assert list(Chain.objects.of(alvmark.pk).in_name_order()) == [first, last]


def test_chain_name_stands_once_in_a_region(alvmark, sydland):
    ChainFactory(region=alvmark, name="Gymnasiet")
    ChainFactory(region=sydland, name="Gymnasiet")

    with pytest.raises(IntegrityError), transaction.atomic():
        ChainFactory(region=alvmark, name="Gymnasiet")


def test_steps_stand_in_the_order_they_were_placed(alvmark):
    chain = ChainFactory(region=alvmark)
    last = ChainStepFactory(region=alvmark, chain=chain, place=2)
    first = ChainStepFactory(region=alvmark, chain=chain, place=1, level=Level.IMPACT)

    assert list(ChainStep.objects.of(alvmark.pk).in_order()) == [first, last]
    assert first.as_step() == Step(first.pk, Level.IMPACT)


def test_links_stand_in_the_order_of_their_steps(alvmark):
    chain = ChainFactory(region=alvmark)
    one, two, three = (ChainStepFactory(region=alvmark, chain=chain, place=n) for n in (1, 2, 3))
    last = ChainLinkFactory(region=alvmark, chain=chain, source=two, target=three)
    first = ChainLinkFactory(region=alvmark, chain=chain, source=one, target=two)

    assert list(ChainLink.objects.of(alvmark.pk).in_order()) == [first, last]
    assert first.as_link() == Link(one.pk, two.pk, Evidence.ASSUMED)


def test_link_joins_two_different_steps_once(alvmark):
    link = ChainLinkFactory(region=alvmark)

    with refused("chain_link_between_two_steps"), transaction.atomic():
        ChainLinkFactory(region=alvmark, chain=link.chain, source=link.source, target=link.source)
    with pytest.raises(IntegrityError), transaction.atomic():
        ChainLinkFactory(region=alvmark, chain=link.chain, source=link.source, target=link.target)


@pytest.mark.parametrize("said", [{"evidence": Evidence.STRONG}, {"claim": Claim.SHOWN}])
def test_link_that_claims_much_names_its_source(alvmark, said):
    with refused("chain_link_strong_names_source"), transaction.atomic():
        ChainLinkFactory(region=alvmark, **said)

    assert ChainLinkFactory(region=alvmark, evidence_source="Delrapport 2", **said).pk


def test_frameworks_newest_first(alvmark):
    old = FrameworkFactory(region=alvmark, template="a", adopted_at=MONDAY.replace(year=2025))
    new = FrameworkFactory(region=alvmark, template="b", adopted_at=MONDAY)

    assert list(Framework.objects.of(alvmark.pk).newest_first()) == [new, old]


@pytest.mark.parametrize(
    ("model", "factory"),
    [
        (FrameworkAspect, FrameworkAspectFactory),
        (GenericActivity, GenericActivityFactory),
        (EvaluationDomain, EvaluationDomainFactory),
        (EvaluationQuestion, EvaluationQuestionFactory),
        (MatrixRow, MatrixRowFactory),
    ],
)
def test_parts_of_a_framework_stand_by_number(alvmark, model, factory):
    later, earlier = factory(region=alvmark, number=12), factory(region=alvmark, number=3)

    assert list(model.objects.of(alvmark.pk).in_order()) == [earlier, later]


@pytest.mark.parametrize(
    ("row", "written"),
    [
        (lambda: FrameworkFactory(name="Ett ramverk"), "Ett ramverk"),
        (lambda: FrameworkAspectFactory(name="Lärande"), "Lärande"),
        (lambda: GenericActivityFactory(number=11, name="Extern styrning"), "11. Extern styrning"),
        (lambda: EvaluationDomainFactory(name="Resultat"), "Resultat"),
        (lambda: EvaluationQuestionFactory(text="Bidrar de?"), "Bidrar de?"),
        (lambda: MatrixRowFactory(what="Utfall"), "Utfall"),
        (lambda: SteeringDocumentFactory(title="RUS"), "RUS"),
        (lambda: GoalFactory(outline="2.1", name="Rätt kompetens"), "2.1 Rätt kompetens"),
        (lambda: ChainFactory(name="Gymnasiet"), "Gymnasiet"),
        (lambda: ChainStepFactory(text="Mentorer"), "Mentorer"),
    ],
)
def test_things_are_called_what_people_call_them(alvmark, row, written):
    assert str(row()) == written


def test_versions_and_links_are_called_by_number(alvmark):
    document, chain, link = (
        DocumentVersionFactory(region=alvmark, number=2),
        ChainVersionFactory(region=alvmark, number=4),
        ChainLinkFactory(region=alvmark),
    )

    assert str(document) == f"{document.document_id} v2"
    assert str(chain) == f"{chain.chain_id} v4"
    assert str(link) == f"{link.source_id} → {link.target_id}"
