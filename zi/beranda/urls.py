"""Addresses of this app."""

from django.urls import path

from zi.beranda import views

app_name = "beranda"
urlpatterns = [path("", views.beranda, name="beranda")]
