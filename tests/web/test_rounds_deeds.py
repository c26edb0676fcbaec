"""A round that is run from its page: what each deed says, what is refused and why, and what stays as it was."""

from datetime import date

import pytest

from tests.delivery.walks import person, running, started
from tests.factories import MONDAY, ExtensionFactory
from tests.people import verbs
from tests.rounds.forms import path, text
from tests.rounds.walks import AUTUMN, approved, asked, closed, frozen, opened, saved, submitted
from varv.core.asking import Speed
from varv.core.periods import Period
from varv.core.workflow import RoundState
from varv.rounds import operations
from varv.rounds.models import Extension, Round

pytestmark = pytest.mark.django_db

ROUNDS = "/alvmark/omgangar/"
FORM = {"period": "2026H2", "opens_on": "2027-01-04", "due_on": "2027-01-29"}
FAR = "2099-03-01"


def at(round_, deed: str = "") -> str:
    return f"{ROUNDS}{round_.pk}/{deed}"


def said(response) -> list[str]:
    """What the page that was led to tells of what was done."""
    return [str(message) for message in response.context["messages"]]


def errors(response, form: str = "form") -> dict[str, list[str]]:
    return {field: list(told) for field, told in response.context[form].errors.items()}


def yearly(by) -> Round:
    return operations.open_round(
        period=Period(2026), speed=Speed.YEARLY, opens_on=MONDAY.date(), due_on=MONDAY.date(), by=by, at=MONDAY
    )


# --- what each deed says ----------------------------------------------------------------------------------------


def test_a_round_says_what_was_done_from_opening_to_opening_again(visit, anna, bo, disa):
    running(anna, bo)
    browser = visit(anna)

    first = browser.post(f"{ROUNDS}ny/halvar/", FORM, follow=True)
    round_ = Round.objects.of(anna.region_id).get()
    steps = [
        ("forlang/", {"due_on": FAR}),
        ("stang/", {}),
        ("oppna/", {"reason": "Två var sjuka."}),
        ("stang/", {}),
        ("frys/", {}),
        ("oppna-for-ord/", {"words-reason": "Ett namn var fel."}),
    ]
    told = [said(browser.post(at(round_, deed), data, follow=True)) for deed, data in steps]

    assert [said(first), *told] == [
        ["Omgången är öppen."],
        ["Alla har fått mer tid."],
        ["Omgången är stängd. Det som inte lämnades in står kvar som utkast."],
        ["Omgången är öppen igen."],
        ["Omgången är stängd. Det som inte lämnades in står kvar som utkast."],
        ["Omgången är fryst. Dess siffror står fast för gott."],
        ["Omgången är öppen för enbart text. Öppna varje rapport som behöver det."],
    ]
    assert verbs(round_) == ["opened", "extended", "closed", "reopened", "closed", "frozen", "reopened_for_words"]


def test_who_gets_more_time_and_who_is_asked_are_named(visit, anna, bo):
    round_ = asked(anna, bo).round
    late = running(anna, bo, name="Sen insats")
    time = {"more-person": bo.person_id, "more-due_on": FAR, "more-reason": "Sjuk."}

    given = visit(anna).post(at(round_, "mer-tid/"), time, follow=True)
    added = visit(anna).post(at(round_, f"fraga/{late.pk}/"), follow=True)

    assert (said(given), said(added)) == (["Bo har fått mer tid."], ["Sen insats har fått frågan om en rapport."])


def test_a_report_says_what_was_done_on_its_way(visit, anna, bo, disa):
    report = saved(asked(anna, bo), bo)

    def done(who, deed, **data) -> list[str]:
        return said(visit(who).post(path(report, deed), data, follow=True))

    handed_in = done(bo, "lamna-in/", revision=report.revision)
    taken_back = done(bo, "ta-tillbaka/")
    report.refresh_from_db()
    done(bo, "lamna-in/", revision=report.revision)
    sent_back = done(disa, "aterlamna/", comment="För vem?")
    report.refresh_from_db()
    done(bo, "lamna-in/", revision=report.revision)
    judged = done(disa, "godkann/")
    opened_again = done(disa, "oppna/", reason="En siffra var fel.", figures_too="on")

    assert (handed_in, taken_back, sent_back, judged, opened_again) == (
        ["Rapporten är inlämnad. Du kan ta tillbaka den tills någon har granskat den."],
        ["Rapporten är din igen."],
        ["Rapporten är återlämnad, och den som skriver ser vad som behövs."],
        [
            "Rapporten är godkänd, och siffrorna är låsta som de var.",
            "Det ni lärde er är nu en lärdom, och väntar på att antas.",
        ],
        ["Rapporten är öppen igen, och den som skriver ser varför."],
    )
    assert verbs(report) == [
        "drafted",
        "submitted",
        "taken_back",
        "submitted",
        "returned",
        "submitted",
        "approved",
        "reopened",
    ]


def test_who_writes_instead_is_named(visit, anna, bo, egon):
    report = asked(anna, bo)

    response = visit(bo).post(path(report, "lamna-over/"), {"author": egon.person_id}, follow=True)

    assert said(response) == ["Egon skriver rapporten nu."]


# --- running: what is wrong and why -----------------------------------------------------------------------------


@pytest.mark.parametrize("due_on", ["2027-01-28", "2027-01-29"])
def test_time_is_never_taken_away(visit, anna, due_on):
    round_ = opened(anna)

    response = visit(anna).post(at(round_, "forlang/"), {"due_on": due_on})

    told = errors(response, "extend_form")["due_on"]
    assert "Sista dagen är redan" in told[0]
    assert "Välj en senare dag: andra har planerat efter den." in told[0]
    assert response.context["extend_form"]["due_on"].value() == due_on
    round_.refresh_from_db()
    assert (round_.due_on, verbs(round_)) == (date(2027, 1, 29), ["opened"])


@pytest.mark.parametrize(("due_on", "status"), [("2100-12-31", 302), ("2101-01-01", 422), ("1989-12-31", 422)])
def test_the_last_day_is_one_that_people_live_to_see(visit, anna, due_on, status):
    assert visit(anna).post(at(opened(anna), "forlang/"), {"due_on": due_on}).status_code == status


def test_a_closed_round_is_not_extended_and_the_page_says_when_it_was_closed(visit, anna):
    round_ = closed(opened(anna), anna)

    response = visit(anna).post(at(round_, "forlang/"), {"due_on": FAR})

    told = errors(response, "extend_form")["__all__"]
    assert (response.status_code, len(told)) == (422, 1)
    assert told[0].startswith("Omgången stängdes 16 nov")
    assert told[0].endswith("Den som leder omgången kan öppna den igen eller ge dig mer tid.")


@pytest.mark.parametrize(
    ("deed", "form", "field"), [("oppna/", "reopen_form", "reason"), ("oppna-for-ord/", "words_form", "words-reason")]
)
def test_a_reason_that_is_too_long_is_kept_and_nothing_opens(visit, anna, deed, form, field):
    round_, reason = closed(opened(anna), anna), "x" * 2001

    response = visit(anna).post(at(round_, deed), {field: reason})

    assert (response.status_code, response.context[form]["reason"].value()) == (422, reason)
    assert errors(response, form) == {"reason": ["Texten är 2001 tecken lång och 2000 får plats. Korta den."]}
    round_.refresh_from_db()
    assert round_.state is RoundState.CLOSED


def test_a_frozen_round_cannot_be_opened_for_figures(visit, anna):
    round_ = frozen(opened(anna), anna)

    response = visit(anna).post(at(round_, "oppna/"), {"reason": "Två var sjuka."})

    assert errors(response, "reopen_form")["__all__"][0].startswith("Omgången frystes 16 nov")
    assert response.context["reopen_form"]["reason"].value() == "Två var sjuka."


def test_a_deed_that_comes_too_late_leads_back_to_the_round_and_says_so(visit, anna):
    round_ = closed(opened(anna), anna)
    here = f"http://testserver{at(round_)}"

    for deed in ("stang/", "frys/", "frys/"):
        response = visit(anna).post(at(round_, deed), headers={"referer": here})

    assert (response.status_code, response.url) == (302, here)
    assert verbs(round_) == ["opened", "closed", "frozen"]


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", ""])
def test_nobody_is_led_to_another_site(visit, anna, elsewhere):
    round_ = closed(opened(anna), anna)

    assert visit(anna).post(at(round_, "stang/"), headers={"referer": elsewhere}).url == "/alvmark/"


def test_who_is_asked_twice_or_too_early_is_told_why_not(visit, anna, bo):
    report = asked(anna, bo)
    planned = started(anna, bo, name="Bara planerad")

    told = [
        said(visit(anna).post(at(report.round, f"fraga/{one.pk}/"), follow=True))
        for one in (report.initiative, planned)
    ]

    assert told == [
        ["Insatsen har redan fått frågan i den här omgången."],
        ["Bara en insats som pågår eller är pausad kan få frågan om en rapport."],
    ]
    assert report.round.reports.count() == 1


def test_the_countys_year_asks_no_insats(visit, anna, bo):
    round_, initiative = yearly(anna), running(anna, bo)

    visit(anna).post(at(round_, f"fraga/{initiative.pk}/"))

    assert round_.reports.count() == 0


def test_a_strangers_insats_cannot_be_asked(visit, anna, stig):
    theirs = running(stig, stig, name="Sydlands egen")

    assert visit(anna).post(at(opened(anna), f"fraga/{theirs.pk}/")).status_code == 404


# --- more time --------------------------------------------------------------------------------------------------


def more(person_id: int, **changed) -> dict:
    return {"more-person": person_id, "more-due_on": FAR, "more-reason": "Sjuk i januari."} | changed


def test_a_later_day_replaces_the_one_before_and_both_are_told(visit, anna, bo):
    round_ = asked(anna, bo).round

    visit(anna).post(at(round_, "mer-tid/"), more(bo.person_id))
    visit(anna).post(at(round_, "mer-tid/"), more(bo.person_id, **{"more-due_on": "2099-04-01", "more-reason": "Än."}))

    given = Extension.objects.of(anna.region_id).get()
    assert (given.person, given.due_on, given.reason) == (person(bo), date(2099, 4, 1), "Än.")
    assert verbs(given) == ["extended", "extended"]


def test_an_earlier_day_than_was_given_is_refused_and_kept_in_the_form(visit, anna, bo):
    round_ = asked(anna, bo).round
    ExtensionFactory(round=round_, person=person(bo), due_on=date(2099, 3, 2))

    response = visit(anna).post(at(round_, "mer-tid/"), more(bo.person_id))

    form = response.context["more_form"]
    assert (response.status_code, list(form.errors)) == (422, ["due_on"])
    assert (form["due_on"].value(), form["reason"].value()) == (FAR, "Sjuk i januari.")
    assert Extension.objects.of(anna.region_id).get().due_on == date(2099, 3, 2)


def test_who_has_nothing_left_to_write_cannot_be_chosen(visit, anna, bo, egon, stig):
    round_ = submitted(asked(anna, bo), bo).round

    for who in (bo, egon, stig):
        response = visit(anna).post(at(round_, "mer-tid/"), more(who.person_id))
        assert (response.status_code, list(errors(response, "more_form"))) == (422, ["person"])

    assert not Extension.objects.of(anna.region_id).exists()


# --- what the page offers ---------------------------------------------------------------------------------------


def left_open(round_, _by) -> Round:
    return round_


OFFERS = ("may_run", "may_give_time", "may_reopen", "may_reopen_words", "may_freeze")


@pytest.mark.parametrize(
    ("walk", "offered"),
    [
        (left_open, {"may_run", "may_give_time"}),
        (closed, {"may_give_time", "may_reopen", "may_reopen_words", "may_freeze"}),
        (frozen, {"may_reopen_words"}),
    ],
)
def test_a_round_offers_what_can_be_done_now_and_nothing_to_others(visit, anna, disa, bo, egon, walk, offered):
    round_ = walk(opened(anna), anna)

    shown = {
        who.name: {name for name in OFFERS if visit(who).get(at(round_)).context[name]}
        for who in (anna, disa, bo, egon)
    }

    assert shown == {"Anna": offered, "Disa": offered, "Bo": set(), "Egon": set()}


def test_why_it_cannot_be_frozen_is_said_only_to_those_who_may(visit, anna, bo):
    report = submitted(asked(anna, bo), bo)
    while_open = visit(anna).get(at(report.round)).context["not_yet"]
    closed(report.round, anna)

    told = [visit(who).get(at(report.round)).context["not_yet"] for who in (anna, bo)]

    assert while_open == ""
    assert told[0].startswith("Det som har lämnats in är inte bedömt än: 1 ")
    assert told[1] == ""


def test_the_tally_stands_in_one_order_with_zeroes(visit, anna, bo, disa):
    for name in ("A", "B", "C"):
        running(anna, bo, name=name)
    round_ = opened(anna)
    approved(round_.reports.get(initiative__name="A"), bo, disa)
    submitted(round_.reports.get(initiative__name="B"), bo)

    context = visit(bo).get(at(round_)).context

    assert [(str(state), count) for state, count in context["tally"]] == [
        ("approved", 1),
        ("submitted", 1),
        ("returned", 0),
        ("draft", 0),
        ("todo", 1),
    ]
    assert (context["authors"], context["may_review"]) == (1, False)
    assert visit(disa).get(at(round_)).context["may_review"] is True


def test_an_empty_round_has_no_curve_and_no_time(visit, anna):
    context = visit(anna).get(at(opened(anna))).context

    assert (context["figure"], context["median_time"], context["authors"]) == (None, "", 0)


def test_the_way_to_a_round_is_told(visit, anna):
    round_ = opened(anna)

    assert visit(anna).get(at(round_)).context["crumbs"] == [
        ("Rapportera", None),
        ("Uppföljningsomgångar", ROUNDS),
        ("Andra halvåret 2026", None),
    ]
    assert round_.period == AUTUMN
    assert "Andra halvåret 2026" in text(visit(anna).get(ROUNDS))
