"""What is known about a chain: its assumptions, what stands beside it, its area, and how it leaves the house."""

import json
from datetime import date

import pytest
from django.utils import translation

from tests.factories import MONDAY, ChangeFactory, InitiativeFactory, LessonFactory, TurnFactory
from tests.strategy.walks import adopt_chain, adopted_chain, chain_of_three, drafted_chain, drafted_document
from varv.core.refusals import RuleBroken
from varv.core.theory import Evidence, FactorKind, Holding
from varv.overview.strategy.chain_list import Shown
from varv.overview.words import refusal
from varv.strategy import operations
from varv.strategy.models import ActionArea, AssumptionCheck, Chain, ChainFactor

pytestmark = pytest.mark.django_db

LIST = "/alvmark/effektkedjor/"
AREAS = f"{LIST}omraden/"
SEEN = {"holding": "broken", "since": "2026-03-02", "signal": "Åtta av tolv företag frågade inte efter intyget."}
FACTOR = {"kind": "risk", "text": "Få söker.", "about": ""}


def page(chain, *rest):
    return "/".join([f"/alvmark/effektkedjor/{chain.pk}", *rest, ""])


def of_link(link):
    return f"/alvmark/samband/{link.pk}/prova/"


def of_factor(factor, deed):
    return f"/alvmark/faktorer/{factor.pk}/{deed}/"


def of_area(area, deed):
    return f"/alvmark/omraden/{area.pk}/{deed}/"


def told(code, **facts):
    with translation.override("sv"):
        return refusal(RuleBroken(code, **facts))


def text(response):
    return response.content.decode()


def seen(by, link, holding=Holding.BROKEN, since=date(2026, 3, 2), signal="Åtta av tolv frågade inte."):
    return operations.check_assumption(link=link, holding=holding, since=since, signal=signal, by=by, at=MONDAY)


def factor_of(chain, by, words="Få söker.", kind=FactorKind.RISK, **about):
    return operations.add_factor(chain=chain, kind=kind, text=words, **about, by=by, at=MONDAY)


def area_of(document, by, name="Kompetens"):
    return operations.add_area(document=document, name=name, by=by, at=MONDAY)


# --- assumptions ----------------------------------------------------------------------------------------------


def test_analyst_says_that_an_assumption_of_an_adopted_chain_does_not_hold(anna, egon, visit):
    chain, _steps, links = adopted_chain(anna)

    response = visit(egon).post(of_link(links[1]), SEEN)

    check = AssumptionCheck.objects.of(anna.region_id).get()
    assert (response.status_code, response.url) == (302, f"{page(chain)}#antaganden")
    assert (check.holding, check.since, check.signal, check.noted_by_id) == (
        Holding.BROKEN,
        date(2026, 3, 2),
        SEEN["signal"],
        egon.person_id,
    )


def test_question_names_the_assumption_how_it_is_tested_and_what_was_seen_before(anna, visit):
    _chain, _steps, links = chain_of_three(anna)
    operations.edit_link(link=links[1], revision=1, tested_how="Ring tolv företag.", by=anna, at=MONDAY)
    seen(anna, links[1])

    response = visit(anna).get(of_link(links[1]))

    assert response.status_code == 200
    assert "Intyget räknas när företagen anställer" in text(response)
    assert "Ring tolv företag." in text(response)
    assert [check.signal for check in response.context["checks"]] == ["Åtta av tolv frågade inte."]


@pytest.mark.parametrize("who", ["bo", "cilla", "disa", "frida"])
def test_testing_an_assumption_is_offered_and_allowed_to_analysts_and_strategists_only(who, anna, egon, request, visit):
    chain, _steps, links = chain_of_three(anna)
    client = visit(request.getfixturevalue(who))

    assert of_link(links[1]) not in text(client.get(page(chain)))
    assert client.post(of_link(links[1]), SEEN).status_code == 403
    assert of_link(links[1]) in text(visit(egon).get(page(chain)))
    assert of_link(links[0]) not in text(visit(egon).get(page(chain)))


def test_stranger_does_not_see_the_question(anna, stig, visit):
    _chain, _steps, links = chain_of_three(anna)

    assert visit(stig).get(of_link(links[1])).status_code == 404


@pytest.mark.parametrize(
    ("changed", "field", "code"),
    [
        ({"since": "2126-03-02"}, "since", "assumption.not_seen_yet"),
        ({"signal": " "}, "signal", None),
        ({"holding": "perhaps"}, "holding", None),
        ({"since": "i våras"}, "since", None),
    ],
)
def test_bad_answer_is_kept_and_explained(changed, field, code, anna, visit):
    _chain, _steps, links = chain_of_three(anna)

    response = visit(anna).post(of_link(links[1]), SEEN | changed)

    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (422, [field])
    assert code is None or form.errors[field] == [told(code)]
    assert form["signal"].value() == (SEEN | changed)["signal"]
    assert not AssumptionCheck.objects.of(anna.region_id).exists()


def test_assumption_that_is_not_written_cannot_be_tested(anna, visit):
    _chain, _steps, links = chain_of_three(anna)

    response = visit(anna).post(of_link(links[0]), SEEN, follow=True)

    source, target = "Yrkesväxling i moduler", "Genomförda moduler"
    assert [str(message) for message in response.context["messages"]] == [
        told("assumption.not_written", source=source, target=target)
    ]


def test_chain_shows_how_each_assumption_was_last_seen_with_its_history(anna, cilla, visit):
    chain, _steps, links = chain_of_three(anna)
    seen(anna, links[1], Holding.HOLDS, date(2025, 9, 1), "Fem av fem räknade intyget.")
    seen(anna, links[1])

    response = visit(cilla).get(page(chain))

    (link,) = response.context["map"].assumptions
    assert (link.holding, [check.signal for check in link.checks]) == (
        Holding.BROKEN,
        ["Åtta av tolv frågade inte.", "Fem av fem räknade intyget."],
    )
    assert text(response).index("Åtta av tolv frågade inte.") < text(response).index("Fem av fem räknade intyget.")


@pytest.mark.parametrize(("who", "offered"), [("anna", True), ("egon", False), ("disa", False)])
def test_broken_assumption_leads_to_opening_the_chain_for_those_who_may(who, offered, anna, request, visit):
    chain, _steps, links = adopted_chain(anna)
    person = request.getfixturevalue(who)
    before = text(visit(person).get(page(chain))).count(page(chain, "oppna"))
    seen(anna, links[1])

    after = text(visit(person).get(page(chain))).count(page(chain, "oppna"))

    assert after - before == int(offered)


def test_message_after_a_broken_assumption_says_what_can_be_done(anna, egon, visit):
    _chain, _steps, links = adopted_chain(anna)
    said = []
    for person, holding in ((anna, "broken"), (egon, "broken"), (anna, "holds")):
        response = visit(person).post(of_link(links[1]), SEEN | {"holding": holding}, follow=True)
        said += [str(message) for message in response.context["messages"]]

    assert len(said) == len(set(said)) == 3


def test_list_counts_the_assumptions_that_do_not_hold(anna, cilla, visit):
    chain, _steps, links = chain_of_three(anna)
    seen(anna, links[1])
    drafted_chain(anna, "Gymnasiet", chain.document)

    response = visit(cilla).get(LIST, {"visa": Shown.BROKEN.value})

    assert [(line.name, line.broken) for line in response.context["board"].lines] == [("Kompetens för omställning", 1)]
    assert f"{page(chain)}#antaganden" in text(response)


# --- what is asked of the chain -------------------------------------------------------------------------------


def test_every_doubt_says_why_it_matters_and_leads_to_its_steps_and_links(anna, visit):
    chain, steps, links = chain_of_three(anna)
    seen(anna, links[1])

    response = visit(anna).get(page(chain))

    codes = [line.code for line, _why in response.context["doubts"]]
    assert codes == ["broken", "unfounded", "untested", "unmeasured"]
    assert all(str(why) in text(response) for _line, why in response.context["doubts"])
    assert f'href="#led-{steps[2].pk}"' in text(response)
    assert 'href="#antagande-1"' in text(response)


def test_long_list_of_doubtful_steps_is_cut_off(anna, visit):
    chain = drafted_chain(anna)
    for number in range(10):
        operations.add_step(chain=chain, level="activity", text=f"Kurs {number}", by=anna, at=MONDAY)

    found = text(visit(anna).get(page(chain)))

    panel = found[found.index('aria-labelledby="checks"') : found.index("</aside>")]
    assert (panel.count('href="#led-'), "…" in panel) == (8, True)


def test_initiatives_that_test_the_chain_are_a_link_away(anna, alvmark, visit):
    chain, *_ = chain_of_three(anna)
    InitiativeFactory(region=alvmark, chain=chain, name="Provar kedjan")
    InitiativeFactory(region=alvmark, name="Något annat")
    address = f"/alvmark/insatser/?kedja={chain.pk}"

    assert address in text(visit(anna).get(page(chain)))
    assert [line.name for line in visit(anna).get(address).context["page"].object_list] == ["Provar kedjan"]


def test_chain_that_nothing_tests_does_not_link_to_an_empty_list(anna, visit):
    chain, *_ = chain_of_three(anna)

    assert "?kedja=" not in text(visit(anna).get(page(chain)))


def test_version_in_force_is_named_while_the_chain_is_revised(anna, visit):
    chain, *_ = adopted_chain(anna)
    operations.revise_chain(chain=chain, by=anna, at=MONDAY)

    assert f'href="{page(chain, "versioner", "1")}"' in text(visit(anna).get(page(chain))).split("<h1")[0]


# --- beside the chain -----------------------------------------------------------------------------------------


def test_add_factor_puts_it_beside_the_chain(anna, visit):
    chain, steps, _links = chain_of_three(anna)

    response = visit(anna).post(page(chain, "faktorer", "ny"), FACTOR | {"about": f"step-{steps[0].pk}"})

    factor = ChainFactor.objects.of(anna.region_id).get()
    assert (response.status_code, response.url) == (302, f"{page(chain)}#bredvid")
    assert (factor.kind, factor.text, factor.step, factor.link) == (FactorKind.RISK, "Få söker.", steps[0], None)


def test_add_factor_begins_with_the_kind_and_the_thing_that_was_clicked(anna, visit):
    chain, _steps, links = chain_of_three(anna)

    response = visit(anna).get(page(chain, "faktorer", "ny"), {"slag": "side_effect", "om": f"link-{links[1].pk}"})

    form = response.context["form"]
    assert (form["kind"].value(), form["about"].value()) == ("side_effect", f"link-{links[1].pk}")
    assert text(response).count("checked") == 1


def test_factors_stand_by_kind_and_lead_to_what_they_are_about(anna, cilla, visit):
    chain, steps, links = chain_of_three(anna)
    factor_of(chain, anna, step=steps[0])
    factor_of(chain, anna, "Lärare flyttar.", FactorKind.SIDE_EFFECT, link=links[0])

    found = text(visit(cilla).get(page(chain)))

    panel = found[found.index('aria-labelledby="bredvid"') :]
    assert panel.index("Få söker.") < panel.index("Lärare flyttar.")
    assert f'href="#led-{steps[0].pk}"' in panel
    assert f'href="#samband-{links[0].pk}"' in panel
    assert "faktorer/ny/" not in found


@pytest.mark.parametrize(
    ("changed", "field"), [({"text": ""}, "text"), ({"about": "step-0"}, "about"), ({"kind": "luck"}, "kind")]
)
def test_bad_factor_is_kept_and_explained(changed, field, anna, visit):
    chain, *_ = chain_of_three(anna)

    response = visit(anna).post(page(chain, "faktorer", "ny"), FACTOR | changed)

    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (422, [field])
    assert form["text"].value() == (FACTOR | changed)["text"]


def test_step_of_another_chain_cannot_be_chosen(anna, visit):
    document = drafted_document(anna)
    chain, *_ = chain_of_three(anna, document=document)
    _other, steps, _links = chain_of_three(anna, "Gymnasiet", document)

    response = visit(anna).post(page(chain, "faktorer", "ny"), FACTOR | {"about": f"step-{steps[0].pk}"})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["about"])


def test_edit_factor_begins_with_what_stands_and_says_it_better(anna, visit):
    chain, steps, links = chain_of_three(anna)
    factor = factor_of(chain, anna, link=links[0])
    first = visit(anna).get(of_factor(factor, "andra")).context["form"].initial

    response = visit(anna).post(
        of_factor(factor, "andra"), FACTOR | {"text": "Färre söker.", "about": f"step-{steps[1].pk}", "revision": 1}
    )

    factor.refresh_from_db()
    assert first == {"kind": FactorKind.RISK, "text": "Få söker.", "about": f"link-{links[0].pk}", "revision": 1}
    assert (response.status_code, factor.text, factor.step, factor.link) == (302, "Färre söker.", steps[1], None)


@pytest.mark.parametrize("about", ["step", ""])
def test_edit_factor_knows_what_it_is_about(about, anna, visit):
    chain, steps, _links = chain_of_three(anna)
    factor = factor_of(chain, anna, **({"step": steps[0]} if about else {}))

    form = visit(anna).get(of_factor(factor, "andra")).context["form"]

    assert form["about"].value() == (f"step-{steps[0].pk}" if about else "")


def test_edit_factor_shows_what_somebody_else_wrote_meanwhile(anna, visit):
    chain, *_ = chain_of_three(anna)
    factor = factor_of(chain, anna)
    operations.edit_factor(
        factor=factor, kind=factor.kind, text="Annas text", step=None, link=None, revision=1, by=anna, at=MONDAY
    )

    response = visit(anna).post(of_factor(factor, "andra"), FACTOR | {"text": "Min text", "revision": 1})
    again = visit(anna).post(of_factor(factor, "andra"), FACTOR | {"text": "Min text", "revision": 2})

    factor.refresh_from_db()
    assert (response.status_code, response.context["form"].data["revision"]) == (422, "2")
    assert "Annas text" in text(response)
    assert "Min text" in text(response)
    assert (again.status_code, factor.text) == (302, "Min text")


def test_remove_factor_takes_it_away(anna, visit):
    chain, *_ = chain_of_three(anna)
    factor = factor_of(chain, anna)

    response = visit(anna).post(of_factor(factor, "ta-bort"))

    assert (response.status_code, response.url) == (302, f"{page(chain)}#bredvid")
    assert not ChainFactor.objects.of(anna.region_id).exists()


def test_remove_factor_is_no_link(anna, visit):
    chain, *_ = chain_of_three(anna)

    assert visit(anna).get(of_factor(factor_of(chain, anna), "ta-bort")).status_code == 405


@pytest.mark.parametrize("who", ["bo", "disa", "egon"])
def test_factors_are_changed_by_strategists_only(who, anna, request, visit):
    chain, *_ = chain_of_three(anna)
    factor, client = factor_of(chain, anna), visit(request.getfixturevalue(who))

    assert [
        client.get(page(chain, "faktorer", "ny")).status_code,
        client.get(of_factor(factor, "andra")).status_code,
        client.post(of_factor(factor, "ta-bort")).status_code,
    ] == [403, 403, 403]


def test_factors_do_not_exist_for_the_stranger(anna, stig, visit):
    chain, *_ = chain_of_three(anna)
    factor, client = factor_of(chain, anna), visit(stig)

    assert [
        client.get(page(chain, "faktorer", "ny")).status_code,
        client.get(of_factor(factor, "andra")).status_code,
        client.post(of_factor(factor, "ta-bort")).status_code,
    ] == [404, 404, 404]


# --- areas and the list ---------------------------------------------------------------------------------------


def test_areas_teaches_when_there_is_no_document(anna, visit):
    response = visit(anna).get(AREAS)

    assert (response.status_code, response.context["documents"]) == (200, ())


def test_area_is_added_to_the_document_that_was_clicked(anna, visit):
    document = drafted_document(anna)
    address = f"{AREAS}nytt/"
    first = visit(anna).get(address, {"dokument": document.pk}).context["form"]["document"].value()

    response = visit(anna).post(address, {"document": document.pk, "name": "Kompetens"})

    assert (first, response.url) == (str(document.pk), AREAS)
    assert ActionArea.objects.of(anna.region_id).get().name == "Kompetens"
    assert "Kompetens" in text(visit(anna).get(AREAS))


def test_area_with_a_name_that_is_taken_is_kept_and_explained(anna, visit):
    document = drafted_document(anna)
    area_of(document, anna)

    response = visit(anna).post(f"{AREAS}nytt/", {"document": document.pk, "name": "Kompetens"})

    form = response.context["form"]
    assert (response.status_code, form.errors["name"]) == (422, [told("area.name_taken", name="Kompetens")])
    assert form["name"].value() == "Kompetens"


def test_area_is_renamed(anna, visit):
    area = area_of(drafted_document(anna), anna)

    response = visit(anna).post(of_area(area, "andra"), {"name": "Kompetensförsörjning", "revision": 1})

    area.refresh_from_db()
    assert (response.url, area.name) == (AREAS, "Kompetensförsörjning")


def test_area_is_moved_by_its_buttons(anna, visit):
    document = drafted_document(anna)
    one, two = area_of(document, anna, "Ett"), area_of(document, anna, "Två")

    def order():
        return [line.name for line in visit(anna).get(AREAS).context["documents"][0].areas]

    visit(anna).post(of_area(two, "flytta"), {"after": ""})
    first = order()
    visit(anna).post(of_area(two, "flytta"), {"after": one.pk})

    assert (first, order()) == (["Två", "Ett"], ["Ett", "Två"])


@pytest.mark.parametrize("after", ["0", "x", "9" * 40])
def test_area_is_not_moved_after_what_does_not_exist(after, anna, visit):
    area = area_of(drafted_document(anna), anna)

    assert visit(anna).post(of_area(area, "flytta"), {"after": after}).status_code == 404


def test_empty_area_is_taken_away_and_one_with_chains_is_not(anna, visit):
    document = drafted_document(anna)
    empty, full = area_of(document, anna, "Tomt"), area_of(document, anna, "Fullt")
    drafted_chain(anna, document=document, area=full)

    for area in (empty, full):
        visit(anna).post(of_area(area, "ta-bort"))

    assert [visit(anna).get(of_area(full, "andra")).context["may_remove"]] == [False]
    assert list(ActionArea.objects.of(anna.region_id)) == [full]


@pytest.mark.parametrize("who", ["bo", "disa", "egon"])
def test_areas_are_read_by_all_and_sorted_by_strategists(who, anna, request, visit):
    area, client = area_of(drafted_document(anna), anna), visit(request.getfixturevalue(who))

    found = client.get(AREAS)

    assert (found.status_code, of_area(area, "flytta") in text(found)) == (200, False)
    assert [
        client.get(f"{AREAS}nytt/").status_code,
        client.get(of_area(area, "andra")).status_code,
        client.post(of_area(area, "flytta"), {"after": ""}).status_code,
        client.post(of_area(area, "ta-bort")).status_code,
    ] == [403, 403, 403, 403]


def test_areas_do_not_exist_for_the_stranger(anna, stig, visit):
    area, client = area_of(drafted_document(anna), anna), visit(stig)

    assert [
        client.get(AREAS).status_code,
        client.get(of_area(area, "andra")).status_code,
        client.post(of_area(area, "flytta"), {"after": ""}).status_code,
        client.post(of_area(area, "ta-bort")).status_code,
    ] == [404, 404, 404, 404]


def test_chain_is_put_in_an_area_by_its_form(anna, visit):
    document = drafted_document(anna)
    area, chain = area_of(document, anna), drafted_chain(anna, document=document)
    said = {"name": "Vägar", "document": document.pk, "area": area.pk, "goal": "", "summary": "", "owner": ""}

    visit(anna).post(page(chain, "andra"), said | {"revision": 1})

    response = visit(anna).get(page(chain))
    assert response.context["map"].area == "Kompetens"
    assert f"{LIST}?omrade={area.pk}" in text(response)


def test_area_of_another_document_is_explained_at_the_area(anna, visit):
    area, other = area_of(drafted_document(anna), anna), drafted_document(anna, "Länstransportplanen")
    said = {"name": "Vägar", "document": other.pk, "area": area.pk, "goal": "", "summary": "", "owner": ""}

    response = visit(anna).post(f"{LIST}ny/", said)

    errors = response.context["form"].errors
    assert (response.status_code, errors["area"]) == (422, [told("area.of_another_document", name="Kompetens")])
    assert not Chain.objects.of(anna.region_id).exists()


def test_list_keeps_what_was_asked_for_in_its_address(anna, visit):
    document = drafted_document(anna)
    area = area_of(document, anna)
    drafted_chain(anna, "Moduler", document, area=area)
    drafted_chain(anna, "Vägar", document)
    asked = {"q": "mod", "dokument": document.pk, "omrade": area.pk, "visa": Shown.NOT_ADOPTED.value}

    response = visit(anna).get(LIST, asked)

    form = response.context["form"]
    assert [line.name for line in response.context["board"].lines] == ["Moduler"]
    assert [form[name].value() for name in ("q", "dokument", "omrade")] == ["mod", str(document.pk), str(area.pk)]
    assert 'name="visa" value="ej-antagna"' in text(response)
    assert f"omrade={area.pk}" in text(response)


@pytest.mark.parametrize("asked", [{"omrade": "x"}, {"dokument": "9" * 50}, {"visa": "allt"}, {"q": "x" * 500}])
def test_list_leaves_out_what_cannot_be_read(asked, anna, visit):
    drafted_chain(anna)

    assert len(visit(anna).get(LIST, asked).context["board"].lines) == 1


def test_list_says_when_nothing_fits_and_leads_back(anna, visit):
    drafted_chain(anna)

    response = visit(anna).get(LIST, {"q": "finns inte"})

    assert response.context["board"].groups == ()
    assert text(response).count(f'href="{LIST}"') >= 2


# --- the evidence form and the versions -----------------------------------------------------------------------


def test_link_form_asks_how_and_when_it_is_tested_and_keeps_the_answer(anna, visit):
    chain, _steps, links = chain_of_three(anna)
    address = f"/alvmark/samband/{links[1].pk}/andra/"
    said = visit(anna).get(address).context["form"].initial | {"tested_how": "Ring tolv företag.", "evidence_year": ""}

    response = visit(anna).post(address, said | {"evidence": "assumed", "claim": "hypothetical"})

    assert response.status_code == 302
    assert "Ring tolv företag." in text(visit(anna).get(page(chain)))


@pytest.mark.parametrize("year", ["1899", "2126"])
def test_year_that_cannot_be_is_explained_at_the_year(year, anna, visit):
    _chain, _steps, links = chain_of_three(anna)
    said = {"revision": 1, "evidence": Evidence.SOME.value, "claim": "hypothetical", "evidence_year": year}

    response = visit(anna).post(f"/alvmark/samband/{links[1].pk}/andra/", said)

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["evidence_year"])
    assert response.context["form"]["evidence_year"].value() == year


def test_version_page_tells_which_lesson_changed_it(anna, alvmark, visit):
    chain, *_ = adopted_chain(anna)
    operations.revise_chain(chain=chain, by=anna, at=MONDAY)
    version = adopt_chain(chain, anna)
    lesson = LessonFactory(region=alvmark, statement="Intyget måste ha en avsändare.")
    ChangeFactory(
        region=alvmark,
        chain_version=version,
        document_version=None,
        recommendation=None,
        lesson=lesson,
        turn=TurnFactory(region=alvmark),
        what="Kedjan börjar hos arbetsgivaren",
    )

    second = visit(anna).get(page(chain, "versioner", "2"))
    first = visit(anna).get(page(chain, "versioner", "1"))

    assert [line.what for line in second.context["because"]] == ["Kedjan börjar hos arbetsgivaren"]
    assert "Intyget måste ha en avsändare." in text(second)
    assert f"/alvmark/lardomar/{lesson.pk}/" in text(second)
    assert first.context["because"] == ()


def test_version_page_shows_what_was_kept_beside_the_steps(anna, visit):
    document = drafted_document(anna)
    chain, _steps, links = chain_of_three(anna, document=document)
    operations.edit_chain(
        chain=chain, revision=1, area=area_of(document, anna), summary="Så tror vi.", by=anna, at=MONDAY
    )
    operations.edit_link(link=links[1], revision=1, tested_how="Ring tolv företag.", by=anna, at=MONDAY)
    factor_of(chain, anna)
    adopt_chain(chain, anna)

    found = text(visit(anna).get(page(chain, "versioner", "1")))

    assert [words in found for words in ("Så tror vi.", "Ring tolv företag.", "Få söker.")] == [True, True, True]


# --- out of the house -----------------------------------------------------------------------------------------


def test_mermaid_is_downloaded_as_text(anna, cilla, visit):
    chain, steps, _links = chain_of_three(anna)

    response = visit(cilla).get(page(chain, "mermaid"))

    assert (response.status_code, response["Content-Type"]) == (200, "text/plain; charset=utf-8")
    assert response["Content-Disposition"] == f'attachment; filename="effektkedja-{chain.pk}.mmd"'
    assert f's{steps[0].pk}["Yrkesväxling i moduler"]' in text(response)


def test_json_is_downloaded_with_the_rows_own_keys(anna, cilla, visit):
    chain, steps, links = chain_of_three(anna)
    seen(anna, links[1])

    response = visit(cilla).get(page(chain, "json"))

    read = json.loads(response.content)
    assert (response.status_code, response["Content-Type"]) == (200, "application/json")
    assert response["Content-Disposition"] == f'attachment; filename="effektkedja-{chain.pk}.json"'
    assert [step["key"] for step in read["steps"]] == [step.key for step in steps]
    assert [(link["source"], link["target"], len(link["checks"])) for link in read["links"]] == [
        (steps[0].key, steps[1].key, 0),
        (steps[1].key, steps[2].key, 1),
    ]


def test_chain_leads_to_its_downloads_which_the_stranger_cannot_reach(anna, stig, visit):
    chain, *_ = chain_of_three(anna)
    found = text(visit(anna).get(page(chain)))

    for kind in ("mermaid", "json"):
        assert page(chain, kind) in found
        assert visit(stig).get(page(chain, kind)).status_code == 404
