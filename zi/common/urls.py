"""Addresses of the health checks."""

from django.urls import path

from zi.common import views

app_name = "sehat"
urlpatterns = [
    path("", views.hidup, name="hidup"),
    path("siap/", views.siap, name="siap"),
]
