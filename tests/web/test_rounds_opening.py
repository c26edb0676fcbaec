"""A round that is opened: what is wrong and why, which questions are offered; and deeds that no link does."""

from datetime import date

import pytest

from tests.delivery.walks import running
from tests.factories import QuestionTemplateFactory
from tests.people import verbs
from tests.rounds.forms import path
from tests.rounds.walks import asked, opened, saved
from varv.core.workflow import ReportState, TemplateState
from varv.rounds.models import Round

pytestmark = pytest.mark.django_db

ROUNDS = "/alvmark/omgangar/"
FORM = {"period": "2026H2", "opens_on": "2027-01-04", "due_on": "2027-01-29"}


def at(round_, deed: str = "") -> str:
    return f"{ROUNDS}{round_.pk}/{deed}"


def errors(response) -> dict[str, list[str]]:
    return {field: list(told) for field, told in response.context["form"].errors.items()}


# --- only by a button -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("deed", ["forlang/", "stang/", "mer-tid/", "oppna/", "frys/", "oppna-for-ord/", "fraga/1/"])
def test_a_rounds_deeds_are_never_done_by_following_a_link(visit, anna, deed):
    round_ = opened(anna)

    assert visit(anna).get(at(round_, deed)).status_code == 405
    assert verbs(round_) == ["opened"]


@pytest.mark.parametrize(
    "deed", ["spara/", "lamna-in/", "ta-tillbaka/", "aterlamna/", "godkann/", "lamna-over/", "oppna/"]
)
def test_a_reports_deeds_are_never_done_by_following_a_link(visit, anna, bo, deed):
    report = saved(asked(anna, bo), bo)

    assert visit(anna).get(path(report, deed)).status_code == 405
    report.refresh_from_db()
    assert (report.state, verbs(report)) == (ReportState.DRAFT, ["drafted"])


def test_handing_in_all_at_once_is_never_done_by_following_a_link(visit, bo):
    assert visit(bo).get("/alvmark/rapporter/mina/lamna-in/").status_code == 405


def test_looking_through_a_report_is_only_reading(visit, anna, bo):
    report = saved(asked(anna, bo), bo)

    assert visit(bo).post(path(report, "granska/")).status_code == 405
    assert visit(bo).put(path(report, "jamfor/")).status_code == 405


# --- opening: what is wrong and why -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "changed", "told"),
    [
        ("halvar", {"period": "2026"}, {"period": ["En omgång gäller ett halvår. Skriv till exempel 2026H2."]}),
        ("lopande", {"period": "2026T1"}, {"period": ["En omgång gäller ett halvår. Skriv till exempel 2026H2."]}),
        ("ar", {"period": "2026H2"}, {"period": ["En årlig omgång gäller ett helt år. Skriv till exempel 2026."]}),
        (
            "halvar",
            {"due_on": "2027-01-03"},
            {"due_on": ["Sista dagen ligger före dagen då omgången öppnar. Välj en senare dag."]},
        ),
        ("halvar", {"opens_on": "1989-12-31"}, {"opens_on": ["Välj en dag mellan 1990 och 2100."]}),
        ("halvar", {"due_on": "2101-01-01"}, {"due_on": ["Välj en dag mellan 1990 och 2100."]}),
    ],
)
def test_opening_says_in_words_what_is_wrong_and_keeps_what_was_written(visit, anna, address, changed, told):
    response = visit(anna).post(f"{ROUNDS}ny/{address}/", FORM | changed)

    assert (response.status_code, errors(response)) == (422, told)
    assert {name: response.context["form"][name].value() for name in FORM} == FORM | changed
    assert not Round.objects.of(anna.region_id).exists()


def test_the_same_round_is_not_opened_twice_and_the_way_out_is_told(visit, anna):
    opened(anna)

    response = visit(anna).post(f"{ROUNDS}ny/halvar/", FORM)

    assert errors(response) == {
        "period": ["Det finns redan en sådan omgång för perioden. Öppna den igen om den är stängd."]
    }
    assert Round.objects.of(anna.region_id).count() == 1


def test_a_round_may_open_and_end_on_the_same_day(visit, anna):
    visit(anna).post(f"{ROUNDS}ny/halvar/", FORM | {"due_on": FORM["opens_on"]})

    round_ = Round.objects.of(anna.region_id).get()
    assert (round_.opens_on, round_.due_on) == (date(2027, 1, 4), date(2027, 1, 4))


@pytest.mark.parametrize(("address", "is_asked"), [("halvar", True), ("lopande", False), ("ar", False)])
def test_questions_of_your_own_are_offered_only_where_they_are_asked(visit, anna, address, is_asked):
    QuestionTemplateFactory(state=TemplateState.IN_USE)

    form = visit(anna).get(f"{ROUNDS}ny/{address}/").context["form"]

    assert ("template" in form.fields) is is_asked


def test_without_questions_in_use_there_is_nothing_to_choose(visit, anna, sydland):
    QuestionTemplateFactory(state=TemplateState.RETIRED)
    QuestionTemplateFactory(state=TemplateState.IN_USE, region=sydland)

    assert list(visit(anna).get(f"{ROUNDS}ny/halvar/").context["form"].fields) == ["period", "opens_on", "due_on"]


def test_no_questions_of_your_own_can_be_chosen(visit, anna):
    QuestionTemplateFactory(state=TemplateState.IN_USE)

    visit(anna).post(f"{ROUNDS}ny/halvar/", FORM | {"template": ""})

    assert Round.objects.of(anna.region_id).get().template is None


@pytest.mark.parametrize("state", [TemplateState.DRAFT, TemplateState.RETIRED])
def test_questions_that_are_not_in_use_cannot_be_sent(visit, anna, state):
    QuestionTemplateFactory(state=TemplateState.IN_USE)
    other = QuestionTemplateFactory(state=state)

    response = visit(anna).post(f"{ROUNDS}ny/halvar/", FORM | {"template": other.pk})

    assert (response.status_code, list(errors(response))) == (422, ["template"])


def test_the_preview_follows_the_period_that_was_written(visit, anna, bo):
    ended = running(anna, bo, name="Avslutad")
    ended.change(state="ended", ended_on=date(2026, 3, 1))

    spring = visit(anna).post(f"{ROUNDS}ny/halvar/", {"period": "2026H1"})
    autumn = visit(anna).post(f"{ROUNDS}ny/halvar/", {"period": "2026H2"})

    assert [[one.name for one, _why in page.context["left_out"]] for page in (spring, autumn)] == [["Avslutad"], []]
