"""The form of a copy: the year, the rows, and what becomes of dates on holidays."""

from typing import Any

from django import forms

from zi.rencana.forms import TAHUN_AKHIR
from zi.rencana.models import RencanaKerja

BELUM, BIARKAN, PINDAHKAN = "belum", "biarkan", "pindahkan"
PILIHAN_USULAN = [
    (BIARKAN, "Biarkan, tampilkan sebagai usulan"),
    (PINDAHKAN, "Pindahkan ke hari kerja berikutnya"),
]


class FormSalin(forms.Form):
    """Rows are uids; one that is not of this plan names nothing."""

    tahun = forms.IntegerField(label="Tahun tujuan", localize=False, required=False)
    pilih = forms.ChoiceField(choices=[("", "Semua"), (BELUM, "Yang belum selesai")], required=False)
    usulan = forms.ChoiceField(choices=PILIHAN_USULAN, widget=forms.RadioSelect, required=False)

    def __init__(self, data: Any, *, rencana: RencanaKerja) -> None:
        super().__init__(data)
        self.awal = rencana.tahun_selesai + 1
        self.baris = set(data.getlist("baris"))
        self.is_valid()  # the page reads it, on GET too

    def clean_tahun(self) -> int:
        tahun = self.cleaned_data["tahun"] or self.awal
        if not self.awal <= tahun <= TAHUN_AKHIR:
            raise forms.ValidationError(f"Isi tahun {self.awal} sampai {TAHUN_AKHIR}.")
        return tahun

    @property
    def tahun_tujuan(self) -> int:
        """The year asked for, else the next one."""
        return self.cleaned_data.get("tahun", self.awal)

    @property
    def pilihan_usulan(self) -> str:
        return self.cleaned_data.get("usulan") or BIARKAN

    @property
    def hanya_belum(self) -> bool:
        return self.cleaned_data.get("pilih") == BELUM

    @property
    def terima_usulan(self) -> bool:
        return self.pilihan_usulan == PINDAHKAN
