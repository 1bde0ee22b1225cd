"""Loading the evidence vocabulary and the common recipes."""

from typing import Any

from zi.bukti.models import JenisBukti, Resep
from zi.common.layanan import layanan
from zi.pengungkit.services import TETAP, Hasil, baca_acuan, perbarui


@layanan
def muat_jenis_bukti(*, oleh: Any = None) -> list[Hasil]:
    """Kinds follow the file by kode, the recipes of the house by name; those of the units stay as they are."""
    isi = baca_acuan("jenis_bukti.yaml")
    ada = {j.kode: j for j in JenisBukti.objects.all()}
    jumlah = 0
    for urutan, jenis in enumerate(isi["jenis_bukti"], start=1):
        nilai = {"nama": jenis["nama"], "sinonim": jenis["sinonim"], "dokumen": jenis.get("dokumen", True)}
        nilai["tetap"] = jenis.get("tetap", False)
        objek = ada.setdefault(jenis["kode"], JenisBukti(kode=jenis["kode"]))
        jumlah += perbarui(objek, nilai | {"urutan": urutan})
    for resep in isi["resep"]:
        umum = Resep.objects.get_or_create(satker=None, nama=resep["nama"])[0]
        kode = set(resep["jenis"])
        if set(umum.jenis.values_list("kode", flat=True)) != kode:
            umum.jenis.set(ada[k] for k in kode)
            jumlah += 1
    return [Hasil("Jenis bukti dan resep", f"{jumlah} baris dimuat" if jumlah else TETAP)]
