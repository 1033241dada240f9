#!/bin/sh
# libs.sh PACKAGE...: prints what to link for these pkg-config packages.
#
# The archive (libNAME.a) is taken where the system has one, else the shared
# library: each shared library costs about a tenth of a millisecond at every
# start, and pipelines start this program a thousand times. libc itself, and
# what is part of it, stays shared. STATIC=no takes shared libraries only.
set -eu

[ "${STATIC-}" != no ] || exec pkg-config --libs "$@"

# A name without a slash means that the compiler found no such file.
found() {
	path=$(${CC:-cc} -print-file-name="$1")
	case $path in
	*/*) [ -f "$path" ] ;;
	*) return 1 ;;
	esac
}

libs=
for word in $(pkg-config --static --libs "$@"); do
	case $word in
	-lc | -lm | -ldl | -lrt | -lpthread | -pthread) ;;
	-l*)
		# What pkg-config names for all cases may be missing and unused.
		if found "lib${word#-l}.a"; then
			libs="$libs $path"
		elif found "lib${word#-l}.so"; then
			libs="$libs $word"
		fi
		;;
	*) libs="$libs $word" ;;
	esac
done
echo "$libs -lm"
