"""Addresses of this app."""

from django.urls import path

from zi.ui import views

app_name = "ui"
urlpatterns = [path("", views.galeri, name="galeri")]
