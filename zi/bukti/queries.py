"""Reading the vocabulary of evidence."""

from collections.abc import Iterable

from zi.bukti.jenis import Istilah, kamus
from zi.bukti.models import JenisBukti


def nama_jenis(kode: Iterable[str]) -> dict[str, str]:
    """The names of these kinds of evidence by their codes."""
    return dict(JenisBukti.objects.filter(kode__in=[*kode]).values_list("kode", "nama"))


def kamus_jenis() -> tuple[Istilah, ...]:
    return kamus(JenisBukti.objects.values_list("kode", "nama", "sinonim"))
