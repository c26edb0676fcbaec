import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils.translation import override

from varv.core.judgement import Answer, Verdict
from varv.core.periods import Period
from varv.core.status import Direction, Status
from varv.core.theory import Evidence
from varv.core.workflow import TABLES, ReportState, TurnState
from varv.web import shapes

FOLDED = re.compile(r"<svg.*?</svg>", re.DOTALL)


@pytest.fixture(autouse=True)
def swedish():
    with override("sv"):
        yield


def drawn(template, **context):
    """What the template becomes."""
    return Template(template).render(Context(context))


def told(template, **context):
    """The same, with every drawing folded to a star."""
    return FOLDED.sub("*", drawn(template, **context))


# --- marks -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "mark"),
    [
        (Status.ON_TRACK, '<span class="mark m-ok">*I fas</span>'),
        (Status.AT_RISK, '<span class="mark m-risk">*I riskzonen</span>'),
        (Status.OFF_TRACK, '<span class="mark m-off">*Ur fas</span>'),
        (Status.NO_DATA, '<span class="mark m-none">*Uppgift saknas</span>'),
        (Direction.UP, '<span class="mark m-wish">*Inte målsatt, bör öka</span>'),
        ("within", '<span class="mark m-ok">*Inom spannet</span>'),
        ("gap", '<span class="mark m-risk">*Lucka</span>'),
    ],
)
def test_mark_has_shape_and_word(status, mark):
    assert told("{% mark status %}", status=status) == mark


def test_mark_may_say_it_in_other_words():
    assert told('{% mark "gap" "Ingen insats" %}') == '<span class="mark m-risk">*Ingen insats</span>'


def test_mark_is_never_told_by_colour_alone():
    assert len({shape.drawing for shape in shapes.MARKS.values()}) == len(shapes.MARKS)
    assert set(shapes.MARKS) == {*Status, *Direction, "gap"}


def test_judge_is_a_persons():
    assert told("{% judge verdict %}", verdict=Verdict.RIGHT_WAY) == '<span class="judge j-up">*Rätt väg</span>'


def test_judge_of_nobody_is_not_assessed():
    assert told("{% judge verdict %}", verdict=None) == '<span class="judge j-none">*Ej bedömd</span>'


def test_judge_has_a_stroke_for_every_verdict():
    assert set(shapes.JUDGEMENTS) == set(Verdict)


@pytest.mark.parametrize(
    ("state", "work"),
    [
        (ReportState.RETURNED, '<span class="work w-back">*Återlämnad</span>'),
        (TurnState.CLOSED, '<span class="work w-done">*Slutet</span>'),
        ("todo", '<span class="work w-todo">*Inte börjat</span>'),
        ("late", '<span class="work w-back">*Försenad</span>'),
    ],
)
def test_work_says_where_it_stands(state, work):
    assert told("{% work state %}", state=state) == work


def test_work_draws_every_state_of_every_table():
    states = {state for table in TABLES.values() for state in table}

    assert [state for state in states if state not in shapes.WORK] == []


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        (Answer.YES, '<span class="answer mark m-ok">*Ja</span>'),
        (Answer.NO, '<span class="answer mark m-off">*Nej</span>'),
        (None, '<span class="answer mark m-none">*Väntar på svar</span>'),
    ],
)
def test_answer_that_has_not_come_is_waited_for(code, answer):
    assert told("{% answer code %}", code=code) == answer


def test_evidence_key_draws_the_stroke_and_names_it():
    assert 'class="l-assume"' in drawn("{% evidence_key grade %}", grade=Evidence.ASSUMED)
    assert told("{% evidence_key grade %}", grade=Evidence.NONE) == '<span class="evidence">*Belägg saknas</span>'
    assert told('{% evidence_key "strong" "" %}') == '<span class="evidence">*</span>'


def test_label_from_a_person_is_escaped():
    assert told('{% mark "gap" label %}', label="<b>") == '<span class="mark m-risk">*&lt;b&gt;</span>'


# --- drawings ----------------------------------------------------------------------------------------------


def test_icon_is_hidden_from_screen_readers():
    assert drawn('{% icon "check" %}') == (
        '<svg viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" stroke-width="1.7"'
        ' stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">'
        '<path d="m3.2 8.6 3.1 3.1 6.5-7"/></svg>'
    )


def test_icon_that_is_not_there_is_an_error():
    with pytest.raises(KeyError):
        drawn('{% icon "unicorn" %}')


def test_ring_lights_its_quarter_and_learning_in_yellow():
    lit = [re.search(r' d="(.*?)"', drawn("{% ring place %}", place=place))[1] for place in range(4)]

    assert len(set(lit)) == 4
    assert [place for place in range(4) if 'class="learn"' in drawn("{% ring place %}", place=place)] == [3]


def test_drawings_carry_no_style():
    everything = drawn('{% brand %}{% rings %}{% ring 3 %}{% icon "saved" %}{% mark "gap" %}{% evidence_key "some" %}')

    assert "style" not in everything


# --- words that are explained -------------------------------------------------------------------------------


def test_term_is_a_button_with_its_definition():
    assert drawn('{% term "bidrag" "bidraget" %}') == (
        '<button type="button" class="term" popovertarget="def-bidrag-1">bidraget</button>'
        '<span class="def" popover id="def-bidrag-1" role="note"><b class="def-h">bidrag</b>'
        "Vår del i en förändring som har många orsaker. Bidraget är hypotetiskt tills en utvärdering har visat det."
        '<span class="not">Inte hela länets utveckling, och inte utbetalda pengar.</span></span>'
    )


def test_term_is_numbered_through_the_page_and_its_parts():
    part = Template('{% term "utfall" %}')
    page = drawn('{% term "utfall" %}{% include part %}{% include part only %}{% term "effekt" %}', part=part)

    assert re.findall(r' id="(.*?)"', page) == ["def-utfall-1", "def-utfall-2", "def-utfall-3", "def-effekt-4"]


def test_term_begins_anew_on_the_next_page():
    template = Template('{% term "utfall" %}')

    assert template.render(Context()) == template.render(Context())


# --- days, numbers, words -----------------------------------------------------------------------------------


def test_leaf_is_a_date_to_tear_off():
    assert drawn("{% leaf on %}", on=date(2027, 2, 3)) == (
        '<time class="leaf" datetime="2027-02-03"><span>feb</span><b>3</b><span class="vh"> 2027</span></time>'
    )


def test_leaf_that_is_near_is_petrol():
    assert 'class="leaf near"' in drawn("{% leaf on near %}", on=date(2027, 2, 3), near=True)


def test_leaf_of_a_moment_is_the_regions_own_day():
    assert 'datetime="2027-02-03"' in drawn("{% leaf at %}", at=datetime(2027, 2, 2, 23, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("template", "value", "text"),
    [
        ("{{ value|number:1 }}", Decimal("73.62"), "73,6"),
        ("{{ value|number }}", None, "saknas"),
        ("{{ value|percent }}", Decimal(5), "5\u00a0%"),
        ("{{ value|period }}", Period.parse("2026H1"), "första halvåret 2026"),
        ("{{ value|period }}", None, ""),
        ("{{ value|day }}", date(2027, 1, 29), "29 januari 2027"),
        ("{{ value|short_day }}", date(2026, 12, 14), "14 dec 2026"),
        ("{{ value|long_day }}", date(2027, 1, 19), "Tisdag 19 januari 2027"),
        ("{{ value|clock }}", datetime(2027, 1, 19, 9, 42, tzinfo=UTC), "10.42"),
        ("{{ value|moment }}", datetime(2027, 1, 19, 9, 42, tzinfo=UTC), "19 januari 2027 kl. 10.42"),
        ("{{ value|day }}", None, ""),
        ("{{ value|word }}", Status.AT_RISK, "I riskzonen"),
        ("{{ value|word }}", None, ""),
        ("{{ value|initials }}", "Anna Maria Berg", "AB"),
        ("{{ value|initials }}", "Bo", "B"),
        ("{{ value|initials }}", "", ""),
    ],
)
def test_filter_writes_as_people_say_it(template, value, text):
    assert drawn(template, value=value) == text
