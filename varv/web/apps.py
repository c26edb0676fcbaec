from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "varv.web"
    label = "web"
