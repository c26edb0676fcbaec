from datetime import date

import pytest

from varv.core.refusals import RuleBroken
from varv.strategy.templates import TemplateActivity, template, templates

VASTERBOTTEN = template("vasterbotten")

# The framework's own words (names, outputs and outcomes), checked one by one.
ACTIVITIES = {
    1: ("Kompetensutvecklingsinsatser", "Genomförda utbildningsinsatser", "Ökad kompetensnivå"),
    2: ("Investeringar i infrastruktur", "Gjorda investeringar", "Ny/förbättrad infrastruktur"),
    3: (
        "Synkronisera aktörer",
        "Process för synkronisering genomförd",
        "Aktörer inför samma lösning/använder samma metod eller arbetssätt",
    ),
    4: (
        "Skapa och driva mötesplatser",
        "Skapande och drivande genomfört",
        "Mötesplatserna samlar relevanta aktörer för informationsutbyte och kontaktskapande",
    ),
    5: ("Erfarenhetsutbyte och deltagande", "Genomförda tillfällen", "Genomfört informationsutbyte och påverkan"),
    6: (
        "Facilitering och match-making",
        "Möjliggjorda kontakter",
        "Fler/nya kontakter har skapats mellan personer och/eller aktörer",
    ),
    7: (
        "Produktioner",
        "Process för framtagande genomförd",
        "Resultera i varor/tjänster/service- eller kulturutbud",
    ),
    8: (
        "Spridning av produktioner",
        "Spridning genomförd",
        "Fler/nya personer har nåtts av nya produktioner/underlag",
    ),
    9: (
        "Forskning, analys, uppföljning och utvärdering",
        "Analysarbete genomfört",
        "Framtagen ny kunskap/nya sammanställningar av kunskap/nya insikter har nått målgruppen",
    ),
    10: (
        "Beredning och beslut av finansiellt stöd",
        "Genomförd beredning",
        "Tillgång till kapital för att utveckla eller tillhandahålla tjänster/varor/metoder/underlag",
    ),
    11: ("Extern styrning", "Deltagande i styrning genomförd", "God styrning"),
}


def test_templates_are_dated_and_name_their_source():
    assert [(known.code, known.version) for known in templates()] == [("vasterbotten", date(2019, 5, 8))]
    assert VASTERBOTTEN.source.startswith(
        "Region Västerbotten m.fl.: Ramverk för strategiskt lärande (förslag på systematiskt arbetssätt i "
        "Västerbotten), finansierat av Tillväxtverket"
    )


def test_template_has_the_eleven_activities_in_the_frameworks_own_words():
    told = {known.number: (known.name, known.output, known.outcome) for known in VASTERBOTTEN.activities}

    assert told == ACTIVITIES


def test_every_activity_has_a_definition_and_two_sentences_of_ours():
    assert all(known.definition for known in VASTERBOTTEN.activities)
    assert {known.description.rstrip(".").count(". ") for known in VASTERBOTTEN.activities} == {1}


def test_first_activity_is_whole():
    assert VASTERBOTTEN.activities[0] == TemplateActivity(
        number=1,
        name="Kompetensutvecklingsinsatser",
        definition=(
            "Omfattar alla aktiviteter som syftar till att öka kompetens hos målgruppen "
            "(t ex kurser, utbildning, rådgivning, processtöd)"
        ),
        output="Genomförda utbildningsinsatser",
        outcome="Ökad kompetensnivå",
        description=("Någon ska kunna mer efteråt än innan. Räkna inte bara hur många som kom: fråga vad de kan nu."),
    )


def test_template_has_six_questions_in_three_domains():
    told = [(domain.name, len(domain.questions)) for domain in VASTERBOTTEN.domains]

    assert told == [("Resultat", 1), ("Genomförande av insatser", 2), ("Genomförande av utvecklingsuppdraget", 3)]
    assert (
        VASTERBOTTEN.domains[0].questions[0].text
        == "Bidrar prestationer, utfall och effekter till att effektivt möta identifierade behov i RUS?"
    )


def test_only_the_rows_of_results_survive_and_the_notes_say_so():
    rows = {domain.name: [row.who for row in domain.rows] for domain in VASTERBOTTEN.domains}

    assert rows == {
        "Resultat": [
            "Ansvarig för insatsen.",
            "POV",
            "Deltagare eller ansvarig för flera deltagare i insatsen",
            "Analysfunktion/ ansvarig villkorsbeslut",
        ],
        "Genomförande av insatser": [],
        "Genomförande av utvecklingsuppdraget": [],
    }
    assert "finns inte i källan" in VASTERBOTTEN.notes[0]
    assert [note for note in VASTERBOTTEN.notes if "POV" in note] == ["Förkortningen POV förklaras inte i källan."]


def test_template_has_three_purposes_eight_uses_and_the_rule_of_the_chain():
    assert [purpose.number for purpose in VASTERBOTTEN.purposes] == [1, 2, 3]
    assert [use.name for use in VASTERBOTTEN.uses] == [
        "Resultat",
        "Styrning",
        "Ansvarsutkrävande",
        "Lärande",
        "Programutveckling",
        "Beslutsfattande",
        "Legitimitet",
        "Engagemang",
    ]
    assert VASTERBOTTEN.chain_rule == (
        "Kedjan ska vara formulerad utifrån en kunskaps- och evidensbaserad grund och det ska finnas en kausalitet"
    )
    assert VASTERBOTTEN.cycle_months == 18


def test_template_of_a_version_is_found_by_its_date():
    assert template("vasterbotten", date(2019, 5, 8)) == VASTERBOTTEN


@pytest.mark.parametrize(("code", "version"), [("okand", None), ("vasterbotten", date(2018, 1, 1))])
def test_unknown_template_is_refused(code, version):
    with pytest.raises(RuleBroken) as refused:
        template(code, version)

    assert (refused.value.code, refused.value.facts) == ("framework.unknown_template", {"template": code})
