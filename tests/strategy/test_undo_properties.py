"""Whatever is done to a chain, undone in full it is as it was, and done again it is as it became."""

from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import MONDAY
from tests.strategy.walks import drafted_chain, drafted_document
from varv.core.refusals import RuleBroken, holds
from varv.core.theory import Evidence, FactorKind, Level
from varv.regions.owned import facts
from varv.strategy import operations
from varv.strategy.models import ChainFactor, ChainLink, ChainStep

KINDS = (ChainStep, ChainLink, ChainFactor)
number = st.integers(0, 50)
level = st.sampled_from(Level)
deeds = st.one_of(
    st.tuples(st.just("add"), level, number),
    st.tuples(st.just("say"), number, level),
    st.tuples(st.just("move"), number, number, level),
    st.tuples(st.just("link"), number, number),
    st.tuples(st.just("know"), number, st.sampled_from(Evidence)),
    st.tuples(st.just("unlink"), number),
    st.tuples(st.just("remove"), number),
    st.tuples(st.just("warn"), number),
    st.tuples(st.just("place"), number),
    st.tuples(st.just("part"), number),
)
names = count(1)


class Workshop:
    """Two chains of one person, and what can be done to the first."""

    def __init__(self, by, document):
        self.by = by
        self.chain, self.other = (drafted_chain(by, f"Kedja {next(names)}", document) for _ in range(2))
        for text in ("Delat", "Också delat"):
            operations.add_step(chain=self.other, level=Level.ACTIVITY, text=text, by=by, at=MONDAY)

    def one(self, kind, at, chain=None):
        rows = list(kind.objects.of(self.by.region_id).filter(chain=chain or self.chain).order_by("pk"))
        if not rows:
            raise RuleBroken("nothing there")
        return rows[at % len(rows)]

    def add(self, level, at):
        operations.add_step(chain=self.chain, level=level, text=f"Led {at}", by=self.by, at=MONDAY)

    def say(self, at, level):
        step = self.one(ChainStep, at)
        said = {"text": f"{step.text}!", "level": level, "generic_activity": None, "revision": step.revision}
        operations.edit_step(step=step, **said, by=self.by, at=MONDAY)

    def move(self, at, place, level):
        step = self.one(ChainStep, at)
        operations.move_step(step=step, place=place, level=level, revision=step.revision, by=self.by, at=MONDAY)

    def link(self, source, target):
        ends = {"source": self.one(ChainStep, source), "target": self.one(ChainStep, target)}
        operations.link_steps(**ends, by=self.by, at=MONDAY)

    def know(self, at, evidence):
        link = self.one(ChainLink, at)
        said = {"evidence": evidence, "evidence_source": "En studie"}
        operations.edit_link(link=link, revision=link.revision, **said, by=self.by, at=MONDAY)

    def unlink(self, at):
        operations.unlink_steps(link=self.one(ChainLink, at), by=self.by, at=MONDAY)

    def remove(self, at):
        operations.remove_step_with_links(step=self.one(ChainStep, at), by=self.by, at=MONDAY)

    def warn(self, at):
        operations.add_factor(
            chain=self.chain,
            kind=FactorKind.RISK,
            text="Det dröjer.",
            step=self.one(ChainStep, at),
            by=self.by,
            at=MONDAY,
        )

    def place(self, at):
        operations.place_shared_step(chain=self.chain, step=self.one(ChainStep, at, self.other), by=self.by, at=MONDAY)

    def part(self, at):
        operations.part_step(step=self.one(ChainStep, at), by=self.by, at=MONDAY)

    def stand(self):
        """All that the two chains say, and under which names; not how often it was changed."""
        rows = [
            row
            for kind in KINDS
            for row in kind.objects.of(self.by.region_id).filter(chain__in=[self.chain, self.other])
        ]
        told = [(type(row).__name__, facts(row) | {"revision": None}) for row in rows]
        return sorted(told, key=lambda one: (one[0], one[1]["id"]))


@pytest.fixture
def document(anna):
    return drafted_document(anna)


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(done=st.lists(deeds, max_size=12))
def test_edits_undone_in_full_restore_what_was_and_redone_what_became(anna, document, done):
    shop = Workshop(anna, document)
    stood = [shop.stand()]
    for name, *facts_of in done:
        if holds(getattr(shop, name), *facts_of):
            stood.append(shop.stand())
    edits = [one for at, one in enumerate(stood) if at == 0 or one != stood[at - 1]]

    back = []
    while holds(operations.undo_edit, chain=shop.chain, by=anna, at=MONDAY):
        back.append(shop.stand())
    forth = []
    while holds(operations.redo_edit, chain=shop.chain, by=anna, at=MONDAY):
        forth.append(shop.stand())

    assert [one for at, one in enumerate([stood[-1], *back]) if at == 0 or one != [stood[-1], *back][at - 1]] == edits[
        ::-1
    ]
    assert forth[-1:] in ([], [stood[-1]])
    assert len(forth) == len(back)
