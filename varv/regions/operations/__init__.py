from varv.regions.operations.contacts import close_feed, open_feed, set_contact, stop_digest, stop_reminders
from varv.regions.operations.people import (
    SYSTEM_PERSON,
    add_unit,
    change_role,
    deactivate,
    invite,
    set_up_region,
    system_actor,
)
from varv.regions.operations.places import add_county, add_place, remove_place, rename_place
from varv.regions.operations.saved_views import change_view, remove_view, save_view

__all__ = [
    "SYSTEM_PERSON",
    "add_county",
    "add_place",
    "add_unit",
    "change_role",
    "change_view",
    "close_feed",
    "deactivate",
    "invite",
    "open_feed",
    "remove_place",
    "remove_view",
    "rename_place",
    "save_view",
    "set_contact",
    "set_up_region",
    "stop_digest",
    "stop_reminders",
    "system_actor",
]
