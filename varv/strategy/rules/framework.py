from varv.core.refusals import RuleBroken
from varv.core.roles import Actor, May
from varv.strategy.models import Framework, MatrixRow
from varv.strategy.templates import Template, template


def check_edit_framework(by: Actor) -> None:
    """Strategists decide how the region works."""
    by.require(May.EDIT_FRAMEWORK)


def check_adopt_framework(wanted: Template, region_id: int) -> None:
    """A template is taken over once; after that the region changes its own copy."""
    if Framework.objects.of(region_id).filter(template=wanted.code).exists():
        raise RuleBroken("framework.adopted_already", name=wanted.name)


def check_remove_matrix_row(row: MatrixRow, by: Actor) -> None:
    """Only the region's own rows go: the template's stay, so that the difference can be seen."""
    check_edit_framework(by)
    domain = row.domain
    original = template(domain.framework.template, domain.framework.template_version)
    numbers = {known.number for part in original.domains if part.number == domain.number for known in part.rows}
    if row.number in numbers:
        raise RuleBroken("framework.row_is_the_templates", what=row.what)
