from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "varv.learning"
    label = "learning"
