import pytest

from tests.factories import MONDAY
from tests.people import verbs
from tests.strategy.walks import drafted_document
from varv.core.kinds import DocumentKind, Naming
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.theory import Level
from varv.overview.words import refusal
from varv.regions.models import TrailEntry
from varv.strategy import operations
from varv.strategy.models import LevelName
from varv.strategy.operations import Place, Renaming

pytestmark = pytest.mark.django_db

RUS = Place(Naming.DOCUMENT, DocumentKind.REGIONAL_STRATEGY)
TOP, SECOND = Place(Naming.GOAL, "1"), Place(Naming.GOAL, "2")
OUTPUT = Place(Naming.CHAIN, Level.OUTPUT)


def name(by, place, called, **said):
    operations.name_level(of=place.of, code=place.code, document=place.document, name=called, by=by, at=MONDAY, **said)


def named(region_id):
    """What is called what, in order."""
    found = LevelName.objects.of(region_id).order_by("of", "code", "pk")
    return [(level.of, level.code, level.document_id, level.name) for level in found]


def rename(by, **names):
    """``rename(anna, TOP=("Mål", "Övergripande mål"))``."""
    places = {"RUS": RUS, "TOP": TOP, "SECOND": SECOND, "OUTPUT": OUTPUT}
    told = {places[place]: Renaming(*renaming) for place, renaming in names.items()}
    operations.name_levels(names=told, by=by, at=MONDAY)


def test_name_level_gives_it_the_regions_own_name(anna):
    name(anna, RUS, " Utvecklingsstrategin ")
    name(anna, TOP, "Långsiktiga mål")
    name(anna, OUTPUT, "Det vi gör klart")

    assert named(anna.region_id) == [
        (Naming.CHAIN, "output", None, "Det vi gör klart"),
        (Naming.DOCUMENT, "regional_strategy", None, "Utvecklingsstrategin"),
        (Naming.GOAL, "1", None, "Långsiktiga mål"),
    ]
    assert verbs(LevelName.objects.of(anna.region_id).get(code="1")) == ["named"]


def test_name_level_can_be_for_the_goals_of_one_document(anna):
    document = drafted_document(anna)

    name(anna, TOP, "Mål")
    name(anna, Place(Naming.GOAL, "1", document), "Visioner")

    assert named(anna.region_id) == [(Naming.GOAL, "1", None, "Mål"), (Naming.GOAL, "1", document.pk, "Visioner")]


def test_name_level_changes_the_name_and_the_trail_tells_both(anna):
    name(anna, TOP, "Mål")
    name(anna, TOP, "Visioner")

    level = LevelName.objects.of(anna.region_id).get()
    line = TrailEntry.objects.about(level).last()
    assert (level.name, level.revision, verbs(level)) == ("Visioner", 2, ["named", "named"])
    assert (line.before, line.after) == ({"name": "Mål"}, {"name": "Visioner"})


def test_name_level_that_changes_nothing_leaves_no_line(anna):
    name(anna, TOP, "Mål")
    name(anna, TOP, "Mål")

    assert TrailEntry.objects.of(anna.region_id).count() == 1


def test_unname_level_goes_back_to_the_usual_word(anna):
    name(anna, TOP, "Mål")
    level = LevelName.objects.of(anna.region_id).get()

    operations.unname_level(of=TOP.of, code=TOP.code, by=anna, at=MONDAY)

    assert named(anna.region_id) == []
    line = TrailEntry.objects.about(level).last()
    assert (line.verb, line.before["name"], line.after) == ("unnamed", "Mål", {})


def test_unname_level_without_a_name_does_nothing(anna):
    operations.unname_level(of=TOP.of, code=TOP.code, by=anna, at=MONDAY)

    assert TrailEntry.objects.of(anna.region_id).count() == 0


def test_name_levels_lets_two_change_names_with_each_other(anna):
    rename(anna, TOP=("", "Mål"), SECOND=("", "Delmål"))

    rename(anna, TOP=("Mål", "Delmål"), SECOND=("Delmål", "Mål"))

    assert [(code, called) for _of, code, _document, called in named(anna.region_id)] == [("1", "Delmål"), ("2", "Mål")]


def test_name_levels_leaves_those_not_mentioned(anna):
    rename(anna, TOP=("", "Mål"), OUTPUT=("", "Klart"))

    rename(anna, TOP=("Mål", ""))

    assert named(anna.region_id) == [(Naming.CHAIN, "output", None, "Klart")]


def test_two_levels_may_have_the_same_name(anna):
    rename(anna, TOP=("", "Mål"), SECOND=("", "mål"))

    assert [called for *_place, called in named(anna.region_id)] == ["Mål", "mål"]


def test_the_same_name_may_stand_on_different_ladders(anna):
    rename(anna, TOP=("", "Mål"), OUTPUT=("", "Mål"), RUS=("", "Mål"))
    name(anna, Place(Naming.GOAL, "1", drafted_document(anna)), "Mål")

    assert [called for *_place, called in named(anna.region_id)] == ["Mål"] * 4


def test_name_levels_refuses_who_did_not_see_the_name_that_stands(anna):
    rename(anna, TOP=("", "Mål"))

    with pytest.raises(RuleBroken) as refused:
        rename(anna, SECOND=("", "Delmål"), TOP=("", "Visioner"))

    assert (refused.value.code, refused.value.facts["name"]) == ("level.named_meanwhile", "Mål")
    assert "gav nivån namnet ”Mål” medan du skrev" in refusal(refused.value)
    assert [called for *_place, called in named(anna.region_id)] == ["Mål"]


@pytest.mark.parametrize(
    ("of", "code"),
    [
        (Naming.DOCUMENT, "output"),
        (Naming.CHAIN, "regional_strategy"),
        (Naming.GOAL, "0"),
        (Naming.GOAL, "7"),
        (Naming.GOAL, "effect"),
    ],
)
def test_name_level_refuses_a_level_that_is_none(anna, of, code):
    with pytest.raises(RuleBroken, match=r"level\.unknown"):
        name(anna, Place(of, code), "Något")


@pytest.mark.parametrize("place", [RUS, OUTPUT])
def test_only_goals_have_names_of_one_document(anna, place):
    document = drafted_document(anna)

    with pytest.raises(RuleBroken, match=r"level\.unknown"):
        name(anna, place._replace(document=document), "Något")


def test_name_level_takes_sixty_characters_and_no_more(anna):
    name(anna, TOP, "x" * 60)

    for place in (TOP, SECOND):
        with pytest.raises(RuleBroken) as refused:
            name(anna, place, "x" * 61)
        assert (refused.value.code, refused.value.facts["most"]) == ("level.name_too_long", 60)


def test_name_level_refuses_another_regions_document(anna, stig):
    theirs = drafted_document(stig)

    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        name(anna, Place(Naming.GOAL, "1", theirs), "Mål")


@pytest.mark.parametrize("who", ["bo", "cilla", "disa", "egon", "frida"])
def test_name_level_is_for_strategists(who, request):
    actor = request.getfixturevalue(who)

    with pytest.raises(NotAllowed):
        name(actor, TOP, "Mål")


def test_names_of_one_region_leave_the_other_alone(anna, stig):
    name(anna, TOP, "Mål")
    name(stig, TOP, "Visioner")

    assert [called for *_place, called in named(stig.region_id)] == ["Visioner"]
