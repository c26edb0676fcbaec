from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varv.core.refusals import NotAllowed
from varv.core.roles import GRANTS, Actor, May, Role

# The whole table, spelled out: a right that is given or taken away must be changed here too.
TABLE = {
    Role.READER: {May.READ},
    Role.REPORTER: {May.READ, May.NOTE_LESSON, May.REPORT, May.ACT},
    Role.PROJECT_OWNER: {May.REPORT},
    Role.HANDLER: {
        May.READ,
        May.NOTE_LESSON,
        May.REPORT,
        May.ACT,
        May.START_INITIATIVE,
        May.RECOMMEND,
    },
    Role.ANALYST: {
        May.READ,
        May.NOTE_LESSON,
        May.REPORT,
        May.MEASURE,
        May.TEST_ASSUMPTION,
        May.ASSESS_GOAL,
        May.RECOMMEND,
        May.ACT,
        May.START_INITIATIVE,
    },
    Role.STRATEGIST: {
        May.READ,
        May.NOTE_LESSON,
        May.REPORT,
        May.ACT,
        May.START_INITIATIVE,
        May.RECOMMEND,
        May.MEASURE,
        May.TEST_ASSUMPTION,
        May.ASSESS_GOAL,
        May.PLAN,
        May.ADOPT,
        May.EDIT_FRAMEWORK,
        May.RUN_ROUND,
        May.APPROVE_REPORT,
        May.ACCEPT_LESSON,
        May.RECORD_CHANGE,
        May.READ_TRAIL,
    },
    Role.MANAGER: {
        May.READ,
        May.NOTE_LESSON,
        May.ACT,
        May.ASSESS_GOAL,
        May.ADOPT,
        May.RUN_ROUND,
        May.APPROVE_REPORT,
        May.ANSWER,
        May.ACCEPT_LESSON,
        May.RECORD_CHANGE,
        May.READ_TRAIL,
    },
    Role.ADMINISTRATOR: {May.READ, May.MANAGE_PEOPLE, May.READ_TRAIL},
    Role.NATIONAL_OBSERVER: set(),
    Role.NETWORK_FACILITATOR: set(),
}


def actor(*roles):
    return Actor(region_id=1, person_id=7, name="Bo", roles=frozenset(roles))


def holders(right):
    return {role for role in Role if actor(role).may(right)}


def role_sets():
    return st.frozensets(st.sampled_from(Role))


def test_roles_all_stand_in_the_table():
    assert set(GRANTS) == set(Role) == set(TABLE)


@pytest.mark.parametrize(("role", "rights"), TABLE.items())
def test_role_gives_exactly_its_rights(role, rights):
    assert GRANTS[role] == rights


@pytest.mark.parametrize(("role", "right"), list(product(Role, May)))
def test_actor_may_what_the_table_says(role, right):
    assert actor(role).may(right) is (right in TABLE[role])


@pytest.mark.parametrize("right", May)
def test_right_is_given_to_someone(right):
    assert holders(right) != set()


def test_reader_only_reads():
    assert {right for right in May if actor(Role.READER).may(right)} == {May.READ}


def test_only_the_administrator_manages_people():
    assert holders(May.MANAGE_PEOPLE) == {Role.ADMINISTRATOR}


def test_administrator_changes_nothing_of_the_content():
    assert GRANTS[Role.ADMINISTRATOR] - {May.READ, May.READ_TRAIL} == {May.MANAGE_PEOPLE}


def test_only_the_manager_answers_a_recommendation():
    assert holders(May.ANSWER) == {Role.MANAGER}


def test_only_the_strategist_plans_and_edits_the_framework():
    assert holders(May.PLAN) == holders(May.EDIT_FRAMEWORK) == {Role.STRATEGIST}


def test_whoever_reports_only_does_not_approve():
    assert holders(May.APPROVE_REPORT) == {Role.STRATEGIST, Role.MANAGER}


def test_project_owner_from_outside_does_not_read_the_region():
    assert actor(Role.PROJECT_OWNER).may(May.REPORT) is True
    assert actor(Role.PROJECT_OWNER).may(May.READ) is False


@pytest.mark.parametrize("role", [Role.NATIONAL_OBSERVER, Role.NETWORK_FACILITATOR])
def test_role_outside_the_regions_may_nothing_inside_one(role):
    assert GRANTS[role] == frozenset()


def test_actor_without_roles_may_nothing():
    assert [right for right in May if actor().may(right)] == []


@given(role_sets())
def test_actor_with_several_roles_has_the_rights_of_each(roles):
    rights = {right for right in May if actor(*roles).may(right)}

    assert rights == set().union(*(TABLE[role] for role in roles))


@given(role_sets(), st.sampled_from(Role), st.sampled_from(May))
def test_one_more_role_never_takes_a_right_away(roles, more, right):
    before = actor(*roles).may(right)

    assert actor(*roles, more).may(right) >= before


def test_require_lets_the_right_person_pass():
    assert actor(Role.REPORTER).require(May.REPORT) is None


def test_require_refuses_the_wrong_person_and_says_what_for():
    with pytest.raises(NotAllowed) as refused:
        actor(Role.READER).require(May.ADOPT)

    assert refused.value.code == "not_allowed"
    assert refused.value.facts == {"what": May.ADOPT}
