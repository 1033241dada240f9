#!/bin/sh
# reproducible.sh: builds the last commit twice, in folders of different names
# and depths, with other times, time zones, locales and umasks, from two
# tarballs of `make dist`; everything must come out the same to the byte.
#
# MAKEFLAGS  for the builds  (-j2)
set -eu

cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
version=$(sed -n 's/^.define BOUNDARY_VERSION "\(.*\)"/\1/p' cmd/boundary/version.h)
export MAKEFLAGS="${MAKEFLAGS:--j2}"

# build FOLDER TZ LOCALE UMASK TIME
build() {
	mkdir -p "$1"
	(
		umask "$4"
		export TZ="$2" LC_ALL="$3" LANG="$3"
		git archive --prefix="boundary-$version/" HEAD | gzip -n >"$1/dist.tar.gz"
		tar -xzf "$1/dist.tar.gz" -C "$1"
		cd "$1/boundary-$version"
		find . -exec touch -h -d "$5" {} +
		make -s all >../log 2>&1 || { cat ../log; exit 1; }
		make -s install-files DESTDIR="$1/to" SOURCE_DATE_EPOCH=1795500000 >../log 2>&1 ||
			{ cat ../log; exit 1; }
	)
}

build "$work/one" UTC C 022 2026-01-01
build "$work/another/and/a/longer/name" Asia/Kathmandu C.UTF-8 077 2020-02-29
status=0
(cd "$work/one/to" && find . -type f | LC_ALL=C sort) >"$work/files"
same=0
while read -r file; do
	if cmp "$work/one/to/$file" "$work/another/and/a/longer/name/to/$file"; then
		same=$((same + 1))
	else
		status=1
	fi
done <"$work/files"
cmp "$work/one/dist.tar.gz" "$work/another/and/a/longer/name/dist.tar.gz" || status=1
[ "$status" -ne 0 ] || echo "reproducible.sh: two builds, $same files and the tarball the same"
exit "$status"
