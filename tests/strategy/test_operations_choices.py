from datetime import UTC, date, datetime

import pytest

from tests.factories import MONDAY
from tests.people import verbs
from tests.strategy.walks import TUESDAY, added_goal, drafted_chain, drafted_document
from varv.core.choices import Option, Scope, Topic
from varv.core.refusals import NotAllowed, RuleBroken
from varv.overview.words import refusal, verb
from varv.regions.models import TrailEntry
from varv.strategy import operations
from varv.strategy.models import Chain, Choice
from varv.strategy.scope import scope_of

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)


def make(by, topic=Topic.FUNDING, options=(Option.ONLY_ONE_TO_ONE,), *, revision=0, at=MONDAY, **said):
    values = {"reasons": "Vi börjar med det vi råder över.", "decided_on": DAY, "decided_by": "Utvecklingsnämnden"}
    return operations.make_choice(topic=topic, options=options, revision=revision, by=by, at=at, **(values | said))


def in_force(region_id):
    return list(Choice.objects.of(region_id).in_force().order_by("pk"))


def test_make_choice_says_what_why_when_and_who(anna):
    choice = make(anna, reasons="  Det är det vi råder över.  ", decided_by=" Nämnden ")

    choice.refresh_from_db()
    assert (choice.topic, choice.chosen) == (Topic.FUNDING, {Option.ONLY_ONE_TO_ONE})
    assert (choice.reasons, choice.decided_by) == ("Det är det vi råder över.", "Nämnden")
    assert (choice.decided_on, choice.made_at, choice.replaced_at, choice.revision) == (DAY, MONDAY, None, 1)
    assert verbs(choice) == ["chosen"]


def test_make_choice_writes_several_answers_in_the_order_of_the_topic(anna):
    choice = make(anna, Topic.TARGETS, [Option.PROCESS_GOALS, Option.TARGETED, Option.TARGETED])

    assert choice.options == ["targeted", "process_goals"]


def test_make_choice_keeps_what_was_chosen_before(anna):
    before = make(anna)

    after = make(anna, options=[Option.WITH_COFUNDERS], revision=1, at=TUESDAY, reasons="Kommunerna är med nu.")

    before.refresh_from_db()
    assert (before.replaced_at, before.options, before.reasons) == (
        TUESDAY,
        ["only_one_to_one"],
        "Vi börjar med det vi råder över.",
    )
    assert in_force(anna.region_id) == [after]
    assert list(Choice.objects.of(anna.region_id).newest_first()) == [after, before]


def test_make_choice_leaves_one_line_for_the_old_and_one_for_the_new(anna):
    before = make(anna)
    after = make(anna, options=[Option.WITH_COFUNDERS], revision=1, at=TUESDAY)

    assert (verbs(before), verbs(after)) == (["chosen", "replaced"], ["chosen"])
    line = TrailEntry.objects.about(before).last()
    assert (line.before, line.after) == ({"replaced_at": None}, {"replaced_at": TUESDAY.isoformat()})
    assert [verb(code) for code in ("chosen", "replaced", "named", "unnamed")] == [
        "valde",
        "ersatte",
        "gav namn åt",
        "gick tillbaka till det vanliga ordet för",
    ]


def test_make_choice_in_one_topic_leaves_the_others_alone(anna):
    funding, theory = make(anna), make(anna, Topic.THEORY, [Option.ONE_THEORY])

    assert in_force(anna.region_id) == [funding, theory]


def test_make_choice_refuses_who_did_not_see_the_choice_in_force(anna, disa):
    make(anna)
    make(anna, options=[Option.WITH_COFUNDERS], revision=1, at=TUESDAY)

    for seen in (0, 1):
        with pytest.raises(RuleBroken) as refused:
            make(anna, revision=seen)
        assert (refused.value.code, refused.value.facts["by"]) == ("stale", "Anna")
    assert [choice.options for choice in in_force(anna.region_id)] == [["with_cofunders"]]
    assert make(anna, revision=2).revision == 3


def test_make_choice_refuses_the_second_of_two_who_choose_first(anna):
    make(anna)

    with pytest.raises(RuleBroken, match="stale"):
        make(anna, options=[Option.WITH_COFUNDERS], revision=0)

    assert Choice.objects.of(anna.region_id).count() == 1


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"options": []}, "choice.nothing_chosen", "options"),
        ({"options": [Option.ONE_THEORY]}, "choice.of_another_topic", "options"),
        ({"options": [Option.ONLY_ONE_TO_ONE, Option.ONE_THEORY]}, "choice.of_another_topic", "options"),
        ({"options": ["gold"]}, "choice.of_another_topic", "options"),
        ({"options": [Option.ONLY_ONE_TO_ONE, Option.WITH_COFUNDERS]}, "choice.takes_one", "options"),
        ({"reasons": " \n "}, "choice.reasons_missing", "reasons"),
        ({"decided_by": " "}, "choice.decider_missing", "decided_by"),
        ({"decided_on": date(2026, 11, 17)}, "choice.not_decided_yet", "decided_on"),
        ({"decided_on": date(1989, 12, 31)}, "choice.too_long_ago", "decided_on"),
    ],
)
def test_make_choice_refuses_what_is_no_choice(anna, said, code, field):
    with pytest.raises(RuleBroken) as refused:
        make(anna, **said)

    assert (refused.value.code, refused.value.facts["field"]) == (code, field)
    assert "…" not in refusal(refused.value)
    assert Choice.objects.of(anna.region_id).count() == 0
    assert TrailEntry.objects.of(anna.region_id).count() == 0


@pytest.mark.parametrize("day", [date(1990, 1, 1), date(2026, 11, 16)])
def test_make_choice_takes_the_first_day_and_today(anna, day):
    assert make(anna, decided_on=day).decided_on == day


def test_make_choice_knows_today_in_sweden(anna):
    late = datetime(2026, 11, 16, 23, 30, tzinfo=UTC)

    assert make(anna, decided_on=date(2026, 11, 17), at=late).decided_on == date(2026, 11, 17)


@pytest.mark.parametrize("who", ["bo", "cilla", "disa", "egon", "frida"])
def test_make_choice_is_for_strategists(who, request):
    actor = request.getfixturevalue(who)

    with pytest.raises(NotAllowed):
        make(actor)

    assert Choice.objects.of(actor.region_id).count() == 0


def test_make_choice_in_one_region_leaves_the_other_alone(anna, stig):
    make(anna)
    make(stig, options=[Option.WITH_COFUNDERS])

    assert scope_of(anna.region_id) == Scope({Topic.FUNDING: frozenset({Option.ONLY_ONE_TO_ONE})})
    assert scope_of(stig.region_id) == Scope({Topic.FUNDING: frozenset({Option.WITH_COFUNDERS})})


def test_the_scope_is_that_of_the_choices_in_force(anna, django_assert_num_queries):
    assert scope_of(anna.region_id) == Scope()

    make(anna)
    make(anna, Topic.TARGETS, [Option.TARGETED, Option.PROCESS_GOALS])
    make(anna, options=[Option.WITH_COFUNDERS], revision=1)

    with django_assert_num_queries(1):
        scope = scope_of(anna.region_id)
    assert scope.chosen == {
        Topic.FUNDING: {Option.WITH_COFUNDERS},
        Topic.TARGETS: {Option.TARGETED, Option.PROCESS_GOALS},
    }


def test_one_theory_refuses_a_second_chain_for_the_document_and_names_the_choice(anna):
    document = drafted_document(anna)
    drafted_chain(anna, document=document)
    make(anna, Topic.THEORY, [Option.ONE_THEORY])

    with pytest.raises(RuleBroken) as refused:
        drafted_chain(anna, "Hälsa", document=document)

    assert refused.value.code == "chain.one_theory"
    assert refusal(refused.value) == (
        "Ni har valt en förändringsteori för hela strategin, och dokumentet har redan ”Kompetens för omställning”. "
        "Bygg vidare på den, eller ändra vägvalet Förändringsteori."
    )
    assert Chain.objects.of(anna.region_id).count() == 1


def test_one_theory_lets_another_document_have_its_own_chain(anna):
    make(anna, Topic.THEORY, [Option.ONE_THEORY])

    first = drafted_chain(anna)
    other = drafted_chain(anna, "Hälsa", document=drafted_document(anna, "Handlingsplan för hälsa"))

    assert [first.name, other.name] == ["Kompetens för omställning", "Hälsa"]


def test_one_theory_refuses_to_move_a_chain_to_a_document_that_has_one(anna):
    first = drafted_chain(anna)
    other = drafted_chain(anna, "Hälsa", document=drafted_document(anna, "Handlingsplan för hälsa"))
    make(anna, Topic.THEORY, [Option.ONE_THEORY])

    with pytest.raises(RuleBroken, match=r"chain\.one_theory"):
        operations.edit_chain(chain=other, revision=1, document=first.document, by=anna, at=MONDAY)

    other.refresh_from_db()
    assert other.document.title == "Handlingsplan för hälsa"


def test_one_theory_leaves_the_chains_that_were_there_before_alone(anna):
    document = drafted_document(anna)
    goal = added_goal(anna, document)
    chains = [drafted_chain(anna, name, document=document) for name in ("Hälsa", "Kompetens")]
    make(anna, Topic.THEORY, [Option.ONE_THEORY])

    operations.edit_chain(chain=chains[1], revision=1, name="Kompetens 2", goal=goal, by=anna, at=MONDAY)

    chains[1].refresh_from_db()
    assert (chains[1].name, chains[1].goal) == ("Kompetens 2", goal)


def test_several_theories_give_each_area_its_chain(anna):
    document = drafted_document(anna)
    make(anna, Topic.THEORY, [Option.SEVERAL_THEORIES])

    for name in ("Hälsa", "Kompetens", "Klimat"):
        drafted_chain(anna, name, document=document)

    assert Chain.objects.of(anna.region_id).filter(document=document).count() == 3
