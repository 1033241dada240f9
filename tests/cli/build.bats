#!/usr/bin/env bats
# What the build asks of a machine, and what it lays into one.

load helper

setup() {
	hermetic
	root=$(realpath "$BATS_TEST_DIRNAME/../..")
	mkdir bin lib
}

# A command of this test's own, in front of the machine's.
stub() {
	printf '#!/bin/sh\n%s\n' "$2" >"bin/$1"
	chmod +x "bin/$1"
}

# A compiler that finds what lies in lib/, and packages that name three.
machine() {
	stub pkg-config 'case $* in
		*--static*) echo "-L/x -lone -ltwo -lthree -lpthread" ;;
		*) echo "-lone -ltwo" ;;
	esac'
	# shellcheck disable=SC2016 # for the stub
	stub cc 'name=${1#-print-file-name=}
	[ -f "lib/$name" ] && echo "$PWD/lib/$name" || echo "$name"'
}

libs() {
	env PATH="$PWD/bin:$PATH" CC=cc "$@" "$root/scripts/libs.sh" one two
}

@test "archives are linked where they are, else shared libraries, else nothing" {
	machine
	touch lib/libone.a lib/libone.so lib/libtwo.so
	is "$(libs)" " -L/x $PWD/lib/libone.a -ltwo -lm"
	is "$(libs STATIC=no)" "-lone -ltwo"
}

@test "packages that are there are not installed again" {
	stub dpkg-query 'echo "install ok installed"'
	stub apt-get 'echo no >&2; exit 1'
	run --separate-stderr env PATH="$PWD/bin:$PATH" "$root/scripts/packages.sh" gcc make
	is "$status$output$stderr" 0
}

@test "without root and sudo it is said what root has to run" {
	for tool in sh env; do
		ln -s "$(command -v $tool)" bin/
	done
	# shellcheck disable=SC2016 # for the stub
	stub dpkg-query '[ "$4" = make ] && echo "install ok installed"'
	stub apt-get 'echo no >&2; exit 1'
	stub id 'echo 1000'
	run --separate-stderr env PATH="$PWD/bin" sh "$root/scripts/packages.sh" gcc make
	[ "$status" -eq 1 ]
	[ -z "$output" ]
	is "$stderr" "missing, and there is no sudo; as root, run
    apt-get update && apt-get install gcc"
}

@test "install and uninstall touch what is theirs and no more" {
	into() {
		make -s -C "$root" -o all BUILD="$(dirname "$boundary")" \
			DESTDIR="$PWD/to" PREFIX=/usr "$1"
	}
	into install
	[ -x to/usr/bin/boundary ]
	[ -x to/usr/libexec/boundary/boundary-post ]
	[ -f to/usr/share/man/man1/boundary.1 ]
	[ -f to/usr/share/doc/boundary/scripts/en/no/decline-a-drink.md ]
	# Copies there would have to be compared at every start.
	[ -z "$(ls -A to/usr/share/boundary/scripts)" ]
	touch to/usr/share/boundary/scripts/of-this-house.md
	into uninstall 2>/dev/null
	is "$(find to -type f)" to/usr/share/boundary/scripts/of-this-house.md
	rm to/usr/share/boundary/scripts/of-this-house.md
	into uninstall
	[ ! -e to/usr/share/boundary ]
}
