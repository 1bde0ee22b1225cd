"""Addresses of this app."""

from django.urls import URLPattern

app_name = "naskah"
urlpatterns: list[URLPattern] = []
