"""The texts of a report as forms; each knows what it was rendered from."""

from typing import Any

from django import forms

from zi.common.formulir import FormBerversi
from zi.monev.laporan.kanonik import Isi
from zi.monev.models import IsianLaporan, LaporanBerkala

HURUF_MAKS = 5000


def _teks(label: str, baris: int = 3, *, wajib: bool = False) -> forms.CharField:
    widget = forms.Textarea({"rows": baris, "class": "form-control mb-2"})
    return forms.CharField(label=label, required=wajib, max_length=HURUF_MAKS, widget=widget)


class FormBagian(FormBerversi):
    """One text of the report itself."""

    def __init__(self, data: Any = None, *, objek: LaporanBerkala) -> None:
        super().__init__(data, objek=objek, auto_id=f"id_{type(self).__name__.lower()}_%s")


class FormRingkasan(FormBagian):
    ringkasan = _teks("Ringkasan", 5)


class FormSimpulan(FormBagian):
    simpulan = _teks("Simpulan dan rekomendasi", 5)


BAGIAN = {"ringkasan": FormRingkasan, "simpulan": FormSimpulan}


class FormKendala(FormBerversi):
    """A line of the matrix that is there."""

    teks = _teks("Kendala dan permasalahan", wajib=True)
    solusi = _teks("Solusi")

    def __init__(self, data: Any = None, *, objek: IsianLaporan) -> None:
        super().__init__(data, objek=objek, auto_id=f"id_kendala{objek.pk}_%s")


class FormPrognosis(FormBerversi):
    """What is expected of one area; version 0: nobody wrote anything yet."""

    versi = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    perkiraan = forms.ChoiceField(
        label="Perkiraan",
        required=False,
        choices=[("", "Belum diisi"), *IsianLaporan.Perkiraan.choices],
        widget=forms.Select({"class": "form-select mb-2"}),
    )
    teks = _teks("Penjelasan")
    solusi = _teks("Upaya")

    def __init__(self, data: Any = None, *, objek: IsianLaporan) -> None:
        super().__init__(data, objek=objek, auto_id=f"id_prognosis{objek.area_id}_%s")


class FormTambah(forms.Form):
    """A new line; `usulan`: what it answers, with what the minutes say already."""

    fields: Any

    area = forms.ChoiceField(label="Untuk", required=False, widget=forms.Select({"class": "form-select mb-2"}))
    teks = _teks("Kendala dan permasalahan", wajib=True)
    solusi = _teks("Solusi")

    def __init__(self, data: Any = None, *, area: list[Isi], semua: bool, kunci: str = "", awal: Any = None) -> None:
        """`area`: those that this person may write for; `semua`: also for the whole unit."""
        super().__init__(data, initial=awal, auto_id=f"id_tambah{kunci}_%s")
        umum = [(0, "Seluruh satker")] if semua else []
        self.fields["area"].choices = umum + [(a["id"], f"{a['nomor']} {a['nama']}".strip()) for a in area]
