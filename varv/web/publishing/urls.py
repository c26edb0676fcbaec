from django.urls import path

from varv.web.publishing import theme_packs, views

urlpatterns = [
    path("arsrapport/", views.annual_report, name="annual_report"),
    path("arsrapport/<int:year>/", views.annual_report, name="annual_report_of"),
    path("arsrapport/<int:year>/word/", views.annual_report_word, name="annual_report_word"),
    path("arsrapport/<int:year>/pdf/", views.annual_report_pdf, name="annual_report_pdf"),
    path("sakomradestraffar/", theme_packs.theme_packs, name="theme_packs"),
    path("sakomradestraffar/word/", theme_packs.theme_pack_word, name="theme_pack_word"),
    path("sakomradestraffar/pdf/", theme_packs.theme_pack_pdf, name="theme_pack_pdf"),
]
