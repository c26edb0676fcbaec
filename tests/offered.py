"""Every kind of form that the demo offers to someone who may do everything."""

import re
from collections import Counter, deque

from django.db.models import Q
from django.test import Client
from django.urls import resolve

from tests.crawl import links_of
from tests.factories import MembershipFactory
from tests.fillable import forms_of
from varv.core.roles import Role
from varv.delivery.models import Initiative, Pilot, Project
from varv.indicators.models import Indicator
from varv.learning.models import Change, Evaluation, Finding, Lesson, Recommendation
from varv.regions.models import Membership, Region, User
from varv.rounds.models import QuestionTemplate, Report
from varv.strategy.models import Chain, SteeringDocument

SENSIBLE = {
    "text": "Ord",
    "textarea": "Några ord.",
    "url": "https://example.org/",
    "date": "2026-12-01",
    "number": "1",
    "password": "ett långt lösenord",
}
# What a field asks for that its kind does not tell.
NAMED = {
    "username": "karin",
    "period": "2026H1",
    "value": "1",
    "share": "1",
    "part": "",
    "planned": "1",
    "missing": "",
    "needs": "",
    "judge": "2027-02-01",
    "generic": "",
    "evidence_year": "2026",
    "parent": "",
    "area": "",
    "third_outline": "",
    "third_name": "",
    "evidence-link": "https://example.org/",
    "ends": "2027-12-01",
    "due": "2027-12-01",
    "decided": "2026-02-01",
    "applied": "1 000",
    "granted": "1 000 000",
    "amount": "1 000",
    "used": "1",
    "year": "2031",
    "cost": "1 000",
    "seen": "2026-02-01",
    "as_of": "2026-02-01",
    "delivered": "2026-02-01",
}
SLOW = {"publishing:annual_report", "publishing:annual_report_of"}


def let_do_everything(username):
    """A browser logged in as someone who holds every role in Älvmark. A broken page is an answer, too."""
    user, region = User.objects.get(username=username), Region.objects.get(slug="alvmark")
    held = set(Membership.objects.of(region.pk).filter(user=user).values_list("role", flat=True))
    for role in [role for role in Role if role not in held]:
        MembershipFactory(region=region, user=user, role=role)
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def open_for_changes(client):
    """One plan of each kind stays adopted; the others are opened, so that their forms are offered."""
    region = Region.objects.get(slug="alvmark")
    for model, place in ((SteeringDocument, "dokument"), (Chain, "effektkedjor")):
        for plan in model.objects.of(region.pk).filter(state="adopted").order_by("pk")[1:]:
            client.post(f"/alvmark/{place}/{plan.pk}/oppna/")


def view_of(path):
    return resolve(path.partition("?")[0]).view_name


def beginnings(username="anna"):
    """My page, and what is not yet ended: where links alone lead too seldom."""
    region = Region.objects.get(slug="alvmark")
    person_id = User.objects.get(username=username).pk
    rows = {
        "rapporter": Report.objects.of(region.pk).exclude(~Q(round__state="open"), state="approved"),
        "rekommendationer": Recommendation.objects.of(region.pk),
        "lardomar": Lesson.objects.of(region.pk).visible_to(person_id) | Lesson.objects.of(region.pk).offered(),
        "utvarderingar": Evaluation.objects.of(region.pk),
        "andringar": Change.objects.of(region.pk),
        "iakttagelser": Finding.objects.of(region.pk),
        "dokument": SteeringDocument.objects.of(region.pk),
        "effektkedjor": Chain.objects.of(region.pk),
        "piloter": Pilot.objects.of(region.pk),
        "insatser": Initiative.objects.of(region.pk),
        "projekt": Project.objects.of(region.pk),
        "mallar": QuestionTemplate.objects.of(region.pk),
        "indikatorer": Indicator.objects.of(region.pk),
    }
    places = [f"/alvmark/{place}/{row.pk}/" for place, found in rows.items() for row in found.order_by("pk")]
    looks = [f"{place}granska/" for place in places if "rapporter" in place]
    return ["/alvmark/", *places, *looks, "/alvmark/spiralen/nytt/"]


def some_of_each(client, *starts, at_most=2):
    """Path → answer, by links, for some pages of every kind besides those one starts at."""
    seen, waiting, met = {}, deque(starts), Counter()
    while waiting:
        path = waiting.popleft()
        kind = view_of(path), *re.findall(r"[?&](\w+)=", path)
        if path in seen or (path not in starts and met[kind] >= (1 if kind[0] in SLOW else at_most)):
            continue
        met[kind] += 1
        seen[path] = client.get(path)
        if seen[path].status_code == 200 and seen[path]["Content-Type"].startswith("text/html"):
            waiting.extend(links_of(path, seen[path].content.decode()) + _versions_of(path, seen[path]))
    return seen


def _versions_of(path, response):
    """Where the choice of a version leads."""
    key = re.search(r'type="radio" name="version" value="([^"]+)"', response.content.decode())
    return [f"{path}?version={key[1]}"] if key else []


def offered(pages):
    """One form of each kind, by the view it is sent to; of several the one with the most fields."""
    found = {}
    for path, response in pages.items():
        if response["Content-Type"].startswith("text/html"):
            for form in forms_of(path, response.content.decode()):
                known = found.get(view_of(form.action))
                if known is None or len(form.kinds) > len(known.kinds):
                    found[view_of(form.action)] = form
    return found


def soundly(form):
    """What would be sent if every empty field were filled with something sensible."""
    missing = {name: _sensible(form, name) for name in form.kinds if not any(form.values.get(name, []))}
    return form.values | {name: value for name, value in missing.items() if value is not None}


def _sensible(form, name):
    kind = form.kinds[name]
    for known in (name, name.split("_")[0], name.rpartition("-")[2]):
        if known in NAMED:
            return NAMED[known]
    if kind in {"select", "selectmultiple", "radio"}:
        real = [value for value in form.choices[name].values() if value]
        return (real[-1] if name == "target" else real[0]) if real else None
    return SENSIBLE.get(kind)
