"""Addresses of this app."""

from django.urls import path

from zi.monev import views

app_name = "monev"
urlpatterns = [
    path("", views.daftar, name="daftar"),
    path("<int:pk>/", views.rapat, name="rapat"),
]
