"""Addresses of this app."""

from django.urls import include, path

from zi.lke import views
from zi.lke.banding import views as views_banding
from zi.lke.isi import views as views_isi
from zi.lke.lhe import views as views_lhe
from zi.lke.masa import views as views_masa
from zi.lke.pusat import views as views_pusat
from zi.lke.tugas import views as views_tugas
from zi.lke.tukar import views as views_tukar
from zi.lke.usulan import views as views_usulan

app_name = "lke"
urlpatterns = [
    path("", views.daftar, name="daftar"),
    path("mulai/", views.mulai, name="mulai"),
    path("pusat/", views_pusat.pusat, name="pusat"),
    path("pusat/masa/", views_masa.masa, name="pusat_masa"),
    path("pusat/unduh/", views_pusat.unduh, name="pusat_unduh"),
    path("antrean/", views_tugas.antrean, name="antrean"),
    path("surat-tugas/", views_tugas.daftar, name="tugas_daftar"),
    path("surat-tugas/baru/", views_tugas.baru, name="tugas_baru"),
    path("surat-tugas/<int:pk>/", views_tugas.tugas, name="tugas"),
    path("surat-tugas/<int:pk>/ubah/", views_tugas.ubah, name="tugas_ubah"),
    path("surat-tugas/<int:pk>/aksi/", views_tugas.aksi, name="tugas_aksi"),
    path("<int:pk>/", views.putaran, name="putaran"),
    path("<int:pk>/banding/", views_banding.pilih, name="banding_pilih"),
    path("<int:pk>/banding/<int:lain>/", views_banding.dua, name="banding"),
    path("<int:pk>/kesiapan/", include("zi.lke.kesiapan.urls")),
    path("<int:pk>/masa/", views.masa, name="masa"),
    path("<int:pk>/unduh/<slug:bentuk>/", views_tukar.unduh, name="unduh_buku"),
    path("<int:pk>/lhe/", views_lhe.lhe, name="lhe"),
    path("<int:pk>/lhe/<str:bentuk>/", views_lhe.unduh, name="lhe_unduh"),
    path("<int:pk>/usulan/", views_usulan.usulan, name="usulan"),
    path("<int:pk>/langkah/<str:aksi>/", views.langkah, name="langkah"),
    path("<int:pk>/jawab/<int:tanya>/", views_isi.jawab, name="jawab"),
    path("<int:pk>/jawab/<int:tanya>/tindak-lanjut/", views_isi.lanjut, name="lanjut"),
    path("<int:pk>/bagian/<int:simpul>/", views_isi.bagian, name="bagian"),
]
