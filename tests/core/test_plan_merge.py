from datetime import date

import pytest

from varv.core.kinds import DocumentKind, GoalKind, StrategyPhase
from varv.core.plan_book import COLUMNS, EMPTY, Holds, Row, Sheet
from varv.core.plan_merge import PLACE, merge
from varv.core.theory import Level
from varv.core.versions import FieldChange

NOBODY = {Holds.PERSON: {}, Holds.UNIT: {}, Holds.ACTIVITY: {}}
PEOPLE = {**NOBODY, Holds.PERSON: {"anna": "Anna", "anna lind": "Anna"}, Holds.ACTIVITY: {"3": "3. Kurser"}}


def book(**sheets):
    """A written plan: each row's number is its place, from 2."""
    return {**EMPTY, **{Sheet(name): [Row(n, row) for n, row in enumerate(rows, 2)] for name, rows in sheets.items()}}


def kept(**sheets):
    """A kept plan: every column has a value."""
    full = {
        name: [{one.name: row.get(one.name, one.when_empty) for one in COLUMNS[Sheet(name)]} for row in rows]
        for name, rows in sheets.items()
    }
    return {**EMPTY, **{Sheet(name): [Row(0, row) for row in rows] for name, rows in full.items()}}


def document(key="d", title="Älvmark 2030", **more):
    said = {"key": key, "title": title, "kind": DocumentKind.REGIONAL_STRATEGY, "starts_on": date(2022, 1, 1)}
    return said | more


def goal(outline, name="Fler", document="d", **more):
    return {"document": document, "outline": outline, "name": name} | more


def told(merged):
    """The problems as plain values."""
    return [(one.refused.code, one.sheet, one.number, one.column) for one in merged.problems]


def meant(merged, sheet):
    return [row for row in merged.rows if row.sheet is sheet]


def test_what_is_not_kept_is_new():
    merged = merge(book(documents=[document()]), EMPTY, NOBODY)

    (row,) = merged.rows
    assert (row.is_new, row.id, row.label, row.number) == (True, "d", "Älvmark 2030", 2)
    assert [change.field for change in row.changes] == ["key", "title", "kind", "starts_on"]
    assert merged.problems == ()


def test_what_says_the_same_is_unchanged():
    merged = merge(book(documents=[document()]), kept(documents=[document()]), NOBODY)

    (row,) = merged.rows
    assert (row.is_new, row.changes) == (False, ())


def test_a_changed_cell_tells_before_and_after():
    merged = merge(book(documents=[document(title="Nytt namn")]), kept(documents=[document()]), NOBODY)

    (row,) = merged.rows
    assert row.changes == (FieldChange("title", "Älvmark 2030", "Nytt namn"),)


def test_a_column_that_is_not_there_changes_nothing():
    before = kept(documents=[document(phase=StrategyPhase.CLOSING, summary="Om länet")])

    merged = merge(book(documents=[{"key": "d", "title": "Älvmark 2030"}]), before, NOBODY)

    assert merged.rows[0].changes == ()
    assert merged.problems == ()


def test_an_emptied_cell_is_a_change():
    before = kept(documents=[document(summary="Om länet")])

    merged = merge(book(documents=[document(summary="")]), before, NOBODY)

    assert merged.rows[0].changes == (FieldChange("summary", "Om länet", ""),)


def test_what_is_kept_and_not_written_is_no_row():
    merged = merge(book(documents=[document()]), kept(documents=[document(), document("e", "Annat")]), NOBODY)

    assert [row.id for row in merged.rows] == ["d"]


@pytest.mark.parametrize("said", ["d", "Älvmark 2030", "d | Älvmark 2030", "d | ett gammalt namn"])
def test_a_row_is_referred_to_by_key_or_name(said):
    merged = merge(book(goals=[goal("1", document=said)]), kept(documents=[document()]), NOBODY)

    assert merged.problems == ()
    assert merged.rows[0].values["document"] == "d"


@pytest.mark.parametrize("said", ["1", "Fler", "m", "m | 1 Fler"])
def test_a_parent_is_referred_to_by_number_within_the_document(said):
    written = book(
        documents=[document(), document("e", "Annat")],
        goals=[
            goal("1", key="m"),
            goal("1", "Flest", document="Annat", key="n"),
            goal("1.1", "Färre", document="Älvmark 2030", parent=said),
        ],
    )

    merged = merge(written, EMPTY, NOBODY)

    assert merged.problems == ()
    assert merged.rows[-1].values["parent"] == "m"


def test_new_rows_without_keys_can_be_referred_to():
    written = book(documents=[document(key=None)], goals=[goal("1", document="Älvmark 2030"), goal("1.1", parent="1")])

    merged = merge(written, EMPTY, NOBODY)

    assert told(merged) == [("workbook.not_found", Sheet.GOALS, 3, "document")]
    assert meant(merged, Sheet.GOALS)[0].values["document"] == "#2"


def test_the_marks_of_new_rows_are_no_ids():
    written = book(documents=[document(key=None)], goals=[goal("1", document="#2")])

    assert told(merge(written, EMPTY, NOBODY)) == [("workbook.not_found", Sheet.GOALS, 2, "document")]


def test_a_name_that_several_bear_means_none_of_them():
    written = book(
        documents=[document(), document("e", "Annat")],
        goals=[goal("1", "Fler"), goal("1", "Fler", document="e")],
        chains=[{"document": "d", "name": "K", "goal": "Fler"}],
        indicators=[{"name": "I", "unit": "st", "source": "Egen", "goal": "Fler"}],
    )

    merged = merge(written, EMPTY, NOBODY)

    assert told(merged) == [("workbook.several", Sheet.INDICATORS, 2, "goal")]
    assert meant(merged, Sheet.CHAINS)[0].values["goal"] == "#2"


def test_a_renamed_row_is_referred_to_by_its_new_name():
    written = book(documents=[document(title="Nytt")], goals=[goal("1", document="Nytt")])

    assert told(merge(written, kept(documents=[document()]), NOBODY)) == []
    old = book(documents=[document(title="Nytt")], goals=[goal("1", document="Älvmark 2030")])
    assert told(merge(old, kept(documents=[document()]), NOBODY)) == [
        ("workbook.not_found", Sheet.GOALS, 2, "document")
    ]


def test_the_same_row_twice_is_refused():
    merged = merge(book(documents=[document(), document(title="Annat")]), EMPTY, NOBODY)

    assert told(merged) == [("workbook.twice", Sheet.DOCUMENTS, 3, "key")]
    assert merged.problems[0].refused.facts == {"known_as": "d", "row": 2}


def test_the_same_tie_twice_is_refused_at_its_first_end():
    written = book(
        documents=[document(), document("e", "Annat")],
        goals=[goal("1", key="a"), goal("1", document="e", key="b")],
        goal_links=[{"source": "a", "target": "b"}, {"source": "a", "target": "b", "reason": "igen"}],
    )

    assert told(merge(written, EMPTY, NOBODY)) == [("workbook.twice", Sheet.GOAL_LINKS, 3, "source")]


@pytest.mark.parametrize(
    ("row", "missing"),
    [
        ({"key": "d"}, ["title", "kind", "starts_on"]),
        ({"key": "d", "title": "", "kind": None, "starts_on": None}, ["title", "kind", "starts_on"]),
        (document(), []),
    ],
)
def test_a_new_row_needs_what_is_required(row, missing):
    merged = merge(book(documents=[row]), EMPTY, NOBODY)

    assert told(merged) == [("workbook.required", Sheet.DOCUMENTS, 2, name) for name in missing]


def test_a_kept_row_may_not_be_emptied_of_what_is_required():
    merged = merge(book(documents=[{"key": "d", "title": ""}]), kept(documents=[document()]), NOBODY)

    assert told(merged) == [("workbook.required", Sheet.DOCUMENTS, 2, "title")]


def test_a_row_that_could_not_be_read_is_not_said_to_be_empty():
    written = {**EMPTY, Sheet.DOCUMENTS: [Row(2, {"key": "d"}, is_whole=False)]}

    assert merge(written, EMPTY, NOBODY).problems == ()


def test_goals_that_stand_under_each_other_are_refused():
    written = book(
        documents=[document()],
        goals=[goal("1", key="a", parent="b"), goal("2", key="b", parent="a"), goal("3", key="c")],
    )

    merged = merge(written, EMPTY, NOBODY)

    assert sorted(told(merged)) == [
        ("workbook.goes_round", Sheet.GOALS, 2, "parent"),
        ("workbook.goes_round", Sheet.GOALS, 3, "parent"),
    ]


def test_a_goal_under_itself_is_refused():
    written = book(documents=[document()], goals=[goal("1", key="a", parent="a")])

    assert told(merge(written, EMPTY, NOBODY)) == [("workbook.goes_round", Sheet.GOALS, 2, "parent")]


def test_parents_come_before_what_stands_under_them():
    written = book(
        documents=[document("e", "Plan", parent="d"), document()],
        goals=[goal("1.1", key="b", parent="1"), goal("2", key="c"), goal("1", key="a")],
    )

    merged = merge(written, EMPTY, NOBODY)

    assert [row.id for row in meant(merged, Sheet.DOCUMENTS)] == ["d", "e"]
    order = [row.id for row in meant(merged, Sheet.GOALS)]
    assert order.index("a") < order.index("b")


def chains(*steps):
    return {
        "documents": [document()],
        "chains": [{"key": "k", "document": "d", "name": "K"}, {"key": "l", "document": "d", "name": "L"}],
        "steps": list(steps),
    }


def step(key, chain, origin=None):
    return {"key": key, "chain": chain, "level": Level.ACTIVITY, "text": key.upper(), "origin": origin}


def test_steps_keep_their_order_though_one_stands_in_a_later_chain():
    written = book(**chains(step("a", "k"), step("b", "k", "z"), step("c", "k"), step("z", "l")))

    order = [row.id for row in meant(merge(written, EMPTY, NOBODY), Sheet.STEPS)]

    assert [one for one in order if one != "z"] == ["a", "b", "c"]
    assert order.index("z") < order.index("b")


def test_steps_that_cross_come_after_their_origins_whatever_else():
    written = book(**chains(step("a", "k", "z"), step("b", "k"), step("y", "l", "b"), step("z", "l")))

    merged = merge(written, EMPTY, NOBODY)

    order = [row.id for row in meant(merged, Sheet.STEPS)]
    assert merged.problems == ()
    assert order.index("z") < order.index("a")
    assert order.index("b") < order.index("y")


def test_steps_are_found_by_text_within_their_chain():
    written = book(
        **chains(step("a", "k"), step("b", "k"), step("z", "l") | {"text": "A"}),
        links=[{"chain": "k", "source": "A", "target": "B"}],
    )

    merged = merge(written, EMPTY, NOBODY)

    assert merged.problems == ()
    assert meant(merged, Sheet.LINKS)[0].values["source"] == "a"


def test_what_is_given_once_cannot_be_changed():
    before = kept(documents=[document(), document("e", "Annat")], goals=[goal("1", key="a")])

    merged = merge(book(goals=[goal("1", key="a", document="e")]), before, NOBODY)

    assert told(merged) == [("workbook.is_fixed", Sheet.GOALS, 2, "document")]


@pytest.mark.parametrize("said", ["Anna", "ANNA", "anna lind"])
def test_a_person_is_known_by_what_people_write(said):
    merged = merge(book(documents=[document()], goals=[goal("1", owner=said)]), EMPTY, PEOPLE)

    assert merged.problems == ()
    assert merged.rows[-1].values["owner"] == "Anna"


def test_somebody_unknown_is_refused():
    merged = merge(book(documents=[document()], goals=[goal("1", owner="Nisse")]), EMPTY, PEOPLE)

    assert told(merged) == [("workbook.no_such_person", Sheet.GOALS, 2, "owner")]
    assert merged.problems[0].refused.facts["said"] == "Nisse"


def test_somebody_who_has_left_may_stay_where_they_stood():
    before = kept(documents=[document()], goals=[goal("1", key="a", owner="Olle (olle)")])

    merged = merge(book(goals=[goal("1", key="a", owner="Olle (olle)")]), before, PEOPLE)

    assert (merged.problems, merged.rows[0].changes) == ((), ())


@pytest.mark.parametrize(
    ("column", "code"), [("generic_activity", "workbook.no_such_activity"), ("unit", "workbook.no_such_unit")]
)
def test_an_unknown_unit_or_activity_is_refused(column, code):
    row = {"name": "I", "generic_activity": "3", "starts_on": date(2026, 1, 1), "responsible": "Anna", "unit": None}

    merged = merge(book(initiatives=[row | {column: "Okänt"}]), EMPTY, PEOPLE)

    assert (code, Sheet.INITIATIVES, 2, column) in told(merged)


def siblings(*keys):
    return [goal(key.upper(), key=key) for key in keys]


@pytest.mark.parametrize(
    ("now", "moved"),
    [
        ("abc", {}),
        ("bac", {"a": (1, 2), "b": (2, 1)}),
        ("bca", {"a": (1, 3), "b": (2, 1), "c": (3, 2)}),
        ("ac", {}),
        ("ca", {"a": (1, 2), "c": (2, 1)}),
        ("anbc", {}),
    ],
)
def test_goals_that_change_places_say_so(now, moved):
    before = kept(documents=[document()], goals=siblings(*"abc"))

    merged = merge(book(goals=siblings(*now)), before, NOBODY)

    found = {row.id: change for row in merged.rows for change in row.changes if not row.is_new}
    assert found == {key: FieldChange(PLACE, *places) for key, places in moved.items()}


def test_a_goal_that_is_put_under_another_does_not_also_change_place():
    before = kept(documents=[document()], goals=siblings(*"abc"))
    now = [goal("B", key="b"), goal("A", key="a", parent="b"), goal("C", key="c")]

    merged = merge(book(goals=now), before, NOBODY)

    changes = {row.id: [change.field for change in row.changes] for row in merged.rows}
    assert changes == {"b": [], "a": ["parent"], "c": []}


def test_problems_are_told_sheet_by_sheet_from_the_first_row():
    written = book(
        goals=[goal("1", document="x"), goal("2", document="y", kind=GoalKind.EFFECT)],
        documents=[document(), document(title="Annat")],
    )

    assert [(one.sheet, one.number) for one in merge(written, EMPTY, NOBODY).problems] == [
        (Sheet.DOCUMENTS, 3),
        (Sheet.GOALS, 2),
        (Sheet.GOALS, 3),
    ]


def test_labels_tell_both_what_is_kept_and_what_is_written():
    merged = merge(book(documents=[document("e", "Nytt")]), kept(documents=[document()]), NOBODY)

    assert merged.labels[Sheet.DOCUMENTS] == {"d": "Älvmark 2030", "e": "Nytt"}
