#!/bin/sh
# Makes certificates for a trial of TLS: an authority (ca), and certificates of a hub (hub) and of another system (peer).
# Not for patients' data: use your organisation's authority there, and keep its key away from the hub.
#
#   samples/make-certificates.sh FOLDER [HOST...]      HOST: names and IP addresses of the hub; localhost and 127.0.0.1
set -eu

folder=${1:?usage: make-certificates.sh FOLDER [HOST...]}
shift
[ $# -gt 0 ] || set -- localhost 127.0.0.1
umask 077
mkdir -p "$folder"
cd "$folder"

names=
for host in "$@"; do
    case $host in
        *:* | *[0-9].[0-9]*.[0-9]*.[0-9]*) kind=IP ;;
        *) kind=DNS ;;
    esac
    names="$names${names:+,}$kind:$host"
done

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days 3650 -subj "/CN=Trial authority" \
    -keyout ca.key -out ca.pem 2>/dev/null

issue() {
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -subj "/CN=$1" -keyout "$1.key" -out "$1.csr" 2>/dev/null
    printf 'subjectAltName=%s\nbasicConstraints=CA:FALSE\n' "$2" >"$1.ext"
    openssl x509 -req -in "$1.csr" -CA ca.pem -CAkey ca.key -CAcreateserial -days 365 -extfile "$1.ext" -out "$1.pem" 2>/dev/null
    rm "$1.csr" "$1.ext"
}

issue hub "$names"
issue peer "DNS:peer.example.org,DNS:localhost"
echo "made ca.pem, hub.pem, hub.key, peer.pem, peer.key in $folder"
