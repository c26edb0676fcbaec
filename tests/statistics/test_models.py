import pytest
from django.db import IntegrityError, transaction

from tests.factories import IndicatorFactory, RawPayloadFactory, SeriesFactory
from varv.core.kinds import Breakdown
from varv.statistics.models import RawPayload


def test_series_feeds_each_breakdown_of_an_indicator_once(db):
    series = SeriesFactory()
    SeriesFactory(indicator=series.indicator, breakdown=Breakdown.WOMEN)
    SeriesFactory(indicator=IndicatorFactory())

    with pytest.raises(IntegrityError), transaction.atomic():
        SeriesFactory(indicator=series.indicator)


def test_series_is_called_by_its_table(db):
    assert str(SeriesFactory()) == "scb TAB6471"


def test_payload_is_archived_once_a_region(alvmark, sydland):
    RawPayloadFactory(sha256="a" * 64)
    RawPayloadFactory(sha256="a" * 64, region=sydland)

    with pytest.raises(IntegrityError), transaction.atomic():
        RawPayloadFactory(sha256="a" * 64)


def test_payload_is_called_by_its_hash(db):
    assert str(RawPayloadFactory(sha256="abc" + "0" * 61)) == "scb TAB6471 abc000000000"


def test_payload_keeps_its_bytes(alvmark):
    RawPayloadFactory(body=b"\x00\xff{}")

    assert bytes(RawPayload.objects.of(alvmark.pk).get().body) == b"\x00\xff{}"
