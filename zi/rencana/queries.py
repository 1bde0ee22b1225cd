"""Reading plans."""

from zi.pengungkit.models import AreaBaku
from zi.rencana.models import AreaRencana, BarisRencana, RencanaKerja
from zi.rencana.pihak import daftar_pihak
from zi.satker.models import Satker


def rencana_satker(kode: str, tahun: int) -> RencanaKerja | None:
    """The living plan of a unit that covers a year; the one that begins latest when several do."""
    daftar = RencanaKerja.objects.hidup().select_related("satker__instansi", "tim")
    return (
        daftar.filter(satker__kode=kode, tahun_mulai__lte=tahun, tahun_selesai__gte=tahun)
        .order_by("-tahun_mulai")
        .first()
    )


def rencana_tahun(satker: Satker, mulai: int, selesai: int) -> RencanaKerja | None:
    """The living plan of a unit that shares a year with these."""
    daftar = RencanaKerja.objects.hidup().filter(satker=satker, tahun_mulai__lte=selesai, tahun_selesai__gte=mulai)
    return daftar.select_related("satker").first()


def pilihan_area(satker: Satker) -> list[tuple[str, str]]:
    """Codes and names of the areas that a role in the unit may name: the standard ones and those of its own plans."""
    sendiri = AreaRencana.objects.hidup().filter(rencana__satker=satker, rencana__dihapus_pada=None, area_baku=None)
    baku = AreaBaku.objects.order_by("urutan").values_list("kode", "nama")
    return list({**dict(baku), **dict(sendiri.order_by("kode").values_list("kode", "nama"))}.items())


def tulis_penanggung_jawab(baris: BarisRencana) -> str:
    """Who is responsible for a row, a party a line."""
    tertulis = baris.penanggung_jawab.hidup().order_by("urutan", "pk").values_list("teks_tertulis", flat=True)
    return "\n".join(daftar_pihak("\n".join(tertulis)))
