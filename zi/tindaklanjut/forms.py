"""The form of a follow-up."""

from typing import Any

from django import forms

from zi.satker.models import Satker
from zi.satker.queries import pilihan_area
from zi.tindaklanjut.models import TindakLanjut
from zi.tindaklanjut.queries import calon
from zi.tindaklanjut.services import HURUF_MAKS, MEDAN, TAHUN
from zi.ui.forms import FormulirDasar, medan_tanggal


def medan_tenggat(**lain: Any) -> forms.DateField:
    return medan_tanggal("Tenggat", **lain)


class FormTindakLanjut(FormulirDasar, forms.Form):
    """New, or of one that is there (`objek`); `versi` (hidden) is the one that the form was rendered from."""

    data: Any
    fields: Any  # by name

    versi = forms.IntegerField(widget=forms.HiddenInput, required=False)
    uraian = forms.CharField(
        label="Yang harus dikerjakan", max_length=HURUF_MAKS, widget=forms.Textarea(attrs={"rows": 3})
    )
    penanggung_jawab: Any = forms.ModelChoiceField(None, label="Penanggung jawab", empty_label="Pilih orang")
    tenggat = medan_tenggat()
    area = forms.ChoiceField(label="Area", required=False)
    asal = forms.ChoiceField(label="Asal", choices=TindakLanjut.Asal, initial=TindakLanjut.Asal.LAIN)
    keterangan_asal = forms.CharField(
        label="Keterangan asal (boleh kosong)",
        max_length=200,
        required=False,
        help_text="Misalnya nama rapat, atau nomor temuan.",
    )

    def __init__(self, data: Any = None, *, satker: Satker, objek: TindakLanjut | None = None) -> None:
        awal = {n: getattr(objek, n) for n in (*MEDAN, "versi")} if objek else {}
        self.beda: list[tuple[str, str, str]] = []
        super().__init__(data, initial=awal)
        self.fields["penanggung_jawab"].queryset = calon(satker)
        self.fields["area"].choices = [("", "Seluruh satker"), *pilihan_area(satker)]

    def clean_tenggat(self) -> Any:
        tenggat = self.cleaned_data["tenggat"]
        if tenggat.year not in TAHUN:
            raise forms.ValidationError(f"Tahun tenggat antara {TAHUN[0]} dan {TAHUN[-1]}.")
        return tenggat

    @property
    def nilai(self) -> dict[str, Any]:
        return {nama: self.cleaned_data[nama] for nama in MEDAN}

    def bandingkan(self, kini: TindakLanjut) -> None:
        """Show what is stored beside what this person wrote; the next save knows it and is a decision."""
        semua = [(n, getattr(kini, n), self.cleaned_data[n]) for n in MEDAN]
        self.beda = [(str(self.fields[n].label), self._kata(n, a), self._kata(n, b)) for n, a, b in semua if a != b]
        self.data = self.data.copy()
        self.data["versi"] = kini.versi

    def _kata(self, nama: str, nilai: Any) -> str:
        pilihan = dict(self.fields[nama].choices) if nama in {"area", "asal"} else {}
        return str(pilihan.get(nilai, nilai) or "(kosong)")
