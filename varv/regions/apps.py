from django.apps import AppConfig


class RegionsConfig(AppConfig):
    name = "varv.regions"
    label = "regions"
