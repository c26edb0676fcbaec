from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from varv.core.workflow import BriefState
from varv.learning.models.findings import Finding
from varv.learning.models.lessons import Lesson
from varv.regions.fields import CodeField
from varv.regions.models import User
from varv.regions.owned import Owned, OwnedQuerySet
from varv.regions.searched import Searched
from varv.strategy.models import ActionArea, GenericActivity, Goal


class BriefQuerySet(OwnedQuerySet):
    """Briefs."""

    def readable_by(self, person_id: int) -> Self:
        """What has been published, and one's own drafts."""
        return self.filter(Q(state=BriefState.PUBLISHED) | Q(author_id=person_id))

    def newest_first(self) -> Self:
        """The latest first."""
        return self.order_by("-edited_at", "-pk")


class Brief(Owned):
    """What we know of a goal, a generic activity or a theme, edited by a person from what the synthesis gathered.

    Published it stands: a new brief is made when more is known.
    """

    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.PROTECT, related_name="briefs")
    generic_activity = models.ForeignKey(
        GenericActivity, null=True, blank=True, on_delete=models.PROTECT, related_name="briefs"
    )
    area = models.ForeignKey(ActionArea, null=True, blank=True, on_delete=models.PROTECT, related_name="briefs")
    title = models.CharField(max_length=200)
    known = models.TextField(blank=True)
    disputed = models.TextField(blank=True)
    unknown = models.TextField(blank=True)
    state = CodeField(BriefState, default=BriefState.DRAFT)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    edited_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    searched: ClassVar = Searched(
        title="title",
        texts=("known", "disputed", "unknown"),
        day="edited_at",
        is_open=lambda brief: brief.state is BriefState.PUBLISHED,
    )

    objects: ClassVar = BriefQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(goal__isnull=False, generic_activity=None, area=None)
                | Q(goal=None, generic_activity__isnull=False, area=None)
                | Q(goal=None, generic_activity=None, area__isnull=False),
                name="brief_is_about_one_thing",
            ),
            models.CheckConstraint(
                condition=~Q(state=BriefState.PUBLISHED.value) | Q(published_at__isnull=False),
                name="brief_published_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class BriefCitation(Owned):
    """A lesson or a finding that a brief cites, numbered; its words are kept as they were when they were cited."""

    brief = models.ForeignKey(Brief, on_delete=models.PROTECT, related_name="citations")
    number = models.PositiveSmallIntegerField()
    lesson = models.ForeignKey(Lesson, null=True, blank=True, on_delete=models.PROTECT, related_name="citations")
    finding = models.ForeignKey(Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="citations")
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "brief", "number"], name="citation_number_once_a_brief"),
            models.CheckConstraint(
                condition=Q(lesson__isnull=False, finding=None) | Q(lesson=None, finding__isnull=False),
                name="citation_of_exactly_one",
            ),
        ]

    def __str__(self) -> str:
        return f"[{self.number}]"


class Digest(Owned):
    """A weekly letter that was sent: what is new for someone's work has been told up to then."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    lessons = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.person_id}: {self.sent_at:%Y-%m-%d}"
