#!/bin/sh
# System packages: check them quickly; install what is missing as root or with a sudo that asks nothing,
# otherwise print the one line to type and stop.
#   deploy/sistem.sh jalan    what the application needs
#   deploy/sistem.sh uji      and what the tests need (Chromium, poppler)
#   deploy/sistem.sh layanan  PostgreSQL and Redis on this machine, for .ci/run
set -eu

tujuan=${1:-jalan}
paket="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-urw-base35 fonts-liberation"
kurang=""

if ! command -v dpkg-query >/dev/null 2>&1; then
    echo "Sistem ini bukan Debian atau Ubuntu. Pasang sendiri padanan paket ini lalu ulangi dengan ZI_LEWATI_SISTEM=1: $paket" >&2
    [ "${ZI_LEWATI_SISTEM:-}" = 1 ] || exit 1
    exit 0
fi

terpasang() {
    dpkg-query -W -f '${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed
}

python_cukup() {
    deploy/python.sh >/dev/null 2>&1
}

# Python 3.11 or newer with venv: the distribution's own, or the newest versioned package it offers.
if ! python_cukup; then
    paket="$paket python3 python3-venv"
    for v in 3.13 3.12 3.11; do
        if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && apt-cache show "python$v-venv" >/dev/null 2>&1; then
            paket="$paket python$v python$v-venv"
            break
        fi
    done
fi

case $tujuan in
uji)
    paket="$paket poppler-utils openssl"
    # On Ubuntu the package chromium is a snap, which tests cannot start; there Playwright's own build is fetched.
    if ! command -v chromium >/dev/null 2>&1 && ! grep -q '^ID=ubuntu' /etc/os-release; then
        paket="$paket chromium"
    fi
    ;;
layanan)
    paket="postgresql redis-server"
    ;;
esac

for p in $paket; do
    terpasang "$p" || kurang="$kurang $p"
done
[ -n "$kurang" ] || exit 0

if [ "$(id -u)" = 0 ]; then
    sebagai=""
elif sudo -n true 2>/dev/null; then
    sebagai="sudo -n"
else
    echo "Paket sistem belum ada. Jalankan baris ini sekali, lalu ulangi perintah tadi:" >&2
    echo "  sudo apt-get update && sudo apt-get install -y$kurang" >&2
    exit 1
fi

echo "Memasang paket sistem:$kurang"
apt() {
    # shellcheck disable=SC2086
    $sebagai env DEBIAN_FRONTEND=noninteractive apt-get -q -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300 "$@"
}
coba=1
until apt update && apt install -y --no-install-recommends $kurang; do
    [ $coba -lt 3 ] || { echo "apt-get gagal memasang:$kurang" >&2; exit 1; }
    coba=$((coba + 1))
    sleep 5
done
