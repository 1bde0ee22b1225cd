"""Tells Django which admin site to use."""

from django.contrib.admin.apps import AdminConfig


class KonfigAdmin(AdminConfig):
    default_site = "zi.akun.situs.SitusAdmin"
