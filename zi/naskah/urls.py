"""Addresses of this app."""

from django.urls import URLPattern, path

from zi.naskah import views_alur

app_name = "naskah"
urlpatterns: list[URLPattern] = [
    path("<int:pk>/langkah/<slug:aksi>/", views_alur.langkah, name="langkah"),
    path("<int:pk>/riwayat/", views_alur.riwayat, name="riwayat"),
    path("versi/<int:pk>/", views_alur.versi, name="versi"),
]
