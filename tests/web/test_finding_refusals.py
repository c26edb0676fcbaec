"""What the pages of findings and questions refuse: they say why, keep what was written, and change nothing."""

import pytest

from tests.factories import (
    MONDAY,
    ChainLinkFactory,
    EvaluationQuestionFactory,
    GoalFactory,
    IndicatorFactory,
    ReportFactory,
)
from tests.learning.walks import noted_finding, questions, registered_evaluation
from tests.people import verbs
from varv.core.kinds import Bearing, SourceKind
from varv.core.theory import Evidence
from varv.core.workflow import ReportState
from varv.learning import operations
from varv.learning.models import Finding, FindingContradiction, FindingSource, QuestionTie
from varv.learning.operations import SourceDraft
from varv.regions.models import TrailEntry
from varv.strategy.operations import retire_goal

HUGE = "9" * 30
SECRETS = ["850101-1236", "nagon@example.org", "070-123 45 67"]
NOTED = {"text": "Valideringen är flaskhalsen.", "rests_on": "s. 31", "evidence": "some"}
FINDINGS, QUESTIONS = "/alvmark/iakttagelser/", "/alvmark/fragor/"


def page(finding, rest=""):
    return f"{FINDINGS}{finding.pk}/{rest}"


def new(evaluation):
    return f"/alvmark/utvarderingar/{evaluation.pk}/iakttagelser/ny/"


def text(response):
    return response.content.decode()


def errors(response):
    return list(response.context["form"].errors)


def moving(by, evidence=Evidence.SOME, bearing=Bearing.WEAKENS):
    return noted_finding(by, link=ChainLinkFactory(evidence=evidence), bearing=bearing)


def pair(by):
    evaluation = registered_evaluation(by)
    return noted_finding(by, evaluation), noted_finding(by, evaluation, text="Valideringen går fort.")


def trail_length(actor):
    return TrailEntry.objects.of(actor.region_id).count()


# A new finding


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": " \n\t"}, "text"),
        ({"text": "x" * 10_001}, "text"),
        ({"text": "noll\x00"}, "text"),
        ({"rests_on": "x" * 301}, "rests_on"),
        ({"evidence": ""}, "evidence"),
        ({"evidence": "kanske"}, "evidence"),
        ({"seen_on": "2099-01-01"}, "seen_on"),
        ({"seen_on": "i våras"}, "seen_on"),
        ({"question": HUGE}, "question"),
        ({"goal": "x"}, "goal"),
        ({"link": "-1"}, "link"),
        ({"bearing": "kanske"}, "bearing"),
        ({"bearing": "weakens"}, "link"),
        ({"evidence_after": "vet inte"}, "evidence_after"),
    ],
)
def test_a_finding_that_cannot_be_is_explained_and_kept(changed, field, egon, visit):
    evaluation = registered_evaluation(egon)
    before = trail_length(egon)

    response = visit(egon).post(new(evaluation), {"seen_on": "2026-04-01"} | NOTED | changed)

    assert (response.status_code, errors(response)) == (422, [field])
    kept = "s. 31" if field in {"text", "evidence"} else NOTED["text"]
    assert kept in text(response)
    assert (Finding.objects.of(egon.region_id).count(), trail_length(egon)) == (0, before)


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("field", ["text", "rests_on"])
def test_a_finding_holds_no_personal_data_new_or_changed(field, secret, egon, visit):
    finding, client = noted_finding(egon), visit(egon)
    sent = NOTED | {field: f"Kim sade det, {secret}"}

    answers = [
        client.post(new(finding.evaluation), sent),
        client.post(page(finding, "andra/"), sent | {"bearing": "neither", "revision": 1}),
    ]

    assert [(one.status_code, errors(one)) for one in answers] == [(422, [field])] * 2
    assert all(f"Kim sade det, {secret}" in text(one) for one in answers)
    assert (Finding.objects.of(egon.region_id).count(), verbs(finding)) == (1, ["noted"])


def test_what_another_region_owns_is_no_choice(egon, sydland, visit):
    evaluation = registered_evaluation(egon)
    foreign = {
        "question": EvaluationQuestionFactory(region=sydland).pk,
        "goal": GoalFactory(region=sydland).pk,
        "link": ChainLinkFactory(region=sydland).pk,
    }

    response = visit(egon).post(new(evaluation), NOTED | foreign)

    assert (response.status_code, sorted(errors(response))) == (422, ["goal", "link", "question"])


@pytest.mark.parametrize("asked", ["?link=x", f"?goal={HUGE}", "?question=%00", '?goal="><script>alert(1)</script>'])
def test_an_address_that_asks_for_nonsense_shows_an_empty_form(asked, egon, visit):
    response = visit(egon).get(new(registered_evaluation(egon)) + asked)

    assert (response.status_code, "<script>alert(1)" in text(response)) == (200, False)


# A finding that is changed


def test_a_finding_that_somebody_changed_meanwhile_is_not_overwritten(anna, egon, visit):
    finding = noted_finding(egon)
    sent = NOTED | {"bearing": "neither", "revision": finding.revision}
    visit(anna).post(page(finding, "andra/"), sent | {"text": "Annas ord."})

    response = visit(egon).post(page(finding, "andra/"), sent | {"text": "Egons ord."})

    (why,) = response.context["form"].non_field_errors()
    assert (response.status_code, "Anna" in why, "Egons ord." in text(response)) == (422, True, True)
    assert Finding.objects.of(egon.region_id).get().text == "Annas ord."


@pytest.mark.parametrize("revision", ["", "0", "x", HUGE])
def test_a_finding_without_a_true_revision_is_not_changed(revision, egon, visit):
    finding = noted_finding(egon)

    response = visit(egon).post(page(finding, "andra/"), NOTED | {"text": "Nytt", "revision": revision})

    assert (response.status_code, "Nytt" in text(response), verbs(finding)) == (422, True, ["noted"])


def test_a_finding_goes_on_speaking_of_a_goal_that_was_retired(anna, visit):
    goal, other = GoalFactory(name="Fler i arbete"), GoalFactory(name="Ett annat", outline="9")
    finding, client = noted_finding(anna, goal=goal), visit(anna)
    for one in (goal, other):
        retire_goal(goal=one, reason="Uppnått.", by=anna, at=MONDAY)

    form = client.get(page(finding, "andra/")).context["form"]
    sent = NOTED | {"goal": form["goal"].value(), "bearing": "neither", "revision": 1}
    client.post(page(finding, "andra/"), sent)

    finding.refresh_from_db()
    assert list(form.fields["goal"].queryset) == [goal]
    assert (finding.goal, finding.revision) == (goal, 2)


def test_a_retired_goal_is_no_choice_for_a_new_finding(anna, visit):
    goal = GoalFactory()
    evaluation = registered_evaluation(anna)
    retire_goal(goal=goal, reason="Uppnått.", by=anna, at=MONDAY)

    response = visit(anna).post(new(evaluation), NOTED | {"goal": goal.pk})

    assert (response.status_code, errors(response)) == (422, ["goal"])


@pytest.mark.parametrize("changed", [{"link": ""}, {"bearing": "strengthens"}])
def test_what_has_moved_a_link_goes_on_speaking_of_it(changed, egon, visit):
    finding, client = moving(egon), visit(egon)
    client.post(page(finding, "flytta/"), {"evidence_after": "assumed"})
    finding.refresh_from_db()
    stands = NOTED | {"link": finding.link_id, "bearing": "weakens", "revision": finding.revision}
    sent = stands | changed | ({"bearing": "neither"} if "link" in changed else {})

    response = client.post(page(finding, "andra/"), sent)

    assert (response.status_code, errors(response)) == (422, ["link"])
    assert verbs(finding) == ["noted", "moved_evidence"]


# Evidence that is moved


@pytest.mark.parametrize(
    ("bearing", "then"),
    [
        (Bearing.WEAKENS, "some"),
        (Bearing.WEAKENS, "strong"),
        (Bearing.STRENGTHENS, "some"),
        (Bearing.STRENGTHENS, "assumed"),
        (Bearing.STRENGTHENS, "none"),
        (Bearing.WEAKENS, ""),
        (Bearing.WEAKENS, "säkert"),
    ],
)
def test_evidence_moves_only_the_way_the_finding_points(bearing, then, egon, visit):
    finding = moving(egon, bearing=bearing)

    response = visit(egon).post(page(finding, "flytta/"), {"evidence_after": then, "x": "y"})

    finding.link.refresh_from_db()
    assert (response.status_code, errors(response)) == (422, ["evidence_after"])
    assert (finding.link.evidence, verbs(finding)) == (Evidence.SOME, ["noted"])


def test_what_moves_nothing_leads_back_and_says_why(egon, visit):
    finding = noted_finding(egon)

    response = visit(egon).post(page(finding, "flytta/"), {"evidence_after": "none"}, follow=True)

    assert len(list(response.context["messages"])) == 1
    assert page(finding, "flytta/") not in text(visit(egon).get(page(finding)))


def test_evidence_is_moved_once(egon, visit):
    finding, client = moving(egon), visit(egon)
    client.post(page(finding, "flytta/"), {"evidence_after": "assumed"})

    again = client.post(page(finding, "flytta/"), {"evidence_after": "none"})

    finding.link.refresh_from_db()
    assert (again.status_code, finding.link.evidence) == (302, Evidence.ASSUMED)


# What a finding rests on, and what says otherwise


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"kind": "rykte"}, "kind"),
        ({"source_text": "x" * 301}, "source_text"),
        ({"source_text": "nagon@example.org"}, "source_text"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"link": "inte en adress"}, "link"),
        ({"as_of": "2026-13-01"}, "as_of"),
        ({"as_of": "1899-01-01"}, "as_of"),
        ({"indicator": HUGE}, "indicator"),
        ({"report": "0"}, "report"),
    ],
)
def test_a_source_that_cannot_be_is_explained_and_kept(told, field, egon, visit):
    finding = noted_finding(egon)
    sent = {"kind": "document", "source_text": "Bilaga 2", "as_of": "2026-03-01"} | told

    response = visit(egon).post(page(finding, "kallor/ny/"), sent)

    assert (response.status_code, errors(response)) == (422, [field])
    assert response.context["form"]["source_text"].value() == sent["source_text"]
    assert not FindingSource.objects.of(egon.region_id).exists()


@pytest.mark.parametrize(("as_of", "field"), [("", "as_of"), ("2099-01-01", "as_of")])
def test_an_indicator_stands_as_it_did_on_a_day_that_has_come(as_of, field, egon, visit):
    sent = {"kind": "indicator", "indicator": IndicatorFactory().pk, "as_of": as_of}

    response = visit(egon).post(page(noted_finding(egon), "kallor/ny/"), sent)

    assert (response.status_code, errors(response)) == (422, [field])


def test_a_draft_of_a_report_is_no_source(egon, visit):
    draft = ReportFactory(state=ReportState.DRAFT)

    response = visit(egon).post(page(noted_finding(egon), "kallor/ny/"), {"kind": "report", "report": draft.pk})

    assert (response.status_code, errors(response)) == (422, ["report"])


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"other": ""}, "other"),
        ({"other": HUGE}, "other"),
        ({"explanation": ""}, "explanation"),
        ({"explanation": "   "}, "explanation"),
        ({"explanation": "Ring 070-123 45 67"}, "explanation"),
        ({"explanation": "x" * 10_001}, "explanation"),
    ],
)
def test_a_contradiction_that_cannot_be_is_explained_and_kept(told, field, egon, visit):
    one, other = pair(egon)
    sent = {"other": other.pk, "explanation": "De mätte olika år."} | told

    response = visit(egon).post(page(one, "motsagelse/"), sent)

    assert (response.status_code, errors(response)) == (422, [field])
    assert response.context["form"]["explanation"].value() == sent["explanation"]
    assert not FindingContradiction.objects.of(egon.region_id).exists()


def test_a_finding_does_not_contradict_itself(egon, visit):
    one, _other = pair(egon)

    response = visit(egon).post(page(one, "motsagelse/"), {"other": one.pk, "explanation": "Va?"})

    assert (response.status_code, errors(response)) == (422, ["other"])


def test_a_contradiction_is_the_same_from_both_sides(egon, visit):
    one, other = pair(egon)
    client = visit(egon)
    client.post(page(one, "motsagelse/"), {"other": other.pk, "explanation": "Olika år."})

    again = client.post(page(other, "motsagelse/"), {"other": one.pk, "explanation": "Olika år, som sagt."})

    assert (again.status_code, errors(again), "som sagt." in text(again)) == (422, ["other"], True)


def test_what_is_written_is_text_and_nothing_else(egon, cilla, visit):
    finding = noted_finding(egon, text="<script>alert(1)</script>", rests_on='"><img src=x>')
    operations.add_finding_source(
        finding=finding, source=SourceDraft(SourceKind.DOCUMENT, "<b>Bilaga</b>"), by=egon, at=MONDAY
    )

    shown = text(visit(cilla).get(page(finding)))

    assert not any(one in shown for one in ("<script>alert(1)", "<img src=x>", "<b>Bilaga</b>"))


# Questions


@pytest.mark.parametrize(
    ("told", "field"),
    [({"goal": HUGE}, "goal"), ({"link": "x"}, "link"), ({"goal": "", "link": ""}, "__all__"), ({"goal": "0"}, "goal")],
)
def test_a_tie_that_cannot_be_is_explained(told, field, egon, visit):
    question = EvaluationQuestionFactory()

    response = visit(egon).post(f"{QUESTIONS}{question.pk}/", told)

    assert (response.status_code, errors(response)) == (422, [field])
    assert not QuestionTie.objects.of(egon.region_id).exists()


def test_a_link_is_tied_once(egon, visit):
    question, link, client = EvaluationQuestionFactory(), ChainLinkFactory(), visit(egon)
    client.post(f"{QUESTIONS}{question.pk}/", {"link": link.pk})

    again = client.post(f"{QUESTIONS}{question.pk}/", {"link": link.pk})

    assert (again.status_code, errors(again), QuestionTie.objects.of(egon.region_id).count()) == (422, ["link"], 1)


@pytest.mark.parametrize("asked", ["?samband=x", f"?samband={HUGE}", "?samband=-1", "?samband=%00", "?samband=²"])
def test_a_link_that_cannot_be_is_not_carried_along(asked, egon, visit):
    question, client = EvaluationQuestionFactory(), visit(egon)

    assert client.get(QUESTIONS + asked).context["link_id"] == 0
    assert client.get(f"{QUESTIONS}{question.pk}/{asked}").context["form"].initial["link"] is None


# Who asks


def changing(by):
    """The addresses that change findings and questions, on rows that are there."""
    finding, other = moving(by), noted_finding(by)
    source = operations.add_finding_source(
        finding=finding, source=SourceDraft(SourceKind.VISIT, "Ett besök"), by=by, at=MONDAY
    )
    against = operations.contradict_finding(finding=finding, other=other, explanation="Olika år.", by=by, at=MONDAY)
    tie = operations.tie_question(question=EvaluationQuestionFactory(), to=GoalFactory(), by=by, at=MONDAY)
    return [
        new(finding.evaluation),
        *(page(finding, rest) for rest in ("andra/", "flytta/", "kallor/ny/", "motsagelse/")),
        f"{FINDINGS}kallor/{source.pk}/ta-bort/",
        f"{FINDINGS}motsagelser/{against.pk}/ta-tillbaka/",
        f"{QUESTIONS}{tie.question_id}/",
        f"{QUESTIONS}knytningar/{tie.pk}/los/",
        f"/alvmark/utvarderingar/{finding.evaluation_id}/tabell/",
        f"/alvmark/utvarderingar/{finding.evaluation_id}/tabell/las-in/",
    ]


@pytest.mark.parametrize("who", ["bo", "cilla", "disa", "frida"])
def test_those_who_may_not_recommend_change_nothing(who, egon, request, visit):
    addresses = changing(egon)
    before, client = trail_length(egon), visit(request.getfixturevalue(who))

    assert [client.post(address, NOTED).status_code for address in addresses] == [403] * len(addresses)
    assert trail_length(egon) == before


def test_for_a_stranger_none_of_it_exists_here_or_at_home(egon, stig, visit):
    addresses, client = changing(egon), visit(stig)
    before = trail_length(egon)

    for address in [*addresses, *(one.replace("alvmark", "sydland") for one in addresses)]:
        assert client.post(address, NOTED).status_code == 404, address
    assert trail_length(egon) == before


def test_a_stranger_at_home_meets_no_finding_or_question_of_others(egon, stig, visit):
    noted_finding(egon, question=EvaluationQuestionFactory(text="Vad hindrar?"))
    client = visit(stig)

    shown = text(client.get("/sydland/fragor/")) + text(client.get("/sydland/fragor/tackning/"))

    assert ("Vad hindrar?" in shown, "flaskhalsen" in shown) == (False, False)
    assert client.get(f"/sydland/fragor/{HUGE}/").status_code == 404


# As few questions to the database for many as for one


def grown(by, evaluation, number):
    """Findings that each have a link, a source, a question with a tie, and something that says otherwise."""
    before = noted_finding(by, evaluation, text=f"Nummer {number}")
    question = EvaluationQuestionFactory(text=f"Fråga {number}?")
    link = ChainLinkFactory(assumption=f"Antagande {number}")
    source = SourceDraft(SourceKind.INTERVIEW, f"{number} intervjuer")
    finding = noted_finding(by, evaluation, question=question, link=link, bearing=Bearing.STRENGTHENS, sources=[source])
    operations.contradict_finding(finding=finding, other=before, explanation="Olika år.", by=by, at=MONDAY)
    operations.tie_question(question=question, to=link, by=by, at=MONDAY)
    return finding


@pytest.mark.parametrize(
    "address",
    [
        QUESTIONS,
        f"{QUESTIONS}tackning/",
        "/alvmark/utvarderingar/",
        "/alvmark/utvarderingar/kalender/",
        "/alvmark/utvarderingar/{evaluation}/",
        "/alvmark/utvarderingar/{evaluation}/iakttagelser/ny/",
        "/alvmark/utvarderingar/{evaluation}/fragor/",
        "/alvmark/iakttagelser/{finding}/",
        "/alvmark/iakttagelser/{finding}/motsagelse/",
        "/alvmark/iakttagelser/{finding}/kallor/ny/",
        "/alvmark/fragor/{question}/",
    ],
)
def test_a_page_asks_as_often_for_one_as_for_three(address, egon, visit):
    evaluation, client = registered_evaluation(egon), visit(egon)
    finding = grown(egon, evaluation, 1)
    at = address.format(evaluation=evaluation.pk, finding=finding.pk, question=finding.question_id)
    client.get(at)
    one = questions(lambda: client.get(at))
    for number in (2, 3):
        grown(egon, evaluation, number)

    assert questions(lambda: client.get(at)) == one
