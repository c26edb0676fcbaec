import pytest

from tests.factories import MONDAY
from tests.people import verbs
from tests.strategy.walks import adopted_document, drafted_chain, drafted_document
from varv.core.refusals import NotAllowed, RuleBroken
from varv.regions.models import TrailEntry
from varv.strategy import operations
from varv.strategy.models import ActionArea

pytestmark = pytest.mark.django_db


def added(by, document, name="Kompetens för omställning"):
    return operations.add_area(document=document, name=name, by=by, at=MONDAY)


def three(by):
    document = drafted_document(by)
    return document, [added(by, document, name) for name in ("Ett", "Två", "Tre")]


def moved(area, after, by):
    area.refresh_from_db()
    operations.move_area(area=area, after=after, by=by, at=MONDAY)


def order(by):
    return list(ActionArea.objects.of(by.region_id).in_order().values_list("name", flat=True))


def lines(by):
    return TrailEntry.objects.of(by.region_id).count()


def test_add_area_puts_it_last_in_its_document(anna):
    document = drafted_document(anna)

    first, second = added(anna, document, "  Kompetens "), added(anna, document, "Gymnasiet")

    assert [(area.name, area.place, area.document) for area in (first, second)] == [
        ("Kompetens", 1, document),
        ("Gymnasiet", 2, document),
    ]
    assert verbs(first) == ["added"]


def test_add_area_is_allowed_in_an_adopted_document(anna):
    document = adopted_document(anna)

    assert added(anna, document).document == document


def test_add_area_refuses_a_name_that_the_document_has(anna):
    document, other = drafted_document(anna), drafted_document(anna, "Länstransportplanen")
    added(anna, document)

    with pytest.raises(RuleBroken) as refused:
        added(anna, document, " Kompetens för omställning")

    assert (refused.value.code, refused.value.facts) == (
        "area.name_taken",
        {"field": "name", "name": "Kompetens för omställning"},
    )
    assert added(anna, other).place == 1


def test_area_has_a_name(anna):
    with pytest.raises(RuleBroken) as refused:
        added(anna, drafted_document(anna), "  ")

    assert (refused.value.code, refused.value.facts) == ("area.name_missing", {"field": "name"})


def test_rename_area_calls_it_something_else(anna):
    area = added(anna, drafted_document(anna))

    operations.rename_area(area=area, name=" Kompetensförsörjning ", revision=1, by=anna, at=MONDAY)

    area.refresh_from_db()
    line = TrailEntry.objects.about(area).last()
    assert (area.name, area.revision) == ("Kompetensförsörjning", 2)
    assert (line.verb, line.before, line.after) == (
        "edited",
        {"name": "Kompetens för omställning"},
        {"name": "Kompetensförsörjning"},
    )


def test_rename_area_refuses_a_stale_form_and_a_name_that_is_taken(anna):
    _document, (one, *_) = three(anna)

    with pytest.raises(RuleBroken, match=r"area\.name_taken"):
        operations.rename_area(area=one, name="Två", revision=1, by=anna, at=MONDAY)
    operations.rename_area(area=one, name="Noll", revision=1, by=anna, at=MONDAY)
    with pytest.raises(RuleBroken, match="stale"):
        operations.rename_area(area=one, name="Ett igen", revision=1, by=anna, at=MONDAY)

    assert order(anna) == ["Noll", "Två", "Tre"]


@pytest.mark.parametrize(
    ("which", "after", "left"),
    [
        (0, 1, ["Två", "Ett", "Tre"]),
        (0, 2, ["Två", "Tre", "Ett"]),
        (2, 0, ["Ett", "Tre", "Två"]),
        (2, None, ["Tre", "Ett", "Två"]),
        (0, None, ["Ett", "Två", "Tre"]),
        (1, 0, ["Ett", "Två", "Tre"]),
    ],
)
def test_move_area_puts_it_after_another_or_first(which, after, left, anna):
    _document, areas = three(anna)

    moved(areas[which], None if after is None else areas[after], anna)

    assert order(anna) == left


def test_move_area_writes_a_line_for_each_that_got_another_place(anna):
    _document, (one, two, three_) = three(anna)
    before = lines(anna)

    moved(two, None, anna)

    assert lines(anna) - before == 2
    assert [verbs(area) for area in (one, two, three_)] == [["added", "moved"], ["added", "moved"], ["added"]]


def test_move_area_stays_in_its_document(anna):
    _document, (one, *_) = three(anna)
    other = added(anna, drafted_document(anna, "Länstransportplanen"), "Vägar")

    with pytest.raises(RuleBroken) as refused:
        moved(one, other, anna)

    assert (refused.value.code, refused.value.facts) == (
        "area.of_another_document",
        {"field": "after", "name": "Vägar"},
    )


def test_move_area_does_not_stand_after_itself(anna):
    _document, (one, *_) = three(anna)

    with pytest.raises(RuleBroken) as refused:
        moved(one, one, anna)

    assert (refused.value.code, refused.value.facts) == ("area.after_itself", {"field": "after", "name": "Ett"})


def test_move_area_stays_in_its_region(anna, stig):
    _document, (one, *_) = three(anna)

    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        moved(one, added(stig, drafted_document(stig)), anna)


def test_remove_area_takes_away_an_empty_one(anna):
    _document, (one, *_) = three(anna)
    pk = one.pk

    operations.remove_area(area=one, by=anna, at=MONDAY)

    line = TrailEntry.objects.of(anna.region_id).latest("number")
    assert order(anna) == ["Två", "Tre"]
    assert (line.verb, line.thing_id, line.thing) == ("removed", pk, "Ett")


def test_area_added_after_one_was_taken_away_stands_last(anna):
    document, (one, *_) = three(anna)
    operations.remove_area(area=one, by=anna, at=MONDAY)

    added(anna, document, "Fyra")

    assert order(anna) == ["Två", "Tre", "Fyra"]


def test_remove_area_refuses_when_chains_stand_in_it(anna):
    document, (one, *_) = three(anna)
    drafted_chain(anna, document=document, area=one)

    with pytest.raises(RuleBroken) as refused:
        operations.remove_area(area=one, by=anna, at=MONDAY)

    assert (refused.value.code, refused.value.facts) == ("area.has_chains", {"name": "Ett", "count": 1})


@pytest.mark.parametrize("who", ["bo", "cilla", "disa", "egon", "frida"])
def test_areas_are_for_strategists(who, anna, request):
    document, (one, two, _three) = three(anna)
    person = request.getfixturevalue(who)

    deeds = (
        lambda: added(person, document, "Nytt"),
        lambda: operations.rename_area(area=one, name="Nytt", revision=1, by=person, at=MONDAY),
        lambda: moved(one, two, person),
        lambda: operations.remove_area(area=one, by=person, at=MONDAY),
    )
    for deed in deeds:
        with pytest.raises(NotAllowed):
            deed()

    assert order(anna) == ["Ett", "Två", "Tre"]


def test_chain_stands_in_an_area_of_its_own_document(anna):
    document, (one, *_) = three(anna)
    other = drafted_document(anna, "Länstransportplanen")

    with pytest.raises(RuleBroken) as refused:
        drafted_chain(anna, document=other, area=one)

    assert (refused.value.code, refused.value.facts) == (
        "area.of_another_document",
        {"field": "area", "name": "Ett"},
    )
    assert drafted_chain(anna, document=document, area=one).area == one


def test_chain_that_moves_to_another_document_leaves_its_area(anna):
    document, (one, *_) = three(anna)
    other, chain = drafted_document(anna, "Länstransportplanen"), drafted_chain(anna, document=document, area=one)

    with pytest.raises(RuleBroken, match=r"area\.of_another_document"):
        operations.edit_chain(chain=chain, document=other, revision=1, by=anna, at=MONDAY)
    operations.edit_chain(chain=chain, document=other, area=None, revision=1, by=anna, at=MONDAY)

    chain.refresh_from_db()
    assert (chain.document, chain.area) == (other, None)


def test_chain_does_not_stand_in_another_regions_area(anna, stig):
    theirs = added(stig, drafted_document(stig))
    chain = drafted_chain(anna)

    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        drafted_chain(anna, "Ny", document=drafted_document(anna, "Annat"), area=theirs)
    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        operations.edit_chain(chain=chain, area=theirs, revision=1, by=anna, at=MONDAY)
