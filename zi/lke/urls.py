"""Addresses of this app."""

from django.urls import path

from zi.lke import views
from zi.lke.pusat import views as views_pusat

app_name = "lke"
urlpatterns = [
    path("", views.daftar, name="daftar"),
    path("mulai/", views.mulai, name="mulai"),
    path("pusat/", views_pusat.pusat, name="pusat"),
    path("pusat/unduh/", views_pusat.unduh, name="pusat_unduh"),
    path("<int:pk>/", views.putaran, name="putaran"),
    path("<int:pk>/masa/", views.masa, name="masa"),
    path("<int:pk>/langkah/<str:aksi>/", views.langkah, name="langkah"),
    path("<int:pk>/jawab/<int:tanya>/", views.jawab, name="jawab"),
]
