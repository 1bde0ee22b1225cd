"""Addresses of this app."""

from django.urls import URLPattern

app_name = "bukti"
urlpatterns: list[URLPattern] = []
