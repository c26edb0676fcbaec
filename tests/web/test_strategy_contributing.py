"""Goals that contribute across documents, and a partner's plan written in by hand."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from tests.factories import MONDAY
from tests.people import verbs
from tests.strategy.walks import added_goal, drafted_document
from varv.core.kinds import DocumentKind, Strength
from varv.core.refusals import RuleBroken
from varv.overview.words import refusal
from varv.strategy import operations
from varv.strategy.models import Goal, GoalLink, SteeringDocument

pytestmark = pytest.mark.django_db

PLAN = {
    "organisation": "Norra kommunen",
    "name": "Verksamhetsplan 2027",
    "starts_on": "2027-01-01",
    "ends_on": "",
    "link": "",
    "rows": "3",
    "outline_1": "1",
    "name_1": "Fler lärlingar",
    "target_1": "",
    "strength_1": "partly",
    "outline_2": "2",
    "name_2": "",
    "target_2": "",
    "strength_2": "partly",
    "outline_3": "3",
    "name_3": "",
    "target_3": "",
    "strength_3": "partly",
}
ENTER = "/alvmark/spar/partners-plan/"


@pytest.fixture
def ours(anna):
    return added_goal(anna, drafted_document(anna), "1.1", "Fler unga fullföljer gymnasiet")


@pytest.fixture
def theirs(anna):
    plan = operations.draft_document(
        kind=DocumentKind.OPERATIONAL_PLAN, title="VP 2027", starts_on=date(2027, 1, 1), by=anna, at=MONDAY
    )
    return added_goal(anna, plan, "A", "Öppet hus")


def linked(by, source, target, **said):
    values = {"strength": Strength.PARTLY} | said
    return operations.link_goals(source=source, target=target, **values, by=by, at=MONDAY)


def onward(goal):
    return f"/alvmark/mal/{goal.pk}/bidrar-till/"


def inward(goal):
    return f"/alvmark/mal/{goal.pk}/spar-i-plan/"


def edit(link):
    return f"/alvmark/malbidrag/{link.pk}/andra/"


def told(code, **facts):
    with translation.override("sv"):
        return refusal(RuleBroken(code, **facts))


def only_link(by):
    return GoalLink.objects.of(by.region_id).get()


# --- links --------------------------------------------------------------------------------------------------


def test_a_goal_is_linked_to_one_that_it_contributes_to(anna, visit, ours, theirs):
    sent = {"other": ours.pk, "strength": "clearly", "share": "12,5", "reason": "Sidan 4."}

    response = visit(anna).post(onward(theirs), sent)

    link = only_link(anna)
    assert (response.status_code, response.url) == (302, f"/alvmark/mal/{theirs.pk}/#bidrar")
    assert (link.source, link.target, link.strength) == (theirs, ours, Strength.CLEARLY)
    assert (link.share, link.reason, verbs(link)) == (Decimal("12.5"), "Sidan 4.", ["linked"])


def test_a_goal_is_linked_from_a_plan_that_contributes_to_it(anna, visit, ours, theirs):
    response = visit(anna).post(inward(ours), {"other": theirs.pk, "strength": "mentioned"})

    link = only_link(anna)
    assert (response.status_code, response.url) == (302, f"/alvmark/mal/{ours.pk}/#bidrar")
    assert (link.source, link.target, link.strength, link.share) == (theirs, ours, Strength.MENTIONED, None)


def test_only_goals_of_other_documents_are_offered(anna, visit, ours, theirs):
    sister = added_goal(anna, ours.document, "1.2", "Skillnaderna i hälsa minskar")

    form = visit(anna).get(inward(ours)).context["form"]

    assert list(form.fields["other"].queryset) == [theirs]
    assert sister not in form.fields["other"].queryset


def test_goals_of_one_plan_are_offered_when_the_address_says_which(anna, visit, ours, theirs):
    other = added_goal(anna, drafted_document(anna, "En annan plan"), "B")

    form = visit(anna).get(f"{inward(ours)}?dokument={theirs.document_id}").context["form"]

    assert list(form.fields["other"].queryset) == [theirs]
    assert other.pk


@pytest.mark.parametrize("written", ["abc", "9" * 40, "-1", "٣"])
def test_an_odd_document_in_the_address_offers_every_goal_or_none(anna, visit, ours, theirs, written):
    assert visit(anna).get(inward(ours), {"dokument": written}).status_code == 200


def test_a_form_that_is_not_whole_keeps_what_was_written(anna, visit, ours, theirs):
    response = visit(anna).post(onward(theirs), {"other": ours.pk, "strength": "", "reason": "Sidan 4.", "share": "x"})

    assert response.status_code == 422
    assert "Sidan 4." in response.content.decode()
    assert set(response.context["form"].errors) == {"strength", "share"}


def test_a_refusal_is_told_and_what_was_written_stays(anna, visit, ours, theirs):
    linked(anna, theirs, ours)

    response = visit(anna).post(onward(theirs), {"other": ours.pk, "strength": "clearly", "reason": "En gång till."})

    page = response.content.decode()
    assert response.status_code == 422
    assert response.context["form"].non_field_errors() == [
        told("goal_link.exists_already", source=str(theirs), target=str(ours))
    ]
    assert "En gång till." in page


def test_a_share_too_large_is_told_at_its_field(anna, visit, ours, theirs):
    other = added_goal(anna, theirs.document, "B")
    linked(anna, other, ours, share=Decimal(80))

    form = visit(anna).post(onward(theirs), {"other": ours.pk, "strength": "partly", "share": "30"}).context["form"]

    assert form.errors["share"] == [told("goal_link.shares_exceed", target=str(ours), taken=Decimal(80))]


@pytest.mark.parametrize("share", ["33,333", "1000000", "tio"])
def test_a_share_that_cannot_be_kept_is_told_at_its_field(anna, visit, ours, theirs, share):
    form = visit(anna).post(onward(theirs), {"other": ours.pk, "strength": "partly", "share": share}).context["form"]

    assert list(form.errors) == ["share"]


def test_a_goal_that_no_longer_holds_is_sent_back_with_a_reason(anna, visit, ours):
    operations.retire_goal(goal=ours, reason="Målet är nått.", by=anna, at=MONDAY)

    response = visit(anna).get(onward(ours), follow=True)

    assert told("goal_link.goal_is_retired", name=str(ours)) in [str(said) for said in response.context["messages"]]


@pytest.mark.parametrize("page", [onward, inward])
def test_linking_takes_the_right_to_plan(bo, visit, ours, page):
    assert visit(bo).get(page(ours)).status_code == 403
    assert visit(bo).post(page(ours), {}).status_code == 403


def test_a_link_is_changed(anna, visit, ours, theirs):
    link = linked(anna, theirs, ours)
    sent = {"strength": "clearly", "share": "", "reason": "Nu med budget.", "revision": link.revision}

    response = visit(anna).post(edit(link), sent)

    link.refresh_from_db()
    assert (response.status_code, response.url) == (302, f"/alvmark/mal/{theirs.pk}/#bidrar")
    assert (link.strength, link.reason, verbs(link)) == (Strength.CLEARLY, "Nu med budget.", ["linked", "edited"])


def test_the_form_shows_how_the_link_stands(anna, visit, ours, theirs):
    link = linked(anna, theirs, ours, reason="Sidan 4.")

    response = visit(anna).get(edit(link))

    assert response.context["form"].initial == {
        "strength": Strength.PARTLY,
        "share": None,
        "reason": "Sidan 4.",
        "revision": 1,
    }
    assert str(ours) in response.content.decode()


def test_a_form_that_is_out_of_date_shows_the_other_text_beside(anna, visit, ours, theirs):
    link = linked(anna, theirs, ours)
    operations.edit_goal_link(
        link=link, strength=Strength.MENTIONED, reason="Den andras.", revision=1, by=anna, at=MONDAY
    )

    response = visit(anna).post(edit(link), {"strength": "clearly", "reason": "Min.", "revision": 1})

    page = response.content.decode()
    assert response.status_code == 422
    assert "Den andras." in page
    assert "Min." in page


def test_a_link_is_taken_away(anna, visit, ours, theirs):
    link = linked(anna, theirs, ours)

    response = visit(anna).post(f"/alvmark/malbidrag/{link.pk}/ta-bort/")

    assert (response.status_code, response.url) == (302, f"/alvmark/mal/{theirs.pk}/#bidrar")
    assert not GoalLink.objects.of(anna.region_id).exists()


def test_a_link_is_taken_away_by_a_button_and_not_by_an_address(anna, visit, ours, theirs):
    link = linked(anna, theirs, ours)

    assert visit(anna).get(f"/alvmark/malbidrag/{link.pk}/ta-bort/").status_code == 405
    assert only_link(anna) == link


@pytest.mark.parametrize("deed", ["andra", "ta-bort"])
def test_changing_a_link_takes_the_right_to_plan(anna, cilla, visit, ours, theirs, deed):
    link = linked(anna, theirs, ours)

    assert visit(cilla).post(f"/alvmark/malbidrag/{link.pk}/{deed}/", {}).status_code == 403
    assert only_link(anna) == link


def test_links_are_unknown_to_a_stranger(anna, stig, visit, ours, theirs):
    link = linked(anna, theirs, ours)
    client = visit(stig)

    for address in (onward(ours), inward(ours), edit(link), f"/alvmark/malbidrag/{link.pk}/ta-bort/", ENTER):
        assert client.post(address, {}).status_code == 404
    for address in (onward(ours), inward(ours), edit(link), f"/alvmark/malbidrag/{link.pk}/ta-bort/"):
        assert client.post(address.replace("alvmark", "sydland"), {}).status_code == 404


# --- a partner's plan -------------------------------------------------------------------------------------------


def enter(client, **sent):
    return client.post(ENTER, PLAN | sent)


def partner_plans(by):
    return SteeringDocument.objects.of(by.region_id).filter(kind=DocumentKind.PARTNER_PLAN)


def test_a_partners_plan_is_written_in_on_one_page(anna, visit, ours):
    sent = {"target_1": ours.pk, "strength_1": "clearly", "name_3": "Ett eget mål", "outline_3": ""}

    response = enter(visit(anna), **sent)

    plan = partner_plans(anna).get()
    assert (response.status_code, response.url) == (302, "/alvmark/spar/")
    assert plan.title == "Norra kommunen: Verksamhetsplan 2027"
    assert [str(goal) for goal in plan.goals.in_outline_order()] == ["1 Fler lärlingar", "3 Ett eget mål"]
    assert (only_link(anna).target, only_link(anna).strength) == (ours, Strength.CLEARLY)


def test_the_goals_of_the_strategy_in_force_are_offered(anna, visit, ours):
    page = visit(anna).get(ENTER)

    form = page.context["form"]
    assert form.fields["target_1"].choices == [("", "Inget av dem"), (str(ours.pk), str(ours))]
    assert (page.status_code, form.count) == (200, 5)


def test_the_goals_of_another_document_are_offered_when_the_address_says_so(anna, visit, ours, theirs):
    form = visit(anna).get(f"{ENTER}?dokument={theirs.document_id}").context["form"]

    assert [pk for pk, _told in form.fields["target_1"].choices] == ["", str(theirs.pk)]


def test_another_regions_document_in_the_address_is_not_found(anna, stig, visit):
    foreign = drafted_document(stig, "Sydland 2030")

    assert visit(anna).get(f"{ENTER}?dokument={foreign.pk}").status_code == 404


def test_a_region_without_a_strategy_can_write_in_a_plan_all_the_same(anna, visit):
    assert visit(anna).get(ENTER).status_code == 200
    assert enter(visit(anna)).status_code == 302
    assert partner_plans(anna).get().goals.count() == 1


def test_more_rows_keep_everything_that_was_written_and_save_nothing(anna, visit, ours):
    response = enter(visit(anna), more="1", target_1=ours.pk, strength_1="clearly", name_2="Halvskrivet")

    form = response.context["form"]
    page = response.content.decode()
    assert (response.status_code, form.count) == (200, 8)
    for kept in ("Norra kommunen", "Fler lärlingar", "Halvskrivet"):
        assert kept in page
    assert form["target_1"].value() == str(ours.pk)
    assert form["rows"].value() == 8
    assert not partner_plans(anna).exists()


@pytest.mark.parametrize("rows", ["60", "9999", "9" * 400])
def test_there_is_an_end_to_the_rows(anna, visit, rows):
    response = enter(visit(anna), more="1", rows=rows)

    assert response.context["form"].count <= 60


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"organisation": ""}, "organisation"),
        ({"starts_on": "i dag"}, "starts_on"),
        ({"name_1": ""}, "name_1"),
        ({"name_1": "x" * 201}, "name_1"),
        ({"outline_2": "1", "name_2": "Samma nummer"}, "outline_2"),
        ({"target_1": "999999"}, "target_1"),
        ({"strength_1": "very"}, "strength_1"),
        ({"rows": "många"}, "rows"),
    ],
)
def test_nothing_is_lost_when_something_is_to_be_put_right(anna, visit, ours, sent, field):
    response = (
        enter(visit(anna), name_3="Det tredje målet", **sent) if field != "name_1" else enter(visit(anna), **sent)
    )

    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert "Verksamhetsplan 2027" in response.content.decode()
    assert not partner_plans(anna).exists()
    assert Goal.objects.of(anna.region_id).count() == 1


def test_a_goal_that_contributes_needs_a_name(anna, visit, ours):
    form = enter(visit(anna), target_2=ours.pk).context["form"]

    assert form.errors["name_2"] == ["Skriv vad målet heter, eller välj ”Inget av dem”."]


def test_the_rows_know_their_cells_and_what_is_wrong_in_them(anna, visit, ours):
    form = enter(visit(anna), target_2=ours.pk).context["form"]

    rows = list(form.goal_rows())
    assert [row.number for row in rows] == [1, 2, 3]
    assert [cell.name for cell in rows[1].cells] == ["outline_2", "name_2", "target_2", "strength_2"]
    assert [row.errors for row in rows] == [[], ["Skriv vad målet heter, eller välj ”Inget av dem”."], []]


def test_a_plan_that_is_already_there_is_told_and_nothing_is_lost(anna, visit):
    enter(visit(anna))

    response = enter(visit(anna))

    assert response.status_code == 422
    assert told("document.title_taken", title="Norra kommunen: Verksamhetsplan 2027") in str(
        response.context["form"].errors
    )
    assert partner_plans(anna).count() == 1


def test_a_period_that_ends_before_it_starts_is_told_at_its_field(anna, visit):
    form = enter(visit(anna), ends_on="2026-12-31").context["form"]

    assert form.errors["ends_on"] == [told("document.ends_before_start", starts_on=date(2027, 1, 1))]


def test_an_empty_row_keeps_the_strength_that_is_not_asked_for(anna, visit, ours):
    response = enter(visit(anna), target_1=ours.pk, strength_1="")

    assert response.status_code == 302
    assert only_link(anna).strength is Strength.PARTLY


def test_writing_in_a_plan_takes_the_right_to_plan(disa, visit):
    assert visit(disa).get(ENTER).status_code == 403
    assert enter(visit(disa)).status_code == 403


def test_hostile_text_in_a_plan_is_shown_as_text(anna, visit):
    response = enter(visit(anna), name_1="<script>alert(1)</script>", starts_on="")

    assert "<script>alert(1)</script>" not in response.content.decode()
    assert "&lt;script&gt;" in response.content.decode()


# --- the goal's own page ------------------------------------------------------------------------------------------


def test_the_goals_page_knows_both_directions_and_who_may_link(anna, cilla, visit, ours, theirs):
    link = linked(anna, theirs, ours, reason="Sidan 4.")

    mine = visit(anna).get(f"/alvmark/mal/{ours.pk}/").context
    yours = visit(cilla).get(f"/alvmark/mal/{theirs.pk}/").context

    assert ([line.id for line in mine["links"].inward], mine["may_link"]) == ([link.pk], True)
    assert ([line.id for line in yours["links"].onward], yours["may_link"]) == ([link.pk], False)


def test_the_goals_page_shows_who_pulls_the_same_way(anna, visit, ours, theirs):
    link = linked(anna, theirs, ours, reason="Sidan 4.", share=Decimal("12.5"))

    page = " ".join(visit(anna).get(f"/alvmark/mal/{ours.pk}/").content.decode().split())

    for told_there in ("A Öppet hus", "VP 2027, 12,5", "Sidan 4.", "12,5 procent av målet"):
        assert told_there in page
    for way in (edit(link), onward(ours), inward(ours)):
        assert f'href="{way}"' in page


def test_the_goals_page_teaches_when_nothing_is_linked(cilla, visit, ours):
    page = " ".join(visit(cilla).get(f"/alvmark/mal/{ours.pk}/").content.decode().split())

    assert "Inget mål i ett annat dokument är kopplat." in page
    assert "Ingen plans mål är kopplat hit" in page
    assert onward(ours) not in page


def test_nobody_links_a_goal_that_no_longer_holds(anna, visit, ours):
    operations.retire_goal(goal=ours, reason="Målet är nått.", by=anna, at=MONDAY)

    assert visit(anna).get(f"/alvmark/mal/{ours.pk}/").context["may_link"] is False
