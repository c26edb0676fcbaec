"""Whatever is done to a chain between two decisions: the two versions tell exactly that, and nothing else."""

from collections import Counter
from copy import deepcopy

import pytest
from django.db import transaction
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import MONDAY
from tests.strategy.walks import added_step, adopt_chain, drafted_chain, drafted_document, linked
from varv.core.refusals import RuleBroken
from varv.core.theory import Evidence, FactorKind, Holding, Level
from varv.core.versions import Kind
from varv.overview.strategy.differences import differences
from varv.overview.words import word
from varv.strategy import operations
from varv.strategy.models import ActionArea, ChainFactor, ChainLink, ChainStep

pytestmark = pytest.mark.django_db

PARTS = {"chain": "The chain", "steps": "Step", "links": "Link", "factors": "Beside the chain"}
LABELS = {
    "chain": {"name": "Name", "summary": "Summary", "area": "Action area"},
    "steps": {"level": "Level", "text": "Text"},
    "links": {
        "evidence": "Evidence",
        "assumption": "Assumption",
        "tested_how": "How and when we test it",
        "rationale": "Why we believe it",
        "finding": "What we know",
        "evidence_year": "Year",
    },
    "factors": {"kind": "Kind", "text": "Text", "about": "Said of"},
}
WORDS = ["", "Ett", "Två", "Tre"]
EMPTY_LINK = {
    "assumption": "",
    "tested_how": "",
    "rationale": "",
    "finding": "",
    "evidence": Evidence.ASSUMED,
    "evidence_year": None,
}

which = st.integers(0, 50)
texts = st.sampled_from(WORDS)
moves = st.lists(
    st.one_of(
        st.tuples(st.just("add_step"), st.sampled_from(list(Level)[1:]), texts),
        st.tuples(st.just("edit_step"), which, texts),
        st.tuples(st.just("remove_step"), which),
        st.tuples(st.just("link"), which, which),
        st.tuples(
            st.just("edit_link"), which, st.sampled_from(["assumption", "tested_how", "rationale", "finding"]), texts
        ),
        st.tuples(st.just("edit_link"), which, st.just("evidence"), st.sampled_from(list(Evidence)[1:])),
        st.tuples(st.just("edit_link"), which, st.just("evidence_year"), st.sampled_from([None, 1899, 2019, 2027])),
        st.tuples(st.just("unlink"), which),
        st.tuples(st.just("add_factor"), st.sampled_from(FactorKind), texts, which),
        st.tuples(st.just("edit_factor"), which, st.sampled_from(FactorKind), texts, which),
        st.tuples(st.just("remove_factor"), which),
        st.tuples(st.just("edit_chain"), st.just("summary"), texts),
        st.tuples(st.just("edit_chain"), st.just("name"), st.sampled_from(WORDS[1:])),
        st.tuples(st.just("edit_chain"), st.just("area"), st.sampled_from(["", "Kompetens", "Gymnasiet"])),
        st.tuples(st.just("test"), which, st.sampled_from(Holding)),
    ),
    max_size=14,
)


class Walk:
    """A chain, and beside it what it should say: written by what was asked for, never by reading the chain."""

    def __init__(self, by):
        self.by = by
        document = drafted_document(by)
        self.chain = drafted_chain(by, document=document)
        for name in ("Kompetens", "Gymnasiet"):
            operations.add_area(document=document, name=name, by=by, at=MONDAY)
        self.said = {
            "chain": {0: {"name": "Kompetens för omställning", "summary": "", "area": ""}},
            "steps": {},
            "links": {},
            "factors": {},
        }
        self.need = self.add_step(Level.NEED, "Behovet")
        self.link(0, self.add_step(Level.ACTIVITY, "Kursen"))

    def row(self, model, part, number):
        """One of the rows that should be there."""
        ids = sorted(self.said[part])
        return model.objects.of(self.by.region_id).get(pk=ids[number % len(ids)]) if ids else None

    def do(self, verb, *asked):
        try:
            with transaction.atomic():
                getattr(self, verb)(*asked)
        except RuleBroken:
            return

    def add_step(self, level, text):
        step = added_step(self.by, self.chain, text, level)
        self.said["steps"][step.pk] = {"level": level, "text": text}
        return sorted(self.said["steps"]).index(step.pk)

    def edit_step(self, number, text):
        step = self.row(ChainStep, "steps", number)
        operations.edit_step(
            step=step,
            level=step.level,
            text=text,
            generic_activity=None,
            revision=step.revision,
            by=self.by,
            at=MONDAY,
        )
        self.said["steps"][step.pk]["text"] = text

    def remove_step(self, number):
        """The need and one more step stay, so that there is a chain to adopt."""
        step = self.row(ChainStep, "steps", number)
        pk = step.pk
        if pk == min(self.said["steps"]) or len(self.said["steps"]) < 3:
            return
        operations.remove_step(step=step, by=self.by, at=MONDAY)
        del self.said["steps"][pk]
        self.forget_about(("step", pk))

    def link(self, source, target):
        ends = [self.row(ChainStep, "steps", number) for number in (source, target)]
        link = linked(self.by, *ends)
        self.said["links"][link.pk] = EMPTY_LINK | {"ends": (ends[0].pk, ends[1].pk)}

    def edit_link(self, number, field, value):
        if link := self.row(ChainLink, "links", number):
            operations.edit_link(link=link, revision=link.revision, by=self.by, at=MONDAY, **{field: value})
            self.said["links"][link.pk][field] = value

    def unlink(self, number):
        if link := self.row(ChainLink, "links", number):
            pk = link.pk
            operations.unlink_steps(link=link, by=self.by, at=MONDAY)
            del self.said["links"][pk]
            self.forget_about(("link", pk))

    def forget_about(self, about):
        self.said["factors"] = {pk: item for pk, item in self.said["factors"].items() if item["about"] != about}

    def about(self, number):
        """The whole chain, a step or a link, and how the verbs are told of it."""
        kind, model, part = [("", None, ""), ("step", ChainStep, "steps"), ("link", ChainLink, "links")][number % 3]
        row = self.row(model, part, number) if kind else None
        return ((kind, row.pk) if row else ""), {"step": None, "link": None} | ({kind: row} if kind else {})

    def add_factor(self, kind, text, number):
        about, ties = self.about(number)
        factor = operations.add_factor(chain=self.chain, kind=kind, text=text, **ties, by=self.by, at=MONDAY)
        self.said["factors"][factor.pk] = {"kind": kind, "text": text, "about": about}

    def edit_factor(self, number, kind, text, told_of):
        if factor := self.row(ChainFactor, "factors", number):
            about, ties = self.about(told_of)
            operations.edit_factor(
                factor=factor, kind=kind, text=text, **ties, revision=factor.revision, by=self.by, at=MONDAY
            )
            self.said["factors"][factor.pk] = {"kind": kind, "text": text, "about": about}

    def remove_factor(self, number):
        if factor := self.row(ChainFactor, "factors", number):
            pk = factor.pk
            operations.remove_factor(factor=factor, by=self.by, at=MONDAY)
            del self.said["factors"][pk]

    def edit_chain(self, field, value):
        areas = {area.name: area for area in ActionArea.objects.of(self.by.region_id)}
        told = areas.get(value) if field == "area" else value
        self.chain.refresh_from_db()
        operations.edit_chain(chain=self.chain, revision=self.chain.revision, by=self.by, at=MONDAY, **{field: told})
        self.said["chain"][0][field] = value

    def test(self, number, holding):
        """What the world answers is no part of what was decided."""
        if link := self.row(ChainLink, "links", number):
            operations.check_assumption(
                link=link, holding=holding, since=MONDAY.date(), signal="Vi ringde.", by=self.by, at=MONDAY
            )

    def adopted(self):
        """The next version's content, and what it should say; whatever stands alone is linked to the need first."""
        tied = {end for link in self.said["links"].values() for end in link["ends"]}
        ids = sorted(self.said["steps"])
        for pk in [pk for pk in ids if pk not in tied and pk != ids[0]]:
            self.link(0, ids.index(pk))
        version = adopt_chain(self.chain, self.by)
        version.refresh_from_db()
        return version.content, named(self.said)


def named(said):
    """A copy with the names that the things have now."""
    told = deepcopy(said)
    steps = {pk: step["text"] for pk, step in said["steps"].items()}
    links = {pk: " → ".join(steps[end] for end in link["ends"]) for pk, link in said["links"].items()}
    for pk, link in told["links"].items():
        link["called"] = links[pk]
    for factor in told["factors"].values():
        texts = steps if factor["about"] and factor["about"][0] == "step" else links
        factor["about"] = (factor["about"], texts[factor["about"][1]] if factor["about"] else "The whole chain")
        factor["called"] = f"{word(factor['kind'])}: {factor['text']}"
    for part, field in (("steps", "text"), ("chain", "name")):
        for item in told[part].values():
            item["called"] = item[field]
    return told


def expected(before, after):
    """Every thing that came, went or says something else."""
    for part, labels in LABELS.items():
        for pk in before[part].keys() | after[part].keys():
            was, became = before[part].get(pk), after[part].get(pk)
            if was is None or became is None:
                yield PARTS[part], Kind.ADDED if was is None else Kind.REMOVED, (was or became)["called"], frozenset()
            elif fields := frozenset(changed(labels, was, became)):
                yield PARTS[part], Kind.CHANGED, became["called"], fields


def changed(labels, was, became):
    for field, label in labels.items():
        one, other = was[field], became[field]
        if field == "about":
            if one[0] != other[0]:
                yield label, one[1], other[1]
        elif one != other:
            yield label, told(field, one), told(field, other)


def told(field, value):
    if value is None or value == "":
        return "nothing"
    return word(value) if field in {"kind", "evidence", "level"} else str(value)


@given(moves)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_two_versions_differ_by_exactly_what_was_done_between_them(anna, edits):
    with translation.override("en"), transaction.atomic():
        walk = Walk(anna)
        first, said_first = walk.adopted()
        operations.revise_chain(chain=walk.chain, by=anna, at=MONDAY)
        for verb, *asked in edits:
            walk.do(verb, *asked)
        second, said_second = walk.adopted()

        found, asked_for = differences(first, second), Counter(expected(said_first, said_second))
        transaction.set_rollback(True)

    lines = [
        (line.part, line.kind, line.name, frozenset((field.label, field.before, field.after) for field in line.fields))
        for line in found
    ]
    assert Counter(lines) == asked_for


@given(moves)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_version_never_changes_whatever_is_done_after_it(anna, edits):
    with transaction.atomic():
        walk = Walk(anna)
        first, _said = walk.adopted()
        operations.revise_chain(chain=walk.chain, by=anna, at=MONDAY)
        for verb, *asked in edits:
            walk.do(verb, *asked)
        kept = walk.chain.versions.get(number=1).content
        transaction.set_rollback(True)

    assert kept == first
    assert differences(first, kept) == ()
