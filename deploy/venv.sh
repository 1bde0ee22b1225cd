#!/bin/sh
# Make .venv and install the pinned packages of one requirements file, unless that was done for these very pins.
#   deploy/venv.sh requirements.txt
set -eu
berkas=$1
venv=${ZI_VENV:-.venv}

if ! "$venv/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
    echo "Menyiapkan $venv …"
    "$(deploy/python.sh)" -m venv --clear "$venv"
fi

pin=$(cat requirements.txt "$berkas" | sha256sum | cut -d ' ' -f 1)
stempel=$venv/.stempel-$(basename "$berkas" .txt)
[ "$(cat "$stempel" 2>/dev/null)" != "$pin" ] || exit 0

echo "Memasang paket dari $berkas …"
coba=1
until "$venv/bin/python" -m pip install -q --disable-pip-version-check --retries 5 --timeout 60 -r "$berkas"; do
    [ $coba -lt 3 ] || { echo "pip gagal memasang paket dari $berkas." >&2; exit 1; }
    coba=$((coba + 1))
    sleep 5
done
echo "$pin" > "$stempel"
