#!/usr/bin/env bats
# Each command with a memory that runs out: whichever allocation fails, it ends
# with a status of its own and a line that says why, and what is kept is whole.
#
# FAULT_SAMPLES  how many allocations of a command are tried, spread evenly
#                (40); 0 tries each, which takes hours

load ../cli/helper

setup() {
	hermetic
	faults=$(dirname "$boundary")/tests/fault
	[ -x "$faults/each" ] || skip "the build has no tests/fault/each"
	! nm -D "$boundary" 2>/dev/null | grep -q __asan_init ||
		skip "a sanitizer has its own allocator"
	export XDG_DATA_HOME=$PWD/data XDG_CONFIG_HOME=$PWD/config
	export BOUNDARY_NOW=1795500000 SHELL=/bin/sh TERM=dumb
	mkdir work config config/boundary
	echo "No, thank you. I am not drinking." >draft.txt
}

# each ARGUMENT...: runs the program so; input is stdin.
each() {
	run "$faults/each" "$faults/shim.so" work "${samples-${FAULT_SAMPLES-40}}" \
		"$boundary" "$@"
	echo "# $*: $output" >&3
	[ "$status" -eq 0 ]
	[[ $output == *" 0 faults" ]]
}

@test "filters" {
	each check - <draft.txt
	each check --format json draft.txt </dev/null
	each check --format sarif draft.txt </dev/null
	echo '{"id":"1","text":"No, thank you. I am not drinking."}' >records
	each check --jsonl <records
	each render decline-a-drink person=Sam instead=tea </dev/null
	echo '{"script":"decline-a-drink","values":{"person":"Sam","instead":"tea"}}' >records
	each render --jsonl <records
}

@test "reading" {
	for words in "help" "help check" "--version" "completion bash" \
		"scripts list" "scripts show decline-a-drink" \
		"scripts search money" "scripts schema decline-a-drink" \
		"scripts path" "explain" "explain over-apology" \
		"explain guilt" "lines IE" "privacy" "config" "circle" \
		"journal" "outbox"; do
		# shellcheck disable=SC2086 # words
		each $words </dev/null
	done
}

@test "a rule and a script of one's own" {
	mkdir -p data/boundary/scripts/en/coach/rules data/boundary/scripts/en/no
	sed 's/^title: .*/title: Mine/' \
		"$BATS_TEST_DIRNAME/../../scripts/en/coach/rules/over-apology.md" \
		>data/boundary/scripts/en/coach/rules/mine.md
	cp "$BATS_TEST_DIRNAME/../../scripts/en/no/decline-a-drink.md" \
		data/boundary/scripts/en/no/mine.md
	unset BOUNDARY_PATH
	each check draft.txt </dev/null
	each scripts lint </dev/null
	each render mine person=Sam instead=tea </dev/null
}

@test "a session" {
	printf '%s\n' yes IE no 5 50 "" 0 "" Sam beer tea "" "" "No." "" "" \
		"" "" "" "" "" "" "" "" "" "" "" "" "" "" >answers
	each practice decline-a-drink --no-save --seed 1 <answers
	sed 's/.*/{"answer":"&"}/' answers >records
	each practice decline-a-drink --no-save --seed 1 --json <records
	each calm breathe --plain <<<"5"
}

@test "what is kept is whole, or not there" {
	each journal add <draft.txt
	run --separate-stderr "$boundary" journal export
	[ "$status" -eq 0 ]
	[ -n "$output" ]
	run ! grep -v 'No, thank you. I am not drinking.' <<<"$output"
	each journal list </dev/null
	each journal export </dev/null
	each circle add Kim --role friend </dev/null
	run --separate-stderr "$boundary" circle list
	[ "$status" -eq 0 ]
	run ! grep -v "Kim	friend" <<<"$output"
	python3 - data/boundary/boundary.db <<-'PYTHON'
		import sqlite3, sys
		answer = sqlite3.connect(sys.argv[1]).execute("pragma integrity_check")
		assert answer.fetchall() == [("ok",)]
	PYTHON
	[ "$(ls data/boundary)" = boundary.db ]
}

@test "an import is whole or not at all" {
	for i in 1 2 3 4 5; do
		"$boundary" journal add <<<"Entry $i" 2>/dev/null
	done
	"$boundary" journal export >five
	rm -r data
	each journal import <five || true
	# Where it worked once, the later runs say that the entries are there.
	rm -rf data
	LD_PRELOAD=$faults/shim.so FAULT_COUNT=work/count "$boundary" \
		journal import <five 2>/dev/null
	for at in $(seq 1 $((($(cat work/count) + 19) / 20)) "$(cat work/count)"); do
		rm -rf data
		LD_PRELOAD=$faults/shim.so FAULT_AT=$at "$boundary" \
			journal import <five 2>/dev/null || true
		count=$("$boundary" journal list 2>/dev/null | wc -l)
		[ "$count" -eq 0 ] || [ "$count" -eq 5 ]
	done
}

@test "settings are the old ones or the new ones" {
	printf '# mine\ncountry: US\nkeep: kept\n' >config/boundary/config.yaml
	each config set country IE </dev/null
	is "$(cat config/boundary/config.yaml)" "# mine
country: \"IE\"
keep: kept"
	[ "$(ls config/boundary)" = config.yaml ]
}

@test "locking is all or nothing" {
	"$boundary" journal add <draft.txt 2>/dev/null
	printf 'passphrase_command: echo a long pass phrase\n' \
		>config/boundary/config.yaml
	cp -r data before
	samples=${FAULT_SAMPLES-12}
	LD_PRELOAD=$faults/shim.so FAULT_COUNT=work/count "$boundary" lock \
		--memory 19 --no-recovery >/dev/null 2>&1
	for at in $(seq 1 $((($(cat work/count) + 11) / 12)) "$(cat work/count)"); do
		rm -rf data
		cp -r before data
		LD_PRELOAD=$faults/shim.so FAULT_AT=$at "$boundary" lock \
			--memory 19 --no-recovery >/dev/null 2>&1 ||
			[ $? -le 75 ]
		try journal export
		[ "$status" -eq 0 ]
		[[ $output == *"No, thank you. I am not drinking."* ]]
	done
}
