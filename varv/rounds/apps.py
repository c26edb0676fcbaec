from django.apps import AppConfig


class RoundsConfig(AppConfig):
    name = "varv.rounds"
    label = "rounds"
