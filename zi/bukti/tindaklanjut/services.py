"""Evidence and follow-ups: the closing evidence of one, and a follow-up of evidence that was returned."""

from datetime import date
from typing import Any

from zi.akun.models import Pengguna
from zi.bukti.models import PemenuhanBukti, SyaratBukti
from zi.bukti.policies import boleh_verifikasi, tempat
from zi.bukti.tindaklanjut.queries import menunggu_perbaikan, syarat_penyelesaian
from zi.common.layanan import layanan
from zi.tindaklanjut.models import TindakLanjut
from zi.tindaklanjut.policies import boleh_beri_bukti
from zi.tindaklanjut.services import HURUF_MAKS, buat, laporkan_atas_nama

PENYELESAIAN = "Bukti penyelesaian"


@layanan
def minta_bukti(tindak_lanjut: TindakLanjut, *, oleh: Any) -> SyaratBukti:
    """The requirement under which the closing evidence of a follow-up is filed; made once, two tabs take turns."""
    kini = TindakLanjut.objects.select_for_update().select_related("satker").get(pk=tindak_lanjut.pk)
    boleh_beri_bukti(oleh, kini).wajib()
    ada = syarat_penyelesaian(kini.pk)
    return ada or SyaratBukti.objects.create(tindak_lanjut=kini, teks=PENYELESAIAN)


@layanan
def catat_tindak_lanjut(
    pemenuhan: PemenuhanBukti, *, oleh: Any, penanggung_jawab: Pengguna, tenggat: date
) -> TindakLanjut:
    """Make the mending of returned evidence a follow-up too; while one is not done there is no second."""
    boleh_verifikasi(oleh, pemenuhan).wajib()
    kini = PemenuhanBukti.objects.select_for_update(of=("self",)).select_related("tindak_lanjut").get(pk=pemenuhan.pk)
    if kini.tindak_lanjut and menunggu_perbaikan(kini):
        return kini.tindak_lanjut
    wadah, area = tempat(kini.syarat)
    kini.tindak_lanjut = buat(
        wadah.satker,
        f"Perbaiki bukti “{kini.berkas}” untuk “{kini.syarat.teks[:500]}”: {kini.catatan}"[:HURUF_MAKS],
        oleh=oleh,
        penanggung_jawab=penanggung_jawab,
        tenggat=tenggat,
        area=area.kode_peran if area else "",
        asal=TindakLanjut.Asal.VERIFIKASI,
        keterangan_asal=kini.berkas.judul[:200],
    )
    kini.save(update_fields=["tindak_lanjut"])
    return kini.tindak_lanjut


@layanan
def laporkan_perbaikan(pemenuhan: PemenuhanBukti, *, oleh: Any) -> None:
    """Mended evidence that was accepted reports its follow-up, in the name of who brought the last version."""
    if pemenuhan.tindak_lanjut is None:
        return
    terakhir = pemenuhan.berkas.versi.order_by("-nomor").select_related("diunggah_oleh").first()
    pelapor = terakhir.diunggah_oleh if terakhir else pemenuhan.ditawarkan_oleh
    laporkan_atas_nama(pemenuhan.tindak_lanjut, pelapor, f"Bukti perbaikan diterima {oleh}: {pemenuhan.berkas}.")
