"""Two versions in one picture: what is marked there is exactly what differs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varv.core.theory import Evidence, Level
from varv.core.versions import Kind, compare
from varv.overview.strategy.chain_compare import both_versions

FOLLOWS = {"place", "source", "target", "source_id", "target_id"}
TEXTS = ["Moduler", "Intyg", "Arbete"]


def a_step(text="Moduler", place=0, level=Level.ACTIVITY, generic=""):
    return {"place": place, "level": level.value, "text": text, "generic_activity": generic}


def a_link(source, target, evidence=Evidence.ASSUMED, **said):
    ends = {"source_id": source, "target_id": target, "source": f"Led {source}", "target": f"Led {target}"}
    known = {"claim": "hypothetical", "assumption": "", "rationale": "", "finding": "", "evidence_source": ""}
    return {**ends, "evidence": evidence.value, **known, "evidence_year": None, **said}


BEFORE = {
    "steps": {
        "1": a_step("Yrkesväxling", 0),
        "2": a_step("Moduler", 1, Level.OUTPUT),
        "3": a_step("Kurser", 2, Level.OUTPUT),
    },
    "links": {"10": a_link("1", "2"), "11": a_link("1", "3")},
}
AFTER = {
    "steps": {
        "1": a_step("Yrkesväxling i moduler", 0),
        "2": a_step("Moduler", 4, Level.OUTPUT),
        "4": a_step("Intyg", 5, Level.OUTCOME),
    },
    "links": {"10": a_link("1", "2", Evidence.STRONG), "12": a_link("2", "4")},
}


@st.composite
def contents(draw):
    """A version: a few steps on any levels, and links between some of them."""
    keys = draw(st.lists(st.sampled_from("12345"), unique=True, max_size=5))
    steps = {
        key: a_step(draw(st.sampled_from(TEXTS)), draw(st.integers(0, 2)), draw(st.sampled_from(Level))) for key in keys
    }
    # A link's number goes with its ends: a link that leads elsewhere is another link.
    pairs = [(one, other) for one in keys for other in keys if one != other]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=5)) if pairs else []
    said = st.sampled_from(["", "Arbetsgivaren ger ledigt"])
    return {
        "steps": steps,
        "links": {
            f"{one}{other}": a_link(one, other, draw(st.sampled_from(Evidence)), assumption=draw(said))
            for one, other in chosen
        },
    }


def told(content):
    """The content without what only follows from something else."""
    return {
        part: {key: {name: value for name, value in item.items() if name not in FOLLOWS} for key, item in items.items()}
        for part, items in content.items()
    }


def ids(found):
    return {each.id for each in found}


def test_both_versions_have_every_step_once_by_level_and_place():
    both = both_versions(BEFORE, AFTER)

    assert [(step.id, step.kind) for step in both.steps] == [
        (1, Kind.CHANGED),
        (3, Kind.REMOVED),
        (2, None),
        (4, Kind.ADDED),
    ]


def test_both_versions_read_as_the_later_one_where_it_says_something():
    both = both_versions(BEFORE, AFTER)

    assert [step.text for step in both.steps] == ["Yrkesväxling i moduler", "Kurser", "Moduler", "Intyg"]
    assert both.steps[-1].level is Level.OUTCOME


def test_both_versions_tell_what_the_evidence_was():
    both = both_versions(BEFORE, AFTER)

    assert [(link.id, link.kind, link.evidence, link.was) for link in both.links] == [
        (11, Kind.REMOVED, Evidence.ASSUMED, None),
        (10, Kind.CHANGED, Evidence.STRONG, Evidence.ASSUMED),
        (12, Kind.ADDED, Evidence.ASSUMED, None),
    ]


def test_both_versions_leave_what_only_moved_unmarked():
    moved = {"steps": {"2": a_step("Moduler", 9, Level.OUTPUT)}, "links": {}}
    stood = {"steps": {"2": a_step("Moduler", 1, Level.OUTPUT)}, "links": {}}

    assert [step.kind for step in both_versions(stood, moved).steps] == [None]


def test_both_versions_mark_a_step_of_another_level():
    below = {"steps": {"2": a_step("Moduler", 1, Level.OUTPUT)}, "links": {}}
    above = {"steps": {"2": a_step("Moduler", 1, Level.OUTCOME)}, "links": {}}

    (step,) = both_versions(below, above).steps

    assert (step.kind, step.level) == (Kind.CHANGED, Level.OUTCOME)


def test_both_versions_of_nothing_are_empty():
    assert both_versions({}, {}).steps == both_versions({}, {}).links == ()


@given(contents(), contents())
def test_what_is_marked_is_exactly_what_differs(before, after):
    both = both_versions(before, after)

    found = {(each.part, int(each.id)): each.kind for each in compare(told(before), told(after))}
    for kind in Kind:
        assert ids(both.steps_that(kind)) == {
            key for (part, key), what in found.items() if (part, what) == ("steps", kind)
        }
        assert ids(both.links_that(kind)) == {
            key for (part, key), what in found.items() if (part, what) == ("links", kind)
        }


@given(contents(), contents())
def test_both_versions_hold_what_either_holds_and_nothing_else(before, after):
    both = both_versions(before, after)

    assert ids(both.steps) == {int(key) for key in {**before["steps"], **after["steps"]}}
    assert ids(both.links) == {int(key) for key in {**before["links"], **after["links"]}}
    assert {end for link in both.links for end in (link.source, link.target)} <= ids(both.steps)


@given(contents())
def test_nothing_is_marked_between_a_version_and_itself(content):
    both = both_versions(content, content)

    assert {each.kind for each in (*both.steps, *both.links)} <= {None}


@pytest.mark.parametrize("kind", Kind)
@given(before=contents(), after=contents())
def test_the_other_way_what_was_added_was_removed(kind, before, after):
    swapped = {Kind.ADDED: Kind.REMOVED, Kind.REMOVED: Kind.ADDED, Kind.CHANGED: Kind.CHANGED}[kind]

    forth, back = both_versions(before, after), both_versions(after, before)

    assert ids(forth.steps_that(kind)) == ids(back.steps_that(swapped))
    assert ids(forth.links_that(kind)) == ids(back.links_that(swapped))
