"""Who may do what: one table (product roles, least privilege)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from varv.core.refusals import NotAllowed


class Role(StrEnum):
    """What a person is in a region."""

    READER = "reader"
    REPORTER = "reporter"
    PROJECT_OWNER = "project_owner"
    HANDLER = "handler"
    ANALYST = "analyst"
    STRATEGIST = "strategist"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"
    NATIONAL_OBSERVER = "national_observer"
    NETWORK_FACILITATOR = "network_facilitator"


class May(StrEnum):
    """What a role can give the right to do."""

    READ = "read"
    PLAN = "plan"
    ADOPT = "adopt"
    EDIT_FRAMEWORK = "edit_framework"
    MEASURE = "measure"
    TEST_ASSUMPTION = "test_assumption"
    START_INITIATIVE = "start_initiative"
    REPORT = "report"
    RUN_ROUND = "run_round"
    APPROVE_REPORT = "approve_report"
    ASSESS_GOAL = "assess_goal"
    RECOMMEND = "recommend"
    ANSWER = "answer"
    ACT = "act"
    RECORD_CHANGE = "record_change"
    NOTE_LESSON = "note_lesson"
    ACCEPT_LESSON = "accept_lesson"
    MANAGE_PEOPLE = "manage_people"
    READ_TRAIL = "read_trail"


_READ = frozenset({May.READ})
_WRITE = _READ | {May.NOTE_LESSON}
_REPORT = _WRITE | {May.REPORT, May.ACT}
_HANDLE = _REPORT | {May.START_INITIATIVE, May.RECOMMEND}
_ANALYSE = _REPORT | {May.MEASURE, May.TEST_ASSUMPTION, May.ASSESS_GOAL, May.RECOMMEND, May.START_INITIATIVE}
_LEAD = _WRITE | {May.APPROVE_REPORT, May.ASSESS_GOAL, May.ANSWER, May.ACT, May.ACCEPT_LESSON, May.ADOPT, May.RUN_ROUND}

GRANTS: Mapping[Role, frozenset[May]] = {
    Role.READER: _READ,
    Role.REPORTER: _REPORT,
    Role.PROJECT_OWNER: frozenset({May.REPORT}),
    Role.HANDLER: _HANDLE,
    Role.ANALYST: _ANALYSE,
    Role.STRATEGIST: _HANDLE
    | _ANALYSE
    | {
        May.PLAN,
        May.ADOPT,
        May.EDIT_FRAMEWORK,
        May.RUN_ROUND,
        May.APPROVE_REPORT,
        May.ACCEPT_LESSON,
        May.RECORD_CHANGE,
        May.READ_TRAIL,
    },
    Role.MANAGER: _LEAD | {May.RECORD_CHANGE, May.READ_TRAIL},
    Role.ADMINISTRATOR: _READ | {May.MANAGE_PEOPLE, May.READ_TRAIL},
    Role.NATIONAL_OBSERVER: frozenset(),
    Role.NETWORK_FACILITATOR: frozenset(),
}


@dataclass(frozen=True)
class Actor:
    """A person acting in one region, with the roles held there."""

    region_id: int
    person_id: int
    name: str
    roles: frozenset[Role]

    def may(self, what: May) -> bool:
        """Whether any of the person's roles gives this right."""
        return any(what in GRANTS[role] for role in self.roles)

    def require(self, what: May) -> None:
        """Refuse unless the person has this right."""
        if not self.may(what):
            raise NotAllowed("not_allowed", what=what)
