from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "varv.statistics"
    label = "statistics"
