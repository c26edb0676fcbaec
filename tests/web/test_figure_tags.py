from decimal import Decimal

from varv.web.templatetags.figures import spark


def test_spark_is_as_small_as_a_word_and_hidden_from_screen_readers():
    drawn = spark([Decimal(71), None, Decimal(72)], Decimal(80))

    assert 'aria-hidden="true"' in drawn
    assert 'class="s-target"' in drawn


def test_spark_draws_nothing_of_a_single_value():
    assert spark([None, Decimal(71)]) == ""
