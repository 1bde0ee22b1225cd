"""Addresses of this app."""

from django.urls import URLPattern

app_name = "akun"
urlpatterns: list[URLPattern] = []
