"""Windows on projects: the list, one of them, and an export of cases on its way in."""
