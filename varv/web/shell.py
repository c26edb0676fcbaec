"""What every page of a region has around it: navigation, breadcrumbs' root, who I am."""

from typing import Any

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context for ``shell.html``; nothing for pages outside a region."""
    return {}
