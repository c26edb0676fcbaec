"""The whole way from a goal to a change, walked page by page as the people would."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.test import Client

from tests.fillable import forms_of
from varv.core.roles import Role
from varv.regions import operations
from varv.regions.models import Region, Unit, User
from varv.web import gate

FOUNDED = datetime(2026, 1, 7, 8, 0, tzinfo=UTC)
PEOPLE = {
    "anna": ("Anna", Role.STRATEGIST),
    "bo": ("Bo", Role.REPORTER),
    "disa": ("Disa", Role.MANAGER),
    "egon": ("Egon", Role.ANALYST),
}

DONE = "Tre grupper har börjat, med en handledare i varje."
SENTENCE = "När en handledare följer med första veckan kommer åtta av tio tillbaka."
QUESTION = "Gäller det alla, eller bara dem som har jobb?"
REASONS = "Det gäller dem som har jobb. De andra är för få för att säga något om."
ADVICE = "Låt en handledare följa med den första veckan"
ANSWER = "Tre grupper visar samma sak, och det ryms i budgeten."
OUTCOME = "Fem handledare är anställda på deltid."
CHANGE = "Alla som byter yrke får en handledare den första veckan"


def found(slug: str, name: str) -> Region:
    """A region with its first unit, and nothing in it."""
    return operations.set_up_region(slug=slug, name=name, is_example=True, at=FOUNDED)


def employ(region: Region, username: str, name: str, role: Role) -> Client:
    """A person of the region, logged in."""
    operations.invite(
        username=username,
        name=name,
        password="ett långt lösenord",
        role=role,
        title="",
        unit=Unit.objects.of(region.pk).get(),
        by=operations.system_actor(region),
        at=FOUNDED,
    )
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


@dataclass
class Walk:
    """The people's browsers, every address they used, and where each thing is found."""

    people: dict[str, Client]
    used: dict[str, None] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)

    def read(self, who: str, path: str) -> str:
        """What a page says to a person."""
        self.used[path] = None
        response = self.people[who].get(path)
        assert response.status_code == 200, (path, response.status_code)
        return response.content.decode()

    def find(self, who: str, path: str, pattern: str) -> str:
        """The first address on a page that looks like this."""
        return re.search(f'href="({pattern})"', self.read(who, path))[1].replace("&amp;", "&")

    def fill(self, who: str, path: str, **written) -> str:
        """Write in the form that has these fields and send it; gives where it leads."""
        form = next(form for form in self._forms(who, path) if written.keys() <= form.kinds.keys() | {"do"})
        return self._send(who, form.action, form.filled(**written))

    def press(self, who: str, path: str, action: str, **written) -> str:
        """Send the form on a page that leads to an address; gives where it leads."""
        form = next(form for form in self._forms(who, path) if form.action.endswith(action))
        return self._send(who, form.action, form.filled(**written))

    def autosave(self, who: str, path: str, **written) -> dict:
        """What the browser sends while a person writes; gives what it is answered."""
        form = next(form for form in self._forms(who, path) if written.keys() <= form.kinds.keys())
        self.used[f"{path}spara/"] = None
        return self.people[who].post(f"{path}spara/", form.filled(**written)).json()

    def _forms(self, who: str, path: str) -> list:
        return forms_of(path, self.read(who, path))

    def _send(self, who: str, path: str, sent: dict) -> str:
        self.used[path] = None
        response = self.people[who].post(path, sent)
        errors = response.context["form"].errors if response.status_code == 422 else ""
        assert response.status_code == 302, (path, response.status_code, errors)
        self.read(who, response.url.partition("#")[0])
        return response.url


def walk_all_the_way() -> Walk:
    """From an empty region to a change in its strategy."""
    region = found("alvmark", "Region Älvmark")
    walk = Walk({username: employ(region, username, *told) for username, told in PEOPLE.items()})
    for stretch in (plan, measure, start, report, learn, answer, revise, close):
        stretch(walk)
    return walk


def today(days: int = 0) -> str:
    return (gate.today() + timedelta(days=days)).isoformat()


def plan(walk: Walk) -> None:
    """Anna takes over a framework, drafts a strategy with a goal and a chain, and notes that they are adopted."""
    walk.press("anna", "/alvmark/ramverk/", "/ramverk/ta-over/", template="vasterbotten")
    document = walk.fill(
        "anna", "/alvmark/dokument/nytt/", title="Älvmark 2030", kind="regional_strategy", starts_on="2022-01-01"
    )
    walk.fill("anna", f"{document}mal/nytt/", outline="1", name="Fler vuxna byter yrke", description="I hela länet.")
    walk.fill("anna", f"{document}anta/", adopted_by="Regionfullmäktige", case_number="RU 2021/87")
    chain = walk.fill("anna", "/alvmark/effektkedjor/ny/", name="Kompetens", document="Älvmark", goal="Fler vuxna")
    for level, text in (
        ("activity", "Handledare"),
        ("output", "Veckor med sällskap"),
        ("outcome", "Fler stannar kvar"),
    ):
        walk.fill("anna", f"{chain}led/nytt/", level=level, text=text)
    walk.fill("anna", f"{chain}samband/nytt/", source="Handledare", target="Veckor med", evidence="assumed")
    walk.fill(
        "anna",
        f"{chain}samband/nytt/",
        source="Veckor med",
        target="Fler stannar",
        assumption="Den som får sällskap vågar fråga",
        evidence="some",
        evidence_source="En studie i två län",
    )
    walk.fill("anna", f"{chain}anta/", adopted_by="Regionala utvecklingsnämnden")
    goal = walk.find("anna", document, r"/alvmark/mal/\d+/")
    walk.places |= {"document": document, "chain": chain, "goal": goal}


def measure(walk: Walk) -> None:
    """Egon defines an indicator for the goal, says what is wanted of it, and records a value."""
    indicator = walk.fill(
        "egon", "/alvmark/indikatorer/ny/", name="Vuxna som bytt yrke", unit="procent", source="SCB", goal="Fler vuxna"
    )
    wanted = {"baseline": "40,0", "baseline_period": "2024", "level": "60", "level_period": "2030"}
    walk.fill("egon", f"{indicator}malvarde/", aim="path", decision="Regionfullmäktige § 112", **wanted)
    walk.fill("egon", f"{indicator}varde/", period="2025", value="42,5")
    walk.places["indicator"] = indicator


def start(walk: Walk) -> None:
    """Anna starts an insats from a generic activity, begins it, and opens a turn and a round."""
    form = walk.find("anna", "/alvmark/insatser/ny/", r"[^\"]*\?aktivitet=\d+")
    form = form if form.startswith("/") else f"/alvmark/insatser/ny/{form}"
    initiative = walk.fill(
        "anna", form, name="Yrkesväxling", goals="Fler vuxna", responsible="Bo", starts_on=today(-90)
    )
    walk.fill("anna", f"{initiative}andra/", chain="Kompetens")
    walk.press("anna", initiative, "/steg/borja/")
    turn = walk.fill(
        "anna",
        "/alvmark/spiralen/nytt/",
        document="Älvmark",
        planned="Tre grupper med handledare.",
        starts_on=today(-90),
        ends_on=today(450),
    )
    round_ = walk.fill("anna", "/alvmark/omgangar/ny/halvar/", opens_on=today(), due_on=today(30))
    walk.places |= {"initiative": initiative, "turn": turn, "round": round_}


def report(walk: Walk) -> None:
    """Bo writes and hands in; Disa asks; Bo answers and hands in again; Disa approves."""
    report = walk.find("bo", "/alvmark/", r"/alvmark/rapporter/\d+/")
    first = next(form for form in forms_of(report, walk.read("bo", report)) if "done" in form.kinds)
    values = {name: str(12 + place) for place, name in enumerate(n for n in first.kinds if n.startswith("value_"))}
    walk.places |= {"report": report, "values": values}

    walk.saved = [
        walk.autosave("bo", report, done=DONE),
        walk.autosave("bo", report, learned=SENTENCE, confidence="measured", needs_nothing="on", **values),
    ]
    hand_in(walk, report, verdict="right_way", verdict_reason="Åtta av tio stannar.")
    walk.press("disa", report, "/aterlamna/", comment=QUESTION)
    walk.returned = walk.read("bo", report)
    hand_in(walk, report, verdict_reason=REASONS)
    walk.press("disa", report, "/godkann/")


def hand_in(walk: Walk, report: str, **written) -> None:
    """Review, then hand in."""
    review = walk.fill("bo", report, do="review", **written)
    walk.press("bo", review, "/lamna-in/")


def learn(walk: Walk) -> None:
    """Bo takes up what the report says was learned, and suggests it; Disa accepts it."""
    lesson = walk.fill(
        "bo", walk.find("bo", walk.places["report"], r"/alvmark/lardomar/ny/rapport/\d+/"), goal="Fler vuxna"
    )
    walk.press("bo", lesson, "/foresla/")
    walk.fill("disa", f"{lesson}godta/", context="Gäller dem som har jobb.", holds_not="Om de andra vet vi inget.")
    walk.places["lesson"] = lesson


def answer(walk: Walk) -> None:
    """Anna recommends because of the lesson, Disa answers yes, Bo takes on an action and finishes it."""
    recommendation = walk.fill(
        "anna", f"{walk.places['lesson']}rekommendera/", text=ADVICE, owner="Bo", forum="Ledningsgruppen"
    )
    walk.fill("disa", f"{recommendation}svara/", answer="yes", reasons=ANSWER, mandate="Utvecklingsdirektör")
    walk.fill("bo", f"{recommendation}atgarder/ny/", what="Anställ handledare", owner="Bo", due_on=today(60))
    walk.press("bo", recommendation, "/borja/")
    walk.fill("bo", walk.find("bo", recommendation, r"/alvmark/atgarder/\d+/klar/"), outcome=OUTCOME)
    walk.places["recommendation"] = recommendation


def revise(walk: Walk) -> None:
    """Anna opens the strategy, changes its goal, and notes that version 2 is adopted."""
    document, goal = walk.places["document"], walk.places["goal"]
    walk.press("anna", document, "/oppna/")
    walk.fill("anna", f"{goal}andra/", description=f"{CHANGE}.")
    walk.fill(
        "anna", f"{document}anta/", adopted_by="Regionfullmäktige", case_number="RU 2026/311", reason=f"{ADVICE}."
    )


def close(walk: Walk) -> None:
    """Anna records what reads differently now, tells the turn, and closes it."""
    recommendation, turn = walk.places["recommendation"], walk.places["turn"]
    versions = walk.read("anna", f"{recommendation}andring/")
    newest = re.search(r'name="version" value="([^"]+)"', versions)[1]
    walk.fill("anna", f"{recommendation}andring/?version={newest}", what=CHANGE)
    walk.fill("anna", f"{turn}beskriv/", did=DONE, saw="Att sällskap är det som avgör.")
    walk.press("anna", turn, "/stang/")
