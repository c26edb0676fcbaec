"""One plain factory per model. Everything ties together inside one region."""

from datetime import UTC, date, datetime
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from varv.core.asking import Occasion, ReportKind, Speed, TemplateKind
from varv.core.choices import Option, Topic
from varv.core.counting import Category, Dimension
from varv.core.judgement import Answer, Axis, Heed, Helped
from varv.core.kinds import (
    AspectKind,
    ChangeKind,
    DocumentKind,
    EvaluationKind,
    Lineage,
    Naming,
    Part,
    QualityCriterion,
    RecallPlace,
    SourceKind,
    StrategyPhase,
    Succession,
)
from varv.core.money import FundingKind
from varv.core.periods import Period
from varv.core.roles import Role
from varv.core.theory import Evidence, FactorKind, Holding, Level
from varv.core.workflow import LessonState
from varv.delivery import models as delivery
from varv.indicators import models as indicators
from varv.learning import models as learning
from varv.regions import models as regions
from varv.rounds import models as rounds
from varv.statistics import models as statistics
from varv.strategy import models as strategy

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
SPRING = Period.parse("2026H1")


class RegionFactory(DjangoModelFactory):
    class Meta:
        model = regions.Region
        django_get_or_create = ("slug",)

    slug = "alvmark"
    name = "Region Älvmark"
    is_example = True


class UserFactory(DjangoModelFactory):
    class Meta:
        model = regions.User
        django_get_or_create = ("username",)

    username = factory.Sequence(lambda n: f"person{n}")
    name = factory.LazyAttribute(lambda user: user.username.capitalize())


class OwnedFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    region = factory.SubFactory(RegionFactory)


def beside(other: type[DjangoModelFactory], **values: object) -> factory.SubFactory:
    """A row of the same region."""
    return factory.SubFactory(other, region=factory.SelfAttribute("..region"), **values)


class UnitFactory(OwnedFactory):
    class Meta:
        model = regions.Unit
        django_get_or_create = ("region", "name")

    name = "Utvecklingsavdelningen"


class MembershipFactory(OwnedFactory):
    class Meta:
        model = regions.Membership

    user = factory.SubFactory(UserFactory)
    role = Role.READER


class PlaceFactory(OwnedFactory):
    class Meta:
        model = regions.Place

    code = factory.Sequence(lambda n: f"{n:04d}")
    name = factory.Sequence(lambda n: f"Kommun {n}")


class SavedViewFactory(OwnedFactory):
    class Meta:
        model = regions.SavedView

    owner = factory.SubFactory(UserFactory)
    page = "initiatives"
    name = factory.Sequence(lambda n: f"Vy {n}")
    query = "state=running"


class TrailEntryFactory(OwnedFactory):
    class Meta:
        model = regions.TrailEntry

    number = factory.Sequence(lambda n: n + 1)
    at = MONDAY
    person_id = 1
    person = "Anna"
    verb = "added"
    kind = "regions.unit"
    thing_id = 1
    thing = "Utvecklingsavdelningen"
    seal = "0" * 64


class SearchEntryFactory(OwnedFactory):
    class Meta:
        model = regions.SearchEntry

    kind = "strategy.goal"
    thing_id = factory.Sequence(lambda n: n + 1)
    page_id = factory.SelfAttribute("thing_id")
    title = "Fler unga fullföljer gymnasiet"
    title_stems = " fler ung fullfölj gymnasi "
    stems = " fler ung fullfölj gymnasi | "


class SearchFactFactory(OwnedFactory):
    """The database makes it when its entry is made, with the same id."""

    class Meta:
        model = regions.SearchFact

    @classmethod
    def _create(cls, model_class, *_args, region, **values):
        entry = SearchEntryFactory(region=region, **values)
        return model_class(pk=entry.pk, region=region, kind=entry.kind, thing_id=entry.thing_id, is_open=entry.is_open)


class SearchWordFactory(OwnedFactory):
    class Meta:
        model = regions.SearchWord

    word = factory.Sequence(lambda n: f"ord{n}")
    folded = factory.SelfAttribute("word")


class FrameworkFactory(OwnedFactory):
    class Meta:
        model = strategy.Framework
        django_get_or_create = ("region", "template")

    template = "example"
    template_version = date(2019, 5, 8)
    name = "Ett ramverk"
    source = "Ett exempel"
    cycle_months = 18
    adopted_at = MONDAY


class FrameworkAspectFactory(OwnedFactory):
    class Meta:
        model = strategy.FrameworkAspect

    framework = beside(FrameworkFactory)
    kind = AspectKind.USE
    number = factory.Sequence(lambda n: n + 1)
    name = "Lärande"


class GenericActivityFactory(OwnedFactory):
    class Meta:
        model = strategy.GenericActivity

    framework = beside(FrameworkFactory)
    number = factory.Sequence(lambda n: n + 1)
    name = "Kompetensutvecklingsinsatser"
    definition = "Aktiviteter som ska öka kompetensen hos målgruppen."
    output = "Genomförda utbildningsinsatser"
    outcome = "Ökad kompetensnivå"


class EvaluationDomainFactory(OwnedFactory):
    class Meta:
        model = strategy.EvaluationDomain

    framework = beside(FrameworkFactory)
    number = factory.Sequence(lambda n: n + 1)
    name = "Resultat"


class EvaluationQuestionFactory(OwnedFactory):
    class Meta:
        model = strategy.EvaluationQuestion

    domain = beside(EvaluationDomainFactory)
    number = factory.Sequence(lambda n: n + 1)
    text = "Bidrar insatserna till att möta behoven?"


class MatrixRowFactory(OwnedFactory):
    class Meta:
        model = strategy.MatrixRow

    domain = beside(EvaluationDomainFactory)
    number = factory.Sequence(lambda n: n + 1)
    what = "Prestationer och utfall"


class SteeringDocumentFactory(OwnedFactory):
    class Meta:
        model = strategy.SteeringDocument
        django_get_or_create = ("region", "title")

    kind = DocumentKind.REGIONAL_STRATEGY
    title = "Älvmark 2030"
    starts_on = date(2022, 1, 1)
    ends_on = date(2030, 12, 31)


class DocumentVersionFactory(OwnedFactory):
    class Meta:
        model = strategy.DocumentVersion

    document = beside(SteeringDocumentFactory)
    number = factory.Sequence(lambda n: n + 1)
    content = factory.LazyFunction(dict)
    adopted_on = date(2022, 1, 1)
    adopted_by = "Regionfullmäktige"


class GoalFactory(OwnedFactory):
    class Meta:
        model = strategy.Goal

    document = beside(SteeringDocumentFactory)
    outline = factory.Sequence(lambda n: f"{n + 1}")
    place = factory.Sequence(lambda n: n)
    name = "Fler unga fullföljer gymnasiet"


class GoalLinkFactory(OwnedFactory):
    class Meta:
        model = strategy.GoalLink

    source = beside(GoalFactory)
    target = beside(GoalFactory)


class PhaseChangeFactory(OwnedFactory):
    class Meta:
        model = strategy.PhaseChange

    document = beside(SteeringDocumentFactory)
    before = StrategyPhase.STARTING
    after = StrategyPhase.IMPLEMENTING
    changed_on = date(2026, 1, 1)
    reason = "Uppstarten är över."


class GoalSuccessionFactory(OwnedFactory):
    class Meta:
        model = strategy.GoalSuccession

    goal = beside(GoalFactory)
    how = Succession.ENDED
    reason = "Målet är nått."
    happened_on = date(2026, 1, 1)


class DocumentFileFactory(OwnedFactory):
    class Meta:
        model = strategy.DocumentFile

    document = beside(SteeringDocumentFactory)
    filename = "strategi.pdf"
    content_type = "application/pdf"
    size = 8
    sha256 = "0" * 64
    added_at = MONDAY


class DocumentFileContentFactory(OwnedFactory):
    class Meta:
        model = strategy.DocumentFileContent

    file = beside(DocumentFileFactory)
    content = b"%PDF-1.7"


class ChoiceFactory(OwnedFactory):
    class Meta:
        model = strategy.Choice

    topic = Topic.FOLLOWED
    options = factory.LazyFunction(lambda: [Option.DEVELOPMENT.value])
    reasons = "Vi börjar med länet."
    decided_on = date(2026, 3, 2)
    decided_by = "Regionala utvecklingsnämnden"
    made_at = MONDAY


class LevelNameFactory(OwnedFactory):
    class Meta:
        model = strategy.LevelName

    of = Naming.GOAL
    code = "1"
    name = "Övergripande mål"


class ActionAreaFactory(OwnedFactory):
    class Meta:
        model = strategy.ActionArea

    document = beside(SteeringDocumentFactory)
    name = factory.Sequence(lambda n: f"Insatsområde {n}")


class ChainFactory(OwnedFactory):
    class Meta:
        model = strategy.Chain

    document = beside(SteeringDocumentFactory)
    name = factory.Sequence(lambda n: f"Kedja {n}")


class ChainVersionFactory(OwnedFactory):
    class Meta:
        model = strategy.ChainVersion

    chain = beside(ChainFactory)
    number = factory.Sequence(lambda n: n + 1)
    content = factory.LazyFunction(dict)
    adopted_on = date(2025, 3, 1)
    adopted_by = "Regionala utvecklingsnämnden"


class ChainStepFactory(OwnedFactory):
    class Meta:
        model = strategy.ChainStep

    chain = beside(ChainFactory)
    level = Level.ACTIVITY
    place = factory.Sequence(lambda n: n)
    text = "Yrkesväxling i moduler"


class ChainLinkFactory(OwnedFactory):
    class Meta:
        model = strategy.ChainLink

    chain = beside(ChainFactory)
    source = beside(ChainStepFactory, chain=factory.SelfAttribute("..chain"))
    target = beside(ChainStepFactory, chain=factory.SelfAttribute("..chain"), level=Level.OUTPUT)
    evidence = Evidence.ASSUMED


class ChainFactorFactory(OwnedFactory):
    class Meta:
        model = strategy.ChainFactor

    chain = beside(ChainFactory)
    kind = FactorKind.RISK
    text = "De som behöver det mest kommer inte."


class AssumptionCheckFactory(OwnedFactory):
    class Meta:
        model = strategy.AssumptionCheck

    link = beside(ChainLinkFactory)
    holding = Holding.UNCERTAIN
    since = date(2026, 5, 4)
    signal = "Färre sökande än väntat."
    noted_at = MONDAY
    noted_by = factory.SubFactory(UserFactory)


class ChainEditFactory(OwnedFactory):
    class Meta:
        model = strategy.ChainEdit

    chain = beside(ChainFactory)
    number = factory.Sequence(lambda n: n + 1)
    verb = "added"
    before = factory.LazyFunction(dict)
    after = factory.LazyFunction(dict)
    made_by = factory.SubFactory(UserFactory)
    made_at = MONDAY


class IndicatorFactory(OwnedFactory):
    class Meta:
        model = indicators.Indicator

    name = factory.Sequence(lambda n: f"Indikator {n}")
    unit = "procent"
    decimals = 1
    source = "Egen mätning"


class TargetFactory(OwnedFactory):
    class Meta:
        model = indicators.Target

    indicator = beside(IndicatorFactory)
    baseline = Decimal(70)
    baseline_period = Period(2022)
    baseline_on = date(2022, 12, 31)
    level = Decimal(80)
    level_period = Period(2030)
    level_on = date(2030, 12, 31)
    set_at = MONDAY


class MeasurementFactory(OwnedFactory):
    class Meta:
        model = indicators.Measurement

    indicator = beside(IndicatorFactory)
    period = Period(2025)
    value = Decimal("73.6")
    recorded_at = MONDAY


class InitiativeFactory(OwnedFactory):
    class Meta:
        model = delivery.Initiative

    name = factory.Sequence(lambda n: f"Insats {n}")
    generic_activity = beside(GenericActivityFactory)
    unit = beside(UnitFactory)
    responsible = factory.SubFactory(UserFactory)
    starts_on = date(2026, 1, 1)


class ContributionFactory(OwnedFactory):
    class Meta:
        model = delivery.Contribution

    initiative = beside(InitiativeFactory)
    goal = beside(GoalFactory)


class PlannedResultFactory(OwnedFactory):
    class Meta:
        model = delivery.PlannedResult

    initiative = beside(InitiativeFactory)
    level = Level.OUTPUT
    place = factory.Sequence(lambda n: n)
    text = "Genomförda utbildningsinsatser"
    unit = "utbildningar"


class InitiativePersonFactory(OwnedFactory):
    class Meta:
        model = delivery.InitiativePerson

    initiative = beside(InitiativeFactory)
    person = factory.SubFactory(UserFactory)
    part = Part.PARTICIPANT


class PartnerFactory(OwnedFactory):
    class Meta:
        model = delivery.Partner

    name = factory.Sequence(lambda n: f"Partner {n}")


class PartnershipFactory(OwnedFactory):
    class Meta:
        model = delivery.Partnership

    initiative = beside(InitiativeFactory)
    partner = beside(PartnerFactory)


class InitiativePlaceFactory(OwnedFactory):
    class Meta:
        model = delivery.InitiativePlace

    initiative = beside(InitiativeFactory)
    place = beside(PlaceFactory)


class MilestoneFactory(OwnedFactory):
    class Meta:
        model = delivery.Milestone

    initiative = beside(InitiativeFactory)
    text = "Första utbildningen är klar"
    due_on = date(2026, 6, 1)


class RiskFactory(OwnedFactory):
    class Meta:
        model = delivery.Risk

    initiative = beside(InitiativeFactory)
    text = "Företagen hinner inte delta"


class InitiativeLinkFactory(OwnedFactory):
    class Meta:
        model = delivery.InitiativeLink

    source = beside(InitiativeFactory)
    result = beside(InitiativeFactory)
    lineage = Lineage.COPIED


class PilotFactory(OwnedFactory):
    class Meta:
        model = delivery.Pilot

    initiative = beside(InitiativeFactory)
    name = factory.Sequence(lambda n: f"Pilot {n}")
    owner = factory.SubFactory(UserFactory)
    expected = "Fler företag prövar om de får hjälp på plats."
    starts_on = date(2026, 2, 1)
    check_on = date(2026, 3, 1)


class FundingSourceFactory(OwnedFactory):
    class Meta:
        model = delivery.FundingSource

    name = factory.Sequence(lambda n: f"Källa {n}")
    kind = FundingKind.ONE_TO_ONE


class AppropriationFactory(OwnedFactory):
    class Meta:
        model = delivery.Appropriation

    source = beside(FundingSourceFactory)
    year = 2026
    amount = Decimal(1_000_000)


class FundingFactory(OwnedFactory):
    class Meta:
        model = delivery.Funding

    initiative = beside(InitiativeFactory)
    source = beside(FundingSourceFactory)
    applied = Decimal(500_000)


class YearAmountFactory(OwnedFactory):
    class Meta:
        model = delivery.YearAmount

    funding = beside(FundingFactory)
    year = 2026


class StaffTimeFactory(OwnedFactory):
    class Meta:
        model = delivery.StaffTime

    initiative = beside(InitiativeFactory)
    unit = beside(UnitFactory)
    year = 2026


class ProjectFactory(OwnedFactory):
    class Meta:
        model = delivery.Project

    case_id = factory.Sequence(lambda n: f"20{n:06d}")
    name = factory.Sequence(lambda n: f"Projekt {n}")


class ProjectDecisionFactory(OwnedFactory):
    class Meta:
        model = delivery.ProjectDecision

    project = beside(ProjectFactory)
    text = "Stöd beviljas"
    decided_on = date(2026, 1, 15)


class ConditionFactory(OwnedFactory):
    class Meta:
        model = delivery.Condition

    decision = beside(ProjectDecisionFactory)
    text = "En plan för spridning lämnas in"


class ColumnMappingFactory(OwnedFactory):
    class Meta:
        model = delivery.ColumnMapping

    name = factory.Sequence(lambda n: f"Export {n}")


class CaseImportFactory(OwnedFactory):
    class Meta:
        model = delivery.CaseImport

    filename = "arenden.csv"
    sha256 = "0" * 64
    read_by = factory.SubFactory(UserFactory)
    read_at = MONDAY


class CaseImportRowsFactory(OwnedFactory):
    class Meta:
        model = delivery.CaseImportRows

    case_import = beside(CaseImportFactory)


class SeriesFactory(OwnedFactory):
    class Meta:
        model = statistics.Series

    indicator = beside(IndicatorFactory)
    source = "scb"
    table = "TAB6471"
    selection = factory.LazyFunction(dict)
    time_dimension = "Tid"


class RawPayloadFactory(OwnedFactory):
    class Meta:
        model = statistics.RawPayload

    source = "scb"
    table = "TAB6471"
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    body = b"{}"
    label = "Folkmängd"
    fetched_at = MONDAY


class QuestionTemplateFactory(OwnedFactory):
    class Meta:
        model = rounds.QuestionTemplate

    kind = TemplateKind.HALF_YEAR
    version = factory.Sequence(lambda n: n + 1)
    name = "Halvårsrapport"


class RoundFactory(OwnedFactory):
    class Meta:
        model = rounds.Round
        django_get_or_create = ("region", "period", "speed")

    period = SPRING
    speed = Speed.HALF_YEARLY
    opens_on = date(2026, 6, 1)
    due_on = date(2026, 6, 30)


class ExtensionFactory(OwnedFactory):
    class Meta:
        model = rounds.Extension

    round = beside(RoundFactory)
    person = factory.SubFactory(UserFactory)
    due_on = date(2026, 7, 15)
    reason = "Sjukskriven i juni"


class ReportFactory(OwnedFactory):
    class Meta:
        model = rounds.Report

    round = beside(RoundFactory)
    initiative = beside(InitiativeFactory)
    author = factory.SubFactory(UserFactory)


class ReportLineFactory(OwnedFactory):
    class Meta:
        model = rounds.ReportLine

    report = beside(ReportFactory)
    planned_result = beside(PlannedResultFactory)


class LinePartFactory(OwnedFactory):
    class Meta:
        model = rounds.LinePart

    line = beside(ReportLineFactory)
    dimension = Dimension.SEX
    category = Category.WOMEN
    value = Decimal(1)


class ReviewCommentFactory(OwnedFactory):
    class Meta:
        model = rounds.ReviewComment

    report = beside(ReportFactory)
    part = "done"
    text = "Vilka kommuner gäller det?"
    author = factory.SubFactory(UserFactory)
    written_at = MONDAY


class ReminderFactory(OwnedFactory):
    class Meta:
        model = rounds.Reminder

    report = beside(ReportFactory)
    person = factory.SubFactory(UserFactory)
    occasion = Occasion.SOON
    sent_at = MONDAY


class PlannedReportFactory(OwnedFactory):
    class Meta:
        model = rounds.PlannedReport

    project = beside(ProjectFactory)
    kind = ReportKind.PROGRESS
    due_on = date(2026, 9, 1)


class VisitFactory(OwnedFactory):
    class Meta:
        model = rounds.Visit

    project = beside(ProjectFactory)
    visited_on = date(2026, 5, 5)


class EvidenceFactory(OwnedFactory):
    class Meta:
        model = rounds.Evidence

    report = beside(ReportFactory)
    title = "Slutrapport"
    link = "https://example.org/rapport"
    added_at = MONDAY


class EvidenceFileFactory(OwnedFactory):
    class Meta:
        model = rounds.EvidenceFile

    evidence = beside(EvidenceFactory, link="", filename="rapport.pdf", sha256="0" * 64, size=5)
    content = b"%PDF-"


class AssessmentFactory(OwnedFactory):
    class Meta:
        model = rounds.Assessment

    goal = beside(GoalFactory)
    author = factory.SubFactory(UserFactory)
    assessed_at = MONDAY


class JudgementFactory(OwnedFactory):
    class Meta:
        model = rounds.Judgement

    assessment = beside(AssessmentFactory)
    axis = Axis.STATE


class EvaluationFactory(OwnedFactory):
    class Meta:
        model = learning.Evaluation

    title = "Följeforskning om kompetens"
    kind = EvaluationKind.ONGOING
    evaluator = "En fristående utvärderare"
    delivered_on = date(2026, 4, 28)


class FindingFactory(OwnedFactory):
    class Meta:
        model = learning.Finding

    evaluation = beside(EvaluationFactory)
    text = "Valideringen är flaskhalsen."
    seen_on = date(2026, 4, 28)
    evidence = Evidence.SOME


class LessonFactory(OwnedFactory):
    class Meta:
        model = learning.Lesson

    statement = "Den som får sällskap första gången kommer tillbaka."
    occasion = "Ett arbetsmöte"
    author = factory.SubFactory(UserFactory)
    noted_at = MONDAY
    context = factory.Maybe("is_accepted", "Gäller den som kommer ensam.", "")
    accepted_at = factory.Maybe("is_accepted", MONDAY, None)
    retired_because = factory.Maybe("is_retired", "Det visade sig inte stämma.", "")

    class Params:
        is_accepted = factory.LazyAttribute(lambda lesson: getattr(lesson, "state", None) is LessonState.ACCEPTED)
        is_retired = factory.LazyAttribute(lambda lesson: getattr(lesson, "state", None) is LessonState.RETIRED)


class RecommendationFactory(OwnedFactory):
    class Meta:
        model = learning.Recommendation

    number = factory.Sequence(lambda n: n + 1)
    text = "Sätt en gräns för hur lång tid validering får ta"
    finding = beside(FindingFactory)
    owner = factory.SubFactory(UserFactory)
    forum = "Ledningsgruppen"
    due_on = date(2026, 12, 14)
    made_at = MONDAY


class ResponseFactory(OwnedFactory):
    class Meta:
        model = learning.Response

    recommendation = beside(RecommendationFactory)
    answer = Answer.YES
    reasons = "Tre rapporter säger samma sak."
    author = factory.SubFactory(UserFactory)
    answered_at = MONDAY


class ActionFactory(OwnedFactory):
    class Meta:
        model = learning.Action

    recommendation = beside(RecommendationFactory)
    what = "Delad bedömarpool för fem kommuner"
    owner = factory.SubFactory(UserFactory)
    due_on = date(2027, 3, 1)


class TurnFactory(OwnedFactory):
    class Meta:
        model = learning.Turn

    document = beside(SteeringDocumentFactory)
    number = factory.Sequence(lambda n: n + 1)
    starts_on = date(2025, 1, 1)
    ends_on = date(2026, 6, 30)
    planned = "Kortare vägar till arbete."


class ChangeFactory(OwnedFactory):
    class Meta:
        model = learning.Change

    recommendation = beside(RecommendationFactory)
    document_version = factory.Maybe("is_chain", None, beside(DocumentVersionFactory))
    kind = factory.Maybe("is_chain", ChangeKind.CHAIN, ChangeKind.DOCUMENT)
    turn = beside(TurnFactory)
    what = "Validering ska ta högst tio arbetsdagar"
    after = "Validering ska ta högst tio arbetsdagar."
    decided_on = date(2026, 11, 26)
    author = factory.SubFactory(UserFactory)
    recorded_at = MONDAY

    class Params:
        is_chain = factory.LazyAttribute(lambda change: getattr(change, "chain_version", None) is not None)


class AskedQuestionFactory(OwnedFactory):
    class Meta:
        model = learning.AskedQuestion

    evaluation = beside(EvaluationFactory)
    question = beside(EvaluationQuestionFactory)


class QuestionTieFactory(OwnedFactory):
    class Meta:
        model = learning.QuestionTie

    question = beside(EvaluationQuestionFactory)
    goal = beside(GoalFactory)


class EvaluationUseFactory(OwnedFactory):
    class Meta:
        model = learning.EvaluationUse

    evaluation = beside(EvaluationFactory)
    use = beside(FrameworkAspectFactory, kind=AspectKind.USE)
    who = "Ledningsgruppen"


class EvaluationMilestoneFactory(OwnedFactory):
    class Meta:
        model = learning.EvaluationMilestone

    evaluation = beside(EvaluationFactory)
    name = "Delrapport"
    due_on = date(2027, 2, 1)


class QualityMarkFactory(OwnedFactory):
    class Meta:
        model = learning.QualityMark

    evaluation = beside(EvaluationFactory)
    criterion = QualityCriterion.METHOD
    author = factory.SubFactory(UserFactory)
    judged_at = MONDAY


class EvaluationFileFactory(OwnedFactory):
    class Meta:
        model = learning.EvaluationFile

    evaluation = beside(EvaluationFactory)
    title = "Slutrapport"
    filename = "slutrapport.pdf"
    content_type = "application/pdf"
    size = 4
    sha256 = "0" * 64
    added_at = MONDAY


class EvaluationFileContentFactory(OwnedFactory):
    class Meta:
        model = learning.EvaluationFileContent

    file = beside(EvaluationFileFactory)
    content = b"%PDF"


class FindingSourceFactory(OwnedFactory):
    class Meta:
        model = learning.FindingSource

    finding = beside(FindingFactory)
    kind = SourceKind.INTERVIEW
    text = "Tolv intervjuer med arbetsgivare"


class FindingContradictionFactory(OwnedFactory):
    class Meta:
        model = learning.FindingContradiction

    first = beside(FindingFactory)
    second = beside(FindingFactory)
    explanation = "De såg på olika år."
    author = factory.SubFactory(UserFactory)
    noted_at = MONDAY


class LessonReaderFactory(OwnedFactory):
    class Meta:
        model = learning.LessonReader

    lesson = beside(LessonFactory)
    person = factory.SubFactory(UserFactory)


class LessonSourceFactory(OwnedFactory):
    class Meta:
        model = learning.LessonSource

    lesson = beside(LessonFactory)
    kind = SourceKind.MEETING
    text = "Ett lärandemöte"
    seen_on = date(2026, 11, 2)


class LessonContradictionFactory(OwnedFactory):
    class Meta:
        model = learning.LessonContradiction

    first = beside(LessonFactory)
    second = beside(LessonFactory)
    explanation = "Den ena gäller stora företag."
    author = factory.SubFactory(UserFactory)
    noted_at = MONDAY


class LessonUseFactory(OwnedFactory):
    class Meta:
        model = learning.LessonUse

    lesson = beside(LessonFactory)
    place = RecallPlace.START_INITIATIVE
    heed = Heed.USED
    person = factory.SubFactory(UserFactory)
    noted_at = MONDAY


class BriefFactory(OwnedFactory):
    class Meta:
        model = learning.Brief

    goal = beside(GoalFactory)
    title = "Vad vi vet om kortare vägar till arbete"
    author = factory.SubFactory(UserFactory)
    edited_at = MONDAY


class BriefCitationFactory(OwnedFactory):
    class Meta:
        model = learning.BriefCitation

    brief = beside(BriefFactory)
    number = factory.Sequence(lambda n: n + 1)
    lesson = beside(LessonFactory)
    text = "Den som får sällskap första gången kommer tillbaka."


class DigestFactory(OwnedFactory):
    class Meta:
        model = learning.Digest

    person = factory.SubFactory(UserFactory)
    sent_at = MONDAY


class FollowUpFactory(OwnedFactory):
    class Meta:
        model = learning.FollowUp

    recommendation = beside(RecommendationFactory)
    number = factory.Sequence(lambda n: n + 1)
    due_on = date(2027, 5, 16)


class ChangeEffectFactory(OwnedFactory):
    class Meta:
        model = learning.ChangeEffect

    changed = beside(ChangeFactory)
    turn = beside(TurnFactory)
    helped = Helped.PARTLY
    because = "Tiden har halverats."
    author = factory.SubFactory(UserFactory)
    noted_at = MONDAY
