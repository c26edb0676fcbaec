import pytest

from tests.factories import MONDAY, FindingFactory
from tests.learning.walks import noted_finding, registered_evaluation
from tests.people import verbs
from varv.core.refusals import NotAllowed, RuleBroken
from varv.learning import operations
from varv.learning.models import FindingContradiction
from varv.regions.models import TrailEntry

pytestmark = pytest.mark.django_db
WHY = "De mätte olika år: före och efter den nya lagen."


@pytest.fixture
def two(egon):
    evaluation = registered_evaluation(egon)
    return noted_finding(egon, evaluation), noted_finding(egon, evaluation, text="Valideringen går fort.")


def contradicted(finding, other, by, explanation=WHY):
    return operations.contradict_finding(finding=finding, other=other, explanation=explanation, by=by, at=MONDAY)


def refusal_of(finding, other, by, explanation=WHY):
    with pytest.raises(RuleBroken) as refused:
        contradicted(finding, other, by, explanation)
    return refused.value.code, refused.value.facts.get("field")


def test_a_contradiction_says_why_and_who(egon, two):
    contradiction = contradicted(*two, egon, f" {WHY} ")

    assert (contradiction.first, contradiction.second, contradiction.explanation, contradiction.author_id) == (
        *two,
        WHY,
        egon.person_id,
    )
    assert (contradiction.noted_at, verbs(contradiction)) == (MONDAY, ["finding_contradicted"])


def test_the_finding_noted_first_is_the_first_whoever_says_so(egon, two):
    contradiction = contradicted(two[1], two[0], egon)

    assert (contradiction.first, contradiction.second) == two


def test_a_contradiction_is_told_once_from_either_side(egon, two):
    contradicted(*two, egon)

    assert refusal_of(two[1], two[0], egon) == ("contradiction.told_already", "other")
    assert FindingContradiction.objects.of(egon.region_id).count() == 1


@pytest.mark.parametrize(
    ("explanation", "expected"),
    [
        ("  ", ("contradiction.not_explained", "explanation")),
        ("Fråga nagon@example.org", ("finding.personal_data", "explanation")),
    ],
)
def test_a_contradiction_is_explained_without_personal_data(egon, two, explanation, expected):
    assert refusal_of(*two, egon, explanation) == expected
    assert not FindingContradiction.objects.of(egon.region_id).exists()


def test_a_finding_does_not_contradict_itself(egon, two):
    assert refusal_of(two[0], two[0], egon) == ("contradiction.of_itself", "other")


def test_a_finding_contradicts_none_of_another_region(egon, two, sydland):
    assert refusal_of(two[0], FindingFactory(region=sydland), egon) == ("region.not_the_same", None)


def test_a_reporter_neither_contradicts_nor_withdraws(egon, bo, two):
    with pytest.raises(NotAllowed):
        contradicted(*two, bo)
    contradiction = contradicted(*two, egon)

    with pytest.raises(NotAllowed):
        operations.withdraw_contradiction(contradiction=contradiction, by=bo, at=MONDAY)

    assert FindingContradiction.objects.of(egon.region_id).get() == contradiction


def test_withdraw_contradiction_leaves_it_in_the_trail(egon, two):
    contradiction = contradicted(*two, egon)

    operations.withdraw_contradiction(contradiction=contradiction, by=egon, at=MONDAY)

    told = TrailEntry.objects.about(contradiction).last()
    assert (told.verb, told.before["explanation"]) == ("contradiction_withdrawn", WHY)
    assert not FindingContradiction.objects.of(egon.region_id).exists()
    assert contradicted(*two, egon).explanation == WHY
