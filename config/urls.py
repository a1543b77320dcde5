"""Every address of the site. An address never changes once given."""

from django.contrib import admin
from django.urls import include, path

from appeals.web import views as appeals
from treaties.web import (
    agreement_views,
    change_views,
    data_views,
    pair_views,
    party_views,
    search_views,
    snapshot_views,
)
from treaties.web import views as treaties
from treaties.web import watch_views as watch
from treaties.web.picture import views as pictures

urlpatterns = [
    path("", treaties.home, name="home"),
    path("suggest/", search_views.suggest, name="suggest"),
    path("pairs/<str:text>/", treaties.pair, name="pair"),
    path("pairs/<str:text>/agreements.csv", pair_views.pair_csv, name="pair_csv"),
    path("pairs/<str:text>/picture.svg", pictures.pair_picture, name="pair_picture"),
    path("pairs/<str:text>/picture.png", pictures.pair_png, name="pair_png"),
    path("pairs/<str:text>/compare/", treaties.pair_compare, name="pair_compare"),
    path("agreements/", treaties.agreements, name="agreements"),
    path("agreements/<slug:slug>/", treaties.agreement, name="agreement"),
    path("agreements/<slug:slug>/cite.bib", agreement_views.bibtex, name="agreement_bibtex"),
    path("agreements/<slug:slug>/history/", agreement_views.history, name="agreement_history"),
    path("agreements/<slug:slug>/picture.svg", pictures.agreement_picture, name="agreement_picture"),
    path("agreements/<slug:slug>/picture.png", pictures.agreement_png, name="agreement_png"),
    path("agreements/<slug:slug>/compare/", treaties.agreement_compare, name="agreement_compare"),
    path("parties/", party_views.parties, name="parties"),
    path("parties/<str:code>/", party_views.party, name="party"),
    path("compare/", treaties.compare, name="compare"),
    path("changes/", change_views.changes, name="changes"),
    path("changes.atom", change_views.changes_atom, name="changes_atom"),
    path("contradictions/", watch.contradictions, name="contradictions"),
    path("contradictions.atom", change_views.contradictions_atom, name="contradictions_atom"),
    path("deadlines/", watch.deadlines, name="deadlines"),
    path("deadlines.atom", change_views.deadlines_atom, name="deadlines_atom"),
    path("deadlines.ics", watch.deadlines_calendar, name="deadlines_calendar"),
    path("what-if/", treaties.what_if, name="what_if"),
    path("data/", data_views.data, name="data"),
    path("data/codebook.json", data_views.codebook_json, name="codebook_json"),
    path("data/snapshots/latest/", snapshot_views.latest, name="snapshot_latest"),
    path("data/snapshots/latest/<path:path>", snapshot_views.latest, name="snapshot_latest_file"),
    path("data/snapshots/<int:block>/", snapshot_views.snapshot, name="snapshot"),
    path("data/snapshots/<int:block>/<path:path>", snapshot_views.snapshot_file, name="snapshot_file"),
    path("sitemap.xml", data_views.sitemap, name="sitemap"),
    path("sitemap-<slug:name>-<int:number>.xml", data_views.sitemap_part, name="sitemap_part"),
    path("robots.txt", data_views.robots, name="robots"),
    path("appeals/", appeals.appeals, name="appeals"),
    path("appeals/outcomes/", appeals.outcomes, name="outcomes"),
    path("appeals/outcomes.csv", appeals.outcomes_csv, name="outcomes_csv"),
    path("appeals/<slug:slug>/", appeals.appeal, name="appeal"),
    path("appeals/<slug:slug>/demands/<int:number>/", appeals.demand, name="demand"),
    path("api/", include("config.api")),
    path("admin/second-factor/", include("config.sign_in.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "config.api.bad_request"
