import pytest

from tests.factories import MONDAY, SavedViewFactory
from tests.people import verbs
from varv.core.refusals import NotAllowed, RuleBroken
from varv.regions import operations
from varv.regions.models import SavedView, User

pytestmark = pytest.mark.django_db


def saved(by, **changed) -> SavedView:
    values = {"page": "initiatives", "name": "Mina", "query": "visa=mina", "is_shared": False}
    return operations.save_view(**(values | changed), by=by, at=MONDAY)


def view_of(by, **values) -> SavedView:
    return SavedViewFactory(owner=User.objects.get(pk=by.person_id), **values)


def test_save_view_keeps_filters_under_a_name(bo):
    view = saved(bo)

    assert (view.owner_id, view.page, view.name, view.query) == (bo.person_id, "initiatives", "Mina", "visa=mina")
    assert (view.is_shared, verbs(view)) == (False, ["saved"])


def test_save_view_under_the_same_name_keeps_the_new_filters_instead(bo, anna):
    theirs, first = saved(anna), saved(bo)

    again = saved(bo, query="visa=running", is_shared=True)

    first.refresh_from_db()
    theirs.refresh_from_db()
    assert (again.pk, first.query, first.is_shared, first.revision) == (first.pk, "visa=running", True, 2)
    assert (verbs(first), theirs.query) == (["saved", "edited"], "visa=mina")


def test_save_view_of_another_page_may_have_the_same_name(bo):
    first = saved(bo)

    second = saved(bo, page="projects")

    assert first.pk != second.pk


def test_save_view_for_oneself_is_for_everyone_and_for_all_only_for_those_who_write(cilla):
    saved(cilla)

    with pytest.raises(NotAllowed):
        saved(cilla, name="Allas", is_shared=True)

    assert list(SavedView.objects.of(cilla.region_id).values_list("name", flat=True)) == ["Mina"]


def test_change_view_renames_it_and_shows_it_to_the_others(bo):
    view = saved(bo)

    operations.change_view(view=view, name="Bos", is_shared=True, revision=1, by=bo, at=MONDAY)

    view.refresh_from_db()
    assert (view.name, view.is_shared, view.query, verbs(view)) == ("Bos", True, "visa=mina", ["saved", "edited"])


def test_change_view_can_take_back_what_was_shown(bo):
    view = saved(bo, is_shared=True)

    operations.change_view(view=view, name=view.name, is_shared=False, revision=1, by=bo, at=MONDAY)

    view.refresh_from_db()
    assert view.is_shared is False


def test_change_view_is_refused_a_name_that_is_taken_and_a_stale_form(bo):
    view, _other = saved(bo), saved(bo, name="Andra")

    with pytest.raises(RuleBroken, match=r"saved_view\.name_taken"):
        operations.change_view(view=view, name="Andra", is_shared=False, revision=1, by=bo, at=MONDAY)
    with pytest.raises(RuleBroken, match="stale"):
        operations.change_view(view=view, name="Tredje", is_shared=False, revision=7, by=bo, at=MONDAY)

    view.refresh_from_db()
    assert view.name == "Mina"


def test_change_view_is_for_its_owner(anna, bo):
    view = saved(bo, is_shared=True)

    with pytest.raises(NotAllowed, match=r"saved_view\.not_yours"):
        operations.change_view(view=view, name="Annas", is_shared=True, revision=1, by=anna, at=MONDAY)


def test_change_view_does_not_let_a_reader_show_it(cilla):
    view = saved(cilla)

    with pytest.raises(NotAllowed):
        operations.change_view(view=view, name="Allas", is_shared=True, revision=1, by=cilla, at=MONDAY)


def test_remove_view_takes_it_away(bo):
    view = saved(bo)

    operations.remove_view(view=view, by=bo, at=MONDAY)

    assert (SavedView.objects.of(bo.region_id).count(), verbs(view)) == (0, ["saved", "removed"])


def test_remove_view_that_all_see_can_be_done_by_an_administrator(bo, frida):
    view = saved(bo, is_shared=True)

    operations.remove_view(view=view, by=frida, at=MONDAY)

    assert not SavedView.objects.of(bo.region_id).exists()


@pytest.mark.parametrize("is_shared", [True, False])
def test_remove_view_is_refused_to_others(bo, anna, is_shared):
    view = view_of(bo, is_shared=is_shared)

    with pytest.raises(NotAllowed, match=r"saved_view\.not_yours"):
        operations.remove_view(view=view, by=anna, at=MONDAY)


def test_remove_view_of_ones_own_is_not_for_an_administrator(bo, frida):
    view = view_of(bo)

    with pytest.raises(NotAllowed, match=r"saved_view\.not_yours"):
        operations.remove_view(view=view, by=frida, at=MONDAY)

    assert SavedView.objects.of(bo.region_id).exists()
