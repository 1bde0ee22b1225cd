"""Addresses of this app."""

from django.urls import path

from zi.pengungkit import views

app_name = "pengungkit"
urlpatterns = [
    path("", views.daftar, name="daftar"),
    path("<slug:kode>/", views.instrumen, name="instrumen"),
]
