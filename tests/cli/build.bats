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

# Installs, or takes away again, what the build under test has.
into() {
	make -s -C "$root" -o all BUILD="$(dirname "$boundary")" \
		DESTDIR="$PWD/to" PREFIX=/usr "$@"
}

@test "install lays everything where it is looked for" {
	(umask 077 && into install)
	share=to/usr/share
	[ -x to/usr/bin/boundary ]
	[ -x to/usr/libexec/boundary/boundary-post ]
	for file in man/man1/boundary.1 man/man7/boundary-inbox.7 \
		doc/boundary/scripts/en/no/decline-a-drink.md \
		doc/boundary/boundary-inbox.yaml \
		bash-completion/completions/boundary \
		zsh/site-functions/_boundary \
		fish/vendor_completions.d/boundary.fish; do
		[ -s "$share/$file" ]
	done
	cmp "$share/bash-completion/completions/boundary" \
		<("$boundary" completion bash)
	grep -qx ExecStart=/usr/bin/boundary\ outbox\ retry \
		to/usr/lib/systemd/user/boundary-outbox.service
	# It is for a person to turn the timer on.
	[ -z "$(find to -name '*.wants')" ]
	[ -z "$(find to ! -perm -044)" ]
	# Copies there would have to be compared at every start.
	[ -z "$(ls -A $share/boundary/scripts)" ]
}

@test "uninstall leaves nothing but what is somebody else's" {
	into install
	touch to/usr/share/boundary/scripts/of-this-house.md
	into uninstall 2>/dev/null
	is "$(find to -type f)" to/usr/share/boundary/scripts/of-this-house.md
	rm to/usr/share/boundary/scripts/of-this-house.md
	into uninstall
	[ ! -e to/usr/share/boundary ]
	[ -z "$(find to -type f)" ]
}

@test "the timer and the description of the program are sound" {
	into install
	grep -q "<release version=\"$("$boundary" --version | cut -d' ' -f2)\" date=\"20..-..-..\"/>" \
		to/usr/share/metainfo/*.metainfo.xml
	if command -v appstreamcli; then
		appstreamcli validate --no-net to/usr/share/metainfo/*.xml
	else
		skip "appstreamcli is not installed: the description was not validated"
	fi
}

@test "the timer is understood by systemd" {
	command -v systemd-analyze || skip "systemd-analyze is not installed"
	into install
	ln -s "$boundary" bin/boundary
	sed -i "s|/usr/bin/boundary|$boundary|" to/usr/lib/systemd/user/*.service
	XDG_RUNTIME_DIR=$PWD systemd-analyze verify --user --man=no to/usr/lib/systemd/user/*.timer
}

# The package is made of the build under test, which looks for its folders
# elsewhere; `make deb` has a build of its own.
package() {
	into install-files zshdir=/usr/share/zsh/vendor-completions
	VERSION=0.1.0 SOURCE_DATE_EPOCH=1795500000 \
		MAINTAINER="A Person <person@boundary.test>" \
		"$root/scripts/package/deb.sh" to "$PWD" >/dev/null
	deb=$(echo boundary_*.deb)
}

@test "the Debian package installs, runs, goes again and leaves nothing" {
	for tool in dpkg-deb dpkg-shlibdeps strip; do
		command -v $tool || skip "$tool is not installed"
	done
	case $(nm -D "$boundary") in *__asan_init*)
		skip "a build with a sanitizer is not packaged" ;;
	esac
	package
	mkdir -p machine/var/lib/dpkg/updates machine/var/lib/dpkg/info
	: >machine/var/lib/dpkg/status
	in_machine() {
		dpkg --root="$PWD/machine" --force-not-root --force-depends \
			--force-script-chrootless --force-bad-path --log=/dev/null "$@"
	}
	in_machine -i "$deb" >log 2>&1
	run machine/usr/bin/boundary check <<<"No, thank you."
	[ "$status" -eq 0 ]
	is "$(machine/usr/bin/boundary --version)" "$("$boundary" --version)"
	[ -f machine/usr/share/man/man1/boundary.1.gz ]
	(cd machine && md5sum --quiet -c var/lib/dpkg/info/boundary.md5sums)
	in_machine --purge boundary >log 2>&1
	[ -z "$(find machine -type f -path '*boundary*')" ]
	[ ! -e machine/usr ]
}

@test "the Debian package has nothing that lintian minds" {
	command -v lintian || skip "lintian is not installed"
	case $(nm -D "$boundary") in *__asan_init*)
		skip "a build with a sanitizer is not packaged" ;;
	esac
	package
	# The build under test may have archives in it; `make deb` has none.
	run lintian --allow-root --fail-on error,warning \
		--suppress-tags embedded-library "$deb"
	echo "$output"
	[ "$status" -eq 0 ]
}
