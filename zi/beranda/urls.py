"""Addresses of this app."""

from django.urls import URLPattern

app_name = "beranda"
urlpatterns: list[URLPattern] = []
