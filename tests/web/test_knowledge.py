"""What we know, as pages: of every subject, of one, and what a person has put together of it."""

from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document

from tests.factories import (
    ActionAreaFactory,
    BriefFactory,
    ChainFactory,
    ChainLinkFactory,
    ContributionFactory,
    FindingContradictionFactory,
    FindingFactory,
    GenericActivityFactory,
    GoalFactory,
    InitiativeFactory,
    LessonUseFactory,
    QuestionTieFactory,
)
from tests.learning.test_operations_briefs import published, started
from tests.learning.walks import MONDAY, accepted_lesson, noted_finding, noted_lesson
from tests.overview.learning.knowing import accepted
from tests.people import verbs
from varv.core.judgement import Heed
from varv.core.theory import Evidence
from varv.core.workflow import BriefState, InitiativeState, LessonState
from varv.learning import operations
from varv.learning.models import Brief

pytestmark = pytest.mark.django_db

KNOWN, BRIEFS = "/alvmark/kunskap/", "/alvmark/kunskapsbrev/"


@pytest.fixture
def goal(alvmark):
    return GoalFactory(outline="2", name="Fler i arbete")


def text(response):
    return response.content.decode()


def written(brief, *cited, **changed):
    values = {name: getattr(brief, name) for name in ("title", "known", "disputed", "unknown", "revision")}
    return values | {"cited": [f"lesson-{one.pk}" for one in cited]} | changed


def made():
    return Brief.objects.get()


def test_subjects_lists_everything_and_what_is_thin(visit, cilla, goal):
    accepted(goal=goal, occasion="Ett möte")
    accepted(goal=goal, occasion="Ett besök")
    GoalFactory(document=goal.document, outline="3", name="Inget känt")
    client = visit(cilla)

    everything, thin = text(client.get(KNOWN)), text(client.get(f"{KNOWN}?visa=tunna"))

    assert "Om 1 av 2 insatsområden, mål och sorters aktivitet" in everything
    assert ("Fler i arbete" in everything, "Inget känt" in everything) == (True, True)
    assert ("Fler i arbete" in thin, "Inget känt" in thin) == (False, True)


def test_subjects_teaches_when_there_is_nothing(visit, cilla):
    assert text(visit(cilla).get(KNOWN)).count("Det finns inga i regionens planer än.") == 3


@pytest.mark.parametrize(
    ("factory", "address"),
    [(GoalFactory, "mal"), (ActionAreaFactory, "insatsomrade"), (GenericActivityFactory, "aktivitet")],
)
def test_every_kind_of_subject_has_a_page_and_a_stranger_none(visit, cilla, stig, alvmark, factory, address):
    row = factory(region=alvmark)

    assert visit(cilla).get(f"{KNOWN}{address}/{row.pk}/").context["found"].subject.id == row.pk
    assert visit(stig).get(f"{KNOWN}{address}/{row.pk}/").status_code == 404
    assert visit(stig).get(f"/sydland/kunskap/{address}/{row.pk}/").status_code == 404


def test_a_subject_tells_that_it_is_too_little_instead_of_concluding(visit, cilla, goal):
    accepted(goal=goal, statement="En enda lärdom.")

    page = text(visit(cilla).get(f"{KNOWN}mal/{goal.pk}/"))

    assert "För lite för en slutsats: det vilar på 1 oberoende källa, och minst 2 behövs." in page
    assert "En enda lärdom." in page


def test_a_subject_tells_what_is_known_and_what_speaks_against_it(visit, cilla, goal):
    lesson = accepted(goal=goal, statement="Korta moduler.")
    LessonUseFactory(lesson=lesson, heed=Heed.DISAGREE, because="Inte för unga.")
    FindingContradictionFactory(first=FindingFactory(goal=goal), second=FindingFactory(text="Tvärtom."))

    page = text(visit(cilla).get(f"{KNOWN}mal/{goal.pk}/"))

    assert "2 påståenden som vilar på 2 oberoende källor." in page
    assert [said in page for said in ("Korta moduler.", "Inte för unga.", "Tvärtom.", "De såg på olika år.")] == [
        True
    ] * 4


def test_a_draft_is_told_nowhere(visit, anna, bo, goal):
    noted_lesson(bo, statement="Mitt utkast.", goal=goal)

    assert "Mitt utkast." not in text(visit(anna).get(f"{KNOWN}mal/{goal.pk}/"))
    assert "Mitt utkast." not in text(visit(bo).get(f"{KNOWN}mal/{goal.pk}/"))


def test_only_those_who_may_write_are_offered_a_brief_and_only_of_something(visit, anna, cilla, goal):
    assert "Gör ett kunskapsbrev" not in text(visit(anna).get(f"{KNOWN}mal/{goal.pk}/"))

    accepted(goal=goal)

    assert "Gör ett kunskapsbrev" in text(visit(anna).get(f"{KNOWN}mal/{goal.pk}/"))
    assert "Gör ett kunskapsbrev" not in text(visit(cilla).get(f"{KNOWN}mal/{goal.pk}/"))


def test_start_brief_begins_with_what_is_known(visit, anna, goal):
    first, second = accepted(goal=goal, statement="Nyast."), FindingFactory(goal=goal, text="Funnen.")
    LessonUseFactory(lesson=first, heed=Heed.DISAGREE, because="Inte här.")

    response = visit(anna).post(f"{BRIEFS}nytt/", {"about": f"mal-{goal.pk}"})

    brief = made()
    assert response.url == f"{BRIEFS}{brief.pk}/andra/"
    assert (brief.goal, brief.title, brief.author_id) == (goal, "Vad vi vet om 2 Fler i arbete", anna.person_id)
    assert brief.known == "Funnen. [1]\n\nNyast. [2]"
    assert brief.disputed == "[2] Någon håller inte med: Inte här."
    assert [(one.number, one.lesson or one.finding) for one in brief.citations.order_by("number")] == [
        (1, second),
        (2, first),
    ]


def test_start_brief_begins_with_what_speaks_against_and_what_is_not_known(visit, anna, goal):
    accepted(goal=goal, statement="Det ena.")
    second = FindingFactory(goal=goal, text="Det andra.", evidence=Evidence.STRONG)
    FindingContradictionFactory(first=second, second=FindingFactory(text="Tvärtom."))
    QuestionTieFactory(goal=goal, question__text="Håller det?")
    chain = ChainFactory(goal=goal, document=goal.document)
    ChainLinkFactory(chain=chain, assumption="Alla vill.", source__text="Modul", target__text="Jobb")
    ChainLinkFactory(chain=chain, source__text="Möte", target__text="Plan")
    ended = InitiativeFactory(name="Nätverket", state=InitiativeState.ENDED)
    ContributionFactory(goal=goal, initiative=ended)

    visit(anna).post(f"{BRIEFS}nytt/", {"about": f"mal-{goal.pk}"})

    assert made().disputed == "[1] Emot talar: Tvärtom. (De såg på olika år.)"
    assert made().unknown.split("\n") == [
        "Håller det?",
        "Inte prövat: Modul → Jobb. Antagande: Alla vill.",
        "Inte prövat: Möte → Plan",
        "Avslutad utan lärdom: Nätverket",
    ]


@pytest.mark.parametrize("about", ["", "mal", "mal-", "mal-0", "mal-x", "tema-1", "mal-99999999999999999999"])
def test_start_brief_about_nothing_is_not_found(visit, anna, goal, about):
    assert visit(anna).post(f"{BRIEFS}nytt/", {"about": about}).status_code == 404


def test_start_brief_is_refused_to_readers_and_about_anothers_goal(visit, cilla, anna, sydland, goal):
    assert visit(cilla).post(f"{BRIEFS}nytt/", {"about": f"mal-{goal.pk}"}).status_code == 403
    theirs = GoalFactory(region=sydland)
    assert visit(anna).post(f"{BRIEFS}nytt/", {"about": f"mal-{theirs.pk}"}).status_code == 404
    assert visit(anna).get(f"{BRIEFS}nytt/").status_code == 405


def test_edit_brief_saves_the_words_and_what_is_cited(visit, anna, goal):
    first, second = accepted_lesson(anna, goal=goal), accepted_lesson(anna, statement="En till.", goal=goal)
    brief = started(anna, first, about=goal)

    response = visit(anna).post(f"{BRIEFS}{brief.pk}/andra/", written(brief, first, second, known="Nytt [1] [2]."))

    assert response.url == f"{BRIEFS}{brief.pk}/"
    assert (made().known, made().citations.count(), verbs(brief)) == ("Nytt [1] [2].", 2, ["gathered", "edited"])


def test_edit_brief_offers_what_is_cited_and_what_else_is_known(visit, anna, goal):
    first = accepted_lesson(anna, statement="Citerad.", goal=goal)
    accepted_lesson(anna, statement="Också känd.", goal=goal)
    brief = started(anna, first, about=goal)

    page = text(visit(anna).get(f"{BRIEFS}{brief.pk}/andra/"))

    assert "<strong>[1]</strong> Citerad." in page
    assert page.count("Också känd.") == 1
    assert page.count("checked") == 1


def test_edit_brief_refuses_what_is_not_offered_and_keeps_all_that_was_written(visit, anna, goal):
    brief = started(anna, accepted_lesson(anna, goal=goal), about=goal)
    other = accepted_lesson(anna, goal=GoalFactory(document=goal.document, outline="9"))

    response = visit(anna).post(f"{BRIEFS}{brief.pk}/andra/", written(brief, other, known="Kvar."))

    assert (response.status_code, "Kvar." in text(response), made().known) == (422, True, brief.known)


def test_edit_brief_tells_who_was_before_and_keeps_the_words(visit, anna, goal):
    brief = started(anna, about=goal)
    client = visit(anna)
    client.post(f"{BRIEFS}{brief.pk}/andra/", written(brief, known="Ett."))

    response = client.post(f"{BRIEFS}{brief.pk}/andra/", written(brief, known="Två."))

    assert (response.status_code, "Två." in text(response), made().known) == (422, True, "Ett.")


def test_edit_brief_without_a_title_is_explained(visit, anna, goal):
    brief = started(anna, about=goal)

    assert visit(anna).post(f"{BRIEFS}{brief.pk}/andra/", written(brief, title="")).status_code == 422


def test_a_draft_is_not_found_by_others_and_in_no_list(visit, anna, egon, disa, stig, goal):
    brief = started(anna, accepted_lesson(anna, goal=goal), about=goal, title="Hemligt utkast")

    for person in (egon, disa, stig):
        client = visit(person)
        for page in ("", "andra/", "word/", "pdf/"):
            assert client.get(f"{BRIEFS}{brief.pk}/{page}").status_code == 404
        assert client.post(f"{BRIEFS}{brief.pk}/publicera/").status_code == 404
    assert "Hemligt utkast" not in text(visit(egon).get(BRIEFS))
    assert "Hemligt utkast" not in text(visit(egon).get(f"{KNOWN}mal/{goal.pk}/"))
    assert "Hemligt utkast" in text(visit(anna).get(BRIEFS))


def test_publish_brief_lets_everyone_read_it(visit, anna, cilla, goal):
    brief = started(anna, accepted_lesson(anna, goal=goal), about=goal)

    response = visit(anna).post(f"{BRIEFS}{brief.pk}/publicera/")

    assert (response.url, made().state) == (f"{BRIEFS}{brief.pk}/", BriefState.PUBLISHED)
    assert "Vad vi vet om validering" in text(visit(cilla).get(f"{BRIEFS}{brief.pk}/"))
    assert "Vad vi vet om validering" in text(visit(cilla).get(BRIEFS))
    assert "Vad vi vet om validering" in text(visit(cilla).get(f"{KNOWN}mal/{goal.pk}/"))


def test_publish_brief_says_what_is_missing(visit, anna, goal):
    brief = started(anna, accepted_lesson(anna, goal=goal), about=goal, unknown="")

    page = text(
        visit(anna).post(f"{BRIEFS}{brief.pk}/publicera/", follow=True, headers={"referer": f"{BRIEFS}{brief.pk}/"})
    )

    assert "Skriv vad ni inte vet innan du publicerar." in page
    assert made().state is BriefState.DRAFT


def test_a_published_brief_cannot_be_written_on(visit, anna, goal):
    brief = published(anna, accepted_lesson(anna, goal=goal), about=goal)
    client = visit(anna)

    assert "Skriv vidare" not in text(client.get(f"{BRIEFS}{brief.pk}/"))
    assert client.post(f"{BRIEFS}{brief.pk}/andra/", written(brief, known="Annat.")).status_code == 302
    assert made().known == brief.known


def test_a_brief_links_its_numbers_to_what_it_cites_and_escapes_the_rest(visit, anna, goal):
    brief = published(anna, noted_finding(anna), about=goal, known="Ja [1], <b>men</b>.\n\nNy rad.", disputed="")

    page = text(visit(anna).get(f"{BRIEFS}{brief.pk}/"))

    assert '<p>Ja <a class="cite" href="#kalla-1">[1]</a>, &lt;b&gt;men&lt;/b&gt;.</p>' in page
    assert 'id="kalla-1"' in page
    assert "Inget är antecknat som talar emot." in page
    assert "För lite för en slutsats" in page


def test_a_number_that_is_not_cited_is_no_link(visit, anna, goal):
    brief = started(anna, about=goal, known="Se [7].")

    page = text(visit(anna).get(f"{BRIEFS}{brief.pk}/"))

    assert "<p>Se [7].</p>" in page
    assert "Brevet hänvisar inte till något än." in page


def test_a_brief_tells_when_what_it_cites_no_longer_holds(visit, anna, disa, cilla, goal):
    lesson, finding = accepted_lesson(anna, goal=goal), noted_finding(anna)
    brief = published(anna, lesson, finding, about=goal)
    operations.retire_lesson(lesson=lesson, reason="Stämde inte.", by=disa, at=MONDAY + timedelta(days=1))
    finding.change(text="Något annat.")

    page = text(visit(cilla).get(f"{BRIEFS}{brief.pk}/"))

    assert ("gäller inte längre" in page, "har skrivits om sedan dess" in page) == (True, True)
    assert "Valideringen är flaskhalsen." in page


def test_briefs_teaches_when_there_is_none(visit, cilla):
    assert "Inget kunskapsbrev än" in text(visit(cilla).get(BRIEFS))


def test_a_brief_can_be_fetched_as_word_and_pdf(visit, anna, cilla, goal):
    brief = published(anna, accepted_lesson(anna, goal=goal), about=goal)
    client = visit(cilla)

    word, pdf = client.get(f"{BRIEFS}{brief.pk}/word/"), client.get(f"{BRIEFS}{brief.pk}/pdf/")

    assert word["Content-Disposition"] == 'attachment; filename="kunskapsbrev-vad-vi-vet-om-validering.docx"'
    assert pdf["Content-Disposition"] == 'attachment; filename="kunskapsbrev-vad-vi-vet-om-validering.pdf"'
    assert "Den som får sällskap kommer tillbaka [1]." in [
        one.text for one in Document(BytesIO(word.content)).paragraphs
    ]
    assert (pdf.content[:5], pdf["X-Content-Type-Options"]) == (b"%PDF-", "nosniff")


def test_what_does_not_fit_is_offered_but_not_written_in(visit, anna, goal):
    for number in range(3):
        accepted(goal=goal, statement=f"{number} " + "x" * 3000)

    visit(anna).post(f"{BRIEFS}nytt/", {"about": f"mal-{goal.pk}"})

    assert (made().citations.count(), len(made().known) < 8000) == (2, True)


def test_another_regions_briefs_do_not_exist(visit, anna, sydland):
    theirs = BriefFactory(region=sydland, state=BriefState.PUBLISHED, published_at=MONDAY)

    assert visit(anna).get(f"{BRIEFS}{theirs.pk}/").status_code == 404


def test_a_retired_lesson_is_known_no_more(visit, anna, goal):
    lesson = accepted(goal=goal, statement="Gällde förr.")
    lesson.change(state=LessonState.RETIRED, retired_because="Stämde inte.")

    assert "Gällde förr." not in text(visit(anna).get(f"{KNOWN}mal/{goal.pk}/"))
