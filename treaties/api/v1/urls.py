from django.urls import path

from treaties.api.v1.agreements import AgreementListView, AgreementView
from treaties.api.v1.assertions import AssertionListView
from treaties.api.v1.changes import ChangesView
from treaties.api.v1.clauses import ClauseListView
from treaties.api.v1.contradictions import ContradictionListView
from treaties.api.v1.deadlines import DeadlineListView
from treaties.api.v1.differences import DifferenceListView
from treaties.api.v1.pairs import PairView
from treaties.api.v1.participations import ParticipationListView, ParticipationView
from treaties.api.v1.parties import PartyListView, PartyView
from treaties.api.v1.search import SearchView
from treaties.api.v1.sources import SourceListView, SourceView
from treaties.api.v1.status_changes import StatusChangeListView, StatusChangeView
from treaties.api.v1.timelines import AgreementTimelineView, TimelineListView
from treaties.api.v1.what_if import WhatIfView
from treaties.api.v1.writing import postings as post
from treaties.api.v1.writing.views import PostView, mended_at, posting_too

urlpatterns = [
    path("agreements/", posting_too(AgreementListView, post.ADD_AGREEMENT).as_view(), name="api-agreements"),
    path("agreements/<slug:slug>/", AgreementView.as_view(), name="api-agreement"),
    path("agreements/<slug:slug>/titles/", PostView.as_view(posting=post.ADD_TITLE), name="api-agreement-titles"),
    path("agreements/<slug:slug>/numbers/", PostView.as_view(posting=post.ADD_NUMBER), name="api-agreement-numbers"),
    path(
        "agreements/<slug:slug>/relations/",
        PostView.as_view(posting=post.RELATE_AGREEMENT),
        name="api-agreement-relations",
    ),
    path("agreements/<slug:slug>/timeline/", AgreementTimelineView.as_view(), name="api-agreement-timeline"),
    path("agreements/<slug:slug>/participations/<str:code>/", ParticipationView.as_view(), name="api-participation"),
    path(
        "participations/",
        posting_too(ParticipationListView, post.ADD_PARTICIPATION).as_view(),
        name="api-participations",
    ),
    path("timelines/", TimelineListView.as_view(), name="api-timelines"),
    path("clauses/", posting_too(ClauseListView, post.ADD_CLAUSE).as_view(), name="api-clauses"),
    *mended_at("clause", "clauses/<int:number>", post.CORRECT_CLAUSE, post.RETRACT_CLAUSE),
    path("assertions/", posting_too(AssertionListView, post.RECORD_ASSERTION).as_view(), name="api-assertions"),
    path("sources/", posting_too(SourceListView, post.ADD_SOURCE).as_view(), name="api-sources"),
    path("sources/<slug:slug>/", SourceView.as_view(), name="api-source"),
    path("search/", SearchView.as_view(), name="api-search"),
    path("pairs/<str:pair>/", PairView.as_view(), name="api-pair"),
    path("status-changes/", posting_too(StatusChangeListView, post.RECORD_ACT).as_view(), name="api-status-changes"),
    path("status-changes/<slug:slug>/", StatusChangeView.as_view(), name="api-status-change"),
    *mended_at("status-change", "status-changes/<slug:slug>", post.CORRECT_ACT, post.RETRACT_ACT),
    *mended_at("assertion", "assertions/<slug:slug>", post.CORRECT_ASSERTION, post.RETRACT_ASSERTION),
    path("differences/", DifferenceListView.as_view(), name="api-differences"),
    path("what-if/", WhatIfView.as_view(), name="api-what-if"),
    path("changes/", ChangesView.as_view(), name="api-changes"),
    path("contradictions/", ContradictionListView.as_view(), name="api-contradictions"),
    path("deadlines/", DeadlineListView.as_view(), name="api-deadlines"),
    path("parties/", PartyListView.as_view(), name="api-parties"),
    path("parties/<str:code>/", PartyView.as_view(), name="api-party"),
]
