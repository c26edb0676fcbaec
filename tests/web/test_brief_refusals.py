"""What the pages of what we know, of briefs and of the loop say no to, and what they keep when they do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import (
    ActionAreaFactory,
    BriefCitationFactory,
    BriefFactory,
    FindingFactory,
    GenericActivityFactory,
    GoalFactory,
    LessonSourceFactory,
)
from tests.learning.test_operations_briefs import published, started
from tests.learning.walks import MONDAY, accepted_lesson, noted_finding, noted_lesson, questions
from tests.overview.learning.knowing import accepted, more_sources
from tests.people import verbs
from varv.core.kinds import SourceKind
from varv.core.loop import Measure
from varv.core.workflow import BriefState
from varv.learning import operations
from varv.learning.models import Brief, BriefCitation
from varv.learning.rules.briefs import cited_numbers
from varv.overview.learning.answers.loop_measures import LoopWish
from varv.overview.learning.knowledge.statements import counted, source_key
from varv.overview.learning.knowledge.subjects import with_below
from varv.web.learning.citing import with_links
from varv.web.learning.forms.loop import LoopSearch

pytestmark = pytest.mark.django_db

KNOWN, BRIEFS, LOOP = "/alvmark/kunskap/", "/alvmark/kunskapsbrev/", "/alvmark/slingan/"
KEPT = "Det här har jag redan skrivit."
HUGE = "9" * 40


@pytest.fixture
def goal(alvmark):
    return GoalFactory(outline="2", name="Fler i arbete")


def page(brief, rest=""):
    return f"{BRIEFS}{brief.pk}/{rest}"


def text(response):
    return response.content.decode()


def written(brief, **changed):
    values = {name: getattr(brief, name) for name in ("title", "known", "disputed", "unknown", "revision")}
    return values | {"known": KEPT, "cited": []} | changed


def refused(response):
    """The status and the fields that are complained of; what was written must still be there."""
    assert KEPT in text(response)
    return response.status_code, sorted(response.context["form"].errors)


# --- what is written ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"title": "a\x00b"}, "title"),
        ({"known": KEPT * 400}, "known"),
        ({"disputed": "x" * 10_001}, "disputed"),
        ({"unknown": "x" * 10_001}, "unknown"),
        ({"cited": ["lesson-0"]}, "cited"),
        ({"cited": ["finding-x"]}, "cited"),
        ({"cited": [HUGE]}, "cited"),
        ({"revision": ""}, "revision"),
        ({"revision": "ett"}, "revision"),
    ],
)
def test_a_brief_keeps_all_that_was_written_when_a_field_cannot_be_read(changed, field, anna, goal, visit):
    brief = started(anna, accepted_lesson(anna, goal=goal), about=goal)

    response = visit(anna).post(page(brief, "andra/"), written(brief, **changed))

    assert refused(response) == (422, [field])
    assert verbs(brief) == ["gathered"]
    assert BriefCitation.objects.of(anna.region_id).count() == 1


@pytest.mark.parametrize("revision", ["0", "-1", "7", HUGE])
def test_a_brief_begun_on_something_else_keeps_its_words(revision, anna, goal, visit):
    brief = started(anna, about=goal)

    response = visit(anna).post(page(brief, "andra/"), written(brief, revision=revision))

    assert refused(response) == (422, ["__all__"])
    assert Brief.objects.get().known == brief.known


def test_a_draft_of_a_lesson_cannot_be_cited_by_number(anna, bo, goal, visit):
    brief = started(anna, about=goal)
    drafts = [noted_lesson(bo, goal=goal), noted_lesson(anna, goal=goal)]

    answers = [
        refused(visit(anna).post(page(brief, "andra/"), written(brief, cited=[f"lesson-{one.pk}"]))) for one in drafts
    ]

    assert answers == [(422, ["cited"])] * 2
    assert not BriefCitation.objects.of(anna.region_id).exists()


def test_another_regions_findings_and_lessons_cannot_be_cited(anna, goal, sydland, visit):
    brief = started(anna, about=goal)
    theirs = [f"finding-{FindingFactory(region=sydland).pk}", f"lesson-{accepted(region=sydland).pk}"]

    response = visit(anna).post(page(brief, "andra/"), written(brief, cited=theirs))

    assert refused(response) == (422, ["cited"])


def test_what_is_cited_twice_is_cited_once(anna, goal, visit):
    lesson = accepted_lesson(anna, goal=goal)
    brief = started(anna, about=goal)

    visit(anna).post(page(brief, "andra/"), written(brief, cited=[f"lesson-{lesson.pk}"] * 3))

    assert [(one.number, one.lesson) for one in BriefCitation.objects.of(anna.region_id)] == [(1, lesson)]


def test_a_struck_number_is_not_given_to_something_else_while_a_later_one_stands(anna, goal, visit):
    one, two, three = (accepted_lesson(anna, statement=f"Lärdom {n}.", goal=goal) for n in "abc")
    brief = started(anna, one, two, about=goal)

    visit(anna).post(page(brief, "andra/"), written(brief, cited=[f"lesson-{two.pk}", f"lesson-{three.pk}"]))

    cited = BriefCitation.objects.of(anna.region_id).order_by("number")
    assert [(each.number, each.lesson) for each in cited] == [(2, two), (3, three)]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"known": " "}, "brief.known_missing"),
        ({"unknown": ""}, "brief.unknown_missing"),
        ({"known": "Se [8]."}, "brief.no_such_citation"),
    ],
)
def test_a_brief_that_is_not_whole_is_not_published(changed, told, anna, goal, visit):
    brief = started(anna, accepted_lesson(anna, goal=goal), about=goal, **changed)

    response = visit(anna).post(page(brief, "publicera/"), headers={"referer": "http://testserver" + page(brief)})

    assert (response.status_code, response.url.endswith(page(brief)), told[:6]) == (302, True, "brief.")
    assert (Brief.objects.get().state, verbs(brief)) == (BriefState.DRAFT, ["gathered"])


# --- the wrong person, and the wrong time ---------------------------------------------------------------------------

RESTS = ["", "andra/", "publicera/", "word/", "pdf/"]


@pytest.mark.parametrize("rest", RESTS)
def test_every_address_of_a_brief_is_unknown_to_a_stranger(rest, anna, goal, stig, visit):
    brief = published(anna, accepted_lesson(anna, goal=goal), about=goal)
    client = visit(stig)

    answers = {client.post(f"/{slug}/kunskapsbrev/{brief.pk}/{rest}").status_code for slug in ("alvmark", "sydland")}

    assert answers <= {404, 405}
    assert client.get(page(brief, "" if rest == "publicera/" else rest)).status_code == 404


@pytest.mark.parametrize("address", [KNOWN, BRIEFS, f"{KNOWN}mal/1/", LOOP, f"{LOOP}csv/", "/alvmark/nytt-for-mig/"])
def test_what_the_region_knows_is_unknown_to_a_stranger(address, goal, stig, visit):
    assert visit(stig).get(address).status_code == 404


@pytest.mark.parametrize("kind", ["mal", "insatsomrade", "aktivitet"])
@pytest.mark.parametrize("number", ["0", "99999", "9" * 18])
def test_a_subject_that_is_not_there_is_not_found(kind, number, cilla, visit):
    assert visit(cilla).get(f"{KNOWN}{kind}/{number}/").status_code == 404


@pytest.mark.parametrize("who", ["bo", "cilla", "disa", "frida"])
def test_those_who_do_not_recommend_read_a_brief_and_write_none(who, request, anna, goal, visit):
    brief = published(anna, accepted_lesson(anna, goal=goal), about=goal)
    client = visit(request.getfixturevalue(who))

    begun = client.post(f"{BRIEFS}nytt/", {"about": f"mal-{goal.pk}"}).status_code
    written_on = client.post(page(brief, "andra/"), written(brief)).status_code

    assert (begun, written_on, client.post(page(brief, "publicera/")).status_code) == (403, 403, 403)
    assert (client.get(page(brief)).status_code, "Gör ett kunskapsbrev" in text(client.get(page(brief)))) == (
        200,
        False,
    )


def test_a_colleague_who_may_write_briefs_does_not_write_on_anothers(anna, egon, goal, visit):
    brief = published(anna, accepted_lesson(anna, goal=goal), about=goal)

    assert visit(egon).post(page(brief, "andra/"), written(brief)).status_code == 403
    assert visit(egon).post(page(brief, "publicera/")).status_code == 403


def test_a_published_brief_is_published_once(anna, goal, visit):
    brief = started(anna, accepted_lesson(anna, goal=goal), about=goal)

    answers = [visit(anna).post(page(brief, "publicera/")).status_code for _ in range(2)]

    assert (answers, verbs(brief)) == ([302, 302], ["gathered", "published"])
    assert visit(anna).get(page(brief, "publicera/")).status_code == 405


def test_a_published_brief_is_called_published_in_the_neuter(anna, goal, visit):
    brief = published(anna, accepted_lesson(anna, goal=goal), about=goal)

    told = text(visit(anna).get(page(brief))) + text(visit(anna).get(BRIEFS))

    assert ("Publicerat" in told, "Publicerad" in told) == (True, False)


# --- how often the database is asked --------------------------------------------------------------------------------


def test_a_brief_asks_as_often_however_much_it_cites(anna, goal, visit):
    client, brief = visit(anna), started(anna, accepted_lesson(anna, goal=goal), noted_finding(anna), about=goal)
    for address in (page(brief), page(brief, "andra/"), BRIEFS):
        client.get(address)
    few = [questions(lambda at=at: client.get(at)) for at in (page(brief), page(brief, "andra/"), BRIEFS)]

    for number in range(3, 7):
        lesson = accepted(goal=goal, statement=f"Lärdom {number}.")
        more_sources(lesson, "Ett möte", "Ett brev")
        BriefCitationFactory(brief=brief, number=number, lesson=lesson, text=lesson.statement)
        BriefFactory(goal=goal, author_id=anna.person_id)

    many = [questions(lambda at=at: client.get(at)) for at in (page(brief), page(brief, "andra/"), BRIEFS)]
    assert many == few


@pytest.mark.parametrize("rest", ["", "mal/{goal}/", "?visa=tunna"])
def test_what_is_known_is_gathered_in_as_many_questions_however_much(rest, anna, goal, visit):
    client, address = visit(anna), KNOWN + rest.format(goal=goal.pk)
    _more_known(goal)
    client.get(address)
    one = questions(lambda: client.get(address))

    for _ in range(3):
        _more_known(goal)

    assert questions(lambda: client.get(address)) == one


def _more_known(goal):
    lesson = accepted(goal=goal)
    LessonSourceFactory(lesson=lesson, kind=SourceKind.SIGNAL, text=f"Signal {lesson.pk}")
    FindingFactory(goal=goal)
    ActionAreaFactory(document=goal.document, name=f"Område {lesson.pk}")
    GenericActivityFactory()


# --- what always holds ----------------------------------------------------------------------------------------------

PROSE = st.text(alphabet="ab [](){}<>&1237\n", max_size=60)


@given(PROSE, st.frozensets(st.integers(0, 400), max_size=5))
def test_links_are_made_of_what_is_cited_and_of_nothing_else(prose, numbers):
    html = with_links(prose, numbers)

    assert html.count('class="cite"') == sum(prose.count(f"[{number}]") for number in numbers)
    assert "<script" not in with_links(f"<script>{prose}", numbers)


@given(st.lists(st.integers(0, 9999), max_size=6), PROSE)
def test_every_number_that_is_written_is_found_wherever_it_stands(numbers, prose):
    told = "".join(f"x[{number}]" for number in numbers)

    assert cited_numbers(prose, told) >= set(numbers)
    assert cited_numbers(prose, told) == cited_numbers(told) | cited_numbers(prose)


@given(st.lists(st.tuples(st.sampled_from(SourceKind), st.integers(1, 3) | st.none(), st.sampled_from("abAB"))))
def test_sources_are_counted_once_however_often_and_however_they_are_spelt(told):
    keys = {source_key(kind, row, None, None, f" {text} ") for kind, row, text in told}

    counts = counted(keys)

    assert sum(counts.values()) == len(keys)
    assert list(counts) == [kind for kind in SourceKind if kind in counts]
    assert counted({source_key(kind, row, None, None, text.upper()) for kind, row, text in told}) == counts


@given(st.lists(st.integers(0, 20), max_size=12))
def test_a_goal_holds_itself_and_all_that_the_goals_below_it_hold(chosen):
    parents = {0: None} | {number: parent % number for number, parent in enumerate(chosen, 1)}

    below = with_below(parents)

    assert below[0] == set(parents)
    assert all(goal in below[goal] for goal in parents)
    assert all(below[goal] <= below[above] for goal, above in parents.items() if above is not None)


@given(
    st.dictionaries(
        st.sampled_from(["forum", "fran", "matt", "annat"]), st.text(max_size=12) | st.sampled_from(list(Measure))
    )
)
def test_whatever_the_address_says_the_loop_has_a_wish(asked):
    wish = LoopSearch(asked).wish()

    assert isinstance(wish, LoopWish)
    assert wish.measure in set(Measure)


def test_a_brief_that_cites_what_was_retired_is_told_which(anna, disa, goal, visit):
    lesson = accepted_lesson(anna, goal=goal)
    brief = started(anna, lesson, about=goal)
    operations.retire_lesson(lesson=lesson, reason="Stämde inte.", by=disa, at=MONDAY)

    told = text(visit(anna).post(page(brief, "publicera/"), follow=True, headers={"referer": page(brief)}))

    assert "[1]" in told
    assert Brief.objects.get().state is BriefState.DRAFT
