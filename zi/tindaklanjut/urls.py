"""Addresses of this app."""

from django.urls import path

from zi.tindaklanjut import views

app_name = "tindaklanjut"
urlpatterns = [
    path("", views.daftar, name="daftar"),
    path("baru/", views.baru, name="baru"),
    path("excel/", views.ekspor, name="ekspor"),
    path("<int:pk>/", views.satu, name="satu"),
    path("<int:pk>/ubah/", views.ubah, name="ubah"),
    path("<int:pk>/langkah/<slug:aksi>/", views.langkah, name="langkah"),
]
