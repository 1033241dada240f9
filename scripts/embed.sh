#!/bin/sh
# embed.sh FILE...: prints C that holds each file below scripts/, and their
# table, in the order given (byte order, so that look-up may search by halves).
set -eu
export LC_ALL=C
cd "$(dirname "$0")"

echo '#include "script/builtin.h"'
n=0
for file; do
	printf 'static const unsigned char bytes_%d[] = {\n' "$n"
	od -An -v -tu1 "$file" | sed 's/[0-9][0-9]*/&,/g'
	echo '0};'
	n=$((n + 1))
done
echo 'const struct builtin builtins[] = {'
n=0
for file; do
	printf '\t{ "%s", (const char *)bytes_%d, sizeof(bytes_%d) - 1 },\n' \
		"$file" "$n" "$n"
	n=$((n + 1))
done
echo '};'
echo 'const size_t builtins_count = sizeof(builtins) / sizeof(builtins[0]);'
