from datetime import datetime

from django.db import transaction
from django.db.models import Max

from varv.core.kinds import AspectKind
from varv.core.roles import Actor
from varv.regions import search_index, trail
from varv.strategy import rules, templates
from varv.strategy.models import (
    EvaluationDomain,
    EvaluationQuestion,
    Framework,
    FrameworkAspect,
    GenericActivity,
    MatrixRow,
)


@transaction.atomic
def adopt_framework(*, template: str, by: Actor, at: datetime) -> Framework:
    """Take over a template, all its parts, as the region's own. The newest version of it is taken."""
    rules.check_edit_framework(by)
    wanted = templates.template(template)
    rules.check_adopt_framework(wanted, by.region_id)
    framework = Framework.objects.create(
        region_id=by.region_id,
        template=wanted.code,
        template_version=wanted.version,
        name=wanted.name,
        source=wanted.source,
        aim=wanted.aim,
        chain_rule=wanted.chain_rule,
        cycle_months=wanted.cycle_months,
        cycle_note=wanted.cycle_note,
        adopted_at=at,
    )
    _copy_parts(framework, wanted)
    trail.write(framework, "adopted", by=by, at=at)
    # The questions have no lines of their own in the trail, but people look for them.
    search_index.note(EvaluationQuestion.objects.of(by.region_id).filter(domain__framework=framework))
    return framework


def _copy_parts(framework: Framework, wanted: templates.Template) -> None:
    """The parts stand in the template: one line in the trail, for the framework, says that they were taken over."""
    of_region = {"region_id": framework.region_id, "framework": framework}
    for kind, aspects in ((AspectKind.PURPOSE, wanted.purposes), (AspectKind.USE, wanted.uses)):
        for aspect in aspects:
            FrameworkAspect.objects.create(**of_region, kind=kind, **vars(aspect))
    for activity in wanted.activities:
        GenericActivity.objects.create(**of_region, **vars(activity))
    for part in wanted.domains:
        domain = EvaluationDomain.objects.create(**of_region, number=part.number, name=part.name)
        for question in part.questions:
            EvaluationQuestion.objects.create(region_id=framework.region_id, domain=domain, **vars(question))
        for row in part.rows:
            MatrixRow.objects.create(region_id=framework.region_id, domain=domain, **vars(row))


@transaction.atomic
def edit_generic_activity(
    *,
    activity: GenericActivity,
    name: str,
    definition: str,
    output: str,
    outcome: str,
    description: str,
    revision: int,
    by: Actor,
    at: datetime,
) -> None:
    """Put a generic activity in the region's own words. Insatser that were started with it keep their results."""
    rules.check_edit_framework(by)
    activity = activity.locked()
    trail.check_fresh(activity, revision)
    activity.change(name=name, definition=definition, output=output, outcome=outcome, description=description)
    trail.write(activity, "edited", by=by, at=at)


@transaction.atomic
def add_question(*, domain: EvaluationDomain, text: str, by: Actor, at: datetime) -> EvaluationQuestion:
    """One more thing the region wants to know."""
    rules.check_edit_framework(by)
    domain = domain.locked()
    question = EvaluationQuestion.objects.create(
        region_id=domain.region_id, domain=domain, number=_next(EvaluationQuestion, domain), text=text
    )
    trail.write(question, "added", by=by, at=at)
    return question


@transaction.atomic
def edit_question(*, question: EvaluationQuestion, text: str, revision: int, by: Actor, at: datetime) -> None:
    """Ask it better."""
    rules.check_edit_framework(by)
    question = question.locked()
    trail.check_fresh(question, revision)
    question.change(text=text)
    trail.write(question, "edited", by=by, at=at)


@transaction.atomic
def add_matrix_row(
    *, domain: EvaluationDomain, what: str, how: str, who: str, when: str, comment: str, by: Actor, at: datetime
) -> MatrixRow:
    """One more thing to follow up: what, how, who and when."""
    rules.check_edit_framework(by)
    domain = domain.locked()
    row = MatrixRow.objects.create(
        region_id=domain.region_id,
        domain=domain,
        number=_next(MatrixRow, domain),
        what=what,
        how=how,
        who=who,
        when=when,
        comment=comment,
    )
    trail.write(row, "added", by=by, at=at)
    return row


@transaction.atomic
def edit_matrix_row(
    *,
    row: MatrixRow,
    what: str,
    how: str,
    who: str,
    when: str,
    comment: str,
    revision: int,
    by: Actor,
    at: datetime,
) -> None:
    """Say it as it is done here."""
    rules.check_edit_framework(by)
    row = row.locked()
    trail.check_fresh(row, revision)
    row.change(what=what, how=how, who=who, when=when, comment=comment)
    trail.write(row, "edited", by=by, at=at)


@transaction.atomic
def remove_matrix_row(*, row: MatrixRow, by: Actor, at: datetime) -> None:
    """Take away a row that the region added itself."""
    row = row.locked()
    rules.check_remove_matrix_row(row, by)
    trail.write(row, "removed", by=by, at=at, removed=True)
    row.delete()


def _next(model: type[EvaluationQuestion | MatrixRow], domain: EvaluationDomain) -> int:
    """The number after the domain's last. The template's own rows are never removed, so theirs is never reused."""
    last = model.objects.of(domain.region_id).filter(domain=domain).aggregate(number=Max("number"))["number"]
    return 1 if last is None else last + 1
