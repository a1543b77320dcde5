"""The pages of the second factor, below ``/admin/second-factor/``."""

from django.urls import path

from config.sign_in import views

app_name = "second_factor"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("set-up/", views.set_up, name="set_up"),
    path("code/", views.code, name="code"),
    path("backup-codes/", views.backup_codes, name="backup_codes"),
]
