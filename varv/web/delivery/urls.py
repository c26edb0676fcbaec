from django.urls import path

from varv.web.delivery import views

urlpatterns = [
    path("insatser/", views.initiatives, name="initiatives"),
    path("insatser/ny/", views.start, name="start"),
    path("insatser/<int:initiative_id>/", views.initiative, name="initiative"),
    path("insatser/<int:initiative_id>/andra/", views.edit, name="edit"),
    path("insatser/<int:initiative_id>/steg/<slug:step>/", views.move, name="move"),
    path("insatser/<int:initiative_id>/resultat/", views.plan_result, name="plan_result"),
    path("resultat/<int:result_id>/", views.edit_result, name="edit_result"),
    path("resultat/<int:result_id>/ta-bort/", views.drop_result, name="drop_result"),
    path("insatser/<int:initiative_id>/bidrag/", views.contribute, name="contribute"),
    path("bidrag/<int:contribution_id>/ta-bort/", views.withdraw, name="withdraw"),
]
