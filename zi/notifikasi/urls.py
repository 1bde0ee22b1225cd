"""Addresses of this app."""

from django.urls import URLPattern

app_name = "notifikasi"
urlpatterns: list[URLPattern] = []
