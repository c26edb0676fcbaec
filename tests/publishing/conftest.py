"""Figures and documents speak English in these tests; the catalogue has its own."""

import pytest
from django.utils.translation import override
from hypothesis import settings

settings.register_profile("varv", settings(), deadline=None)
settings.load_profile("varv")


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield
