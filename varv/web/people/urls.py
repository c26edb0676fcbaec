from django.urls import path

from varv.web.people import views

urlpatterns = [
    path("personer/", views.people, name="people"),
    path("personer/bjud-in/", views.invite, name="invite"),
    path("personer/<int:membership_id>/", views.person, name="person"),
    path("personer/<int:membership_id>/avsluta/", views.deactivate, name="deactivate"),
    path("enheter/ny/", views.add_unit, name="add_unit"),
    path("handelser/", views.trail, name="trail"),
]
