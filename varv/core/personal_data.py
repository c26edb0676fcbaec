"""Personal data in what other systems send: known by headings and by cells, so that it can be left out.

The law is data minimisation (GDPR article 5.1 c). A personnummer has a day of birth, a serial number and a check
digit (SFS 1991:481, 18 §; the digit by Luhn); a samordningsnummer has 60 added to the day. An organisation number has
at least 2 as its third digit and is never a day, so it is not taken for one; a sole trader's is a personnummer.
Names are known by common first names only, so a heading that says what a column holds weighs more than its cells.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from enum import StrEnum

MASK = "[•••]"


class PersonalKind(StrEnum):
    """What of a person a column holds."""

    PERSONAL_NUMBER = "personal_number"
    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    NAME = "name"


# Words and numbers of people can be mistaken for those of projects; a personnummer or an e-mail address cannot.
CAN_BE_MISTAKEN = frozenset({PersonalKind.NAME, PersonalKind.ADDRESS})

# How many of the cells that say something must be of a kind for the whole column to be refused.
ENOUGH = {
    PersonalKind.PERSONAL_NUMBER: 0.2,
    PersonalKind.EMAIL: 0.2,
    PersonalKind.PHONE: 0.2,
    PersonalKind.ADDRESS: 0.3,
    PersonalKind.NAME: 0.5,
}
# In a heading written together, in this order: an e-mail address is not an address.
_STEMS = {
    PersonalKind.PERSONAL_NUMBER: "personnum personnr persnr personalnumber samordningsn födelse socialsecurity",
    PersonalKind.EMAIL: "epost email mejl mailadress",
    PersonalKind.PHONE: "telefon mobil phone",
    PersonalKind.ADDRESS: "adress address postnummer postnr postort zipcode",
    PersonalKind.NAME: "kontakt contact handläggare förnamn efternamn firmatecknare projektledare projektansvarig "
    "beslutsfattare ordförande attestant användare deltagare skapadav ändradav registreradav beslutadav behörig "
    "firstname lastname surname",
}
_WORDS = {
    PersonalKind.PERSONAL_NUMBER: "pnr ssn",
    PersonalKind.EMAIL: "mail",
    PersonalKind.PHONE: "tel tfn",
    PersonalKind.ADDRESS: "co bostad",
    PersonalKind.NAME: "namn name person personer ansvarig sökande medsökande applicant",
}
STEMS = {kind: tuple(stems.split()) for kind, stems in _STEMS.items()}
WORDS = {kind: frozenset(words.split()) for kind, words in _WORDS.items()}
# Beside these, a name is that of an organisation, and so may an applicant be by its cells.
OF_ORGANISATIONS = re.compile(r"organisation|enhet|avdelning|myndighet|företag|förening|bolag|projekt")
OF_PEOPLE = frozenset({"person", "personer"})
APPLICANTS = frozenset({"sökande", "medsökande", "applicant"})
HOLDS_ORGANISATIONS = re.compile(
    r"organisation|sökande|applicant|stödmottagare|projektägare|bidragsmottagare|mottagare"
)
NOT_A_NUMBER = re.compile(r"n(umme)?r$|number$|form$|typ$")

ORGANISATION = re.compile(
    r"\b(ab|hb|kb|ekonomisk|förening|föreningen|kommun|kommunen|region|regionen|landsting|universitet|universitetet"
    r"|högskola|högskolan|stiftelse|stiftelsen|länsstyrelsen|skola|gymnasium|center|centrum|förbund|förbundet"
    r"|museum|museet|institut|institutet|institute|myndigheten|verket|bolag|bolaget|företagarna|handelskammare"
    r"|handelskammaren|kammaren|almi|coompanion|rise|akademi|akademin|råd|rådet|klubb|hub|group|sverige|sweden"
    r"|turism|näringsliv|studieförbund|folkhögskola|science|business|arena|inkubator|ideella)\b"
    r"|\w(bolag|förbund|förening|skola|skolan|verket|styrelsen|kommun|museum|stiftelsen|gymnasiet)\b",
    re.IGNORECASE,
)
_FIRST_NAMES = """
    adam agneta albin alexander alice alma amanda amir anders andreas anette angelica anita ann ann-marie ann-sofie
    anna anna-karin anneli annika anton arvid astrid axel barbro bengt berit birgitta björn bo britt britta carina
    carl carl-johan caroline catarina cecilia charlotte christer christian christina claes dan daniel david dennis
    ebba edvin elias elin elisabeth ella ellen elsa emelie emil emilia emma erica erik erika eva evelina fatima
    felix filip frank fredrik frida gabriel georg gerd gun gunilla gunnar gustav göran hanna hannes hans harald
    hassan helen helena henrik hugo hussein håkan ibrahim ida inga inger ingrid irene isabella isak jakob jan jenny
    jens jessica joakim johan johanna john johnny jonas jonathan josefin josefine julia jörgen kaj karin karl
    kenneth kent kerstin kevin kjell klara kristian kristina kurt lars lars-erik leif lena lennart leo liam linda
    linnea linus lisa lisbeth louise lucas ludvig magdalena magnus maja malin margareta maria mariana marianne marie
    martin martina mathias matilda mats mattias max melker mia michael mikael moa mohamed mohammed monica monika
    nathalie nicklas niclas niklas nils nina noah nora ola oliver olivia olle olof oscar oskar patrik pauline per
    pernilla peter petra pia pontus rasmus rebecca richard rickard robert robin roger roland rolf ronja sandra sara
    sebastian simon siv sofia sofie stefan stella sten stig stina sune susanne sven therese thomas tilda tobias tom
    tomas tommy tony tor torbjörn tuva ulf ulla ulrika urban vera veronica victor viktor vincent viveka wilhelm
    william yvonne ärla åke åsa örjan
    """
FIRST_NAMES = frozenset(_FIRST_NAMES.split())

_MONTH_AND_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])"
_PERSONAL_NUMBER = re.compile(
    rf"(?<!\d)(?:18|19|20)?\d{{2}}{_MONTH_AND_DAY}\s?[-–‒−‐‑+/]?\s?\d{{4}}(?!\d)"
    rf"|(?<!\d)(?:18|19|20)\d{{2}}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])\s?[-–+]?\s?\d{{4}}(?!\d)"
)
# A sole trader's VAT number has its personnummer within it.
_VAT_NUMBER = re.compile(rf"(?i)\bSE\s?(\d{{2}}{_MONTH_AND_DAY}-?\d{{4}})\s?\d{{2}}(?!\d)")
# Said to be one, it is one, whatever its check digit.
_SAID_NUMBER = re.compile(
    r"(?i)\b(?:pnr|personn(?:umme)?r|pers\.?\s?nr|samordningsn(?:umme)?r)\b\W{0,4}(\d[\d\s–−+-]{4,14}\d)(?!\d)"
)
_MAY_HOLD = re.compile(r"\d\D{0,4}\d\D{0,4}\d\D{0,4}\d\D{0,4}\d\D{0,4}\d|[@(\[]")
_EMAIL = re.compile(
    r"(?<![\w.+'-])[\w.+'-]{1,64}(?:@|\s?[(\[](?:at|snabel-?a)[)\]]\s?)[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"
)
_PHONE = re.compile(
    r"(?<![\w+.,-])(?:(?:\+|00)46[\s-]?(?:\(0\))?\s?\d{1,3}|0(?:7[02369]|8|[1-69]\d{1,2}))"
    r"(?:[\s/–-]{0,3}\d{2,4}){2,4}(?![\d-])"
)
_MOBILE = re.compile(r"^(?:0|(?:\+|00)46\D*0?)7[02369]")
_LANDLINE = re.compile(r"^(?:\+|00|0\d{1,3}\s?[-–/])")
_STREET = re.compile(
    r"(?i)^[\w .-]{0,40}(?:väg|vägen|gata|gatan|stig|stigen|gränd|allé|allén|backe|backen|torg|torget|plan) \d{1,4}\b"
)
LEAST_PHONE, MOST_PHONE = 9, 13
MOST_NAME_WORDS = 4
WITHIN_NAMES = frozenset({"von", "af", "de", "av", "van"})
SHORT_NUMBER = 9  # a spreadsheet drops the first nought of a number


def is_personal_number(text: str) -> bool:
    """Whether these are ten or twelve digits of a personnummer or a samordningsnummer, with the right check digit."""
    digits = [int(sign) for sign in text if sign.isdecimal()][-10:]
    if len(digits) < len("8501011234"):
        return False
    doubled = [digit * (2 - place % 2) for place, digit in enumerate(digits)]
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


def mask(text: str) -> tuple[str, int]:
    """The text with each personnummer, e-mail address and telephone number hidden, and how many they were."""
    if not _MAY_HOLD.search(text):
        return text, 0
    hidden = 0

    def hide(_found: re.Match[str]) -> str:
        nonlocal hidden
        hidden += 1
        return MASK

    text = _EMAIL.sub(hide, text)
    text = _SAID_NUMBER.sub(hide, text)
    text = _VAT_NUMBER.sub(lambda found: hide(found) if is_personal_number(found[1]) else found[0], text)
    text = _PERSONAL_NUMBER.sub(lambda found: hide(found) if is_personal_number(found[0]) else found[0], text)
    return _PHONE.sub(lambda found: hide(found) if _is_phone(found[0]) else found[0], text), hidden


def _is_phone(text: str) -> bool:
    digits = sum(sign.isdecimal() for sign in text)
    return LEAST_PHONE <= digits <= MOST_PHONE and bool(_MOBILE.match(text) or _LANDLINE.match(text))


def kind_of_heading(heading: str) -> PersonalKind | None:
    """What of a person a column with this heading holds, as far as the heading says it."""
    words = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFKC", heading).casefold())
    together = "".join(words)
    for kind in PersonalKind:
        if any(stem in together for stem in STEMS[kind]):
            return kind
    of_organisation = bool(OF_ORGANISATIONS.search(together)) and not OF_PEOPLE & set(words)
    said = (kind for kind in PersonalKind if WORDS[kind] & set(words))
    return next((kind for kind in said if not (kind is PersonalKind.NAME and of_organisation)), None)


def kind_of_column(heading: str, cells: Collection[str]) -> PersonalKind | None:
    """What of a person a column holds, by its heading and by its cells; nothing when it may be kept."""
    said = kind_of_heading(heading)
    words = [cell for cell in cells if cell]
    if said is PersonalKind.NAME and is_of_applicants(heading) and _share(words, ORGANISATION.search) > ENOUGH[said]:
        return None
    return said or kind_of_cells(words)


def is_of_applicants(heading: str) -> bool:
    """Whether the heading says who applies: an organisation, most often, and sometimes a person."""
    words = set(re.findall(r"[^\W\d_]+", heading.casefold()))
    return bool(words & APPLICANTS) and not words & (WORDS[PersonalKind.NAME] - APPLICANTS - {"namn", "name"})


def kind_of_cells(cells: Sequence[str]) -> PersonalKind | None:
    """The kind that enough of these cells, none of them empty, wholly are."""
    tests: Mapping[PersonalKind, Callable[[str], object]] = {
        PersonalKind.PERSONAL_NUMBER: is_number_of_person,
        PersonalKind.EMAIL: _EMAIL.fullmatch,
        PersonalKind.PHONE: lambda cell: _PHONE.fullmatch(cell) and _is_phone(cell),
        PersonalKind.ADDRESS: _STREET.match,
        PersonalKind.NAME: is_name_of_person,
    }
    return next((kind for kind, test in tests.items() if cells and _share(cells, test) >= ENOUGH[kind]), None)


def _share(cells: Sequence[str], test: Callable[[str], object]) -> float:
    """The part of the cells that hold. What is written alike is tested once."""
    return sum(many for cell, many in Counter(cells).items() if test(cell)) / len(cells) if cells else 0


def is_number_of_person(cell: str) -> bool:
    """Whether the whole cell is a personnummer, also one whose first nought a spreadsheet has dropped."""
    written = cell.zfill(SHORT_NUMBER + 1) if cell.isdecimal() and len(cell) == SHORT_NUMBER else cell
    return bool(_PERSONAL_NUMBER.fullmatch(written)) and is_personal_number(written)


def is_name_of_person(cell: str) -> bool:
    """Whether the whole cell is a first name and more, and nothing that an organisation is called."""
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", cell)
    plain = cell.replace(",", "").replace(".", "").split()
    if not 1 < len(words) <= MOST_NAME_WORDS or words != plain or ORGANISATION.search(cell):
        return False
    first = words[1] if "," in cell else words[0]
    return first.casefold() in FIRST_NAMES and all(word[0].isupper() or word in WITHIN_NAMES for word in words)


def holds_organisations(heading: str) -> bool:
    """Whether the column tells who applies or owns: a sole trader's name may stand among the organisations."""
    together = "".join(re.findall(r"[^\W\d_]+", heading.casefold()))
    return bool(HOLDS_ORGANISATIONS.search(together)) and not NOT_A_NUMBER.search(together)
