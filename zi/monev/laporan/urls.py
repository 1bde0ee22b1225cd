"""Addresses of the reports."""

from django.urls import path

from zi.monev.laporan import views, views_bukti

app_name = "laporan"
urlpatterns = [
    path("", views.daftar, name="daftar"),
    path("<int:pk>/", views.laporan, name="laporan"),
    path("<int:pk>/draf/", views.draf, name="draf"),
    path("<int:pk>/langkah/<str:aksi>/", views.langkah, name="langkah"),
    path("versi/<int:pk>/", views.versi, name="versi"),
    path("versi/<int:pk>/pdf/", views.unduh, name="unduh"),
    path("versi/<int:pk>/bukti/", views_bukti.bukti, name="bukti"),
]
