from allauth.account import views as account
from django.urls import include, path
from django.views.i18n import set_language

from varv.web.home import search
from varv.web.home import views as home
from varv.web.learning.views import red_thread
from varv.web.people import contact

FEATURES = ["strategy", "indicators", "delivery", "rounds", "learning", "publishing", "people"]

urlpatterns = [
    path("", home.start, name="start"),
    path("konto/logga-in/", account.login, name="account_login"),
    path("konto/logga-ut/", account.logout, name="account_logout"),
    path("konto/byt-losenord/", account.password_change, name="account_change_password"),
    path("konto/bekrafta/", account.reauthenticate, name="account_reauthenticate"),
    path("sprak/", set_language, name="set_language"),
    path("paminnelser/stoppa/<str:token>/", contact.stop_reminders, name="stop_reminders"),
    path("veckobrev/stoppa/<str:token>/", contact.stop_digest, name="stop_digest"),
    path("tillganglighet/", home.accessibility, name="accessibility"),
    path("healthz", home.alive, name="healthz"),
    path("readyz", home.ready, name="readyz"),
    path("<slug:region>/", home.home, name="home"),
    path("<slug:region>/sok/", search.search_page, name="search"),
    path("<slug:region>/kalender/<str:key>.ics", contact.feed, name="calendar_feed"),
    path("<slug:region>/traden/<slug:kind>/<int:thing_id>/", red_thread.thread, name="red_thread"),
    *[path("<slug:region>/", include((f"varv.web.{name}.urls", name))) for name in FEATURES],
]
