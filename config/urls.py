"""Every address of the site. An address never changes once given."""

from django.contrib import admin
from django.urls import include, path

from appeals.web import views as appeals
from treaties.web import views as treaties

urlpatterns = [
    path("", treaties.home, name="home"),
    path("pairs/<str:text>/", treaties.pair, name="pair"),
    path("agreements/", treaties.agreements, name="agreements"),
    path("agreements/<slug:slug>/", treaties.agreement, name="agreement"),
    path("appeals/", appeals.appeals, name="appeals"),
    path("appeals/<slug:slug>/", appeals.appeal, name="appeal"),
    path("api/", include("config.api")),
    path("admin/", admin.site.urls),
]

handler400 = "config.api.bad_request"
