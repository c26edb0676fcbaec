"""Plans as people make them: drafted, filled, adopted. Walked verb by verb."""

from datetime import date

from tests.factories import MONDAY
from varv.core.kinds import DocumentKind, GoalKind
from varv.core.theory import Evidence, Level
from varv.strategy import operations

TUESDAY = MONDAY.replace(day=17)
SPRING_DAY = date(2026, 4, 28)


def drafted_document(by, title="Älvmark 2030", **said):
    return operations.draft_document(
        kind=DocumentKind.REGIONAL_STRATEGY, title=title, starts_on=date(2022, 1, 1), by=by, at=MONDAY, **said
    )


def added_goal(by, document, outline="1", name="Fler unga fullföljer gymnasiet", **said):
    return operations.add_goal(document=document, outline=outline, name=name, by=by, at=MONDAY, **said)


def adopted_document(by, title="Älvmark 2030", **said):
    """A strategy with one goal, adopted."""
    document = drafted_document(by, title, **said)
    added_goal(by, document)
    adopt(document, by)
    return document


def adopt(document, by, **said):
    """A document's next version."""
    values = {"adopted_on": SPRING_DAY, "adopted_by": "Regionfullmäktige", "reason": "Det vi lärt oss i varv 2."}
    version = operations.adopt_document(document=document, **(values | said), by=by, at=MONDAY)
    document.refresh_from_db()
    return version


def goal_tree(by, document):
    """1 with 1.1 and 1.2 below it, then 2."""
    first = added_goal(by, document, "1", "Fler kan vara med", kind=GoalKind.OVERARCHING)
    school = added_goal(by, document, "1.1", "Fler unga fullföljer gymnasiet", parent=first)
    health = added_goal(by, document, "1.2", "Skillnaderna i hälsa minskar", parent=first)
    return first, school, health, added_goal(by, document, "2", "Ett näringsliv som ställer om")


def drafted_chain(by, name="Kompetens för omställning", document=None, **said):
    document = document or drafted_document(by)
    return operations.draft_chain(document=document, name=name, by=by, at=MONDAY, **said)


def added_step(by, chain, text="Yrkesväxling i moduler", level=Level.ACTIVITY, **said):
    return operations.add_step(chain=chain, level=level, text=text, by=by, at=MONDAY, **said)


def linked(by, source, target, **said):
    return operations.link_steps(source=source, target=target, by=by, at=MONDAY, **said)


def chain_of_three(by, name="Kompetens för omställning", document=None):
    """Activity → output (strong) → outcome (assumed); returns the chain, its steps and its links."""
    chain = drafted_chain(by, name, document)
    steps = (
        added_step(by, chain),
        added_step(by, chain, "Genomförda moduler", Level.OUTPUT),
        added_step(by, chain, "Deltagarna får ett intyg som gäller", Level.OUTCOME),
    )
    links = (
        linked(by, steps[0], steps[1], evidence=Evidence.STRONG, evidence_source="Följeforskningen, delrapport 2"),
        linked(by, steps[1], steps[2], assumption="Intyget räknas när företagen anställer"),
    )
    return chain, steps, links


def adopted_chain(by, name="Kompetens för omställning"):
    """A chain of three, adopted."""
    chain, steps, links = chain_of_three(by, name)
    adopt_chain(chain, by)
    return chain, steps, links


def adopt_chain(chain, by, **said):
    """A chain's next version."""
    values = {
        "adopted_on": SPRING_DAY,
        "adopted_by": "Regionala utvecklingsnämnden",
        "reason": "Delrapporten visade att valideringen är flaskhalsen.",
    }
    version = operations.adopt_chain(chain=chain, **(values | said), by=by, at=MONDAY)
    chain.refresh_from_db()
    return version


def adopted_framework(by):
    return operations.adopt_framework(template="vasterbotten", by=by, at=MONDAY)
