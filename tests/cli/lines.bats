#!/usr/bin/env bats
# boundary lines: works whatever else does not.

load helper

setup() {
	hermetic
	small_catalog
}

@test "a country: emergency first, unchecked rows say so" {
	try lines IE
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	is "$output" "You are not alone.

Ireland
- Emergency: call 112
- First line: call 111; text 222
- Second line: call 333 (not yet checked)"
	is "$("$boundary" lines ie)" "$output"
}

@test "UK is GB" {
	try lines uk
	[ "$status" -eq 0 ]
	[[ $output == *"United Kingdom"*"call 999"* ]]
}

@test "without a country: the config's, else international and the list" {
	try lines
	[ "$status" -eq 0 ]
	# shellcheck disable=SC2016
	is "$output" 'You are not alone.

- Call your local emergency number.
- World list: see example.org

By country: IE (Ireland), GB (United Kingdom).
`boundary lines IE` shows one; `boundary config set country IE` keeps it.'
	echo "country: ie" >>"$XDG_CONFIG_HOME/boundary/config.yaml"
	try lines
	[[ $output == *Ireland* ]]
}

@test "an unknown country gets the international lines, and exits 0" {
	try lines ZZ
	[ "$status" -eq 0 ]
	[[ $output == *"World list"*"By country"* ]]
	is "$stderr" "boundary: no lines are known for 'ZZ'; these are international"
}

@test "where the file of lines is broken, the one that is built in helps" {
	cp -r "$BOUNDARY_PATH" mine
	export BOUNDARY_PATH=$PWD/mine
	echo '  : [' >>mine/qaa/lines.yaml
	try lines US
	[ "$status" -eq 0 ]
	[[ $output == *911* ]]
	[[ $stderr == "boundary: "* ]]
}

@test "works with no home, a broken config and no terminal" {
	run --separate-stderr env -i "$boundary" lines US
	[ "$status" -eq 0 ]
	[[ $output == *911*988* ]]
	[ -z "$stderr" ]
	echo 'country: [' >"$XDG_CONFIG_HOME/boundary/config.yaml"
	export BOUNDARY_PATH=
	try lines US
	[ "$status" -eq 0 ]
	[[ $output == *911*988* ]]
	[[ $stderr == *"going on without the config" ]]
}

@test "a second country is refused" {
	try lines IE GB
	is "$status $stderr" "2 boundary: lines: one country at a time"
}

@test "output that cannot be written is a failure" {
	run bash -c "'$boundary' lines >/dev/full"
	[ "$status" -eq 1 ]
}

@test "every line that ships says how, when, from where and whether checked" {
	local file=$BATS_TEST_DIRNAME/../../scripts/en/lines.yaml
	run awk '
	function need(key) { if (!(key in has)) print name ": no " key }
	function close_row() {
		if (name == "") return
		need("for"); need("source")
		if (!("web" in has)) need("hours")
		need("checked"); need("verify")
		if (!("call" in has || "text" in has || "chat" in has ||
		      "see" in has || "web" in has || "whatsapp" in has))
			print name ": no way to reach it"
		rows++
	}
	/^    - name:/ { close_row(); delete has; name = $0; next }
	/^      [a-z]+:/ { key = $1; sub(/:/, "", key); has[key] = 1 }
	/^[A-Za-z]/ { close_row(); name = ""; delete has }
	END { close_row(); print rows " rows" }' "$file"
	[ "$status" -eq 0 ]
	echo "$output"
	[[ ${#lines[@]} -eq 1 && ${output% rows} -ge 45 ]]
}

@test "each country that ships: emergency first, no colour, no home needed" {
	local country
	for country in US CA GB IE AU NZ IN ZA; do
		run --separate-stderr env -i "$boundary" lines "$country"
		[ "$status" -eq 0 ]
		[ -z "$stderr" ]
		[[ $output != *$'\e'* ]]
		first=$(grep -m1 '^- ' <<<"$output")
		[[ $first == "- Emergency: "* ]]
	done
}
