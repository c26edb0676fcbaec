from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import (
    MONDAY,
    ChainFactory,
    ChainLinkFactory,
    EvaluationQuestionFactory,
    GoalFactory,
    IndicatorFactory,
    ReportFactory,
)
from tests.learning.walks import APRIL, noted_finding, registered_evaluation
from tests.people import verbs
from varv.core.kinds import Bearing, SourceKind
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.theory import Evidence
from varv.core.workflow import PlanState, ReportState
from varv.learning import operations, rules
from varv.learning.models import Finding, FindingSource
from varv.learning.operations import SourceDraft
from varv.regions.models import TrailEntry
from varv.strategy.models import ChainEdit

pytestmark = pytest.mark.django_db


def a_link(evidence=Evidence.ASSUMED, state=PlanState.DRAFT, **changed):
    return ChainLinkFactory(chain=ChainFactory(state=state), evidence=evidence, **changed)


def refused(code, deed, **told):
    with pytest.raises(RuleBroken) as broken:
        deed(**told)
    assert broken.value.code == code
    return broken.value.facts.get("field")


def edited(finding, by, **changed):
    values = {
        name: getattr(finding, name)
        for name in ("text", "evidence", "rests_on", "question", "link", "goal", "revision", "bearing")
    }
    operations.edit_finding(finding=finding, **(values | changed), by=by, at=MONDAY)
    finding.refresh_from_db()


def test_note_finding_says_how_well_it_is_supported_and_what_it_speaks_of(egon):
    question, link = EvaluationQuestionFactory(), ChainLinkFactory()
    goal = GoalFactory()

    finding = noted_finding(egon, question=question, link=link, goal=goal)

    assert (finding.evidence, finding.rests_on, finding.question, finding.link, finding.goal) == (
        Evidence.SOME,
        "Delrapport 2, s. 31",
        question,
        link,
        goal,
    )
    assert verbs(finding) == ["noted"]


def test_note_finding_is_refused_to_a_manager(disa, egon):
    evaluation = registered_evaluation(egon)

    with pytest.raises(NotAllowed):
        noted_finding(disa, evaluation)

    assert list(Finding.objects.of(disa.region_id)) == []


def test_note_finding_keeps_to_one_region(egon, sydland):
    elsewhere = GoalFactory(region=sydland)

    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        noted_finding(egon, goal=elsewhere)


def test_edit_finding_puts_the_words_right(egon):
    finding = noted_finding(egon)

    operations.edit_finding(
        finding=finding,
        text="Valideringen tar fem veckor.",
        evidence=Evidence.STRONG,
        rests_on="Delrapport 2, s. 32",
        question=None,
        link=None,
        goal=None,
        revision=finding.revision,
        by=egon,
        at=MONDAY,
    )

    finding.refresh_from_db()
    assert (finding.text, finding.evidence, finding.rests_on) == (
        "Valideringen tar fem veckor.",
        Evidence.STRONG,
        "Delrapport 2, s. 32",
    )
    assert verbs(finding) == ["noted", "edited"]


def test_note_finding_was_seen_the_day_the_report_came_unless_said_otherwise(egon):
    evaluation = registered_evaluation(egon)

    told = noted_finding(egon, evaluation)
    earlier = noted_finding(egon, evaluation, seen_on=date(2026, 2, 3))

    assert (told.seen_on, earlier.seen_on) == (date(2026, 4, 24), date(2026, 2, 3))


def test_note_finding_is_refused_before_it_was_seen(egon):
    assert refused("finding.not_seen_yet", noted_finding, by=egon, seen_on=date(2026, 4, 29)) == "seen_on"
    assert not Finding.objects.of(egon.region_id).exists()


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("text", "Ring 070-123 45 67 för mer."),
        ("text", "Den som sade det har personnummer 850101-1236."),
        ("rests_on", "Intervju med nagon@example.org"),
    ],
)
def test_note_finding_is_refused_with_personal_data(egon, field, text):
    assert refused("finding.personal_data", noted_finding, by=egon, **{field: text}) == field
    assert not Finding.objects.of(egon.region_id).exists()


def test_note_finding_that_bears_on_something_names_the_link(egon):
    assert refused("finding.bears_on_no_link", noted_finding, by=egon, bearing=Bearing.WEAKENS) == "link"


def test_note_finding_may_weaken_a_link_without_moving_it(egon):
    link = a_link(Evidence.SOME)

    finding = noted_finding(egon, link=link, bearing=Bearing.WEAKENS)

    link.refresh_from_db()
    assert (finding.bearing, finding.evidence_before, finding.evidence_after) == (Bearing.WEAKENS, None, None)
    assert (link.evidence, verbs(link)) == (Evidence.SOME, [])


def test_note_finding_moves_the_link_and_keeps_from_what_to_what(egon):
    link = a_link(Evidence.SOME)

    finding = noted_finding(egon, link=link, bearing=Bearing.WEAKENS, evidence_after=Evidence.NONE)

    link.refresh_from_db()
    assert (finding.evidence_before, finding.evidence_after) == (Evidence.SOME, Evidence.NONE)
    assert (link.evidence, link.evidence_source, link.evidence_year) == (
        Evidence.NONE,
        "Följeforskning om kompetens",
        2026,
    )
    assert (verbs(finding), verbs(link)) == (["noted", "moved_evidence"], ["evidence_moved"])
    told = TrailEntry.objects.about(link).last()
    assert (told.before["evidence"], told.after["evidence"]) == ("some", "none")


@pytest.mark.parametrize("state", list(PlanState))
def test_a_finding_moves_a_link_whether_or_not_its_chain_is_adopted(anna, state):
    link = a_link(state=state)

    noted_finding(anna, link=link, bearing=Bearing.STRENGTHENS, evidence_after=Evidence.STRONG)

    link.refresh_from_db()
    edit = ChainEdit.objects.of(anna.region_id).get(chain=link.chain)
    assert (link.evidence, link.chain.state) == (Evidence.STRONG, state)
    assert (edit.verb, edit.after["link"][str(link.pk)]["evidence"]) == ("evidence_moved", "strong")


def test_nothing_is_noted_when_the_link_cannot_be_moved(egon):
    link = a_link(Evidence.SOME)

    field = refused(
        "finding.no_step_that_weakens",
        noted_finding,
        by=egon,
        link=link,
        bearing=Bearing.WEAKENS,
        evidence_after=Evidence.STRONG,
    )

    assert (field, Finding.objects.of(egon.region_id).count(), ChainEdit.objects.of(egon.region_id).count()) == (
        "evidence_after",
        0,
        0,
    )


@pytest.mark.parametrize("now", list(Evidence))
@pytest.mark.parametrize("then", list(Evidence))
@pytest.mark.parametrize("bearing", [Bearing.STRENGTHENS, Bearing.WEAKENS])
def test_a_finding_moves_evidence_only_the_way_it_bears(bearing, now, then):
    order = [Evidence.NONE, Evidence.ASSUMED, Evidence.SOME, Evidence.STRONG]
    up = order.index(then) - order.index(now)
    allowed = (bearing is Bearing.STRENGTHENS and up > 0) or (bearing is Bearing.WEAKENS and up < 0)

    try:
        rules.check_moves(bearing, now, then)
        held = True
    except RuleBroken:
        held = False

    assert held is allowed


@given(st.lists(st.tuples(st.sampled_from([Bearing.STRENGTHENS, Bearing.WEAKENS]), st.sampled_from(list(Evidence)))))
def test_however_evidence_moves_each_step_goes_on_from_where_the_last_one_left(moves):
    now, kept = Evidence.ASSUMED, []
    for bearing, then in moves:
        try:
            rules.check_moves(bearing, now, then)
        except RuleBroken:
            continue
        kept.append((now, then))
        now = then

    assert all(before is not after for before, after in kept)
    assert [after for _before, after in kept[:-1]] == [before for before, _after in kept[1:]]


def test_a_handler_notes_what_bears_but_an_analyst_moves_it(egon, bo):
    link = a_link()
    finding = noted_finding(egon, link=link, bearing=Bearing.STRENGTHENS)

    with pytest.raises(NotAllowed):
        operations.move_evidence_by(finding=finding, evidence_after=Evidence.SOME, by=bo, at=MONDAY)

    operations.move_evidence_by(finding=finding, evidence_after=Evidence.SOME, by=egon, at=MONDAY)
    link.refresh_from_db()
    assert link.evidence is Evidence.SOME


def test_a_finding_moves_a_link_once(egon):
    finding = noted_finding(egon, link=a_link(), bearing=Bearing.STRENGTHENS, evidence_after=Evidence.SOME)

    refused(
        "finding.has_moved",
        operations.move_evidence_by,
        finding=finding,
        evidence_after=Evidence.STRONG,
        by=egon,
        at=MONDAY,
    )

    assert verbs(finding) == ["noted", "moved_evidence"]


def test_a_finding_that_bears_on_nothing_moves_nothing(egon):
    finding = noted_finding(egon, link=a_link())

    field = refused(
        "finding.moves_nothing",
        operations.move_evidence_by,
        finding=finding,
        evidence_after=Evidence.SOME,
        by=egon,
        at=MONDAY,
    )

    assert field == "bearing"


def test_edit_finding_may_say_that_it_weakens_but_not_what_when_it_has_moved(egon):
    link = a_link(Evidence.SOME)
    finding = noted_finding(egon, link=link)
    edited(finding, egon, bearing=Bearing.WEAKENS)
    operations.move_evidence_by(finding=finding, evidence_after=Evidence.NONE, by=egon, at=MONDAY)
    finding.refresh_from_db()

    edited(finding, egon, text="Valideringen är inte flaskhalsen.")
    assert refused("finding.has_moved_its_link", edited, finding=finding, by=egon, link=None, bearing=Bearing.NEITHER)
    assert refused("finding.has_moved_its_link", edited, finding=finding, by=egon, bearing=Bearing.STRENGTHENS)

    assert (finding.text, finding.bearing, finding.link) == (
        "Valideringen är inte flaskhalsen.",
        Bearing.WEAKENS,
        link,
    )


def test_note_finding_keeps_all_it_rests_on(egon):
    indicator, report = IndicatorFactory(), ReportFactory(state=ReportState.SUBMITTED)

    finding = noted_finding(
        egon,
        sources=[
            SourceDraft(SourceKind.INDICATOR, indicator=indicator, as_of=date(2026, 4, 1)),
            SourceDraft(SourceKind.REPORT, report=report),
            SourceDraft(SourceKind.INTERVIEW, "41 intervjuer", as_of=date(2026, 3, 1)),
            SourceDraft(SourceKind.DOCUMENT, "Delrapport 2", link="https://example.org/2"),
        ],
    )

    rows = list(finding.sources.order_by("pk"))
    assert [(row.kind, row.indicator, row.report, row.text, row.link, row.as_of) for row in rows] == [
        (SourceKind.INDICATOR, indicator, None, "", "", date(2026, 4, 1)),
        (SourceKind.REPORT, None, report, "", "", None),
        (SourceKind.INTERVIEW, None, None, "41 intervjuer", "", date(2026, 3, 1)),
        (SourceKind.DOCUMENT, None, None, "Delrapport 2", "https://example.org/2", None),
    ]
    assert [verbs(row) for row in rows] == [["added"]] * 4


@pytest.mark.parametrize(
    ("code", "field", "source"),
    [
        ("finding_source.is_a_finding", "kind", {"kind": SourceKind.FINDING, "text": "En annan"}),
        ("finding_source.not_told", "source_text", {"kind": SourceKind.INTERVIEW, "text": "  "}),
        ("finding_source.no_indicator", "indicator", {"kind": SourceKind.INDICATOR, "as_of": date(2026, 1, 1)}),
        ("finding_source.no_report", "report", {"kind": SourceKind.REPORT}),
        ("finding.personal_data", "source_text", {"kind": SourceKind.MEETING, "text": "nagon@example.org"}),
    ],
)
def test_a_source_tells_what_its_kind_needs(egon, code, field, source):
    finding = noted_finding(egon)

    found = refused(
        code, operations.add_finding_source, finding=finding, source=SourceDraft(**source), by=egon, at=APRIL
    )

    assert (found, FindingSource.objects.of(egon.region_id).count()) == (field, 0)


@pytest.mark.parametrize(
    ("code", "as_of"), [("finding_source.no_day", None), ("finding_source.day_to_come", date(2026, 4, 29))]
)
def test_an_indicator_is_a_source_as_of_a_day(egon, code, as_of):
    source = SourceDraft(SourceKind.INDICATOR, indicator=IndicatorFactory(), as_of=as_of)

    field = refused(code, operations.add_finding_source, finding=noted_finding(egon), source=source, by=egon, at=APRIL)

    assert field == "as_of"


@pytest.mark.parametrize("state", [ReportState.DRAFT, ReportState.RETURNED])
def test_a_report_that_is_still_written_is_no_source(egon, state):
    source = SourceDraft(SourceKind.REPORT, report=ReportFactory(state=state))

    refused(
        "finding_source.report_not_handed_in",
        operations.add_finding_source,
        finding=noted_finding(egon),
        source=source,
        by=egon,
        at=APRIL,
    )


def test_a_source_of_another_region_is_refused(egon, sydland):
    source = SourceDraft(SourceKind.REPORT, report=ReportFactory(region=sydland, state=ReportState.SUBMITTED))

    refused(
        "region.not_the_same",
        operations.add_finding_source,
        finding=noted_finding(egon),
        source=source,
        by=egon,
        at=APRIL,
    )


def test_remove_finding_source_leaves_it_in_the_trail(egon, bo):
    finding = noted_finding(egon, sources=[SourceDraft(SourceKind.INTERVIEW, "41 intervjuer")])
    source = finding.sources.get()
    with pytest.raises(NotAllowed):
        operations.remove_finding_source(source=source, by=bo, at=MONDAY)

    operations.remove_finding_source(source=source, by=egon, at=MONDAY)

    told = TrailEntry.objects.about(source).last()
    assert (told.verb, told.before["text"], finding.sources.count()) == ("removed", "41 intervjuer", 0)
