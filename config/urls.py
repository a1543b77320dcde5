"""Every address of the site. An address never changes once given."""

from django.contrib import admin
from django.urls import include, path

from appeals.web import views as appeals
from treaties.web import views as treaties
from treaties.web import watch_views as watch
from treaties.web.picture import views as pictures

urlpatterns = [
    path("", treaties.home, name="home"),
    path("pairs/<str:text>/", treaties.pair, name="pair"),
    path("pairs/<str:text>/picture.svg", pictures.pair_picture, name="pair_picture"),
    path("pairs/<str:text>/compare/", treaties.pair_compare, name="pair_compare"),
    path("agreements/", treaties.agreements, name="agreements"),
    path("agreements/<slug:slug>/", treaties.agreement, name="agreement"),
    path("agreements/<slug:slug>/picture.svg", pictures.agreement_picture, name="agreement_picture"),
    path("agreements/<slug:slug>/compare/", treaties.agreement_compare, name="agreement_compare"),
    path("compare/", treaties.compare, name="compare"),
    path("contradictions/", watch.contradictions, name="contradictions"),
    path("deadlines/", watch.deadlines, name="deadlines"),
    path("deadlines.ics", watch.deadlines_calendar, name="deadlines_calendar"),
    path("what-if/", treaties.what_if, name="what_if"),
    path("appeals/", appeals.appeals, name="appeals"),
    path("appeals/<slug:slug>/", appeals.appeal, name="appeal"),
    path("api/", include("config.api")),
    path("admin/", admin.site.urls),
]

handler400 = "config.api.bad_request"
