"""No English in the interface: every page, and every page after an empty form, is scanned for a stop-list."""

import re

import pytest
from bs4 import BeautifulSoup
from django.contrib.admin import site
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext

from tests.e2e.halaman import ORANG, TAMU, alamat_url, dunia_nyata, semua_halaman
from tests.pabrik import PenggunaFactory, SatkerFactory
from zi.satker.models import Satker

# Words that no Indonesian text of this site needs: function words, and those of buttons and messages.
INGGRIS = re.compile(
    r"\b(the|and|or|of|to|your|you|please|this|that|with|for|from|is|are|was|not|must|cannot|has|have|been|will|"
    r"password|email|e-mail|login|logout|sign|log in|submit|save|saved|cancel|delete|remove|add|edit|update|search|"
    r"next|previous|file|files|upload|download|error|errors|warning|required|field|value|valid|invalid|user|username|choose|"
    r"select|export|import|results|page|home|code|codes|generate|view|continue|confirm|unknown|yes|empty|already)\b",
    re.IGNORECASE,
)
ATRIBUT = ("title", "placeholder", "aria-label", "alt", "value", "data-tanya")
# Words of the domain or names, in their context.
BOLEH = re.compile(
    r"\S+@\S+|zi-\w+|\brole model\b|reward and punishment|\b(?:e-?)?file\.\w+|whistle ?blowing\w*", re.IGNORECASE
)

# Written in Django's own admin template, outside any translation (the alt of the search icon).
DI_TEMPLAT_DJANGO = {"Search"}


def kata_inggris(html: str) -> set[str]:
    dom = BeautifulSoup(html, "html.parser")
    for buang in dom(["script", "style", "code", "svg"]):
        buang.decompose()
    teks = [dom.get_text(" ")]
    teks += [str(e[a]) for e in dom.find_all(True) for a in ATRIBUT if e.has_attr(a) and e.get("type") != "hidden"]
    return {k for t in teks for k in INGGRIS.findall(BOLEH.sub(" ", t))}


def klien(siapa, dunia) -> Client:
    orang = dunia.orang[siapa] if siapa != TAMU else None
    if isinstance(orang, Client):
        return orang
    satu = Client()
    if orang:
        satu.force_login(orang)
    return satu


@pytest.mark.django_db
def test_tanpa_bahasa_inggris():
    dunia = dunia_nyata()
    temuan = {}
    for alamat in semua_halaman():
        satu, url = klien(ORANG.get(alamat.nama, "ketua_tim"), dunia), alamat_url(alamat, dunia)
        for cara, jawab in (("GET", satu.get(url)), ("POST", satu.post(url, {"code": ""}))):
            if "html" in jawab.headers.get("Content-Type", "") and (kata := kata_inggris(jawab.text)):
                temuan[f"{cara} {alamat.nama}"] = kata
    assert not temuan


@pytest.mark.django_db
def test_situs_admin(client):
    """The lists and forms of the admin site, and its history of fields."""
    admin = PenggunaFactory(is_staff=True, is_superuser=True)
    satker = SatkerFactory()
    client.force_login(admin)
    temuan = {}
    for model, kelola in site._registry.items():
        nama = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        alamat = [reverse(f"{nama}_changelist"), reverse(f"{nama}_add")]
        if model is Satker:
            alamat.append(reverse(f"{nama}_change", args=[satker.pk]))
        for url in alamat:
            jawab = client.get(url)
            assert jawab.status_code in {200, 403}, f"{url} {kelola}"
            temuan |= {url: kata} if (kata := kata_inggris(jawab.text) - DI_TEMPLAT_DJANGO) else {}
    assert not temuan


def test_mo_sesuai_po(settings):
    """The compiled strings are those of the source: every message of the .po is what gettext gives."""
    po = (settings.LOCALE_PATHS[0] / "id" / "LC_MESSAGES" / "django.po").read_text()
    pasangan = re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', po, re.MULTILINE)
    assert len(pasangan) > 30
    assert [(i, gettext(i)) for i, _ in pasangan] == pasangan


def test_pesan_kata_sandi():
    with pytest.raises(ValidationError) as galat:
        validate_password("123")
    assert len(galat.value.messages) >= 2
    assert not kata_inggris(" ".join(galat.value.messages))


def test_pemindai_mengenali():
    assert kata_inggris("<p title='Please wait'>Rencana</p>") == {"Please"}
    assert not kata_inggris("<p>Rencana Kerja area Manajemen Perubahan</p>")
