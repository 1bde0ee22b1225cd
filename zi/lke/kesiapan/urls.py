"""Addresses of the readiness of a round, below the round."""

from django.urls import path

from zi.lke.kesiapan import views

urlpatterns = [
    path("", views.kesiapan, name="kesiapan"),
    path("celah/", views.celah, name="celah"),
    path("jalan/", views.jalan, name="jalan"),
    path("andai/", views.andai, name="andai"),
    path("prasyarat/", views.prasyarat, name="prasyarat"),
]
