from datetime import date

import pytest
from django.db import connection, transaction

from tests.factories import (
    MONDAY,
    ChainFactory,
    ChainStepFactory,
    ChoiceFactory,
    EvaluationFactory,
    FindingFactory,
    GoalFactory,
    InitiativeFactory,
    LessonFactory,
    MilestoneFactory,
    ReportFactory,
    ReportLineFactory,
    RiskFactory,
    SearchEntryFactory,
    SearchWordFactory,
    UnitFactory,
)
from varv.core.kinds import SearchKind
from varv.core.sought import KIND_WORDS, read_sought
from varv.core.workflow import ReportState
from varv.regions import search_index, trail
from varv.regions.models import SearchEntry, SearchFact, SearchWord
from varv.regions.row_security import entered
from varv.regions.search_engine import Question, asked
from varv.regions.searched import how_searched, owner_of, searched_models


def entry_of(thing):
    return SearchEntry.objects.get(kind=thing._meta.label_lower, thing_id=thing.pk)


def found(text, region):
    """What the database's own index finds, by title."""
    return titles_of(region, Question(read_sought(text).terms))


def titles_of(region, question):
    with asked(SearchFact.objects.of(region.pk), question) as facts:
        entries = SearchEntry.objects.of(region.pk).filter(pk__in=[fact.pk for fact in facts])
    return sorted(entries.values_list("title", flat=True))


def words_known(region):
    return set(SearchWord.objects.of(region.pk).values_list("word", flat=True))


@pytest.fixture
def goal(alvmark, anna):
    made = GoalFactory(region=alvmark, outline="1.2", name="Fler kvinnor i yrkesutbildning", description="För alla.")
    trail.write(made, "added", by=anna, at=MONDAY)
    return made


def test_a_thing_that_is_written_in_the_trail_has_an_entry(goal):
    entry = entry_of(goal)

    assert (entry.title, entry.body, entry.page_id) == ("1.2 Fler kvinnor i yrkesutbildning", "För alla.", goal.pk)
    assert entry.title_stems == " 1 2 fler kvin i yrkesutbildning "
    assert entry.stems == " 1 2 fler kvin i yrkesutbildning | för all | mål "
    assert (entry.is_open, entry.day, entry.year) == (True, None, None)


def test_a_change_is_found_at_once_and_what_was_changed_no_longer(goal, alvmark, anna):
    held = goal.locked()
    held.change(name="Fler män i vården")
    trail.write(held, "edited", by=anna, at=MONDAY)

    assert found("männens", alvmark) == ["1.2 Fler män i vården"]
    assert found("kvinnor", alvmark) == []


def test_a_change_that_does_not_happen_leaves_the_index_as_it_was(goal, alvmark, anna):
    with transaction.atomic():
        held = goal.locked()
        held.change(name="Fler män i vården")
        trail.write(held, "edited", by=anna, at=MONDAY)
        transaction.set_rollback(True)

    assert found("kvinnor", alvmark) == ["1.2 Fler kvinnor i yrkesutbildning"]
    assert found("vården", alvmark) == []


def test_a_removed_thing_is_found_no_longer(alvmark, anna):
    step = ChainStepFactory(region=alvmark, text="Samordnade studiebesök")
    trail.write(step, "added", by=anna, at=MONDAY)
    assert found("studiebesöken", alvmark) == ["Samordnade studiebesök"]

    trail.write(step, "removed", by=anna, at=MONDAY, removed=True)
    step.delete()

    assert found("studiebesöken", alvmark) == []


def test_the_step_stands_on_the_page_of_its_chain(alvmark, anna):
    step = ChainStepFactory(region=alvmark, text="Samordnade studiebesök")
    trail.write(step, "added", by=anna, at=MONDAY)

    assert entry_of(step).page_id == step.chain_id


def test_a_part_is_told_of_in_the_entry_of_what_it_belongs_to(alvmark, anna):
    initiative = InitiativeFactory(region=alvmark, name="Nätverk")
    risk = RiskFactory(region=alvmark, initiative=initiative, text="Rektorerna saknar tid", answer="Kortare möten")
    trail.write(risk, "noted", by=anna, at=MONDAY)

    assert owner_of(risk) == initiative
    assert found("rektor", alvmark) == found("möten", alvmark) == ["Nätverk"]
    assert SearchEntry.objects.filter(kind="delivery.risk").count() == 0


def test_a_part_that_is_removed_is_told_of_no_longer(alvmark, anna):
    initiative = InitiativeFactory(region=alvmark, name="Nätverk")
    kept = MilestoneFactory(region=alvmark, initiative=initiative, text="Första träffen")
    gone = MilestoneFactory(region=alvmark, initiative=initiative, text="Slutkonferens")
    trail.write_many([kept, gone], "planned", by=anna, at=MONDAY)
    assert found("slutkonferens", alvmark) == ["Nätverk"]

    trail.write(gone, "removed", by=anna, at=MONDAY, removed=True)
    gone.delete()

    assert found("slutkonferens", alvmark) == []
    assert found("träff", alvmark) == ["Nätverk"]


def test_a_part_of_nothing_searched_changes_nothing(alvmark, anna):
    unit = UnitFactory(region=alvmark, name="Skolenheten")
    trail.write(unit, "added", by=anna, at=MONDAY)
    trail.write(unit, "removed", by=anna, at=MONDAY, removed=True)

    assert owner_of(unit) is None
    assert not SearchEntry.objects.exists()


def test_a_reports_lines_and_answers_are_searched_and_a_draft_is_not_open(alvmark, anna):
    report = ReportFactory(
        region=alvmark, done="Vi höll möten.", answers={"samverkan": "Polisen kom", "antal": [3, None]}
    )
    line = ReportLineFactory(region=alvmark, report=report, comment="Räknat av vaktmästaren")
    trail.write(line, "drafted", by=anna, at=MONDAY)

    entry = entry_of(report)

    assert entry.body.split("\n") == ["Vi höll möten.", "3", "Polisen kom", "Räknat av vaktmästaren"]
    assert not entry.is_open

    report.change(state=ReportState.SUBMITTED, submitted_at=MONDAY)
    trail.write(report, "submitted", by=anna, at=MONDAY)

    entry = entry_of(report)
    assert (entry.is_open, entry.day, entry.year) == (True, date(2026, 11, 16), 2026)


def test_a_new_name_of_an_insats_is_the_new_name_of_its_reports(alvmark, anna):
    report = ReportFactory(region=alvmark, initiative__name="Språkstöd", initiative__region=alvmark)
    trail.write_many([report.initiative], "started", by=anna, at=MONDAY)
    trail.write(report, "drafted", by=anna, at=MONDAY)

    initiative = report.initiative.locked()
    initiative.change(name="Yrkessvenska")
    trail.write(initiative, "edited", by=anna, at=MONDAY)

    assert entry_of(report).title.startswith("Yrkessvenska, ")
    assert found("språkstöd", alvmark) == []


def test_the_first_line_of_what_was_said_is_the_title_of_a_choice(alvmark, anna):
    choice = ChoiceFactory(region=alvmark, reasons="Vi börjar smått.\nSedan mer.")
    trail.write(choice, "made", by=anna, at=MONDAY)

    assert entry_of(choice).title == "Vi börjar smått."
    assert found("smått mer", alvmark) == ["Vi börjar smått."]


def test_the_name_of_its_kind_finds_a_thing_beside_other_words(alvmark, anna):
    finding = FindingFactory(region=alvmark, text="Mötena hölls")
    trail.write(finding, "noted", by=anna, at=MONDAY)

    assert found("iakttagelser möte", alvmark) == ["Mötena hölls"]
    assert found("lärdom möte", alvmark) == []


def test_several_of_one_kind_are_kept_in_a_few_queries(alvmark, anna, django_assert_num_queries):
    def goals(count):
        return [GoalFactory(region=alvmark, name=f"Ord{chr(97 + count)}{chr(97 + place)}") for place in range(count)]

    few, many = goals(2), goals(20)
    search_index.note(few)

    with django_assert_num_queries(3):
        search_index.note(many)
    with django_assert_num_queries(1):
        search_index.note(many)


def test_only_what_everyone_may_read_teaches_the_search_words(alvmark, anna):
    secret = LessonFactory(region=alvmark, statement="Upphandlingen havererade", accepted_at=None)
    trail.write(secret, "noted", by=anna, at=MONDAY)
    assert words_known(alvmark) == set()

    secret.change(accepted_at=MONDAY, context="Alltid")
    trail.write(secret, "accepted", by=anna, at=MONDAY)
    assert {"upphandlingen", "havererade", "alltid"} <= words_known(alvmark)


def test_known_words_are_words_only(alvmark, anna):
    goal = GoalFactory(region=alvmark, outline="7", name="Öka 2026H1 med R3 om det går")
    trail.write(goal, "added", by=anna, at=MONDAY)

    assert words_known(alvmark) == set()
    assert found("2026h1 r3", alvmark) == ["7 Öka 2026H1 med R3 om det går"]


def test_a_region_can_be_indexed_anew(goal, alvmark, sydland):
    SearchEntryFactory(region=alvmark, thing_id=999_999, title="Spöke", stems=" spök ")
    SearchWordFactory(region=alvmark, word="spöke")
    other = SearchEntryFactory(region=sydland, title="Annan", stems=" ann ")
    EvaluationFactory(region=alvmark, title="Utvärdering av coacher")

    count = search_index.rebuild(alvmark.pk)

    assert count == SearchEntry.objects.of(alvmark.pk).count()
    assert found("spöke", alvmark) == []
    assert found("utvärderingarnas", alvmark) == ["Utvärdering av coacher"]
    assert found("kvinnornas", alvmark) == ["1.2 Fler kvinnor i yrkesutbildning"]
    assert "spöke" not in words_known(alvmark)
    assert SearchEntry.objects.get(pk=other.pk).title == "Annan"


def test_an_index_made_anew_is_the_index_that_was_kept(goal, alvmark, anna):
    chain = ChainFactory(region=alvmark, name="Fullföljda studier", summary="Om ungdomar.")
    trail.write(chain, "drafted", by=anna, at=MONDAY)
    entries = SearchEntry.objects.of(alvmark.pk).filter(kind__in=["strategy.goal", "strategy.chain"])
    kept = list(entries.order_by("kind", "thing_id").values("kind", "thing_id", "title", "stems", "body", "is_open"))

    search_index.rebuild(alvmark.pk)

    assert kept == list(entries.order_by("kind", "thing_id").values(*kept[0]))


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("kompetens", ["Kompetens", "Kompetensförsörjning"]),
        ("kompetensförsörjning", ["Kompetensförsörjning"]),
        ("kompetens plan", []),
        ("ö", ["Ö"]),
        ("o", []),
        ("larande", []),
        ("lärande", ["Lärande"]),
        ("L\u0041\u0308RANDE", ["Lärande"]),
        ("e-hälsa", ["E-hälsa"]),
        ("ehälsan", ["E-hälsa"]),
    ],
)
def test_the_databases_own_index_finds_the_same_on_both(alvmark, anna, text, titles):
    for name in ("Kompetens", "Kompetensförsörjning", "Lärande", "Ö", "E-hälsa"):
        trail.write(ChainStepFactory(region=alvmark, text=name), "added", by=anna, at=MONDAY)

    assert found(text, alvmark) == titles


@pytest.mark.parametrize(
    "sign", ["'", '"', "*", "(", ")", ":", "^", "\\", "%", "_", "|", "&", "!", ";", "--", "NEAR", "AND"]
)
def test_signs_that_mean_something_to_a_database_mean_nothing_here(alvmark, anna, sign):
    trail.write(ChainStepFactory(region=alvmark, text="Skolor near and"), "added", by=anna, at=MONDAY)

    assert found(f"skola {sign}", alvmark) == ["Skolor near and"]
    assert found(f"skola{sign}skola", alvmark) in ([], ["Skolor near and"])


def test_a_question_can_be_asked_of_the_title_alone_and_for_the_very_words(alvmark, anna):
    for name, description in (("Skolor", ""), ("Skolbyggen", ""), ("Omsorg", "Skolan"), ("Vård", "Skolskjuts")):
        made = InitiativeFactory(region=alvmark, name=name, description=description)
        trail.write(made, "started", by=anna, at=MONDAY)
    terms = read_sought("skola").terms

    found_by = {
        (in_title, very): titles_of(alvmark, Question(terms, in_title=in_title, very_words=very))
        for in_title in (True, False)
        for very in (True, False)
    }

    assert found_by == {
        (True, True): ["Skolor"],
        (True, False): ["Skolbyggen", "Skolor"],
        (False, True): ["Omsorg", "Skolor"],
        (False, False): ["Omsorg", "Skolbyggen", "Skolor", "Vård"],
    }


@pytest.mark.parametrize("in_title", [True, False])
def test_what_must_not_be_there_is_left_out_wherever_it_stands(alvmark, anna, in_title):
    for name, description in (("Skolor", ""), ("Skolor igen", "Om vård"), ("Skolor och vård", "")):
        made = InitiativeFactory(region=alvmark, name=name, description=description)
        trail.write(made, "started", by=anna, at=MONDAY)
    sought = read_sought("skolor -vård")

    assert titles_of(alvmark, Question(sought.terms, sought.without, in_title=in_title)) == ["Skolor"]


def test_the_facts_follow_their_entry(goal, alvmark, anna):
    entry = entry_of(goal)
    (fact,) = facts_of(alvmark, "yrkesutbildning")
    assert (fact.pk, fact.kind, fact.thing_id, fact.is_open, fact.day) == (entry.pk, entry.kind, goal.pk, True, None)

    SearchEntry.objects.filter(pk=entry.pk).update(is_open=False, day=date(2026, 3, 1), year=2026)
    (fact,) = facts_of(alvmark, "yrkesutbildning")
    assert (fact.is_open, fact.day, fact.year) == (False, date(2026, 3, 1), 2026)

    entry.delete()
    assert facts_of(alvmark, "yrkesutbildning") == []


def facts_of(region, text):
    with asked(SearchFact.objects.of(region.pk), Question(read_sought(text).terms)) as facts:
        return list(facts)


def test_every_kind_that_is_searched_has_its_words():
    kinds = {model._meta.label_lower for model in searched_models()}

    assert kinds == {kind.value for kind in SearchKind} == set(KIND_WORDS)


def test_what_is_searched_of_every_kind_is_there():
    for model in searched_models():
        searched = how_searched(model)
        names = {field.name for field in model._meta.get_fields()} | {
            relation.get_accessor_name() for relation in model._meta.related_objects
        }
        asked = {
            *searched.texts,
            *filter(None, [searched.day]),
            *(searched.parts or ()),
            *searched.reads,
            *searched.titles,
        }
        assert asked <= names, model


def test_what_everything_is_told_of_is_told_anew_when_a_part_changes():
    for model in searched_models():
        for name, fields in (how_searched(model).parts or {}).items():
            part = getattr(model, name).rel.related_model
            assert vars(part).get("searched_with") in {relation.name for relation in part._meta.fields}, part
            assert set(fields) <= {field.name for field in part._meta.fields}, part


def test_an_entry_and_a_word_say_what_they_are(alvmark):
    assert str(SearchEntryFactory(region=alvmark, title="Ett mål")) == "Ett mål"
    assert str(SearchWordFactory(region=alvmark, word="mål")) == "mål"


@pytest.mark.postgresql
def test_the_index_of_another_region_is_locked(alvmark, sydland, anna):
    trail.write(ChainStepFactory(region=alvmark, text="Skolor"), "added", by=anna, at=MONDAY)

    with entered(sydland.pk):
        assert found("skola", alvmark) == []
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('varv.sought', '''skol''', true)")
            cursor.execute("SELECT count(*) FROM regions_searchfact")
            assert cursor.fetchone() == (0,)
    with entered(alvmark.pk):
        assert found("skola", alvmark) == ["Skolor"]


@pytest.mark.postgresql
def test_nothing_is_seen_that_is_not_sought(alvmark, anna):
    trail.write(ChainStepFactory(region=alvmark, text="Skolor"), "added", by=anna, at=MONDAY)

    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('varv.sought', '''vård''', true)")
        cursor.execute("SELECT count(*) FROM regions_searchfact")
        assert cursor.fetchone() == (0,)
