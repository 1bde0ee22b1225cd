"""The browser: the system's Chromium, one for the session, driven by Playwright."""

import os
import shutil
from types import SimpleNamespace

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect, sync_playwright

expect.set_options(timeout=20_000)  # milliseconds; the cores are shared with others
BENDERA = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
    "--no-first-run",
    "--disable-component-update",
]


def pytest_collection_modifyitems(items):
    for item in items:
        if "/e2e/" in str(item.path):
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def peramban():
    """Playwright's sync API runs a loop in this thread, which Django would take for async code."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as p:
        chromium = p.chromium.launch(executable_path=shutil.which("chromium"), args=BENDERA)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def masuk(pengguna):
    """A client of this person, who has just given the password (pages of the second step ask for that)."""
    klien = Client()
    klien.force_login(pengguna)
    sesi = klien.session
    record_authentication(SimpleNamespace(session=sesi), pengguna, "password", reauthenticated=True)
    sesi.save()
    return klien


@pytest.fixture
def buka_halaman(peramban, live_server):
    """Open a page of a browser as a person, or with the session of a client: buka_halaman(pengguna, lebar=360)."""
    konteks = []

    def buka(siapa=None, lebar=1280, tinggi=800, skrip=True):
        k = peramban.new_context(
            viewport={"width": lebar, "height": tinggi},
            locale="id-ID",
            java_script_enabled=skrip,
            reduced_motion="reduce",  # colours in between are no colours to check
            base_url=live_server.url,
        )
        konteks.append(k)
        if siapa:
            klien = siapa if isinstance(siapa, Client) else masuk(siapa)
            nama = settings.SESSION_COOKIE_NAME
            k.add_cookies([{"name": nama, "value": klien.cookies[nama].value, "url": live_server.url}])
        return k.new_page()

    yield buka
    for k in konteks:
        k.close()
