"""How an insats ends, and how one becomes others."""

import pytest

from tests.delivery.walks import running, started
from tests.factories import MONDAY
from varv.core.kinds import Ending, Lineage
from varv.core.workflow import InitiativeState
from varv.delivery import operations
from varv.delivery.models import Initiative, InitiativeLink

pytestmark = pytest.mark.django_db

LIST = "/alvmark/insatser/"


@pytest.fixture
def insats(anna, bo):
    return running(anna, bo, name="Yrkesväxling")


def text(response) -> str:
    return response.content.decode()


def wrong(response) -> tuple[int, list[str]]:
    """The status, and which fields were explained."""
    return response.status_code, list(response.context["form"].errors)


def test_the_work_ends_with_a_reason_that_the_page_tells(visit, insats, bo):
    address = f"{LIST}{insats.pk}/avsluta/"

    silent = visit(bo).post(address, {"ending": "stopped", "reason": ""})
    page = text(visit(bo).post(address, {"ending": "stopped", "reason": "Medlen räckte inte."}, follow=True))

    insats.refresh_from_db()
    assert wrong(silent) == (422, ["reason"])
    assert (insats.state, insats.ending) == (InitiativeState.ENDED, Ending.STOPPED)
    assert "Medlen räckte inte." in page
    assert "/avsluta/" not in page


@pytest.mark.parametrize("ending", ["merged", "split", "", "nonsens"])
def test_the_work_ends_by_hand_only_as_completed_or_stopped(visit, insats, bo, ending):
    response = visit(bo).post(f"{LIST}{insats.pk}/avsluta/", {"ending": ending, "reason": "Därför."})

    assert wrong(response) == (422, ["ending"])
    assert "Därför." in text(response)


def test_a_copy_is_made_and_shown(visit, insats, anna, alvmark):
    written = {"name": "Yrkesväxling i söder", "starts_on": "2027-01-01", "ends_on": ""}

    response = visit(anna).post(f"{LIST}{insats.pk}/kopiera/", written)

    copy = Initiative.objects.of(alvmark.pk).get(name="Yrkesväxling i söder")
    page = text(visit(anna).get(response.url))
    assert (response.url, copy.state) == (f"{LIST}{copy.pk}/", InitiativeState.PLANNED)
    assert ("Yrkesväxling" in page, "fanns innan" in page) == (True, True)
    assert "kom ur den" in text(visit(anna).get(f"{LIST}{insats.pk}/"))


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"name": "Yrkesväxling"}, "name"), ({"ends_on": "2026-01-01"}, "ends_on"), ({"starts_on": ""}, "starts_on")],
)
def test_a_copy_says_what_is_wrong_and_keeps_what_was_written(visit, insats, anna, changed, field):
    written = {"name": "En kopia", "starts_on": "2027-01-01", "ends_on": ""} | changed

    response = visit(anna).post(f"{LIST}{insats.pk}/kopiera/", written)

    assert wrong(response) == (422, [field])
    assert response.context["form"]["name"].value() == written["name"]


def test_what_has_ended_can_still_be_copied_but_not_reshaped(visit, insats, anna):
    operations.end_initiative(initiative=insats, by=anna, at=MONDAY)

    page = text(visit(anna).get(f"{LIST}{insats.pk}/"))

    assert ("/kopiera/" in page, "/dela/" in page, "/sla-ihop/" in page) == (True, False, False)
    assert "Insatsen är avslutad och står som den var" in text(visit(anna).get(f"{LIST}{insats.pk}/dela/", follow=True))


def test_a_split_makes_new_ones_and_the_old_page_leads_to_them(visit, insats, anna):
    written = {"names": " Norr \n\nSöder  \n", "reason": "Två lag."}

    page = text(visit(anna).post(f"{LIST}{insats.pk}/dela/", written, follow=True))

    assert [link.result.name for link in InitiativeLink.objects.order_by("pk")] == ["Norr", "Söder"]
    assert ("Norr" in page, "Söder" in page, "Två lag." in page) == (True, True, True)


@pytest.mark.parametrize(
    ("written", "field"),
    [
        ({"names": "Norr", "reason": "Två lag."}, "names"),
        ({"names": "Norr\nNorr", "reason": "Två lag."}, "names"),
        ({"names": "\n".join(f"Del {number}" for number in range(11)), "reason": "Många."}, "names"),
        ({"names": "Norr\n" + "x" * 161, "reason": "Två lag."}, "names"),
        ({"names": "", "reason": "Två lag."}, "names"),
        ({"names": "Norr\nSöder", "reason": ""}, "reason"),
    ],
)
def test_a_split_says_what_is_wrong_and_keeps_the_insats(visit, insats, anna, written, field):
    response = visit(anna).post(f"{LIST}{insats.pk}/dela/", written)

    insats.refresh_from_db()
    assert wrong(response) == (422, [field])
    assert (insats.state, response.context["form"]["reason"].value()) == (InitiativeState.RUNNING, written["reason"])


def test_a_merge_makes_one_and_shows_where_it_came_from(visit, insats, anna, bo):
    other = started(anna, bo, name="Validering")
    written = {"others": [other.pk], "name": "Gemensamt", "reason": "Samma deltagare."}

    response = visit(anna).post(f"{LIST}{insats.pk}/sla-ihop/", written)

    whole = Initiative.objects.get(name="Gemensamt")
    page = text(visit(anna).get(response.url))
    assert response.url == f"{LIST}{whole.pk}/"
    assert {link.lineage for link in whole.came_from.all()} == {Lineage.MERGED}
    assert ("Yrkesväxling" in page, "Validering" in page, "Samma deltagare." in page) == (True, True, True)


def test_a_merge_offers_others_of_the_region_that_have_not_ended(visit, insats, anna, bo, stig):
    other, over = started(anna, bo, name="Validering"), started(anna, bo, name="Över")
    operations.end_initiative(initiative=over, by=anna, at=MONDAY)
    theirs = started(stig, stig, name="Deras")

    form = visit(anna).get(f"{LIST}{insats.pk}/sla-ihop/").context["form"]

    assert list(form.fields["others"].queryset) == [other]
    for wanted in (over, theirs, insats):
        written = {"others": [wanted.pk], "name": "Gemensamt", "reason": "Därför."}
        assert wrong(visit(anna).post(f"{LIST}{insats.pk}/sla-ihop/", written)) == (422, ["others"])


def test_reshaping_is_for_those_who_start_insatser(visit, insats, bo, cilla):
    page = text(visit(bo).get(f"{LIST}{insats.pk}/"))

    assert ("/avsluta/" in page, "/kopiera/" in page, "/dela/" in page) == (True, False, False)
    for part in ("kopiera/", "dela/", "sla-ihop/"):
        assert visit(bo).get(f"{LIST}{insats.pk}/{part}").status_code == 403
    assert visit(cilla).get(f"{LIST}{insats.pk}/avsluta/").status_code == 403


@pytest.mark.parametrize("part", ["avsluta/", "kopiera/", "dela/", "sla-ihop/"])
def test_reshaping_is_unknown_to_a_stranger(visit, insats, stig, part):
    assert visit(stig).get(f"{LIST}{insats.pk}/{part}").status_code == 404
    assert visit(stig).post(f"{LIST}{insats.pk}/{part}").status_code == 404
