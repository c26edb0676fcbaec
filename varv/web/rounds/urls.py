from django.urls import path

from varv.web.rounds import assessments, reports, views

urlpatterns = [
    path("omgangar/", views.rounds, name="rounds"),
    path("omgangar/<int:round_id>/", views.round_page, name="round"),
    path("omgangar/<int:round_id>/forlang/", views.extend, name="extend"),
    path("omgangar/<int:round_id>/stang/", views.close, name="close"),
    path("omgangar/<int:round_id>/oppna/", views.reopen, name="reopen"),
    path("omgangar/<int:round_id>/fraga/<int:initiative_id>/", views.ask, name="ask"),
    path("rapporter/<int:report_id>/", reports.report, name="report"),
    path("rapporter/<int:report_id>/spara/", reports.autosave, name="autosave"),
    path("rapporter/<int:report_id>/jamfor/", reports.compare, name="compare"),
    path("rapporter/<int:report_id>/granska/", reports.review, name="review"),
    path("rapporter/<int:report_id>/lamna-in/", reports.submit, name="submit"),
    path("rapporter/<int:report_id>/ta-tillbaka/", reports.take_back, name="take_back"),
    path("rapporter/<int:report_id>/aterlamna/", reports.send_back, name="send_back"),
    path("rapporter/<int:report_id>/godkann/", reports.approve, name="approve"),
    path("rapporter/<int:report_id>/lamna-over/", reports.hand_over, name="hand_over"),
    path("underlag/<int:evidence_id>/", reports.evidence, name="evidence"),
    path("mal/<int:goal_id>/bedom/", assessments.assess_goal, name="assess_goal"),
]
