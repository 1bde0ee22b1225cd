"""Evidence that is only an address: of last resort, because nobody can say what will be there when it is checked."""

from typing import Any

from django.core.exceptions import ValidationError

from zi.bukti.models import Berkas, JenisBukti, PemenuhanBukti, SyaratBukti
from zi.bukti.policies import boleh_unggah, tempat
from zi.bukti.services import tawarkan
from zi.common.galat import GalatDomain
from zi.common.layanan import layanan
from zi.jadwal.models import Kejadian
from zi.satker.models import Satker

BUKAN_ALAMAT = "Tautan ini bukan alamat web yang utuh. Salin alamatnya dari peramban, diawali https://."


def periksa_tautan(tautan: str) -> str:
    """The address without blank edges; raises GalatDomain when it is none of the web."""
    try:
        alamat = str(Berkas._meta.get_field("tautan").clean(tautan.strip(), None))
    except ValidationError:
        raise GalatDomain(BUKAN_ALAMAT) from None
    if not alamat.lower().startswith(("http://", "https://")) or not alamat.isprintable():
        raise GalatDomain(BUKAN_ALAMAT)
    return alamat


@layanan
def catat_tautan(
    syarat: SyaratBukti, tautan: str, *, oleh: Any, kejadian: Kejadian | None = None, **keterangan: Any
) -> PemenuhanBukti:
    """Offer an address for the requirement; the same address again is the same Berkas, whose words stay.

    `keterangan`: judul, nomor, tanggal, berlaku_sampai of a new one; without a title the address is its title.
    """
    boleh_unggah(oleh, syarat).wajib()
    alamat, wadah = periksa_tautan(tautan), tempat(syarat)[0]
    Satker.objects.select_for_update().get(pk=wadah.satker_id)  # so that two tabs do not make it twice
    berkas = Berkas.objects.filter(satker=wadah.satker_id, tautan=alamat, dihapus_pada=None).order_by("pk").first()
    if berkas is None:
        jenis = (
            JenisBukti.objects.filter(kode=syarat.jenis[0], dokumen=True).first() if len(syarat.jenis) == 1 else None
        )
        nilai = {"judul": alamat[:250], "jenis": jenis, "contoh": wadah.contoh, "diunggah_oleh": oleh} | keterangan
        berkas = Berkas.objects.create(satker_id=wadah.satker_id, tautan=alamat, **nilai)
    return tawarkan(syarat, berkas, oleh=oleh, kejadian=kejadian)
