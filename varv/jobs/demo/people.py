from dataclasses import dataclass

from varv.core.roles import Role

PASSWORD = "varv-demo"  # noqa: S105 -- an example everyone may know, printed at every start


@dataclass(frozen=True)
class Person:
    """Someone to log in as."""

    username: str
    name: str
    role: Role
    title: str
    region: str | None

    @property
    def where(self) -> str:
        """The region's name, for the list that is printed."""
        return REGIONS[self.region] if self.region else "ingen region"


REGIONS = {"alvmark": "Region Älvmark", "sydland": "Region Sydland"}

PEOPLE = (
    Person("anna", "Anna Lindqvist", Role.STRATEGIST, "Strateg", "alvmark"),
    Person("bo", "Bo Hägglund", Role.REPORTER, "Insatsansvarig", "alvmark"),
    Person("cilla", "Cilla Norberg", Role.READER, "Ledamot i nämnden", "alvmark"),
    Person("disa", "Disa Ekström", Role.MANAGER, "Utvecklingsdirektör", "alvmark"),
    Person("egon", "Egon Sundin", Role.ANALYST, "Analytiker", "alvmark"),
    Person("frida", "Frida Åkerlund", Role.ADMINISTRATOR, "Systemansvarig", "alvmark"),
    Person("stig", "Stig Malmros", Role.STRATEGIST, "Strateg", "sydland"),
    Person("nora", "Nora Dahlgren", Role.NATIONAL_OBSERVER, "Nationell iakttagare", None),
)
