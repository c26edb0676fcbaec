from django.urls import path

from varv.web.people import contact, places, views

urlpatterns = [
    path("personer/", views.people, name="people"),
    path("personer/bjud-in/", views.invite, name="invite"),
    path("personer/<int:membership_id>/", views.person, name="person"),
    path("personer/<int:membership_id>/avsluta/", views.deactivate, name="deactivate"),
    path("mina-paminnelser/", contact.contact, name="contact"),
    path("mina-paminnelser/kalender/", contact.open_feed, name="open_feed"),
    path("mina-paminnelser/kalender/stang/", contact.close_feed, name="close_feed"),
    path("platser/", places.places, name="places"),
    path("platser/ny/", places.add_place, name="add_place"),
    path("platser/lan/", places.add_county, name="add_county"),
    path("platser/<int:place_id>/", places.rename_place, name="rename_place"),
    path("platser/<int:place_id>/ta-bort/", places.remove_place, name="remove_place"),
    path("enheter/ny/", views.add_unit, name="add_unit"),
    path("handelser/", views.trail, name="trail"),
]
