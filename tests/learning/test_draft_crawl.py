"""A draft is its author's own: it is nowhere in the demo's pages and files that others can reach.

Apart from ``test_draft_privacy``, for the demo's Älvmark and the one the other tests make cannot be there at once.
"""

from dataclasses import replace

import pytest

from tests.crawl import crawl
from tests.learning.test_draft_privacy import SECRET, logged_in, secret_brief, secret_lesson, text_of
from varv.core.roles import Actor, Role
from varv.learning.models import Lesson, LessonReader, LessonSource
from varv.regions.models import Membership
from varv.rounds.models import Report

pytestmark = pytest.mark.django_db
READERS = ["anna", "disa", "cilla", "egon"]


def member(region, username):
    found = Membership.objects.of(region.pk).current().select_related("user").get(user__username=username)
    return Actor(region.pk, found.user_id, found.user.name, frozenset({found.role}))


@pytest.mark.parametrize("who", READERS)
def test_a_secret_draft_is_nowhere_among_what_others_can_reach(who, demo):
    bo, reader = member(demo, "bo"), member(demo, who)
    report = Report.objects.of(demo.pk).filter(state="approved").order_by("pk").first()
    finding = Lesson.objects.of(demo.pk).filter(finding__isnull=False).first().finding
    ties = {"goal": finding.goal, "generic_activity": report.initiative.generic_activity}
    lessons = [secret_lesson(bo, **ties), secret_lesson(bo, report, **ties), secret_lesson(bo, finding, **ties)]
    strategist = replace(bo, roles=frozenset({Role.STRATEGIST}))
    brief = secret_brief(strategist, finding.goal or report.initiative.generic_activity, finding)

    reached = crawl(logged_in(reader), "/alvmark/", choices=3)

    assert len(reached) > 60
    assert [path for path, response in reached.items() if SECRET in text_of(response)] == []
    assert {
        path for path in reached for lesson in lessons if path.startswith(f"/alvmark/lardomar/{lesson.pk}/")
    } == set()
    assert not any(path.startswith(f"/alvmark/kunskapsbrev/{brief.pk}/") for path in reached)


def test_the_demo_has_drafts_that_are_shown_to_one(demo):
    chosen = LessonReader.objects.of(demo.pk).select_related("person", "lesson__author").order_by("pk")

    assert [(one.lesson.author.username, one.person.username, one.lesson.is_private) for one in chosen] == [
        ("bo", "egon", True),
        ("anna", "disa", True),
    ]
    assert LessonSource.objects.of(demo.pk).filter(merged_from__isnull=False).count() == 1
