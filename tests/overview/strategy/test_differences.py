import pytest
from django.utils import translation

from varv.core.versions import FieldChange, Kind
from varv.overview.strategy.differences import DifferenceLine, FieldLine, differences, field_lines, told


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


GOAL = {
    "place": 1,
    "outline": "1",
    "name": "Fler kan vara med",
    "kind": "effect",
    "is_targeted": True,
    "wished": "",
    "description": "",
}
LINK = {
    "source_id": "1",
    "target_id": "2",
    "source": "Moduler",
    "target": "Intyg",
    "evidence": "assumed",
    "claim": "hypothetical",
}


def test_differences_between_equal_contents_are_none():
    assert differences({"goals": {"1": GOAL}}, {"goals": {"1": GOAL}}) == ()


def test_differences_tell_what_was_added_and_taken_away_by_place():
    before = {"goals": {"9": GOAL | {"place": 3, "outline": "3", "name": "Nära i hela länet"}}}
    after = {"goals": {"12": GOAL | {"place": 2, "outline": "2"}, "11": GOAL}}

    assert differences(before, after) == (
        DifferenceLine("Goal", Kind.ADDED, "1 Fler kan vara med"),
        DifferenceLine("Goal", Kind.ADDED, "2 Fler kan vara med"),
        DifferenceLine("Goal", Kind.REMOVED, "3 Nära i hela länet"),
    )


def test_differences_tell_changed_fields_in_words_and_in_a_fixed_order():
    changed = GOAL | {"description": "Alla.", "is_targeted": False, "wished": "up", "name": "Alla kan vara med"}

    assert differences({"goals": {"1": GOAL}}, {"goals": {"1": changed}}) == (
        DifferenceLine(
            "Goal",
            Kind.CHANGED,
            "1 Alla kan vara med",
            (
                FieldLine("Name", "Fler kan vara med", "Alla kan vara med"),
                FieldLine("Target", "With a target", "Without a target"),
                FieldLine("Wished direction", "nothing", "should rise"),
                FieldLine("Description", "nothing", "Alla."),
            ),
        ),
    )


def test_differences_put_the_document_first():
    before = {"goals": {}, "document": {"1": {"title": "RUS", "ends_on": ""}}}
    after = {"goals": {"1": GOAL}, "document": {"1": {"title": "RUS", "ends_on": "2030-12-31"}}}

    document, goal = differences(before, after)

    assert (document.part, document.name, goal.part) == ("The document", "RUS", "Goal")
    assert document.fields == (FieldLine("Last day", "nothing", "31 December 2030"),)


def test_differences_of_a_link_name_its_steps():
    (line,) = differences({"links": {"5": LINK}}, {"links": {"5": LINK | {"evidence": "strong"}}})

    assert (line.part, line.name) == ("Link", "Moduler → Intyg")
    assert line.fields == (FieldLine("Evidence", "Assumption", "Strong evidence"),)


def test_differences_leave_out_what_only_follows_from_something_else():
    step = {"place": 1, "level": "output", "text": "Intyg"}
    before = {"steps": {"2": step}, "links": {"5": LINK}}
    after = {"steps": {"2": step | {"text": "Intyg som gäller", "place": 4}}, "links": {"5": LINK | {"target": "Nytt"}}}

    assert differences(before, after) == (
        DifferenceLine("Step", Kind.CHANGED, "Intyg som gäller", (FieldLine("Text", "Intyg", "Intyg som gäller"),)),
    )


@pytest.mark.parametrize(
    ("where", "value", "text"),
    [
        ("document.kind", "regional_strategy", "Regional development strategy"),
        ("document.phase", "closing", "Closing phase"),
        ("goals.kind", "process", "Process goal"),
        ("steps.level", "outcome", "Outcomes"),
        ("links.claim", "shown", "Shown"),
        ("links.evidence_year", 2026, "2026"),
        ("links.evidence_year", None, "nothing"),
        ("goals.phase", "", "nothing"),
        ("goals.is_targeted", True, "With a target"),
        ("document.starts_on", "2022-01-01", "1 January 2022"),
    ],
)
def test_kept_values_are_told_in_words(where, value, text):
    assert told(where, value) == text


def test_field_lines_of_parts_without_codes_are_plain_text():
    assert field_lines((FieldChange("who", "POV", "Projektenheten"),)) == (FieldLine("Who?", "POV", "Projektenheten"),)
