from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "varv.strategy"
    label = "strategy"
