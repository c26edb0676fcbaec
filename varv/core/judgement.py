"""A person's judgement of a goal: four axes that are never merged into one light.

An indicator's value informs a judgement; it never is the judgement.
"Not assessed" and "too early" are answers.
"""

from enum import StrEnum


class Axis(StrEnum):
    """What is judged."""

    STATE = "state"
    ATTAINMENT = "attainment"
    CONTRIBUTION = "contribution"
    QUALITY = "quality"


class Verdict(StrEnum):
    """What a person found."""

    RIGHT_WAY = "right_way"
    PARTLY = "partly"
    WRONG_WAY = "wrong_way"
    TOO_EARLY = "too_early"
    NOT_ASSESSED = "not_assessed"


class Confidence(StrEnum):
    """What a lesson rests on."""

    EXPERIENCE = "experience"
    MEASURED = "measured"
    EVALUATED = "evaluated"


class Answer(StrEnum):
    """The management's answer to a recommendation."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Helped(StrEnum):
    """Whether a change helped, seen in a later turn. "Too early" is an answer."""

    HELPED = "helped"
    PARTLY = "partly"
    NOT = "not"
    TOO_EARLY = "too_early"


class Heed(StrEnum):
    """What someone made of a lesson that was brought to mind."""

    USED = "used"
    NOT_RELEVANT = "not_relevant"
    DISAGREE = "disagree"


class Quality(StrEnum):
    """How well a report meets one criterion."""

    WELL = "well"
    PARTLY = "partly"
    POORLY = "poorly"
    NOT_JUDGED = "not_judged"
