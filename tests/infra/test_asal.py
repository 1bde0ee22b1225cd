"""Nothing in the repository names one person's machine: no home paths, no neighbours outside, no private hosts."""

import re
import subprocess

from tests.infra.proses import AKAR

JALUR = re.compile(r"(?<![\w.~$}/-])/(?:home|root|Users|work|workspace|mnt)/\w|\.\./shared\b")
ALAMAT = re.compile(r"https?://(\w[\w.-]*)")
# Hosts that may be named: examples, this machine, vocabularies, offices that publish, the services that compose starts.
HOST = re.compile(
    r"(?:^|\.)(?:invalid|example|example\.(?:org|com)|localhost|go\.id|kantor\.id)$|^[\d.]+$|^(?:web|zi|h|s|x|evil|jahat)$"
    r"|(?:^|\.)(?:w3\.org|ns\.adobe\.com|json-schema\.org|schemas\.openxmlformats\.org|schemas\.microsoft\.com|purl\.org|djangoproject\.com)$"
)


def berkas():
    nama = subprocess.run(["git", "ls-files", "-z"], cwd=AKAR, capture_output=True, check=True, text=True).stdout
    for satu in filter(None, nama.split("\0")):
        data = (AKAR / satu).read_bytes() if (AKAR / satu).is_file() else b""
        if b"\0" not in data[:8000] and satu != "tests/infra/test_asal.py":
            yield satu, data.decode()


def test_tidak_ada_jalur_atau_host_mesin_seseorang():
    temuan = []
    for nama, teks in berkas():
        temuan += [f"{nama}: {m.group()}" for m in JALUR.finditer(teks)]
        temuan += [f"{nama}: {m.group(1)}" for m in ALAMAT.finditer(teks) if not HOST.search(m.group(1).rstrip("."))]
    assert not temuan
