"""Addresses of this app: public, and short, because they stand in a QR."""

from django.urls import path

from zi.dokumen import views

app_name = "dokumen"
urlpatterns = [
    path("", views.periksa, name="periksa"),
    path("<str:kode>/", views.keaslian, name="keaslian"),
]
