"""A chain that leaves the house: whatever its steps say, it is read as text, and it is the same chain."""

import json
import re
from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from varv.core.theory import Claim, Evidence, FactorKind, Holding, Level
from varv.core.workflow import PlanState
from varv.overview.strategy.document_sheet import VersionLine
from varv.overview.strategy.theory_map import CheckLine, FactorLine, LinkLine, StepLine, TheoryMap
from varv.publishing.chain_exports import as_json, mermaid

HOSTILE = [
    'Slut"] --> x["',
    "Rad ett\nclick s1 href 'https://example.org'",
    "]]]))}}",
    "%% en kommentar",
    '%%{init: {"theme": "dark"}}%%',
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "end",
    "1. en lista",
    "- en lista",
    "`**fet**`",
    "a|b|c",
    "a;b#quot;c&amp;d",
    "\u2028ny rad\u2029\x00\r\n",
    "javascript:alert(1)",
    "subgraph x",
    "",
]
NODE = re.compile(r'^    s\d+\["[^"\n<>%|`;\[\]{}()]*(?:#\d+;[^"\n<>%|`;\[\]{}()]*)*"\](:::\w+)?$')
ARROW = re.compile(r'^  s\d+ (==>|-->|-\.->)\|"[^"\n|<>]*"\| s\d+$')


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def step(number, text="Moduler", level=Level.ACTIVITY, generic=None, indicators=0):
    name = "Kompetensutvecklingsinsatser" if generic else ""
    return StepLine(number, 1, level, text, generic, name, indicators, f"step{number}")


def link(source, target, evidence=Evidence.ASSUMED, number=1, **said):
    values = {
        "claim": Claim.HYPOTHETICAL,
        "assumption": "",
        "rationale": "",
        "evidence_source": "",
        "evidence_year": None,
        "finding": "",
    } | said
    return LinkLine(id=7, number=number, source=source, target=target, evidence=evidence, key="link7", **values)


def theory(steps, links=(), name="Kompetens", **more):
    values = {
        "id": 1,
        "summary": "Vår bästa gissning.",
        "state": PlanState.DRAFT,
        "document_id": 1,
        "document": "Älvmark 2030",
        "goal_id": None,
        "goal": "",
        "owner": "Anna",
        "initiatives": 0,
        "versions": (),
        "key": "kedja",
    } | more
    return TheoryMap(name=name, steps=tuple(steps), links=tuple(links), **values)


def shown(text):
    """A label as Mermaid shows it: each entity code as its sign."""
    return re.sub(r"#(\d+);", lambda found: chr(int(found.group(1))), text)


def test_mermaid_draws_levels_as_frames_and_evidence_as_strokes():
    steps = [step(1, generic=3), step(2, "Intyg", Level.OUTPUT, indicators=1), step(3, "Jobb", Level.OUTCOME)]
    links = [
        link(steps[0], steps[1], Evidence.STRONG, None),
        link(steps[1], steps[2], Evidence.ASSUMED, 1),
        link(steps[0], steps[2], Evidence.NONE, 2),
    ]

    assert mermaid(theory(steps, links)).splitlines() == [
        "%% Kompetens",
        "flowchart LR",
        '  subgraph activity["Activities"]',
        '    s1["3 Moduler"]:::done',
        "  end",
        '  subgraph output["Outputs"]',
        '    s2["Intyg"]',
        "  end",
        '  subgraph outcome["Outcomes"]',
        '    s3["Jobb"]:::unmeasured',
        "  end",
        '  s1 ==>|"Strong evidence"| s2',
        '  s2 -.->|"1#46; Assumption"| s3',
        '  s1 -.->|"2#46; No evidence"| s3',
        "  classDef done stroke-width:2px",
        "  classDef unmeasured stroke-dasharray:4 3",
    ]


def test_mermaid_has_a_stroke_for_every_grade():
    steps = [step(1), step(2)]

    strokes = [mermaid(theory(steps, [link(*steps, grade)])).splitlines()[6].partition("|")[0] for grade in Evidence]

    assert strokes == ["  s1 ==>", "  s1 -->", "  s1 -.->", "  s1 -.->"]


def test_mermaid_of_an_empty_chain_is_still_a_chart():
    assert mermaid(theory([])).splitlines()[:2] == ["%% Kompetens", "flowchart LR"]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_a_step_says_breaks_out_of_its_node(text):
    lines = mermaid(theory([step(1, text), step(2)], [link(step(1, text), step(2))], name=text)).splitlines()

    assert len(lines) == 9
    assert NODE.match(lines[3])
    assert ARROW.match(lines[6])
    assert re.fullmatch(r"%% [^%{}<>\n]*", lines[0])


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_step_says_can_still_be_read(text):
    (label,) = re.findall(r's1\["(.*)"\]', mermaid(theory([step(1, text)])))

    printable = "".join(sign if sign.isprintable() else " " for sign in text)
    assert shown(label) == " ".join(printable.split())


@given(st.text(max_size=60))
def test_whatever_is_written_is_one_node_on_one_line(text):
    lines = mermaid(theory([step(1, text)], name=text)).splitlines()

    assert len(lines) == 7
    assert NODE.match(lines[3])


@given(st.text(max_size=60))
def test_json_gives_back_every_sign(text):
    read = json.loads(as_json(theory([step(1, text)], name=text)))

    assert (read["name"], read["steps"][0]["text"]) == (text, text)


def test_json_knows_steps_and_links_by_their_keys():
    steps = [step(1, generic=3), step(2, "Intyg", Level.OUTPUT)]
    check = CheckLine(Holding.BROKEN, date(2026, 3, 2), "Åtta av tolv frågade inte.", "Egon")
    told = link(*steps, Evidence.SOME, 1, assumption="Intyget räknas", tested_how="Ring tolv.", checks=(check,))
    read = json.loads(as_json(theory(steps, [told])))

    assert read["steps"] == [
        {"key": "step1", "level": "activity", "text": "Moduler", "generic_activity": 3, "is_measured": True},
        {"key": "step2", "level": "output", "text": "Intyg", "generic_activity": None, "is_measured": False},
    ]
    assert read["links"] == [
        {
            "key": "link7",
            "source": "step1",
            "target": "step2",
            "evidence": "some",
            "claim": "hypothetical",
            "rationale": "",
            "assumption": "Intyget räknas",
            "tested_how": "Ring tolv.",
            "evidence_source": "",
            "evidence_year": None,
            "finding": "",
            "checks": [{"holding": "broken", "since": "2026-03-02", "signal": "Åtta av tolv frågade inte."}],
        }
    ]


def test_json_says_what_the_chain_is_and_names_no_person():
    version = VersionLine(2, date(2026, 4, 28), "Regionala utvecklingsnämnden", "RU 2026/311", "För att vi lärt oss.")

    written = as_json(theory([], area="Kompetens", goal="1 Fler i arbete", versions=(version,)))

    assert json.loads(written) == {
        "format": "varv-chain/1",
        "key": "kedja",
        "name": "Kompetens",
        "summary": "Vår bästa gissning.",
        "document": "Älvmark 2030",
        "area": "Kompetens",
        "goal": "1 Fler i arbete",
        "state": "draft",
        "version": {"number": 2, "adopted_on": "2026-04-28"},
        "steps": [],
        "links": [],
        "factors": [],
    }
    assert "Anna" not in written


def test_json_of_a_chain_that_was_never_adopted_has_no_version():
    assert json.loads(as_json(theory([])))["version"] is None


def test_json_says_what_each_factor_is_about():
    steps = [step(1), step(2)]
    factors = (
        FactorLine(1, FactorKind.RISK, "Få söker.", "Moduler", 2, None),
        FactorLine(2, FactorKind.SIDE_EFFECT, "Lärare flyttar.", "Moduler → Moduler", None, 7),
        FactorLine(3, FactorKind.CONDITION, "Bidraget finns kvar.", "", None, None),
    )

    read = json.loads(as_json(theory(steps, [link(*steps)], factors=factors)))

    assert read["factors"] == [
        {"kind": "risk", "text": "Få söker.", "about": "step2"},
        {"kind": "side_effect", "text": "Lärare flyttar.", "about": "link7"},
        {"kind": "condition", "text": "Bidraget finns kvar.", "about": None},
    ]


def test_json_is_written_so_that_people_can_read_it():
    written = as_json(theory([step(1, "Yrkesväxling i moduler")]))

    assert "Yrkesväxling i moduler" in written
    assert written.startswith('{\n  "format": "varv-chain/1",\n')
    assert written.endswith("}\n")
