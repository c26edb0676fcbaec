from decimal import Decimal

from django.template import Context, Template
from django.utils.translation import override

from varv.core.money import Money


def test_in_a_table_nothing_said_is_a_dash_that_is_read_aloud():
    written = "{% load money %}{{ a|kr }}|{{ b|kr }}|{{ b|short_kr }}|{{ c|hours }}|{{ m|station:'used'|kr }}"

    with override("sv"):
        told = Template(written).render(Context({"a": None, "b": Decimal(0), "c": None, "m": Money(used=Decimal(5))}))

    dash = '<span class="muted" aria-hidden="true">–</span><span class="vh">inte angivet</span>'
    assert told.split("|") == [dash, "0\u00a0kr", "0\u00a0kr", dash, "5\u00a0kr"]
