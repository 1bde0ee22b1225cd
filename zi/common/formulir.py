"""A form of a row that several people may edit: it knows what it was rendered from, and shows both versions.

`awal` (hidden, JSON) holds the fields as the form saw them. So a field that this person did not touch is never
written, and one that somebody else changed meanwhile is found field by field.
"""

from dataclasses import dataclass
from typing import Any

from auditlog.models import LogEntry
from django import forms
from django.utils import timezone

from zi.common.versi import versi_aman

SAYA, TERSIMPAN = "saya", "tersimpan"


@dataclass(frozen=True)
class Banding:
    """One field in its three states, in words."""

    label: str
    semula: str
    tersimpan: str
    saya: str


class FormBerversi(forms.Form):
    """Subclasses declare the fields of the row under the names of the model; `objek` is the row as it is now."""

    fields: Any  # by name; each form knows the kind of its own fields
    data: Any

    LUAR_ISI = ("versi", "awal", "pilih")
    PENANDA: tuple[str, ...] = ()  # attributes remembered beside the fields, such as the place in the list
    DENGAN_PILIHAN = False  # one of several forms on a page: each asks which version to keep

    versi = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    awal = forms.JSONField(widget=forms.HiddenInput)
    pilih = forms.ChoiceField(
        required=False,
        choices=[(SAYA, "Simpan isian saya"), (TERSIMPAN, "Pakai yang tersimpan")],
        initial=SAYA,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None, *, objek: Any, prefix: str | None = None, auto_id: str = "id_%s") -> None:
        self.objek = objek
        self.bentrok: list[Banding] = []
        super().__init__(data, prefix=prefix, auto_id=auto_id)
        if not self.DENGAN_PILIHAN:
            del self.fields["pilih"]
        self.initial = self._kini() | {"versi": objek.versi, "awal": self._ingatan(), "pilih": SAYA}

    # --- what it was and what it is

    def _isi(self) -> list[str]:
        return [nama for nama in self.fields if nama not in self.LUAR_ISI]

    def nilai_objek(self, nama: str) -> Any:
        """A field of the row as this form shows it; overridden for relations."""
        return getattr(self.objek, nama)

    def _kini(self) -> dict[str, Any]:
        return {nama: self.nilai_objek(nama) for nama in self._isi()}

    def _ingatan(self) -> dict[str, Any]:
        return self._kini() | {nama: getattr(self.objek, nama) for nama in self.PENANDA}

    def clean_awal(self) -> dict[str, Any]:
        awal = self.cleaned_data["awal"]
        if not isinstance(awal, dict):
            raise forms.ValidationError("Formulir ini rusak. Muat ulang halamannya.")
        return awal

    # --- what this person changed

    @property
    def ubahan(self) -> dict[str, Any]:
        """Only the fields that this person changed; nothing when he takes the stored version."""
        if self.cleaned_data.get("pilih") == TERSIMPAN:
            return {}
        awal = self.cleaned_data["awal"]
        beda = {n: self.cleaned_data[n] for n in self._isi()}
        return {n: v for n, v in beda.items() if rapi(v) != rapi(awal.get(n))}

    @property
    def awal_ubahan(self) -> dict[str, Any]:
        """The changed fields as the form saw them."""
        return {n: self.cleaned_data["awal"].get(n) for n in self.ubahan}

    def versi_simpan(self) -> int:
        """The version to save against: today's when nobody touched the fields that this person changed."""
        return versi_aman(self.objek, self.cleaned_data["versi"], self.awal_ubahan)

    # --- both versions

    def bandingkan(self) -> None:
        """Show both versions; the next save of this form knows the stored one and is a decision."""
        awal, saya = self.cleaned_data["awal"], self.ubahan
        kini = self._kini()
        self.bentrok = [
            Banding(str(self.fields[n].label), self.kata(n, awal.get(n)), self.kata(n, kini[n]), self.kata(n, saya[n]))
            for n in saya
            if rapi(kini[n]) != rapi(saya[n])
        ]
        self.data = self.data.copy()
        self.data[self.add_prefix("versi")] = self.objek.versi
        self.data[self.add_prefix("pilih")] = SAYA
        self.data[self.add_prefix("awal")] = self["awal"].field.prepare_value(self._ingatan())

    def kata(self, nama: str, nilai: Any) -> str:
        """A value in words: choices by their labels, a list with commas."""
        pilihan = {str(k): str(v) for k, v in getattr(self.fields[nama], "choices", [])}
        if isinstance(nilai, bool):
            return "Ya" if nilai else "Tidak"
        daftar = nilai if isinstance(nilai, list) else [nilai]
        return ", ".join(pilihan.get(str(x), str(x)) for x in daftar if x not in (None, "")) or "(kosong)"

    def pengubah(self) -> str:
        """Who saved the row last, and when."""
        jejak = LogEntry.objects.get_for_object(self.objek).select_related("actor").order_by("-pk").first()
        if jejak is None:
            return "orang lain"
        waktu = timezone.localtime(jejak.timestamp)
        return f"{jejak.actor or 'sistem'}, {waktu:%H.%M}"


def rapi(nilai: Any) -> Any:
    """The same value however a browser sends it: line ends, outer blanks, order of ticks."""
    if isinstance(nilai, str):
        return "\n".join(baris.strip() for baris in nilai.strip().splitlines())
    if isinstance(nilai, list | tuple):
        return sorted(str(x) for x in nilai)
    return nilai
