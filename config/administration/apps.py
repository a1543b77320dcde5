"""Which site the administration is: ours, that starts with the desk."""

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "config.administration.site.DeskSite"
