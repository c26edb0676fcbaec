"""The words of PLAN: why something was refused, what was done, and what the fields of a version are called."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    # documents and chains alike
    "plan.is_adopted": _(
        "“%(name)s” is adopted and stands as it was decided. Open it for revision first; the adopted version is kept."
    ),
    "plan.owner_works_elsewhere": _("%(name)s does not work in this region. Choose someone who does."),
    "version.not_decided_yet": _("The day has not come yet. Write the day when the decision was made."),
    "version.older_than_the_last": _(
        "Version %(number)s was adopted on %(adopted_on)s. The next one cannot be older: check the day."
    ),
    "version.reason_missing": _(
        "Write what made you change it. The reader in four years needs to understand why there is a new version."
    ),
    # documents
    "document.title_taken": _("There is already a document called “%(title)s”. Choose another title."),
    "document.ends_before_start": _(
        "The last day lies before the first, %(starts_on)s. Swap them, or leave the last day empty."
    ),
    "document.below_itself": _("“%(title)s” cannot stand below itself. Choose a document further up, or none."),
    # goals
    "goal.outline_taken": _("There is already a goal with the number %(outline)s in the document. Choose another."),
    "goal.direction_missing": _(
        "A goal without a target needs something else to be judged by: a wished direction, whom to be better than, "
        "or a gap to close. Choose or write one of them."
    ),
    "goal.is_retired": _("“%(name)s” no longer holds and is kept as it was. Add a new goal instead."),
    "goal.parent_in_another_document": _("“%(name)s” stands in another document. Choose a goal in the same one."),
    "goal.parent_is_retired": _("“%(name)s” no longer holds, so nothing can be put under it. Choose another goal."),
    "goal.below_itself": _("“%(name)s” cannot stand below itself. Choose a goal further up, or none."),
    "goal.has_goals_below": _(
        "There are goals below it that still hold: %(goals)s. Move them or let them go first, so that none is lost."
    ),
    # chains
    "chain.name_taken": _("There is already a chain called “%(name)s”. Choose another name."),
    "chain.is_empty": _("The chain has no steps yet. Add at least one activity and what it should lead to."),
    "chain.has_orphans": _(
        "These steps are not linked to anything: %(steps)s. Link them or take them away: a chain has causality."
    ),
    "chain.goes_round": _("The chain goes round: %(steps)s. Take away one of the links."),
    "step.only_activities_are_generic": _(
        "Only activities are of a generic kind. Put the step among the activities, or leave the kind empty."
    ),
    "step.link_would_go_backward": _(
        "On that level a link to or from “%(text)s” would go backward. "
        "Take the link away first, or choose another level."
    ),
    "step.is_linked": _("“%(text)s” is linked to other steps. Take its links away first."),
    "step.is_stood_on": _(
        "Indicators, initiatives or reports build on “%(text)s”, so it has to stay. Change its text instead, "
        "or move what builds on it."
    ),
    "link.step_of_another_chain": _("“%(text)s” belongs to another chain. Choose a step of this one."),
    "link.leads_to_itself": _("A step cannot lead to itself. Choose another step."),
    "link.exists_already": _("These two steps are already linked. Change the link that is there."),
    "link.goes_backward": _(
        "“%(target)s” comes before “%(source)s” in the chain. A link goes onward, from need to societal effect."
    ),
    "link.closes_loop": _(
        "“%(target)s” already leads to “%(source)s”, so the chain would go round. Choose another step."
    ),
    "link.source_missing": _(
        "Write where it was shown. Strong evidence, and an effect that is shown, can be looked up by others."
    ),
    "link.is_stood_on": _(
        "An evaluation's finding, or what has been seen of its assumption, builds on this link, so it has to stay. "
        "Change the link instead: write what you know now."
    ),
    # the framework
    "framework.unknown_template": _("There is no template called “%(template)s”. Choose one from the list."),
    "framework.adopted_already": _("The region has already taken over “%(name)s”. Change your own copy of it."),
    "framework.row_is_the_templates": _(
        "“%(what)s” comes from the template and stays, so that the difference can be seen. Change its text instead."
    ),
}

VERBS = {
    "drafted": _("drafted"),
    "edited": _("changed"),
    "adopted": _("adopted"),
    "revised": _("opened for revision"),
    "added": _("added"),
    "moved": _("moved"),
    "retired": _("retired"),
    "linked": _("linked"),
    "removed": _("took away"),
}

PARTS = {
    "document": _("The document"),
    "goals": _("Goal"),
    "steps": _("Step"),
    "links": _("Link"),
}

FIELDS = {
    "kind": _("Kind"),
    "title": _("Title"),
    "parent": _("Placed under"),
    "summary": _("Summary"),
    "phase": _("Phase"),
    "starts_on": _("First day"),
    "ends_on": _("Last day"),
    "link": _("Web address"),
    "outline": _("Number"),
    "name": _("Name"),
    "is_targeted": _("Target"),
    "wished": _("Wished direction"),
    "peer_rule": _("Better than whom"),
    "gap_rule": _("Which gap shrinks"),
    "owner": _("Owner"),
    "description": _("Description"),
    "level": _("Level"),
    "text": _("Text"),
    "generic_activity": _("Generic activity"),
    "evidence": _("Evidence"),
    "claim": _("Claim"),
    "assumption": _("Assumption"),
    "rationale": _("Why we believe it"),
    "evidence_source": _("Where it was shown"),
    "evidence_year": _("Year"),
    "finding": _("What we know"),
    "definition": _("Definition"),
    "output": _("Output"),
    "outcome": _("Outcome"),
    "what": _("What?"),
    "how": _("How?"),
    "who": _("Who?"),
    "when": _("When?"),
    "comment": _("Comment"),
}

WITH_TARGET, WITHOUT_TARGET = _("With a target"), _("Without a target")
NOTHING = _("nothing")
