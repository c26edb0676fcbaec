from varv.core.roles import Actor, May


def check_register_evaluation(by: Actor) -> None:
    """Those who may recommend keep the register of what has been evaluated."""
    by.require(May.RECOMMEND)


def check_note_finding(by: Actor) -> None:
    """Those who may recommend note what an evaluation found."""
    by.require(May.RECOMMEND)
