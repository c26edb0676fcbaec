"""Anna plans from nothing, as she does it in the browser; Disa decides; a year later they know more."""

import pytest

from tests.people import verbs
from varv.core.theory import Evidence
from varv.core.workflow import PlanState
from varv.regions import trail
from varv.regions.models import Region
from varv.strategy.models import Chain, ChainLink, ChainStep, GenericActivity, Goal, SteeringDocument

pytestmark = pytest.mark.django_db

HOME = "/alvmark/"
DOCUMENT = {
    "title": "Älvmark 2030",
    "kind": "regional_strategy",
    "parent": "",
    "summary": "Vart länet vill.",
    "phase": "starting",
    "starts_on": "2022-01-01",
    "ends_on": "2030-12-31",
    "link": "",
}
GOAL = {
    "parent": "",
    "outline": "2.1",
    "name": "Företagen hittar rätt kompetens",
    "description": "",
    "kind": "effect",
    "is_targeted": "target",
    "wished": "",
    "phase": "",
    "owner": "",
}
BELIEVED = {
    "assumption": "Intyget räknas när företagen anställer",
    "rationale": "",
    "evidence": "assumed",
    "claim": "hypothetical",
    "evidence_source": "",
    "evidence_year": "",
    "finding": "",
}
SHOWN = BELIEVED | {
    "evidence": "strong",
    "claim": "shown",
    "evidence_source": "Följeforskningen, delrapport 2",
    "evidence_year": "2026",
    "finding": "Sju av tio med intyg fick anställning inom ett år.",
    "revision": 1,
}


def decision(day, reason):
    return {"adopted_on": day, "adopted_by": "Regionala utvecklingsnämnden", "case_number": "", "reason": reason}


def send(client, address, written=None):
    """Send a form and follow; what was refused stops the story."""
    response = client.post(f"{HOME}{address}", written or {}, follow=True)
    assert response.status_code == 200, response.context["form"].errors
    return response


def test_from_framework_to_second_version(alvmark, anna, disa, visit):
    annas, disas = visit(anna), visit(disa)

    # The framework gives the words.
    send(annas, "ramverk/ta-over/", {"template": "vasterbotten"})
    course = GenericActivity.objects.of(alvmark.pk).get(number=1)

    # A strategy with one goal is drafted and decided.
    send(annas, "dokument/nytt/", DOCUMENT)
    document = SteeringDocument.objects.of(alvmark.pk).get()
    send(annas, f"dokument/{document.pk}/mal/nytt/", GOAL)
    goal = Goal.objects.of(alvmark.pk).get()
    send(disas, f"dokument/{document.pk}/anta/", decision("2022-02-22", ""))

    # A chain says why the goal should be reached.
    send(
        annas,
        "effektkedjor/ny/",
        {"name": "Kompetens", "document": document.pk, "goal": goal.pk, "summary": "", "owner": anna.person_id},
    )
    chain = Chain.objects.of(alvmark.pk).get()
    for level, text, kind in (
        ("activity", "Yrkesväxling i moduler", course.pk),
        ("outcome", "Deltagarna får ett intyg som gäller", ""),
        ("impact", "Företagen hittar rätt kompetens", ""),
    ):
        send(annas, f"effektkedjor/{chain.pk}/led/nytt/", {"level": level, "text": text, "generic_activity": kind})
    steps = ChainStep.objects.of(alvmark.pk).in_order()
    for source, target in ((steps[0], steps[1]), (steps[1], steps[2])):
        send(annas, f"effektkedjor/{chain.pk}/samband/nytt/", BELIEVED | {"source": source.pk, "target": target.pk})
    send(disas, f"effektkedjor/{chain.pk}/anta/", decision("2024-02-06", ""))

    # An evaluation has shown one of the links: the chain is opened, made better and decided again.
    link = ChainLink.objects.of(alvmark.pk).get(source=steps[0])
    send(annas, f"effektkedjor/{chain.pk}/oppna/")
    send(annas, f"samband/{link.pk}/andra/", SHOWN)
    response = send(
        disas, f"effektkedjor/{chain.pk}/anta/", decision("2026-04-28", "Delrapport 2 visade att intyget räknas.")
    )

    chain.refresh_from_db()
    assert chain.state is PlanState.ADOPTED
    assert [line.number for line in response.context["map"].versions] == [2, 1]
    assert verbs(chain) == ["drafted", "adopted", "revised", "adopted"]
    assert verbs(link) == ["linked", "edited"]

    # The second version tells what became different and why; the first says what it always said.
    first, second = (
        annas.get(f"{HOME}effektkedjor/{chain.pk}/versioner/{number}/").context["sheet"] for number in (1, 2)
    )
    (changed,) = second.differences
    assert changed.name == "Yrkesväxling i moduler → Deltagarna får ett intyg som gäller"
    assert second.version.reason == "Delrapport 2 visade att intyget räknas."
    assert {found.evidence for found in first.links} == {Evidence.ASSUMED}
    assert [found.evidence for found in second.links] == [Evidence.ASSUMED, Evidence.STRONG]

    # And every change is in the trail, which holds.
    assert trail.broken_at(Region.objects.get(pk=alvmark.pk)) is None
