"""Addresses of this app."""

from django.urls import path

from zi.notifikasi import views

app_name = "notifikasi"
urlpatterns = [
    path("", views.daftar, name="daftar"),
    path("pilihan/", views.pilihan, name="pilihan"),
    path("<int:pk>/", views.buka, name="buka"),
]
