from varv.core.refusals import RuleBroken


def check_said(text: str, code: str, field: str) -> None:
    """Refuse, with this code, when nothing has been written."""
    if not text.strip():
        raise RuleBroken(code, field=field)
