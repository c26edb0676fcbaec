import pytest
from django.utils import translation

from tests.factories import MONDAY
from tests.strategy.walks import added_step, adopt_chain, adopted_chain, drafted_document, linked
from varv.core.theory import Claim, Evidence, FactorKind, Level
from varv.core.versions import Kind
from varv.overview.strategy.chain_versions import WrittenChain, WrittenFactor, WrittenLink, chain_version_sheet
from varv.overview.strategy.differences import differences
from varv.strategy import operations
from varv.strategy.models import ChainVersion

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def revised(chain, by):
    operations.revise_chain(chain=chain, by=by, at=MONDAY)
    chain.refresh_from_db()


def as_before_issue_3(version):
    """The content that the first release wrote: no chain, no factors, no word of how a link is tested."""
    content = {part: version.content[part] for part in ("steps", "links")}
    for step in content["steps"].values():
        del step["is_shared"]
    for link in content["links"].values():
        del link["tested_how"]
    version.content = content
    version.save()
    return content


def test_version_sheet_shows_steps_by_level_and_links_weakest_first(anna):
    chain, *_ = adopted_chain(anna)

    sheet = chain_version_sheet(ChainVersion.objects.of(anna.region_id).get())

    assert (sheet.chain_id, sheet.name, sheet.version.number, sheet.before, sheet.after, sheet.differences) == (
        chain.pk,
        "Kompetens för omställning",
        1,
        None,
        None,
        (),
    )
    assert sheet.levels == (
        (Level.ACTIVITY, ("Yrkesväxling i moduler",)),
        (Level.OUTPUT, ("Genomförda moduler",)),
        (Level.OUTCOME, ("Deltagarna får ett intyg som gäller",)),
    )
    assert sheet.links[0] == WrittenLink(
        source="Genomförda moduler",
        target="Deltagarna får ett intyg som gäller",
        evidence=Evidence.ASSUMED,
        claim=Claim.HYPOTHETICAL,
        assumption="Intyget räknas när företagen anställer",
        finding="",
        evidence_source="",
        evidence_year=None,
    )
    assert [link.evidence for link in sheet.links] == [Evidence.ASSUMED, Evidence.STRONG]


def test_version_sheet_tells_what_changed_since_the_version_before(anna):
    chain, steps, links = adopted_chain(anna)
    operations.revise_chain(chain=chain, by=anna, at=MONDAY)
    operations.edit_link(link=links[1], revision=1, evidence=Evidence.SOME, finding="Sju av tio.", by=anna, at=MONDAY)
    linked(anna, steps[2], added_step(anna, chain, "Fler arbetar i bristyrken", Level.EFFECT))
    second = adopt_chain(chain, anna)

    sheet = chain_version_sheet(second)

    assert [(line.part, line.kind, line.name) for line in sheet.differences] == [
        ("Step", Kind.ADDED, "Fler arbetar i bristyrken"),
        ("Link", Kind.ADDED, "Deltagarna får ett intyg som gäller → Fler arbetar i bristyrken"),
        ("Link", Kind.CHANGED, "Genomförda moduler → Deltagarna får ett intyg som gäller"),
    ]
    assert [(field.label, field.after) for field in sheet.differences[2].fields] == [
        ("Evidence", "Some evidence"),
        ("What we know", "Sju av tio."),
    ]
    first = chain_version_sheet(ChainVersion.objects.of(anna.region_id).get(number=1))
    assert (first.after, sheet.before) == (2, 1)


def test_version_sheet_shows_what_stood_beside_the_chain(anna):
    chain, steps, _links = adopted_chain(anna)
    revised(chain, anna)
    for kind, text, about in (
        (FactorKind.CONDITION, "Bidraget finns kvar.", {}),
        (FactorKind.RISK, "Få söker.", {"step": steps[0]}),
        (FactorKind.RISK, "Lärarna räcker inte.", {}),
    ):
        operations.add_factor(chain=chain, kind=kind, text=text, **about, by=anna, at=MONDAY)

    sheet = chain_version_sheet(adopt_chain(chain, anna))

    assert sheet.factors == (
        WrittenFactor(FactorKind.RISK, "Få söker.", "Yrkesväxling i moduler"),
        WrittenFactor(FactorKind.RISK, "Lärarna räcker inte.", ""),
        WrittenFactor(FactorKind.CONDITION, "Bidraget finns kvar.", ""),
    )
    assert [(line.part, line.kind, line.name) for line in sheet.differences] == [
        ("Beside the chain", Kind.ADDED, "Condition outside our hands: Bidraget finns kvar."),
        ("Beside the chain", Kind.ADDED, "Risk: Få söker."),
        ("Beside the chain", Kind.ADDED, "Risk: Lärarna räcker inte."),
    ]


def test_version_sheet_tells_what_the_chain_was_about_then(anna):
    chain, *_ = adopted_chain(anna)
    area = operations.add_area(document=chain.document, name="Kompetens", by=anna, at=MONDAY)
    revised(chain, anna)
    operations.edit_chain(
        chain=chain, revision=chain.revision, name="Nya yrken", area=area, summary="Så tror vi.", by=anna, at=MONDAY
    )
    second = adopt_chain(chain, anna)

    operations.rename_area(area=area, name="Något annat", revision=1, by=anna, at=MONDAY)

    sheet = chain_version_sheet(second)
    assert sheet.chain == WrittenChain(name="Nya yrken", area="Kompetens", summary="Så tror vi.")
    assert [(field.label, field.before, field.after) for field in sheet.differences[0].fields] == [
        ("Summary", "nothing", "Så tror vi."),
        ("Name", "Kompetens för omställning", "Nya yrken"),
        ("Action area", "nothing", "Kompetens"),
    ]


def test_version_sheet_tells_how_an_assumption_was_to_be_tested(anna):
    chain, _steps, links = adopted_chain(anna)
    revised(chain, anna)
    operations.edit_link(link=links[1], revision=1, tested_how="Ring tolv företag.", by=anna, at=MONDAY)

    sheet = chain_version_sheet(adopt_chain(chain, anna))

    (line,) = sheet.differences
    assert [link.tested_how for link in sheet.links] == ["Ring tolv företag.", ""]
    assert [(field.label, field.before, field.after) for field in line.fields] == [
        ("How and when we test it", "nothing", "Ring tolv företag.")
    ]


def test_version_tells_that_a_step_came_to_stand_in_several_chains(anna):
    chain, steps, _links = adopted_chain(anna)
    other = operations.draft_chain(document=drafted_document(anna, "Annat"), name="Gymnasiet", by=anna, at=MONDAY)
    operations.place_shared_step(chain=other, step=steps[1], by=anna, at=MONDAY)
    revised(chain, anna)

    (line,) = chain_version_sheet(adopt_chain(chain, anna)).differences

    assert (line.name, [(field.label, field.before, field.after) for field in line.fields]) == (
        "Genomförda moduler",
        [("Several chains", "Stands only here", "Stands in several chains")],
    )


def test_factor_that_is_said_of_another_step_is_told_even_when_both_are_called_the_same(anna):
    chain, steps, _links = adopted_chain(anna)
    revised(chain, anna)
    twin = added_step(anna, chain)
    linked(anna, twin, steps[1])
    factor = operations.add_factor(
        chain=chain, kind=FactorKind.RISK, text="Få söker.", step=steps[0], by=anna, at=MONDAY
    )
    adopt_chain(chain, anna)
    revised(chain, anna)
    operations.edit_factor(
        factor=factor, kind=factor.kind, text=factor.text, step=twin, link=None, revision=1, by=anna, at=MONDAY
    )

    (line,) = chain_version_sheet(adopt_chain(chain, anna)).differences

    assert [(field.label, field.before, field.after) for field in line.fields] == [
        ("Said of", "Yrkesväxling i moduler", "Yrkesväxling i moduler")
    ]


def test_factor_is_not_told_as_changed_when_its_step_is_renamed(anna):
    chain, steps, _links = adopted_chain(anna)
    revised(chain, anna)
    operations.add_factor(chain=chain, kind=FactorKind.RISK, text="Få söker.", step=steps[0], by=anna, at=MONDAY)
    adopt_chain(chain, anna)
    revised(chain, anna)
    operations.edit_step(
        step=steps[0], level=Level.ACTIVITY, text="Kurser", generic_activity=None, revision=1, by=anna, at=MONDAY
    )

    (line,) = chain_version_sheet(adopt_chain(chain, anna)).differences

    assert (line.part, line.name) == ("Step", "Kurser")


def test_version_from_before_factors_were_kept_is_still_read(anna):
    chain, *_ = adopted_chain(anna)
    version = ChainVersion.objects.of(anna.region_id).get(chain=chain)
    as_before_issue_3(version)

    sheet = chain_version_sheet(version)

    assert (sheet.chain, sheet.factors, [link.tested_how for link in sheet.links]) == (WrittenChain(), (), ["", ""])
    assert [level for level, _texts in sheet.levels] == [Level.ACTIVITY, Level.OUTPUT, Level.OUTCOME]


def test_what_an_old_version_did_not_keep_is_no_difference(anna):
    chain, *_ = adopted_chain(anna)
    old = as_before_issue_3(ChainVersion.objects.of(anna.region_id).get(chain=chain))
    revised(chain, anna)

    second = adopt_chain(chain, anna)

    assert chain_version_sheet(second).differences == ()
    assert differences(second.content, old) == ()


def test_what_changed_since_an_old_version_is_told_alone(anna):
    chain, _steps, links = adopted_chain(anna)
    as_before_issue_3(ChainVersion.objects.of(anna.region_id).get(chain=chain))
    revised(chain, anna)
    operations.edit_link(link=links[1], revision=1, tested_how="Ring tolv företag.", by=anna, at=MONDAY)

    (line,) = chain_version_sheet(adopt_chain(chain, anna)).differences

    assert [(field.label, field.before, field.after) for field in line.fields] == [
        ("How and when we test it", "nothing", "Ring tolv företag.")
    ]
