"""Addresses of this app."""

from django.urls import path

from zi.bukti import views
from zi.bukti.berkas import views as views_register
from zi.bukti.bungkus import views as views_bungkus
from zi.bukti.kejadian import views as views_kejadian
from zi.bukti.kelengkapan import views as views_kelengkapan
from zi.bukti.pakai import views as views_pakai
from zi.bukti.periksa import views as views_periksa
from zi.bukti.peta import views as views_peta
from zi.bukti.peta import views_tanya
from zi.bukti.resep import views as views_resep
from zi.bukti.tindaklanjut import views as views_tindaklanjut

app_name = "bukti"
urlpatterns = [
    path("", views.daftar, name="daftar"),
    path("syarat/<int:pk>/", views.syarat, name="syarat"),
    path("syarat/<int:pk>/pakai/", views_pakai.pakai, name="pakai"),
    path("syarat/<int:pk>/tautan/", views_pakai.tautan, name="tautan"),
    path("peta/<int:pk>/", views_peta.peta, name="peta"),
    path("peta/syarat/<int:pk>/", views_peta.peta_syarat, name="peta_syarat"),
    path("pertanyaan/<int:satker>/<int:tahun>/<int:pk>/", views_peta.pertanyaan, name="pertanyaan"),
    path("pertanyaan/<int:satker>/<int:tahun>/<int:pk>/resep/", views_tanya.resep_tanya, name="resep_tanya"),
    path("pertanyaan/bukti/<int:pk>/", views_tanya.syarat_tanya, name="syarat_tanya"),
    path("pertanyaan/bukti/<int:pk>/pulihkan/", views_tanya.syarat_tanya_pulihkan, name="syarat_tanya_pulihkan"),
    path("periksa/", views_periksa.daftar_periksa, name="daftar_periksa"),
    path("pemenuhan/<int:pk>/", views_periksa.periksa, name="periksa"),
    path("pemenuhan/<int:pk>/versi/", views_periksa.versi_perbaikan, name="versi_perbaikan"),
    path("berkas/<int:pk>/gambar/<int:nomor>/", views_periksa.gambar, name="gambar"),
    path("berkas/<int:pk>/", views.unduh, name="unduh"),
    path("resep/", views_resep.resep, name="resep"),
    path("resep/baru/", views_resep.resep_baru, name="resep_baru"),
    path("resep/<int:pk>/", views_resep.resep_ubah, name="resep_ubah"),
    path("bungkus/", views_bungkus.bungkus, name="bungkus"),
    path("bungkus/<slug:kode>/", views_bungkus.bungkus_satu, name="bungkus_satu"),
    path("bungkus/<slug:kode>/unduh/", views_bungkus.bungkus_unduh, name="bungkus_unduh"),
    path("kelengkapan/", views_kelengkapan.tampilkan, name="kelengkapan"),
    path("baris/<int:pk>/kejadian/", views_kejadian.kejadian_baris, name="kejadian_baris"),
    path("kejadian/<int:pk>/", views_kejadian.kejadian, name="kejadian"),
    path("kejadian/<int:pk>/<slug:aksi>/", views_kejadian.kejadian_langkah, name="kejadian_langkah"),
    path("tindak-lanjut/<int:pk>/", views_tindaklanjut.bukti_tindak_lanjut, name="bukti_tindak_lanjut"),
    path("register/", views_register.register, name="register"),
    path("register/dihapus/", views_register.dihapus, name="dihapus"),
    path("register/<int:pk>/", views_register.berkas, name="berkas"),
    path("register/<int:pk>/pakai/", views_pakai.pakai_untuk, name="pakai_untuk"),
    path("register/<int:pk>/ubah/", views_register.berkas_ubah, name="berkas_ubah"),
]
