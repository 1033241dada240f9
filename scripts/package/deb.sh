#!/bin/sh
# deb.sh ROOT OUT: makes a Debian package in OUT of what `make install` laid
# into ROOT with PREFIX=/usr.
#
# Two runs over the same sources give the same bytes: times are those of
# SOURCE_DATE_EPOCH, owners are root, orders are sorted.
#
# VERSION            of the package
# SOURCE_DATE_EPOCH  seconds; when the sources were last changed
# MAINTAINER         "Name <address>" of whoever makes the package
set -eu
export LC_ALL=C
umask 022

here=$(cd "$(dirname "$0")" && pwd)
root=$1
out=$2
doc=$root/usr/share/doc/boundary
MAINTAINER=${MAINTAINER:-$(id -un) <$(id -un)@localhost>}

date_of() {
	date -u -d "@$SOURCE_DATE_EPOCH" "$1"
}

# Where Debian wants things.
find "$root/usr/bin" "$root/usr/libexec" -type f -exec \
	strip --strip-unneeded --remove-section=.comment --remove-section=.note {} +
find "$root/usr/share/man" -type f ! -name '*.gz' -exec gzip -9n {} +
install -m 644 "$here/copyright" "$doc/copyright"
{
	printf 'boundary (%s-0local1) unstable; urgency=medium\n\n' "$VERSION"
	printf '  * Release %s.\n\n' "$VERSION"
	printf ' -- %s  %s\n' "$MAINTAINER" "$(date_of '+%a, %d %b %Y %T +0000')"
} | gzip -9n >"$doc/changelog.Debian.gz"
chmod 644 "$doc/changelog.Debian.gz"

# What it needs, as dpkg-shlibdeps reads it from the programs.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/debian"
printf 'Source: boundary\n\nPackage: boundary\nArchitecture: any\n' \
	>"$work/debian/control"
bin=$(cd "$root" && pwd)
depends=$(cd "$work" && dpkg-shlibdeps -O "$bin/usr/bin/boundary" \
	"$bin/usr/libexec/boundary/boundary-post" 2>"$work/log") || {
	cat "$work/log" >&2
	exit 1
}

mkdir -p "$root/DEBIAN"
arch=$(dpkg --print-architecture)
size=$(du -k -s --apparent-size "$root" | cut -f1)
sed -e "s|@version@|$VERSION|; s|@arch@|$arch|; s|@size@|$size|" \
	-e "s|@depends@|${depends#shlibs:Depends=}|" \
	-e "s|@maintainer@|$MAINTAINER|" "$here/control.in" \
	>"$root/DEBIAN/control"
(cd "$root" && find usr -type f | sort | xargs -d '\n' md5sum) \
	>"$root/DEBIAN/md5sums"
chmod 644 "$root/DEBIAN"/*
chmod -R u=rwX,go=rX "$root"
find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group -Zxz --build "$root" \
	"$out/boundary_$VERSION-0local1_$arch.deb"
