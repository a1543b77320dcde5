from django.urls import path

from treaties.api.v1.agreements import AgreementListView, AgreementView
from treaties.api.v1.contradictions import ContradictionListView
from treaties.api.v1.deadlines import DeadlineListView
from treaties.api.v1.differences import DifferenceListView
from treaties.api.v1.pairs import PairView
from treaties.api.v1.parties import PartyListView, PartyView
from treaties.api.v1.status_changes import StatusChangeListView, StatusChangeView
from treaties.api.v1.what_if import WhatIfView

urlpatterns = [
    path("agreements/", AgreementListView.as_view(), name="api-agreements"),
    path("agreements/<slug:slug>/", AgreementView.as_view(), name="api-agreement"),
    path("pairs/<str:pair>/", PairView.as_view(), name="api-pair"),
    path("status-changes/", StatusChangeListView.as_view(), name="api-status-changes"),
    path("status-changes/<slug:slug>/", StatusChangeView.as_view(), name="api-status-change"),
    path("differences/", DifferenceListView.as_view(), name="api-differences"),
    path("what-if/", WhatIfView.as_view(), name="api-what-if"),
    path("contradictions/", ContradictionListView.as_view(), name="api-contradictions"),
    path("deadlines/", DeadlineListView.as_view(), name="api-deadlines"),
    path("parties/", PartyListView.as_view(), name="api-parties"),
    path("parties/<str:code>/", PartyView.as_view(), name="api-party"),
]
