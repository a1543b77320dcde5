from django.urls import path

from appeals.api.v1.views import AppealListView, AppealView

urlpatterns = [
    path("appeals/", AppealListView.as_view(), name="api-appeals"),
    path("appeals/<slug:slug>/", AppealView.as_view(), name="api-appeal"),
]
