import pytest

from tests.factories import MONDAY
from varv.overview.strategy.reference_list import reference_list
from varv.strategy import operations

pytestmark = pytest.mark.django_db


def test_every_frame_is_offered_until_it_is_taken_over(anna, stig):
    operations.adopt_reference(template="agenda_2030", by=stig, at=MONDAY)
    before = [(line.reference.code, line.document_id) for line in reference_list(anna.region_id)]

    document = operations.adopt_reference(template="eu_cohesion_2021", by=anna, at=MONDAY)

    assert before == [("agenda_2030", None), ("eu_cohesion_2021", None), ("national_strategy_2021", None)]
    assert [line.document_id for line in reference_list(anna.region_id)] == [None, document.pk, None]


def test_list_takes_one_query(anna, django_assert_num_queries):
    with django_assert_num_queries(1):
        reference_list(anna.region_id)
