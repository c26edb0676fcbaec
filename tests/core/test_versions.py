from hypothesis import given
from hypothesis import strategies as st

from varv.core.versions import Difference, FieldChange, Kind, compare, parts_of_both

BEFORE = {
    "goals": {
        "1": {"name": "More people in work", "place": 1},
        "2": {"name": "Cleaner air", "place": 2},
    },
    "links": {"7": {"evidence": "assumed"}},
}


def values():
    return st.one_of(st.none(), st.integers(0, 3), st.sampled_from(["", "one", "other"]), st.lists(st.integers(0, 1)))


def items():
    return st.dictionaries(st.sampled_from(["name", "place", "evidence"]), values())


def contents():
    """Few keys, so that two contents often hold the same ones."""
    parts = st.dictionaries(st.sampled_from(["1", "2", "3", "4"]), items())
    return st.dictionaries(st.sampled_from(["goals", "links", "steps"]), parts)


def said(content):
    """What the content says: a field without a value and a part without items say nothing."""
    return {
        part: {key: {name: value for name, value in item.items() if value is not None} for key, item in items.items()}
        for part, items in content.items()
        if items
    }


def applied(before, differences):
    """The content that ``before`` becomes when each difference happens to it."""
    content = {part: dict(items) for part, items in before.items()}
    for difference in differences:
        items = content.setdefault(difference.part, {})
        if difference.kind is Kind.REMOVED:
            del items[difference.id]
        elif difference.kind is Kind.ADDED:
            items[difference.id] = difference.item
        else:
            items[difference.id] = items[difference.id] | {change.field: change.after for change in difference.fields}
    return content


def swapped(difference):
    """The kind of the difference as seen from the other side, and each field with its sides changed."""
    kinds = {Kind.ADDED: Kind.REMOVED, Kind.REMOVED: Kind.ADDED, Kind.CHANGED: Kind.CHANGED}
    fields = {(change.field, repr(change.after), repr(change.before)) for change in difference.fields}
    return difference.part, difference.id, kinds[difference.kind], frozenset(fields)


def plain(difference):
    fields = {(change.field, repr(change.before), repr(change.after)) for change in difference.fields}
    return difference.part, difference.id, difference.kind, frozenset(fields)


def test_compare_tells_what_was_added():
    new = {"name": "Shorter ways to school", "place": 3}
    after = BEFORE | {"goals": BEFORE["goals"] | {"3": new}}

    assert compare(BEFORE, after) == [Difference("goals", "3", Kind.ADDED, new)]


def test_compare_tells_what_was_removed():
    after = BEFORE | {"goals": {"1": BEFORE["goals"]["1"]}}

    assert compare(BEFORE, after) == [Difference("goals", "2", Kind.REMOVED, BEFORE["goals"]["2"])]


def test_compare_tells_which_fields_changed():
    changed = {"evidence": "strong", "source": "Evaluation 2026"}
    after = BEFORE | {"links": {"7": changed}}

    fields = (FieldChange("evidence", "assumed", "strong"), FieldChange("source", None, "Evaluation 2026"))
    assert compare(BEFORE, after) == [Difference("links", "7", Kind.CHANGED, changed, fields)]


def test_compare_tells_that_a_field_was_emptied():
    after = BEFORE | {"links": {"7": {}}}

    fields = (FieldChange("evidence", "assumed", None),)
    assert compare(BEFORE, after) == [Difference("links", "7", Kind.CHANGED, {}, fields)]


def test_compare_goes_part_by_part_with_the_removed_first():
    after = {"goals": {"3": {"name": "New"}, "1": {"name": "More people in work", "place": 2}}, "steps": {"9": {}}}

    found = [(difference.part, difference.id, difference.kind) for difference in compare(BEFORE, after)]

    assert found == [
        ("goals", "2", Kind.REMOVED),
        ("goals", "3", Kind.ADDED),
        ("goals", "1", Kind.CHANGED),
        ("links", "7", Kind.REMOVED),
        ("steps", "9", Kind.ADDED),
    ]


def test_compare_sees_no_change_when_items_only_change_places():
    after = {"links": BEFORE["links"], "goals": dict(reversed(BEFORE["goals"].items()))}

    assert compare(BEFORE, after) == []


def test_compare_sees_no_change_in_a_new_field_without_a_value():
    after = BEFORE | {"links": {"7": {"evidence": "assumed", "source": None}}}

    assert compare(BEFORE, after) == []


def test_compare_sees_that_nothing_became_zero():
    found = compare({"targets": {"1": {"level": None}}}, {"targets": {"1": {"level": 0}}})

    assert found == [Difference("targets", "1", Kind.CHANGED, {"level": 0}, (FieldChange("level", None, 0),))]


@given(contents())
def test_compare_with_itself_is_nothing(content):
    assert compare(content, content) == []


@given(contents(), contents())
def test_compare_is_nothing_exactly_when_both_say_the_same(before, after):
    assert (compare(before, after) == []) is (said(before) == said(after))


@given(contents(), contents())
def test_differences_make_the_one_into_the_other(before, after):
    assert said(applied(before, compare(before, after))) == said(after)


@given(contents(), contents())
def test_differences_name_each_item_and_each_field_once(before, after):
    found = compare(before, after)

    items = [(difference.part, difference.id) for difference in found]
    fields = [(difference.part, difference.id, change.field) for difference in found for change in difference.fields]
    assert len(items) == len(set(items))
    assert len(fields) == len(set(fields))


@given(contents(), contents())
def test_differences_hold_only_fields_that_differ(before, after):
    changes = [change for difference in compare(before, after) for change in difference.fields]

    assert [change for change in changes if change.before == change.after] == []


@given(contents(), contents())
def test_differences_name_fields_exactly_when_an_item_was_changed(before, after):
    found = compare(before, after)

    assert [
        difference for difference in found if bool(difference.fields) is not (difference.kind is Kind.CHANGED)
    ] == []


@given(contents(), contents())
def test_compare_the_other_way_tells_the_same_story_backwards(before, after):
    forth, back = compare(before, after), compare(after, before)

    assert {plain(difference) for difference in forth} == {swapped(difference) for difference in back}


@given(contents(), contents())
def test_compare_leaves_both_contents_as_they_were(before, after):
    before_said, after_said = repr(before), repr(after)

    compare(before, after)

    assert (repr(before), repr(after)) == (before_said, after_said)


def test_parts_of_both_leaves_out_what_only_one_of_them_kept():
    before, after = parts_of_both({"steps": {"1": {}}, "gone": {}}, {"steps": {"2": {}}, "factors": {"3": {}}})

    assert (before, after) == ({"steps": {"1": {}}}, {"steps": {"2": {}}})


@given(contents(), contents())
def test_parts_of_both_differ_as_the_whole_does_in_the_parts_they_share(before, after):
    shared = before.keys() & after.keys()

    found = compare(*parts_of_both(before, after))

    assert found == [difference for difference in compare(before, after) if difference.part in shared]
