"""A region builds its system: it chooses, is told what each choice does, chooses again, and the totals follow."""

import pytest

from tests.delivery.walks import running
from tests.factories import GenericActivityFactory
from tests.fillable import forms_of
from tests.strategy.walks import added_goal, drafted_document
from varv.core.choices import Topic
from varv.core.kinds import InitiativeKind
from varv.regions import trail
from varv.regions.models import Region, TrailEntry
from varv.strategy.models import Choice
from varv.web.strategy.topics import SLUGS

pytestmark = pytest.mark.django_db

ALL = "/alvmark/vagval/"
FUNDING = f"{ALL}finansiering/"


def text(response):
    return " ".join(response.content.decode().split())


def form_on(client, address):
    """The form of a page, as a browser holds it."""
    page = client.get(address, follow=True)
    address = page.redirect_chain[-1][0] if page.redirect_chain else address
    (form,) = [form for form in forms_of(address, page.content.decode()) if address in form.action]
    return form


def answer(client, address, option, reasons):
    """Fill in the page's own form and send it; what comes then."""
    form = form_on(client, address)
    said = form.filled(reasons=reasons, decided_on="2026-10-01", decided_by="Regionala utvecklingsnämnden")
    return client.post(form.action, said | {"options": [option]}, follow=True)


def confirm(client, response):
    """Press the button of the page that tells what would change."""
    address = response.redirect_chain[-1][0]
    (form,) = [form for form in forms_of(address, response.content.decode()) if form.action == address]
    return client.post(form.action, form.values, follow=True)


@pytest.fixture
def at_work(anna, bo):
    """A goal that a funded and an own insats work towards."""
    goal = added_goal(anna, drafted_document(anna))
    activity = GenericActivityFactory(region=goal.region)
    for name, kind in (("Projektet", InitiativeKind.FUNDED), ("Det egna", InitiativeKind.OWN)):
        running(anna, bo, name=name, kind=kind, goals=[goal], generic_activity=activity)
    return goal


def test_from_the_first_visit_to_a_choice_that_is_made_again(anna, cilla, at_work, visit):
    client, reader = visit(anna), visit(cilla)

    # Nothing is chosen, and everything is counted.
    assert "Inget är valt än, och allt fungerar ändå" in text(client.get(ALL))
    assert "2 insatser i regionen." in text(reader.get("/alvmark/insatser/"))

    # The first choice would leave one out: it is told before anything is saved.
    look = answer(client, FUNDING, "only_one_to_one", "Det är det vi råder över.")
    assert "1 insats räknas inte längre i summor." in text(look)
    assert "2 insatser i regionen." in text(reader.get("/alvmark/insatser/"))

    # It is made, the next question comes up, and everyone sees what is counted and why.
    onward = confirm(client, look)
    assert onward.redirect_chain[-1][0] == f"{ALL}aktiviteter/"
    told = text(reader.get("/alvmark/insatser/"))
    assert "1 insats i regionen." in told
    assert 'enligt vägvalet <a href="/alvmark/vagval/#funding">Finansiering</a>.' in told
    assert "Det är det vi råder över." in text(reader.get(ALL))

    # A year later the region chooses again; the old choice and its reasons are kept.
    look = answer(client, FUNDING, "with_cofunders", "Kommunerna är med.")
    assert "1 insats räknas i summor igen." in text(look)
    assert confirm(client, look).redirect_chain[-1][0] == ALL
    told = text(reader.get(ALL))
    assert "1 tidigare val" in told
    assert told.index("Kommunerna är med.") < told.index("Det är det vi råder över.")
    assert "2 insatser i regionen." in text(reader.get("/alvmark/insatser/"))

    # The trail tells the whole of it, and holds.
    lines = TrailEntry.objects.of(anna.region_id).filter(kind="strategy.choice").order_by("number")
    assert list(lines.values_list("verb", flat=True)) == ["chosen", "replaced", "chosen"]
    assert trail.broken_at(Region.objects.get(pk=anna.region_id)) is None


def test_all_eleven_questions_can_be_answered_one_after_the_other(anna, visit):
    client, address, asked = visit(anna), f"{ALL}uppfoljning/", []

    while address != ALL:
        asked.append(address.removeprefix(ALL).strip("/"))
        form = form_on(client, address)
        first = next(iter(form.choices["options"].values()))
        address = answer(client, address, first, "Vi börjar så.").redirect_chain[-1][0]

    assert asked == list(SLUGS.values())
    assert {choice.topic for choice in Choice.objects.of(anna.region_id).in_force()} == set(Topic)
    assert "11 av 11 valda" in text(client.get(ALL))


def test_whoever_skips_every_question_has_chosen_nothing(anna, visit):
    client = visit(anna)

    for slug in SLUGS.values():
        assert client.get(f"{ALL}{slug}/").status_code == 200

    assert Choice.objects.of(anna.region_id).count() == 0
    assert "0 av 11 valda" in text(client.get(ALL))
