from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "varv.delivery"
    label = "delivery"
