from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from varv.core.roles import Role
from varv.regions.fields import CodeField
from varv.regions.owned import Owned, OwnedQuerySet


class Region(models.Model):
    """A tenant: a region with its own strategy, people and trail."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    is_example = models.BooleanField(default=False)
    # The trail's newest line: cutting off the end of the history shows as well as changing the middle.
    trail_length = models.PositiveBigIntegerField(default=0)
    trail_head = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return self.name


class UserQuerySet(models.QuerySet["User"]):
    """People, whatever region they work in."""

    def working_in(self, region_id: int) -> Self:
        """Those with a role in the region now."""
        return self.filter(memberships__region_id=region_id, memberships__ended_at=None).distinct()


class User(AbstractBaseUser):
    """A person who can log in. We keep a name and a role, nothing more."""

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    # The address of the office, and how the person wants to be reminded. Whoever has the feed's key can read the feed.
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=5, default="sv")
    wants_reminders = models.BooleanField(default=True)
    # A letter a week about what is new for one's work; nobody gets it without having asked.
    wants_digest = models.BooleanField(default=False)
    feed_key = models.CharField(max_length=64, null=True, blank=True, unique=True)

    objects = BaseUserManager.from_queryset(UserQuerySet)()

    USERNAME_FIELD = "username"

    def __str__(self) -> str:
        return self.name


class Unit(Owned):
    """A part of the region's organisation."""

    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    name = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "name"], name="unit_name_once_a_region")]

    def __str__(self) -> str:
        return self.name


class Place(Owned):
    """A municipality of the region, or another place that work is tied to, by its official code."""

    code = models.CharField(max_length=10)
    name = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "code"], name="place_code_once_a_region"),
            models.UniqueConstraint(fields=["region", "name"], name="place_name_once_a_region"),
        ]

    def __str__(self) -> str:
        return self.name


class SavedView(Owned):
    """A list as someone wants to see it again: its filters, order and columns, under a name."""

    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    page = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=2000, blank=True)
    is_shared = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "owner", "page", "name"], name="saved_view_name_once_a_person")
        ]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(OwnedQuerySet):
    """Who is what, where."""

    def current(self) -> Self:
        """Memberships that have not ended."""
        return self.filter(ended_at=None)


class Membership(Owned):
    """A person's role in a region. It ends; it is never deleted."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = CodeField(Role)
    title = models.CharField(max_length=80, blank=True)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "user", "role"], condition=Q(ended_at=None), name="membership_once_while_it_lasts"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.role}"


class TrailQuerySet(OwnedQuerySet):
    """The history of a region."""

    def about(self, thing: Any) -> Self:
        """What happened to this thing, oldest first."""
        return self.of(thing.region_id).filter(kind=kind_of(thing), thing_id=thing.pk).order_by("number")


class TrailEntry(Owned):
    """One line of history. It points at nothing, so it neither blocks nor follows a deletion."""

    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    person_id = models.BigIntegerField()
    person = models.CharField(max_length=120)
    verb = models.CharField(max_length=40)
    kind = models.CharField(max_length=60)
    thing_id = models.BigIntegerField()
    thing = models.CharField(max_length=200)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    previous = models.CharField(max_length=64, blank=True)
    seal = models.CharField(max_length=64)

    objects: ClassVar = TrailQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "number"], name="trail_number_once_a_region")]
        indexes = [models.Index(fields=["region", "kind", "thing_id"], name="trail_by_thing")]

    def __str__(self) -> str:
        return f"{self.number} {self.verb} {self.kind}"


class SearchEntry(Owned):
    """What the search knows of a thing: kept with each change of it, and made anew whenever that is wanted.

    The stems stand in order between spaces, those of the title first, so that a phrase can be found in them.
    """

    kind = models.CharField(max_length=60)
    thing_id = models.BigIntegerField()
    # The row whose page shows it: its own, or that of what it is a part of.
    page_id = models.BigIntegerField()
    # Everyone in the region may read it. What is not open is shown only through its kind's own gate.
    is_open = models.BooleanField(default=True)
    day = models.DateField(null=True, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    title = models.CharField(max_length=300)
    title_stems = models.TextField(blank=True)
    stems = models.TextField(blank=True)
    body = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "kind", "thing_id"], name="search_entry_once_a_thing"),
        ]

    def __str__(self) -> str:
        return self.title


class SearchFact(Owned):
    """What is asked of every hit of a search, in a short row with its entry's id. Only the database writes it."""

    # Without an index of its own: what was found is looked up by its id, and nothing tempts the database elsewhere.
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=60)
    thing_id = models.BigIntegerField()
    is_open = models.BooleanField()
    day = models.DateField(null=True, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.thing_id}"


class SearchWord(Owned):
    """A word of something that everyone in the region may read: what the search can suggest."""

    word = models.CharField(max_length=60)
    folded = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "word"], name="search_word_once_a_region")]
        indexes = [models.Index(fields=["region", "folded"], name="search_word_by_folded")]

    def __str__(self) -> str:
        return self.word


def kind_of(thing: models.Model) -> str:
    """The name a thing's kind has in the trail, for example ``rounds.report``."""
    return thing._meta.label_lower  # noqa: SLF001 -- Django's documented way to a model's name
