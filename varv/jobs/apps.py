from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "varv.jobs"
    label = "jobs"
