"""The forms of a round: starting one, its days, and the answer to one question."""

from typing import Any

from django import forms

from zi.lke.alat import Soal
from zi.lke.models import Putaran
from zi.pengungkit.queries import instrumen_tahun
from zi.satker.models import Peran, Satker
from zi.satker.queries import hak
from zi.ui.forms import FormulirDasar, medan_tanggal

J = Peran.Jenis


class FormMulai(FormulirDasar, forms.Form):
    """A new round. The choices are what the user may start: units, years and kinds."""

    fields: Any  # by name

    satker: Any = forms.ModelChoiceField(None, label="Satker", empty_label=None)
    tahun = forms.IntegerField(label="Tahun yang dinilai", min_value=2000, max_value=2100)
    jenis = forms.ChoiceField(label="Jenis")
    asal: Any = forms.ModelChoiceField(
        None,
        label="Mulai dari jawaban (boleh kosong)",
        required=False,
        empty_label="Lembar kosong",
        help_text="Jawaban putaran tahun lain menjadi usulan: baru dihitung setelah diterima.",
    )
    dengan_catatan = forms.BooleanField(label="Bawa juga catatannya", required=False, initial=True)
    buka = medan_tanggal("Diisi mulai (kosong: sekarang)", required=False)
    tutup = medan_tanggal("Diisi sampai (kosong: tanpa batas)", required=False)

    def __init__(self, data: Any = None, *, user: Any, satker: Satker | None) -> None:
        super().__init__(data)
        boleh = satker_mulai(user)
        evaluator = {s for s, _ in hak(user).evaluasi}
        jenis = [j for j in Putaran.Jenis.choices if j[0] == Putaran.Jenis.MANDIRI or evaluator]
        mandiri = bool(hak(user).satker(J.KETUA_TIM))
        self.fields["satker"].queryset = Satker.objects.filter(pk__in=boleh).order_by("nama")
        self.fields["jenis"].choices = [j for j in jenis if mandiri or j[0] != Putaran.Jenis.MANDIRI]
        ada = Putaran.objects.terlihat_oleh(user).filter(satker__in=boleh).select_related("satker")
        self.fields["asal"].queryset = ada
        self.fields["asal"].label_from_instance = lambda p: f"{p}, {p.satker}" if len(boleh) > 1 else str(p)
        kini = satker if satker and satker.pk in boleh else self.fields["satker"].queryset.first()
        tahun = next((t for s, t in sorted(hak(user).evaluasi) if kini and s == kini.pk), None)
        if kini:
            tahun = tahun or kini.hari_ini().year
            self.initial = {"satker": kini.pk, "tahun": tahun, "asal": _tahun_lalu(ada, kini, tahun)}


def _tahun_lalu(ada: Any, satker: Satker, tahun: int) -> Putaran | None:
    """The newest own round of an earlier year by the same instrument: what a new one is proposed from."""
    dulu = ada.filter(satker=satker, jenis=Putaran.Jenis.MANDIRI, tahun__lt=tahun)
    return dulu.filter(instrumen=instrumen_tahun(tahun)).first()


def satker_mulai(user: Any) -> frozenset[int]:
    """Units in which the user may start a round of some kind."""
    h = hak(user)
    return h.satker(J.KETUA_TIM) | {s for s, _ in h.evaluasi if s not in h.satker_sendiri}


class FormMasa(FormulirDasar, forms.Form):
    buka = medan_tanggal("Diisi mulai", required=False)
    tutup = medan_tanggal("Diisi sampai", required=False)


class FormJawab(forms.Form):
    """The answer to one question as text, and the version that it is based on; the service reads the rest."""

    fields: Any
    versi = forms.IntegerField(min_value=0, max_value=2**31 - 1)

    def __init__(self, data: Any, *, soal: Soal) -> None:
        super().__init__(data)
        self.soal = soal

    @property
    def tulisan(self) -> Any:
        """What was sent, in the shape that isian.baca takes."""
        if self.soal.jenis == "hitung":
            return {k: self.data.get(f"isi_{k}", "")[:60] for k in self.soal.masukan}
        return self.data.get("isi", "")[:60]
