"""Addresses of this app."""

from django.urls import path

from zi.satker import views, views_impor, views_orang, views_wakil

app_name = "satker"
urlpatterns = [
    path("", views.daftar, name="daftar"),
    path("ganti/", views.ganti, name="ganti"),
    path("saya/", views.profil, name="profil"),
    path("<slug:kode>/", views.rincian, name="rincian"),
    path("<slug:kode>/ubah/", views.ubah, name="ubah"),
    path("<slug:kode>/tambah/", views.tambah, name="tambah"),
    path("<slug:kode>/pindah/", views.pindah, name="pindah"),
    path("<slug:kode>/orang/", views_orang.daftar, name="orang"),
    path("<slug:kode>/orang/beri-peran/", views_orang.beri, name="beri"),
    path("<slug:kode>/orang/impor/", views_impor.impor, name="impor"),
    path("<slug:kode>/orang/impor/templat/", views_impor.templat, name="templat_orang"),
    path("<slug:kode>/orang/impor/<uuid:pk>/", views_impor.pratinjau, name="pratinjau"),
    path("<slug:kode>/orang/<int:pk>/", views_orang.seseorang, name="seseorang"),
    path("<slug:kode>/orang/<int:pk>/ubah/", views_orang.ubah, name="ubah_orang"),
    path("<slug:kode>/orang/<int:pk>/tautan/", views_orang.tautan, name="tautan"),
    path("<slug:kode>/orang/<int:pk>/kirim/", views_orang.kirim, name="kirim"),
    path("<slug:kode>/peran/<int:pk>/akhiri/", views_orang.akhiri, name="akhiri"),
    path("<slug:kode>/wakil/", views_wakil.wakil, name="wakil"),
    path("<slug:kode>/wakil/<int:pk>/akhiri/", views_wakil.akhiri, name="akhiri_wakil"),
]
