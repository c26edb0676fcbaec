from django.urls import path

from varv.web.indicators import views

urlpatterns = [
    path("indikatorer/", views.indicators, name="indicators"),
    path("indikatorer/ny/", views.define_indicator, name="define_indicator"),
    path("indikatorer/<int:indicator_id>/", views.indicator, name="indicator"),
    path("indikatorer/<int:indicator_id>/andra/", views.edit_indicator, name="edit_indicator"),
    path("indikatorer/<int:indicator_id>/malvarde/", views.set_target, name="set_target"),
    path("indikatorer/<int:indicator_id>/varde/", views.record_measurement, name="record_measurement"),
    path("indikatorer/<int:indicator_id>/data.csv", views.data, name="data"),
    path("matvarden/<int:measurement_id>/ratta/", views.correct_measurement, name="correct_measurement"),
]
