"""What the words mean: said where they are used, with what they do not mean.

The codes are the Swedish words without å, ä and ö, because it is the Swedish
words that the offices disagree about; they also serve as anchors in addresses.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Term:
    """A word, what it means, and what it must not be taken for (empty when nobody mistakes it)."""

    code: str
    name: Promise
    meaning: Promise
    is_not: Promise | str = ""


_CHAIN = (
    Term(
        "effektkedja",
        _("effect chain"),
        _(
            "Our best guess at how one thing leads to another, from need to societal effect, "
            "written so that it can be tested."
        ),
        _("Not a promise. A link without evidence is a question that somebody should answer."),
    ),
    Term(
        "led",
        _("step"),
        _("One part of an effect chain: a need, an input, an activity, an output, an outcome or an effect."),
    ),
    Term(
        "samband",
        _("causal link"),
        _("The claim that one step leads to the next. Every link says how well supported it is."),
    ),
    Term(
        "antagande",
        _("assumption"),
        _(
            "What must be true for one step to lead to the next. "
            "An assumption can be tested, and then turns into evidence."
        ),
        _("Not a fact. A dashed stroke means that we believe it but have not seen it."),
    ),
    Term(
        "belagg",
        _("evidence"),
        _(
            "What supports that one step leads to the next: our own measurements, an evaluation or research. "
            "The firmer the stroke, the stronger the evidence."
        ),
        _("A solid stroke is supported, a dashed one assumed, a dotted one has no evidence."),
    ),
    Term(
        "insats",
        _("initiative"),
        _("Work held together to reach a goal. It may hold several activities and projects."),
        _("Not the same as a project, which has its own money and its own end."),
    ),
    Term(
        "generisk-aktivitet",
        _("generic activity"),
        _(
            "One of the framework's kinds of activity. "
            "Those of the same kind can be compared and added up across the region."
        ),
    ),
    Term(
        "prestation",
        _("output"),
        _("What has been done or delivered: trainings held, investments made, contacts made possible."),
        _("Says nothing yet about what it led to."),
    ),
    Term(
        "utfall",
        _("outcome"),
        _(
            "The change closest to those we work for that an output leads to, "
            "for example that more people have the skills they need."
        ),
        _("Not an outcome in the sense of a measured value. We call that a measurement."),
    ),
    Term(
        "effekt",
        _("effect"),
        _(
            "A change in the longer run that the initiative has contributed to. "
            "It can seldom be read from an indicator; it has to be analysed."
        ),
        _("An indicator's value is not an effect."),
    ),
    Term(
        "samhallseffekt",
        _("societal effect"),
        _("A lasting change in the county that many contribute to, such as companies finding the right skills."),
        _("Never one initiative's own doing."),
    ),
    Term(
        "bidrag",
        _("contribution"),
        _("Our share in a change that has many causes. It is hypothetical until an evaluation has shown it."),
        _("Not the county's whole development, and not money paid out."),
    ),
)
_FIGURES = (
    Term(
        "indikator",
        _("indicator"),
        _("A measure that hints at how things are. Its status is computed from measurement, baseline and target."),
        _("A target is not the strategy's goal."),
    ),
    Term(
        "basvarde", _("baseline"), _("The value we start from, with its year. Every later value is compared with it.")
    ),
    Term(
        "malvarde",
        _("target"),
        _("The value we want to have reached by a certain year."),
        _("Not the goal itself. A target may be reached although the goal is not, and the other way round."),
    ),
    Term(
        "malsatt",
        _("with a target"),
        _("The indicator has a baseline, a target and a year when the target should be reached."),
    ),
    Term(
        "inte-malsatt",
        _("without a target"),
        _("The indicator has a direction that we wish for but no target. It shows the way, never on or off track."),
        _("Not a mistake. Much that matters should not be forced into a target."),
    ),
)
_JUDGEMENT = (
    Term(
        "bedomning",
        _("assessment"),
        _("A person's reasoned judgement, with name and date. It may differ from what the indicators show."),
        _("“Not assessed” and “too early to judge” are valid answers."),
    ),
    Term(
        "axlar",
        _("the four axes"),
        _("State, goal attainment, contribution and quality of implementation: four questions, judged one by one."),
        _("Never added up to one grade or one colour."),
    ),
    Term("tillstand", _("state of the county"), _("How things are in the county right now, whoever caused it.")),
    Term(
        "maluppfyllelse",
        _("goal attainment"),
        _("How far we have come towards what the goal says."),
        _("Says nothing about why we got there."),
    ),
    Term(
        "genomforandekvalitet",
        _("quality of implementation"),
        _("How well the work itself is carried out: with the right people, as intended, and adjusted when needed."),
        _("Good work may give weak results, and weak work may have luck. That is why the four are judged apart."),
    ),
)
_LEARNING = (
    Term(
        "lardom",
        _("lesson"),
        _(
            "A sentence that says what happened, for whom, and what we make of it. "
            "What failed is as welcome as what worked."
        ),
        _("Not an opinion without a source. A lesson says what it rests on."),
    ),
    Term(
        "rekommendation",
        _("recommendation"),
        _("A proposal from an evaluation, an analysis or a report. Each one gets an answer."),
    ),
    Term(
        "ledningssvar",
        _("management response"),
        _(
            "The management's answer to a recommendation: yes, partly or no, with reasons, "
            "somebody responsible and a date. It gets a case number."
        ),
    ),
    Term(
        "atgard",
        _("action"),
        _("What somebody does because a recommendation was answered with yes or partly. It has a name and a day."),
    ),
    Term(
        "varv",
        _("turn"),
        _("Once round the learning: we planned, did, saw and changed. Only a changed plan closes a turn."),
        _("A report that was handed in closes no turn."),
    ),
    Term(
        "larandespiral",
        _("learning spiral"),
        _("Turn upon turn, each one building on what the one before it changed."),
    ),
    Term(
        "uppfoljningsomgang",
        _("reporting round"),
        _("The weeks when the reports of a period are written, read and approved."),
    ),
    Term(
        "sakomradestraff",
        _("thematic review"),
        _("A meeting where case officers and experts go through what the projects within a field have shown."),
    ),
)
_OFFICE = (
    Term(
        "pov",
        _("POV"),
        _(
            "The function that handles project money. The framework does not say what the letters stand for; "
            "every region gives its own name."
        ),
    ),
    Term(
        "vagval",
        _("choice of way"),
        _(
            "A decision about how the region's learning system is built. "
            "The reasons are kept so that successors understand."
        ),
        _("No choice is right for everyone."),
    ),
    Term(
        "diarienummer",
        _("case number"),
        _("The number under which the region registers a document or a decision, so that anyone can ask for it."),
    ),
)


def _by_code(*groups: Iterable[Term]) -> Mapping[str, Term]:
    return {term.code: term for group in groups for term in group}


GLOSSARY: Mapping[str, Term] = _by_code(_CHAIN, _FIGURES, _JUDGEMENT, _LEARNING, _OFFICE)
_FOLDED = str.maketrans("åäö ", "aao-")


def term(written: str) -> Term:
    """The term with this code; the word itself, with its å, ä and ö, will do."""
    return GLOSSARY[written.lower().translate(_FOLDED)]
