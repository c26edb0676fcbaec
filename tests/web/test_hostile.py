"""Whatever is sent to the pages, by mistake or on purpose: an answer that can be read, and nothing half done."""

from contextlib import contextmanager
from dataclasses import replace

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver

from tests.crawl import one_of_each
from tests.offered import beginnings, let_do_everything, offered, open_for_changes, some_of_each, soundly, view_of
from varv.regions.models import Membership, Region, TrailEntry, Unit, User
from varv.strategy.models import GenericActivity, Goal, SteeringDocument

# Pages that only tell, and forms that are sent by GET.
ONLY_READ = {
    "delivery:case_preview",
    "publishing:theme_pack_pdf",
    "publishing:theme_pack_word",
    "publishing:theme_packs",
    "rounds:visit",
    "rounds:project_reports",
    "rounds:templates",
    "red_thread",
    "start",
    "accessibility",
    "healthz",
    "readyz",
    "home",
    "search",
    "delivery:initiative",
    "delivery:initiatives",
    "delivery:initiatives_file",
    "delivery:pilot",
    "delivery:pilots",
    "delivery:project",
    "delivery:projects",
    "delivery:resources",
    "delivery:resources_behind",
    "delivery:resources_workbook",
    "delivery:krona",
    "delivery:funding_sources",
    "indicators:data",
    "indicators:indicator",
    "indicators:indicators",
    "learning:evaluation",
    "learning:evaluation_calendar",
    "learning:evaluation_file",
    "learning:evaluations",
    "learning:finding",
    "learning:finding_template",
    "learning:question_coverage",
    "learning:questions",
    "learning:lesson",
    "learning:news",
    "learning:about_activity",
    "learning:about_area",
    "learning:about_goal",
    "learning:brief",
    "learning:brief_pdf",
    "learning:brief_word",
    "learning:briefs",
    "learning:loop",
    "learning:loop_csv",
    "learning:subjects",
    "learning:lessons",
    "learning:lessons_to_review",
    "learning:change",
    "learning:recommendation",
    "learning:recommendations",
    "learning:spiral",
    "learning:turn",
    "people:people",
    "people:places",
    "people:trail",
    "publishing:annual_report",
    "publishing:annual_report_of",
    "publishing:annual_report_pdf",
    "publishing:annual_report_word",
    "rounds:achieved",
    "rounds:achieved_csv",
    "rounds:achieved_excel",
    "rounds:figure",
    "rounds:compare",
    "rounds:evidence",
    "rounds:review",
    "rounds:round",
    "rounds:rounds",
    "strategy:areas",
    "strategy:board",
    "strategy:programme",
    "strategy:programme_excel",
    "strategy:chain",
    "strategy:chain_json",
    "strategy:chain_mermaid",
    "strategy:all_chains",
    "strategy:chain_print",
    "strategy:chain_version",
    "strategy:compare_chain",
    "strategy:compare_versions",
    "strategy:document_file",
    "strategy:references",
    "strategy:document_chains",
    "strategy:chains",
    "strategy:choices",
    "strategy:document",
    "strategy:document_version",
    "strategy:documents",
    "strategy:edit_steps",
    "strategy:edits_since",
    "strategy:framework",
    "strategy:coverage",
    "strategy:story",
    "strategy:story_pdf",
    "strategy:story_word",
    "strategy:trace",
    "strategy:trace_table",
    "strategy:workbook_file",
    "strategy:workbook_template",
    "strategy:goal",
}
# Buttons without a field, for a state that nothing in the demo is in.
SELDOM_OFFERED = {
    "people:close_feed",
    "delivery:add_first_sources",
    "delivery:reopen_source",
    "learning:begin_action",
    "learning:import_findings",  # from the preview of a table
    "learning:verify_change",  # by another than the one who recorded it
    "rounds:ask",
    "rounds:take_back",
    "strategy:adopt_framework",
    "strategy:confirm_choice",
    "strategy:clear_step",
    "strategy:part_step",
    "strategy:remove_file",
    "strategy:remove_area",
    "strategy:remove_matrix_row",
    "strategy:remove_step",
    "strategy:untie_steps",
    "strategy:import_workbook",
}
SAVE_THE_REST = {"rounds:report", "rounds:autosave", "rounds:mine"}  # a report in writing keeps what can be read
# Before anyone is logged in, or about the person alone: django-allauth's and Django's own, and what a secret address
# opens; they have their own tests.
ABOUT_ME = {
    "account_login",
    "account_logout",
    "account_change_password",
    "account_reauthenticate",
    "set_language",
    "calendar_feed",
    "stop_reminders",
    "stop_digest",
}
# Here a hidden field names the row, which the address does elsewhere: one that is not there is not found.
NAMED_IN_A_FIELD = {"rounds:mine", "rounds:hand_in_complete", "learning:start_brief"}

SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
NUL = "a\x00b"
LONG = "x" * 10_001
DIGITS = "9" * 5000
SHORT = "<i>x"
PROSE = {"text", "textarea"}
AMOUNTS = {"value", "planned", "baseline", "level", "low", "high", "decimals"}
# What the pages read from their address, and what they are given besides.
ASKED = (
    *("sida", "page", "visa", "vy", "q", "aktivitet", "mal", "ordning", "lage", "mina", "status", "kind", "dokument"),
    *("document", "version", "goal", "under", "from", "level", "skriv", "kontrollera", "steg", "next", "year"),
    *("fran", "till", "flyttat", "hur", "kedja", "belagg", "niva", "resten", "mot", "tema"),
    *("utfall", "sakerhet", "forum", "per", "matt", "plats", "kalla", "ar"),
)
FORMS = (
    "form",
    "evidence_form",
    "return_form",
    "hand_over_form",
    "reopen_form",
    "contribution_form",
    "note_form",
    "place_form",
    "county_form",
    "saving",
    "tie_form",
    "allow_form",
)
CHOSEN = {"select", "selectmultiple", "radio"}


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def offers(_told, django_db_blocker):
    """The demo with its plans open for changes: a browser that may do everything, the forms, and some pages."""
    with django_db_blocker.unblock():
        client = let_do_everything("anna")
        open_for_changes(client)
        pages = some_of_each(client, *beginnings())
    forms = offered(pages)
    forms["rounds:autosave"] = autosave_of(forms["rounds:report"])
    return client, {view: form for view, form in forms.items() if view not in ABOUT_ME}, pages


@pytest.fixture
def client(offers, demo):
    """The browser; what a test does with it is undone afterwards."""
    return offers[0]


@pytest.fixture
def forms(offers):
    return offers[1]


def autosave_of(form):
    """What is saved as one writes: the report itself, and never what is to be attached to it."""
    kinds = {name: kind for name, kind in form.kinds.items() if not name.startswith("evidence-")}
    return replace(form, action=f"{form.action.partition('?')[0]}spara/", kinds=kinds)


def views(resolver=None, namespace=""):
    """Every view's name with its pattern."""
    for part in (resolver or get_resolver()).url_patterns:
        if isinstance(part, URLPattern):
            yield f"{namespace}{part.name}", part
        else:
            yield from views(part, f"{part.namespace}:" if part.namespace else namespace)


def named(form, *kinds):
    """The form's fields of these kinds."""
    return [name for name, kind in form.kinds.items() if kind in kinds and name != "csrfmiddlewaretoken"]


@contextmanager
def undone():
    """What is done in here is undone, whether or not the database is in order afterwards."""
    point = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(point)


def send(client, form, written, besides=None):
    """What is answered when this is sent besides what is sensible, and how many lines the trail got; then undone."""
    with undone():
        before = TrailEntry.objects.of(region().pk).count()
        response = client.post(form.action, (soundly(form) if besides is None else besides) | written)
        response.lines = TrailEntry.objects.of(region().pk).count() - before if response.status_code < 500 else 0
    return response


def region():
    return Region.objects.get(slug="alvmark")


def test_every_form_of_the_site_is_met_here(forms):
    every = {name for name, _pattern in views()}

    assert every - forms.keys() - ABOUT_ME == ONLY_READ | SELDOM_OFFERED


def test_every_form_takes_what_is_sensible(client, forms):
    answers = {view: send(client, form, {}).status_code for view, form in forms.items()}

    # A workbook is a file, and what it would change is shown before anything is done. So is a document's own file,
    # and which goals or initiatives become one or several, whether a partner is known or new, of which kind of activity
    # a project is, which reports to approve, who may read a draft, and whether a question is about a goal or a link, is
    # for a person; so are the days of an evaluation, and what a finding does to a link. A case export is a file each
    # time it is read, and so are a table of findings and a report.
    assert {view: status for view, status in answers.items() if status != 302} == {
        "delivery:allow_column": 422,
        "delivery:cases": 422,
        "delivery:start_from_project": 422,
        "rounds:review_round": 422,
        "delivery:join_partner": 422,
        "delivery:merge": 422,
        "delivery:split": 422,
        "learning:attach_report_file": 422,
        "learning:edit_evaluation": 422,
        "learning:finding_table": 422,
        "learning:lesson_readers": 422,
        "learning:new_finding": 422,
        "learning:question": 422,
        "rounds:autosave": 200,
        "strategy:attach_file": 422,
        "strategy:merge_goals": 422,
        "strategy:workbook": 422,
    }


def test_a_broken_token_saves_nothing_and_says_so(client, forms):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies

    answers = {view: send(strict, form, {"csrfmiddlewaretoken": "x" * 64}) for view, form in forms.items()}

    assert {view for view, answer in answers.items() if answer.status_code != 403 or answer.lines} == set()
    assert {view for view, answer in answers.items() if "inget sparades" not in answer.content.decode()} == set()


def test_a_text_that_is_too_long_is_refused_with_the_text_still_there(client, forms):
    wordy = {view: form for view, form in forms.items() if named(form, *PROSE)}

    answers = {view: send(client, form, dict.fromkeys(named(form, *PROSE), LONG)) for view, form in wordy.items()}

    told = {view: (answer.status_code, answer.content.decode().count(LONG)) for view, answer in answers.items()}
    assert told.pop("rounds:autosave") == (422, 0)
    assert told == {view: (422, len(named(form, *PROSE))) for view, form in wordy.items() if view in told}


@pytest.mark.parametrize("nonsense", [NUL, SCRIPT, "\u202eמחר 👩‍🏫🌲", "=1+1", "%(name)s {{ x }} {% y %}"])
def test_strange_texts_are_kept_or_refused_but_break_nothing(client, forms, nonsense):
    answers = {
        view: send(client, form, dict.fromkeys(named(form, *PROSE, "url"), nonsense)) for view, form in forms.items()
    }

    assert {view: one.status_code for view, one in answers.items() if one.status_code not in {200, 302, 422}} == {}


@pytest.mark.parametrize("nonsense", ["0000-99-99", "2026-02-31", "99999-01-01", "imorgon", NUL, DIGITS])
def test_a_day_that_does_not_exist_is_refused(client, forms, nonsense):
    dated = {view: form for view, form in forms.items() if named(form, "date")}

    answers = {view: send(client, form, dict.fromkeys(named(form, "date"), nonsense)) for view, form in dated.items()}

    assert {view: one.status_code for view, one in answers.items() if one.status_code != 422} == {}
    assert {view for view, one in answers.items() if one.lines} <= SAVE_THE_REST


@pytest.mark.parametrize("nonsense", ["abc", "-1", "1e999", "١٢", NUL, DIGITS, str(2**63)])
def test_a_number_that_is_none_breaks_nothing(client, forms, nonsense):
    """Among them the hidden revision, which a person never sees."""
    sent = {
        (view, name): send(client, form, {name: nonsense})
        for view, form in forms.items()
        for name in [
            *named(form, "number", "hidden"),
            *(n for n in form.kinds if n.split("_")[0] in {"value", "planned"}),
        ]
    }

    broken = {place: one.status_code for place, one in sent.items() if one.status_code not in {200, 302, 409, 422}}
    assert {place: code for place, code in broken.items() if (place[0] in NAMED_IN_A_FIELD, code) != (True, 404)} == {}


@pytest.mark.parametrize("nonsense", ["abc", "0", "-1", NUL, DIGITS, str(2**63), SCRIPT])
def test_a_choice_that_was_not_offered_is_refused(client, forms, nonsense):
    choosing = {view: form for view, form in forms.items() if named(form, *CHOSEN)}

    answers = {
        view: send(client, form, dict.fromkeys(named(form, *CHOSEN), nonsense)) for view, form in choosing.items()
    }

    assert {view: one.status_code for view, one in answers.items() if one.status_code != 422} == {}


def test_nothing_of_another_region_can_be_chosen(client, forms):
    sydland = Region.objects.get(slug="sydland")
    models = (SteeringDocument, Goal, GenericActivity, Unit, Membership)
    theirs = {str(model.objects.of(sydland.pk).first().pk) for model in models}
    theirs |= {str(user.pk) for user in User.objects.working_in(sydland.pk)}

    sent = {
        (view, name, key): send(client, form, {name: key}).status_code
        for view, form in forms.items()
        for name in named(form, "select", "selectmultiple", "checkbox")
        if any(value.isdecimal() for value in form.choices[name].values()) and not name.endswith("_month")
        for key in theirs - set(form.choices[name].values())
    }

    assert len(sent) > 100
    assert {place: status for place, status in sent.items() if status != 422} == {}


def test_a_form_without_its_fields_breaks_nothing(client, forms):
    only = {"csrfmiddlewaretoken": "x"}

    answers = {view: send(client, form, only, {}).status_code for view, form in forms.items()}

    assert (answers.pop("rounds:mine"), answers.pop("learning:start_brief")) == (404, 404)
    assert {view: status for view, status in answers.items() if status not in {200, 302, 409, 422}} == {}


def test_what_is_only_sent_cannot_be_fetched(client, forms):
    answers = {view: client.get(form.action).status_code for view, form in forms.items()}

    assert {view for view, status in answers.items() if status not in {200, 405}} == set()
    assert {view for view, form in forms.items() if answers[view] == 405} >= {
        view for view, form in forms.items() if not named(form, *PROSE, *CHOSEN, "date", "file", "checkbox")
    }


@pytest.mark.parametrize("number", [999_999_999, 2**63, int("9" * 30)])
def test_what_is_not_there_is_not_found(client, number):
    places = {
        name: "/alvmark/" + "".join(str(number) if "int:" in part else part for part in pieces(pattern))
        for name, pattern in views()
        if "<int:" in str(pattern.pattern)
    }

    read = {name: client.get(path).status_code for name, path in places.items()}
    sent = {name: client.post(path, {"version": "x"}).status_code for name, path in places.items()}

    assert {name: status for name, status in read.items() if status not in {404, 405}} == {}
    assert {name: status for name, status in sent.items() if status not in {404, 405}} == {}


def pieces(pattern):
    """A pattern cut where something is to be filled in."""
    for part in str(pattern.pattern).replace("<", "\x00<").replace(">", ">\x00").split("\x00"):
        yield "x" if part.startswith("<slug") else part


@pytest.mark.parametrize("nonsense", ["-1", NUL, DIGITS, "<script>alert(1)</script>", f"document-{DIGITS}"])
def test_an_address_with_nonsense_in_it_shows_the_page_all_the_same(offers, client, nonsense):
    asked = dict.fromkeys(ASKED, nonsense)
    told = [path for path, page in offers[2].items() if text_of(page)]
    pages = {path: client.get(path.partition("?")[0], asked) for path in one_of_each(told).values()}

    strange = {path: one.status_code for path, one in pages.items() if one.status_code not in {200, 302}}
    # Which figure this page is about is told by its address alone; of one that is not there, nothing is shown.
    assert {path: code for path, code in strange.items() if (view_of(path), code) != ("rounds:figure", 404)} == {}
    assert {path for path, one in pages.items() if "<script>alert" in text_of(one)} == set()


def test_what_looks_like_a_script_is_only_ever_text(client, forms):
    wordy = {view: form for view, form in forms.items() if named(form, *PROSE)}
    kept = {view for view, form in wordy.items() if write(client, form, SCRIPT, SHORT)}

    pages = some_of_each(client, *beginnings())

    # Forms that came first stand in the way: that report was sent back, that chain adopted, those goals linked, that
    # money withdrawn, that pilot decided, those questions adopted, that round opened for words, that lesson worked up.
    in_the_way = {
        "delivery:change_grant",
        "delivery:study_pilot",
        "delivery:withdraw_funding",
        "learning:lesson_from_report",
        "learning:work_up_lesson",
        "rounds:add_question",
        "rounds:edit_question",
        "rounds:reopen_words",
        "strategy:contributed_by",
        "strategy:save_step",
        "strategy:write_step",
    }
    # What only a person can choose, as above; and in a plan of several rows the shortest text is not found by itself.
    for_a_person = {
        "delivery:allow_column",
        "delivery:join_partner",
        "delivery:merge",
        "delivery:split",
        "delivery:start",
        "delivery:start_from_project",
        "learning:add_lesson_source",
        "learning:edit_evaluation",
        "learning:finding_table",
        "learning:new_finding",
    }
    assert wordy.keys() - kept == SAVE_THE_REST | in_the_way | for_a_person
    assert {path: page.status_code for path, page in pages.items() if page.status_code not in {200, 302}} == {}
    assert {path for path, page in pages.items() if SCRIPT in text_of(page) or SHORT in text_of(page)} == set()
    assert sum("&lt;script&gt;alert(1)&lt;/script&gt;" in text_of(page) for page in pages.values()) > 20


def test_what_is_accepted_can_also_be_shown(client, forms):
    """The first and the last day there is, and the largest numbers."""
    for form in forms.values():
        for name in named(form, "date"):
            for day in ("0001-01-01", "9999-12-31"):
                client.post(form.action, soundly(form) | {name: day})
        for name in (one for one in form.kinds if one.split("_")[0] in AMOUNTS):
            for amount in ("99999999999999", "-99999999999999"):
                client.post(form.action, soundly(form) | {name: amount})

    pages = some_of_each(client, *beginnings())

    assert {path: page.status_code for path, page in pages.items() if page.status_code not in {200, 302}} == {}


def write(client, form, *texts):
    """Send the form with the first of these texts that each of its fields takes; whether it was taken."""
    written = dict.fromkeys(named(form, *PROSE), texts[0])
    for text in (*texts[1:], None):
        response = client.post(form.action, soundly(form) | written)
        if response.status_code == 302:
            return True
        refused = {name for one in errors_in(response) for name in one}
        written = {name: (text if name in refused else said) for name, said in written.items()}
        written = {name: said for name, said in written.items() if said is not None}
    return client.post(form.action, soundly(form) | written).status_code == 302


def errors_in(response):
    """What is wrong, form by form, by the fields' names."""
    found = [response.context[name] for name in FORMS if (response.context or {}).get(name)]
    return [{form.add_prefix(name) for name in form.errors} for form in found if form.is_bound]


def text_of(response):
    return response.content.decode() if response["Content-Type"].startswith("text/html") else ""
