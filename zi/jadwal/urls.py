"""Addresses of this app."""

from django.urls import path

from zi.jadwal import views_kalender

app_name = "jadwal"
urlpatterns = [
    path("", views_kalender.bulan, name="bulan"),
    path("tahun/", views_kalender.tahun, name="tahun"),
    path("tahun/pdf/", views_kalender.tahun_pdf, name="tahun_pdf"),
    path("langganan/", views_kalender.alamat, name="alamat"),
    path("langganan/<slug:token>.ics", views_kalender.ics, name="ics"),
]
