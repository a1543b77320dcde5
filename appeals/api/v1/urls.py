from django.urls import path

from appeals.api.v1.demands import DemandListView, DemandView, LinkListView
from appeals.api.v1.views import AppealListView, AppealView
from appeals.api.v1.writing import postings as post
from appeals.api.v1.writing.proposals import ProposalsView, ProposalView, WithdrawalView
from treaties.api.v1.writing.views import PostView, mended_at, posting_too

urlpatterns = [
    path("appeals/", posting_too(AppealListView, post.ADD_APPEAL).as_view(), name="api-appeals"),
    path("appeals/<slug:slug>/", AppealView.as_view(), name="api-appeal"),
    path("appeals/<slug:slug>/demands/", PostView.as_view(posting=post.ADD_DEMAND), name="api-appeal-demands"),
    path("appeals/<slug:slug>/responses/", PostView.as_view(posting=post.RECORD_RESPONSE), name="api-appeal-responses"),
    path("appeals/<slug:slug>/outcomes/", PostView.as_view(posting=post.RECORD_OUTCOME), name="api-appeal-outcomes"),
    path("appeals/<slug:slug>/links/", PostView.as_view(posting=post.MAKE_LINK), name="api-appeal-links"),
    path("proposals/", ProposalsView.as_view(), name="api-proposals"),
    path("proposals/<int:number>/", ProposalView.as_view(), name="api-proposal"),
    path("proposals/<int:number>/withdrawal/", WithdrawalView.as_view(), name="api-proposal-withdrawal"),
    path("appeals/<slug:slug>/demands/<int:ordinal>/", DemandView.as_view(), name="api-demand"),
    path("demands/", DemandListView.as_view(), name="api-demands"),
    path("links/", LinkListView.as_view(), name="api-links"),
    *mended_at("response", "responses/<int:number>", post.CORRECT_RESPONSE, post.RETRACT_RESPONSE),
    *mended_at("outcome", "outcomes/<int:number>", post.CORRECT_OUTCOME, post.RETRACT_OUTCOME),
    *mended_at("link", "links/<int:number>", post.CORRECT_LINK, post.RETRACT_LINK),
]
