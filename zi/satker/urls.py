"""Addresses of this app."""

from django.urls import URLPattern

app_name = "satker"
urlpatterns: list[URLPattern] = []
