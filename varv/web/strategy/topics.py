"""The eleven topics as parts of addresses: Swedish words without å, ä and ö."""

from collections.abc import Mapping

from varv.core.choices import Topic

SLUGS: Mapping[Topic, str] = {
    Topic.FOLLOWED: "uppfoljning",
    Topic.TARGETS: "effektmal",
    Topic.PHASES: "faser",
    Topic.FRAME: "ramar",
    Topic.THEORY: "forandringsteori",
    Topic.FUNDING: "finansiering",
    Topic.ACTIVITIES: "aktiviteter",
    Topic.PROCESSES: "processer",
    Topic.INTEGRATION: "integrering",
    Topic.ACTION_PLANS: "handlingsplaner",
    Topic.LEARNING: "larande",
}
_TOPICS = {slug: topic for topic, slug in SLUGS.items()}


class TopicConverter:
    """A topic in an address; another word is no page."""

    regex = "|".join(_TOPICS)

    def to_python(self, value: str) -> Topic:
        """The topic that the word stands for."""
        return _TOPICS[value]

    def to_url(self, value: Topic) -> str:
        """The word that stands for the topic."""
        return SLUGS[value]
