"""Addresses of this app."""

from django.urls import URLPattern, path

from zi.naskah import views, views_alur, views_area, views_bagian, views_baris, views_cetak

app_name = "naskah"
urlpatterns: list[URLPattern] = [
    path("", views.daftar, name="daftar"),
    path("baru/", views.buat, name="buat"),
    path("<int:pk>/", views.rencana, name="rencana"),
    path("<int:pk>/kepala/", views.kepala, name="kepala"),
    path("<int:pk>/dihapus/", views.dihapus, name="dihapus"),
    path("pulihkan/<slug:jenis>/<int:pk>/", views.pulihkan, name="pulihkan"),
    path("<int:pk>/area/baru/", views_area.area_baru, name="area_baru"),
    path("area/<int:pk>/ubah/", views_area.area_ubah, name="area_ubah"),
    path("area/<int:pk>/hapus/", views_area.area_hapus, name="area_hapus"),
    path("area/<int:pk>/program/baru/", views_area.program_baru, name="program_baru"),
    path("program/<int:pk>/ubah/", views_area.program_ubah, name="program_ubah"),
    path("program/<int:pk>/hapus/", views_area.program_hapus, name="program_hapus"),
    path("area/<int:pk>/baris/baru/", views_baris.baru, name="baris_baru"),
    path("tabel/<int:pk>/baris/baru/", views_baris.baru_tabel, name="baris_baru_tabel"),
    path("baris/<int:pk>/", views_baris.baris, name="baris"),
    path("baris/<int:pk>/ubah/", views_baris.ubah, name="baris_ubah"),
    path("baris/<int:pk>/hapus/", views_baris.hapus, name="baris_hapus"),
    path("<int:pk>/baca-jadwal/", views_baris.baca_jadwal, name="baca_jadwal"),
    path("<int:pk>/usul-jenis/", views_baris.usul_jenis, name="usul_jenis"),
    path("<int:pk>/cetak/", views_cetak.cetak, name="cetak"),
    path("cetak/<int:pk>/", views_cetak.status, name="cetak_status"),
    path("cetak/<int:pk>/unduh/", views_cetak.unduh, name="unduh_pdf"),
    path("<int:pk>/bagian/", views_bagian.bagian, name="bagian"),
    path("<int:pk>/bagian/baru/", views_bagian.bagian_baru, name="bagian_baru"),
    path("bagian/<int:pk>/ubah/", views_bagian.bagian_ubah, name="bagian_ubah"),
    path("<int:pk>/pengesahan/baru/", views_bagian.pengesahan_baru, name="pengesahan_baru"),
    path("pengesahan/<int:pk>/ubah/", views_bagian.pengesahan_ubah, name="pengesahan_ubah"),
    path("susunan/<slug:jenis>/<int:pk>/<slug:aksi>/", views_bagian.tindakan, name="bagian_tindakan"),
    path("<int:pk>/langkah/<slug:aksi>/", views_alur.langkah, name="langkah"),
    path("<int:pk>/riwayat/", views_alur.riwayat, name="riwayat"),
    path("versi/<int:pk>/", views_alur.versi, name="versi"),
]
