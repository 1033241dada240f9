#!/bin/sh
# journal.sh COUNT...: what a journal of so many entries costs. Prints
# milliseconds: the median of nine runs each; to lock it is done once.
set -eu

boundary=${BOUNDARY:-${BUILD:-build}/boundary}
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export HOME="$home" LC_ALL=C.UTF-8

fill() {
	export XDG_DATA_HOME="$home/$1" XDG_CONFIG_HOME="$home/$1"
	awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++) {
		id = ""; m = i
		for (k = 0; k < 8; k++) {
			id = substr("0123456789abcdefghjkmnpqrstvwxyz", m % 32 + 1, 1) id
			m = int(m / 32)
		}
		printf "{\"id\":\"%s\",\"created\":\"2026-%02d-%02dT10:00:00Z\",\"state\":\"\",\"body\":{\"done\":true,\"script\":\"decline-a-drink\",\"kind\":\"no\",\"tone\":\"plain\",\"draft\":\"No, thanks, friend %d. I am not drinking. It is good to see you, so pull up a chair and catch me up.\",\"before\":{\"hard\":7,\"likely\":40},\"after\":{\"hard\":4,\"likely\":80},\"saved\":true,\"choice\":\"save\"}}\n", id, i % 12 + 1, i % 28 + 1, i
	} }' | "$boundary" journal import 2>/dev/null
}

# Milliseconds of the command, the median of nine.
median() {
	for _ in 1 2 3 4 5 6 7 8 9; do
		start=$(date +%s%N)
		"$@" >/dev/null 2>&1
		echo $((($(date +%s%N) - start) / 1000))
	done | sort -n | sed -n 5p | awk '{ printf "%.1f", $1 / 1000 }'
}

add() {
	echo "One more." | "$boundary" journal add
}

# Milliseconds to seal all of it; the guess costs little here, so that the writing
# is what is measured.
seal() {
	start=$(date +%s%N)
	"$boundary" --passphrase-fd=3 lock --no-recovery --memory 19 \
		>/dev/null 3<<-EOF
		a passphrase for this bench
	EOF
	echo $((($(date +%s%N) - start) / 1000000))
}

for entries; do
	fill "$entries"
	printf '%s entries: list %s ms, progress %s ms, add %s ms' "$entries" \
		"$(median "$boundary" journal list)" \
		"$(median "$boundary" progress)" "$(median add)"
	printf ', lock %s ms\n' "$(seal)"
done
