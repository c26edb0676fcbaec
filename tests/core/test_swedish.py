import pytest
from hypothesis import given
from hypothesis import strategies as st

from varv.core.swedish import folded, joined, nearest, pieces, slips, stem, stems, words

FORMS = """
utvärdering utvärderingar utvärderingarna utvärderingarnas utvärderingens
lärdom lärdomar lärdomarna lärdomens lärdomarnas
företag företaget företagen företagens företagets
mål målet målen målens målets
bok böcker böckerna boken
stad städer städernas staden
bostad bostäder bostadens bostäderna
land länder länderna
tjänsteman tjänstemän tjänstemännen tjänstemännens
skola skolan skolor skolorna skolans skolornas
rektor rektorn rektorer rektorerna rektorernas rektors
hållbar hållbart hållbara hållbarhet hållbarheten
insats insatser insatsen insatserna insatsernas
kompetens kompetensen kompetenser
program programmet programmen programmens
exempel exemplet exemplen exempels
hinder hindret hindren
mönster mönstret mönstren
gymnasium gymnasiet gymnasier gymnasierna
lärare läraren lärarna lärarnas lärares
lokal lokalt lokala
indikator indikatorn indikatorer indikatorerna
rapport rapporten rapporter rapporternas
möte mötet möten mötena mötens
medel medlen medlet medels
idé idén idéer idéerna
kommun kommunen kommuner kommunernas kommunens
studie studien studier studierna
projekt projektet projekten projektens
elev eleven elever elevernas
resultat resultatet resultaten
fråga frågan frågor frågorna
kontor kontoret kontoren
verksamhet verksamheten verksamheter
kluster klustret klustren klustrets
analys analysen analyser analysernas
frånvaro frånvaron
byrå byrån byråer
plan planen planer planerna planernas
förändring förändringar
aktivitet aktiviteten aktiviteter
medlem medlemmar medlemmarna
innovation innovationer innovationen
effekt effekter effekten effekternas
ung unga ungas
barn barnen barnens barns
kvinna kvinnor kvinnan kvinnornas kvinnorna
man män männen
nätverk nätverket nätverken
gemensam gemensamt gemensamma
regel regler reglerna regeln
nummer numret
år året åren årens
kurs kurser kursen
beslut beslutet besluten
rekommendation rekommendationen rekommendationernas
ändring ändringar ändringen
åtgärd åtgärder åtgärden åtgärderna
vuxen vuxna vuxnas
antagande antaganden antagandet antagandena
samband sambandet sambanden
belägg belägget beläggen
pendling pendlingen
klimat klimatet
tåg tåget tågen
buss bussar bussen
väg vägar vägen vägarna
ägare ägaren ägarna ägarnas
handledare handledaren handledarna
arbetsgivare arbetsgivaren arbetsgivarna arbetsgivarnas
besök besöket besöken
pengar pengarna
utbildning utbildningar utbildningens
viktig viktigt viktiga
regional regionalt regionala
budget budgeten
skogsbruk skogsbruket
region regionen regioner regionerna regionernas
bidrag bidraget bidragen
län länet länen länens
led ledet leden
kedja kedjan kedjor kedjorna
signal signaler signalen
partner partners partnern
ungdom ungdomar ungdomarna ungdomarnas
tröskel tröskeln trösklar
person personer personen personernas
utländsk utländska utländskt
grupp grupper gruppen
försök försöket försöken
forum forumet
svar svaret svaren
varv varvet varven
brief briefen
källa källor källan källorna
"""


@pytest.mark.parametrize("forms", FORMS.strip().splitlines())
def test_all_forms_of_a_word_have_one_stem(forms):
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mål", "målgrupp"),
        ("lärare", "lärande"),
        ("stad", "stat"),
        ("län", "lån"),
        ("kommun", "kommunikation"),
        ("bok", "bokslut"),
        ("man", "allmän"),
        ("rektor", "rektangel"),
        ("ö", "o"),
        ("barn", "bar"),
        ("mor", "humor"),
        ("by", "hobby"),
        ("företagare", "företag"),
    ],
)
def test_words_that_are_not_the_same_have_different_stems(one, other):
    assert stem(one) != stem(other)


@pytest.mark.parametrize("word", ["2026h1", "r3", "00123", "covid19"])
def test_a_word_with_a_digit_is_only_itself(word):
    assert stem(word) == word


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzåäöé", min_size=1, max_size=30))
def test_a_stem_is_its_own_stem_and_never_shorter_than_a_word_can_be(word):
    found = stem(word)

    assert stem(found) == found
    assert found


@given(st.text(max_size=200))
def test_words_hold_letters_and_digits_only_whatever_is_written(text):
    assert all(word.isalnum() and word == word.lower() for word in words(text))


def test_words_are_in_small_letters_and_in_order():
    assert words("Region Älvmarks MÅL, 2026H1: e-hälsa & R3!") == [
        *("region", "älvmarks", "mål", "2026h1", "e", "hälsa", "r3")
    ]


def test_letters_of_two_signs_are_read_as_one():
    assert words("a\u030aterkoppling la\u0308ra") == ["återkoppling", "lära"]


def test_a_word_is_compared_by_its_first_letters_when_it_is_very_long():
    assert words("a" * 500) == ["a" * 60]


def test_what_is_written_with_a_hyphen_is_also_one_word():
    assert list(joined("Vår e-hälsa och ett EU-projekt, 2024-2027 – ja")) == ["ehälsa", "euprojekt", "20242027"]


def test_stems_are_in_the_order_of_the_words():
    assert stems("Lärdomarnas källor") == ["lärdom", "käll"]


@pytest.mark.parametrize(
    ("word", "plain"), [("lärande", "larande"), ("åtgärd", "atgard"), ("idé", "ide"), ("ort", "ort")]
)
def test_folding_takes_away_the_marks_of_letters(word, plain):
    assert folded(word) == plain


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("mål", "mål", 0),
        ("mål", "mal", 1),
        ("abcd", "abdc", 1),
        ("utvärdring", "utvärdering", 1),
        ("lärdom", "lårdum", 2),
    ],
)
def test_slips_are_counted(first, second, count):
    assert slips(first, second, 2) == slips(second, first, 2) == count


def test_slips_are_not_counted_further_than_asked():
    assert slips("utvärdering", "rekommendation", 2) == 3
    assert slips("ab", "abcdef", 1) == 2


def test_the_nearest_words_come_first():
    known = ["utvärderingen", "utvärdera", "utvärdering", "utbildning"]

    assert nearest("utvärdring", known) == ["utvärdering"]
    assert nearest("utvärderinge", known) == ["utvärdering", "utvärderingen"]


def test_a_short_word_may_have_one_slip_only():
    assert nearest("skla", ["skola", "skolan", "sko"]) == ["skola"]


def test_pieces_tell_which_words_are_meant_and_keep_every_sign():
    found = pieces("En lärdom: lärdomarna (3 st).", lambda word: stem(word) == "lärdom")

    assert found == [("En ", False), ("lärdom", True), (": ", False), ("lärdomarna", True), (" (3 st).", False)]
    assert pieces("", lambda _word: True) == []
