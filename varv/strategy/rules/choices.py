from datetime import date

from varv.core.choices import OPTIONS, TAKES_SEVERAL
from varv.core.refusals import RuleBroken
from varv.core.roles import Actor, May
from varv.strategy.models import Chain, Choice
from varv.strategy.scope import scope_of

# Before the first regional trials there was no regional development strategy to choose anything for.
FIRST_DAY = date(1990, 1, 1)


def check_make_choice(by: Actor) -> None:
    """A choice decides how the region works, as the framework does: whoever may change that may choose."""
    by.require(May.EDIT_FRAMEWORK)


def check_choice(choice: Choice, today: date) -> None:
    """Options of the topic, as many as it takes, with reasons, decided by someone on a day that has been."""
    _check_options(choice)
    if not choice.reasons.strip():
        raise RuleBroken("choice.reasons_missing", field="reasons")
    if not choice.decided_by.strip():
        raise RuleBroken("choice.decider_missing", field="decided_by")
    if choice.decided_on > today:
        raise RuleBroken("choice.not_decided_yet", field="decided_on")
    if choice.decided_on < FIRST_DAY:
        raise RuleBroken("choice.too_long_ago", field="decided_on", first=FIRST_DAY)


def _check_options(choice: Choice) -> None:
    if not choice.options:
        raise RuleBroken("choice.nothing_chosen", field="options")
    if not set(choice.options) <= set(OPTIONS[choice.topic]):
        raise RuleBroken("choice.of_another_topic", field="options", topic=choice.topic)
    if len(choice.options) > 1 and choice.topic not in TAKES_SEVERAL:
        raise RuleBroken("choice.takes_one", field="options", topic=choice.topic)


def check_one_theory(chain: Chain) -> None:
    """A region that chose one theory of change begins no second chain for a strategy. What is there already stays."""
    of_document = Chain.objects.of(chain.region_id).filter(document=chain.document_id)
    first = of_document.exclude(pk=chain.pk).in_name_order().first()
    stood_there = of_document.filter(pk=chain.pk).exists()
    if first is not None and not stood_there and scope_of(chain.region_id).one_theory:
        raise RuleBroken("chain.one_theory", field="document", name=first.name)
