from django.urls import include, path

urlpatterns = [path("", include("varv.web.urls"))]

handler400 = "varv.web.errors.bad_request"
handler403 = "varv.web.errors.forbidden"
handler404 = "varv.web.errors.not_found"
handler500 = "varv.web.errors.server_error"
