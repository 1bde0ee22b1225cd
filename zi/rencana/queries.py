"""Reading plans."""

from zi.rencana.models import RencanaKerja


def rencana_satker(kode: str, tahun: int) -> RencanaKerja | None:
    """The living plan of a unit that covers a year; the one that begins latest when several do."""
    daftar = RencanaKerja.objects.hidup().select_related("satker__instansi", "tim")
    return (
        daftar.filter(satker__kode=kode, tahun_mulai__lte=tahun, tahun_selesai__gte=tahun)
        .order_by("-tahun_mulai")
        .first()
    )
