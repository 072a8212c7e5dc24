#!/bin/bash
# Makes a Debian package around a built hub: deploy/deb/build.sh BINARY [FOLDER]. It compiles nothing. Needs dpkg-dev and man's compressor.
#
# DEB_COMPRESSION=gzip is faster than xz and larger. With SOURCE_DATE_EPOCH the same input gives the same package, byte for byte.
set -euo pipefail

[ $# -ge 1 ] || { echo "usage: $0 BINARY [FOLDER]" >&2; exit 2; }
binary="$(realpath "$1")"
here="$(cd "$(dirname "$0")" && pwd)"
deploy="$(dirname "$here")"
out="${2:-$here/build}"
mkdir -p "$out"
out="$(realpath "$out")"
root="$(mktemp -d)"
trap 'rm -rf "$root"' EXIT
export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-$(git -C "$deploy" log -1 --format=%ct 2>/dev/null || date +%s)}"

version="$("$binary" version | awk '{ print $2 }')"
architecture="$(dpkg --print-architecture)"
chmod 0755 "$root"
install -D -m 0755 --strip "$binary" "$root/usr/bin/nilecare"
install -D -m 0644 -t "$root/lib/systemd/system" "$deploy"/systemd/*.service
install -D -m 0644 "$here/nilecare.toml" "$root/etc/nilecare/nilecare.toml"
install -D -m 0640 "$here/nilecare.default" "$root/etc/default/nilecare"
install -D -m 0644 -t "$root/usr/share/nilecare/prometheus" "$deploy"/prometheus/{alerts,recording,prometheus}.yml
install -D -m 0644 -t "$root/usr/share/nilecare/grafana" "$deploy"/grafana/dashboards/*.json
install -D -m 0644 -t "$root/usr/share/nilecare/elk" "$deploy"/elk/*.json
install -D -m 0644 "$here/nilecare.1" "$root/usr/share/man/man1/nilecare.1"
install -D -m 0644 "$here/copyright" "$root/usr/share/doc/nilecare/copyright"
install -D -m 0644 "$deploy/README.md" "$root/usr/share/doc/nilecare/README.md"
install -D -m 0644 "$deploy/../docs/runbooks.md" "$root/usr/share/doc/nilecare/runbooks.md"
install -D -m 0644 "$here/debian/lintian-overrides" "$root/usr/share/lintian/overrides/nilecare"
date="$(date -u -R -d "@$SOURCE_DATE_EPOCH")"
{
    echo "nilecare ($version) unstable; urgency=medium"
    echo
    echo "  * Version $version; what is new is told in the project's CHANGELOG.md."
    echo
    echo " -- NileCare maintainers <maintainers@nilecare.invalid>  $date"
} | gzip -9n > "$root/usr/share/doc/nilecare/changelog.gz"
gzip -9n "$root/usr/share/man/man1/nilecare.1"

# What the binary is linked against, by the packages of this machine.
scratch="$(mktemp -d)"
mkdir "$scratch/debian"
printf 'Source: nilecare\n\nPackage: nilecare\nArchitecture: any\n' > "$scratch/debian/control"
depends="$(cd "$scratch" && dpkg-shlibdeps -O "$root/usr/bin/nilecare" 2>/dev/null | sed 's/^shlibs:Depends=//')"
rm -rf "$scratch"

install -d -m 0755 "$root/DEBIAN"
install -m 0755 "$here"/debian/{postinst,prerm,postrm} "$root/DEBIAN/"
printf '%s\n' /etc/nilecare/nilecare.toml /etc/default/nilecare > "$root/DEBIAN/conffiles"
cat > "$root/DEBIAN/control" <<CONTROL
Package: nilecare
Version: $version
Architecture: $architecture
Maintainer: NileCare maintainers <maintainers@nilecare.invalid>
Installed-Size: $(du -sk --exclude=DEBIAN "$root" | cut -f1)
Depends: $depends, adduser, ca-certificates, tzdata
Suggests: prometheus, nginx
Section: net
Priority: optional
Description: healthcare integration engine and hospital platform
 Receives HL7 v2, FHIR, MQTT and other messages, stores them before their
 senders are answered, runs them through scriptable channels, and routes them
 into its own clinical services and out to other systems.
 .
 The hub keeps everything in embedded databases below /var/lib/nilecare and
 needs no other server. The web apps for clinicians and for interface analysts
 are in the binary.
CONTROL
(cd "$root" && find usr lib etc -type f -print0 | sort -z | xargs -0 md5sum > DEBIAN/md5sums)
package="$out/nilecare_${version}_${architecture}.deb"
dpkg-deb --root-owner-group "-Z${DEB_COMPRESSION:-xz}" --build "$root" "$package" >/dev/null
echo "$package"
