from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "varv.indicators"
    label = "indicators"
