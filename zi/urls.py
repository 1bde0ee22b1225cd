"""All addresses."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("zi.beranda.urls")),
    path("akun/", include("zi.akun.urls")),
    path("akun/", include("zi.akun.urls_allauth")),
    path("satker/", include("zi.satker.urls")),
    path("rencana/", include("zi.naskah.urls")),
    path("bukti/", include("zi.bukti.urls")),
    path("impor/", include("zi.impor.urls")),
    path("d/", include("zi.dokumen.urls")),
    path("kalender/", include("zi.jadwal.urls")),
    path("rapat/", include("zi.monev.urls")),
    path("laporan/", include("zi.monev.laporan.urls")),
    path("lke/portalrb/", include("zi.lke.portalrb.urls")),
    path("lke/", include("zi.lke.urls")),
    path("", include("zi.lke.portalrb.urls_luar")),
    path("tindak-lanjut/", include("zi.tindaklanjut.urls")),
    path("notifikasi/", include("zi.notifikasi.urls")),
    path("instrumen/", include("zi.pengungkit.urls")),
    path("sehat/", include("zi.common.urls")),
    path("galeri/", include("zi.ui.urls")),
    path("kelola/", admin.site.urls),
]

handler400 = "zi.ui.views.permintaan_salah"
handler403 = "zi.ui.views.ditolak"
handler404 = "zi.ui.views.tidak_ditemukan"
handler429 = "zi.ui.views.terlalu_sering"  # allauth asks for it
handler500 = "zi.ui.views.gangguan"
