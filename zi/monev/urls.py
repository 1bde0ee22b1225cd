"""Addresses of this app."""

from django.urls import URLPattern

app_name = "monev"
urlpatterns: list[URLPattern] = []
