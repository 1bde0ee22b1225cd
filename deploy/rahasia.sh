#!/bin/sh
# Make the secret files of docker-compose.yml in rahasia/; what is there already stays.
set -eu
cd "$(dirname "$0")/.."
umask 077
mkdir -p rahasia/tls
acak() { head -c 48 /dev/urandom | base64 | tr -d '\n=+/'; }
buat() { [ -s "rahasia/$1" ] || printf '%s' "$2" > "rahasia/$1"; }
buat kunci "$(acak)$(acak)"
buat database_sandi "$(acak)"
buat redis_sandi "$(acak)"
buat database_url "postgres://zi:$(cat rahasia/database_sandi)@db:5432/zi"
buat redis_url "redis://:$(cat rahasia/redis_sandi)@redis:6379/0"
buat email_url "dummymail://"
# Compose mounts each file as it is and the application reads it as user 10001; the folder keeps others out.
chmod 644 rahasia/kunci rahasia/database_url rahasia/redis_url rahasia/email_url rahasia/database_sandi rahasia/redis_sandi
chmod 700 rahasia
if [ ! -s rahasia/tls/privkey.pem ] && command -v openssl >/dev/null 2>&1; then
    openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj "/CN=${1:-localhost}" \
        -keyout rahasia/tls/privkey.pem -out rahasia/tls/fullchain.pem 2>/dev/null
    echo "Sertifikat sementara (30 hari) ada di rahasia/tls; ganti dengan yang resmi."
fi
echo "Rahasia ada di rahasia/. Isi rahasia/email_url dengan server surel, misalnya smtp+tls://pengguna:sandi@surel.kantor.go.id:587"
