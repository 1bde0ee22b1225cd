"""Addresses of this app."""

from django.urls import path

from zi.bukti import views

app_name = "bukti"
urlpatterns = [
    path("", views.daftar, name="daftar"),
    path("syarat/<int:pk>/", views.syarat, name="syarat"),
    path("pemenuhan/<int:pk>/", views.periksa, name="periksa"),
    path("berkas/<int:pk>/", views.unduh, name="unduh"),
]
