"""Addresses of this app."""

from django.urls import URLPattern

app_name = "pengungkit"
urlpatterns: list[URLPattern] = []
