"""The official instruments as values, straight from their files."""

import pytest

from zi.lke.queries import alat_berkas


@pytest.fixture(scope="session")
def lke():
    return alat_berkas("lke-zi-2021")


@pytest.fixture(scope="session")
def lke_2014():
    return alat_berkas("lke-zi-2014")
