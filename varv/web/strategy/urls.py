from django.urls import URLPattern, path  # noqa: F401 -- filled in by the feature

urlpatterns: list[URLPattern] = []
