# What every command line test needs: a home of its own, nothing from this
# machine's settings, and a small catalog in a language that nobody speaks
# (qaa), so that the words which ship may change and the tests do not.

hermetic() {
	bats_require_minimum_version 1.5.0
	boundary=${BOUNDARY:-${BUILD:-$BATS_TEST_DIRNAME/../../build}/boundary}
	boundary=$(realpath "$boundary")
	export HOME=$BATS_TEST_TMPDIR LC_ALL=C.UTF-8 TZ=UTC BOUNDARY_PATH=
	unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_RUNTIME_DIR VISUAL EDITOR
	unset NO_COLOR ACCESSIBLE
	export TERM=xterm
	cd "$BATS_TEST_TMPDIR" || return
}

# From here on the small catalog is used, and no other.
small_catalog() {
	export BOUNDARY_PATH=$BATS_TEST_DIRNAME/catalog
	export XDG_CONFIG_HOME=$BATS_TEST_TMPDIR/config
	mkdir -p "$XDG_CONFIG_HOME/boundary"
	echo "language: qaa" >"$XDG_CONFIG_HOME/boundary/config.yaml"
}

# Runs the program: stdout in $output, stderr in $stderr, $status.
try() {
	run --separate-stderr "$boundary" "$@"
}

# The same with a text on standard input.
try_with() {
	printf '%s' "$1" >"$BATS_TEST_TMPDIR/stdin"
	shift
	run --separate-stderr "$boundary" "$@" <"$BATS_TEST_TMPDIR/stdin"
}

# Runs a shell line on a terminal of 80 columns; $b is the program.
on_terminal() {
	export b=$boundary
	run script -qec "stty cols ${COLUMNS_WANTED:-80}; $1" /dev/null
	output=${output//$'\r'/}
}

is() {
	[ "$1" = "$2" ] || {
		printf 'got:  %s\nwant: %s\n' "$1" "$2"
		return 1
	}
}

# absent TEXT FILE|FOLDER: fails where it is there; `!` fails nothing in bats.
absent() {
	[ -e "$2" ] && [ "$(grep -r -c -a -e "$1" "$2" | grep -c -v ':\?0$')" -eq 0 ]
}
