#!/usr/bin/env bats
# The recipes of the README for editors, reviews and hooks, tried for real.
# Each is taken from the README, so that it cannot say something else.

load helper

setup() {
	hermetic
	small_catalog
	readme=$(realpath "$BATS_TEST_DIRNAME/../../README.md")
	mkdir bin
	ln -s "$boundary" bin/boundary
	PATH=$PWD/bin:$PATH
	printf 'Hi Sam,\nI am so so sorry. You never listen.\n' >draft.txt
	boundary check draft.txt >plain || true
	[ "$(wc -l <plain)" -eq 2 ]
}

# The indented line of the README that begins with $1.
recipe() {
	grep -m1 -e "^    $1" "$readme" | sed 's/^    //' | grep .
}

@test "Vim jumps to each finding" {
	command -v vim >/dev/null || skip "vim is not installed"
	recipe 'set makeprg=' >look.vim
	cat >>look.vim <<-'VIM'
		edit draft.txt
		silent make
		let found = filter(getqflist(), {_, q -> q.valid})
		call writefile(map(found, {_, q -> bufname(q.bufnr) . ":" .
			\ q.lnum . ":" . q.col . ": " . trim(q.text)}), "list")
		qall!
	VIM
	vim -N -u NONE -es -S look.vim >/dev/null 2>&1
	is "$(cat list)" "$(cat plain)"
}

@test "Emacs jumps to each finding" {
	command -v emacs >/dev/null || skip "emacs is not installed"
	command=$(recipe 'M-x compile' | sed 's/^M-x compile RET //')
	cat >look.el <<-'LISP'
		(require 'compile)
		(let ((buffer (compile (getenv "COMMAND"))))
		  (while (process-live-p (get-buffer-process buffer))
		    (accept-process-output nil 0.1))
		  (with-current-buffer buffer
		    (compilation--ensure-parse (point-max))
		    (goto-char (point-min))
		    (while (not (eobp))
		      (let ((message (get-text-property (point) 'compilation-message)))
		        (when message
		          (let ((loc (compilation--message->loc message)))
		            (princ (format "%s:%d\n"
		              (caar (compilation--loc->file-struct loc))
		              (compilation--loc->line loc))))))
		      (forward-line 1))))
	LISP
	COMMAND=$command emacs --batch -Q -l look.el >list 2>log
	is "$(cat list)" "$(cut -d: -f1,2 plain)"
}

@test "reviewdog reads the findings" {
	command -v reviewdog >/dev/null || skip "reviewdog is not installed"
	run bash -c "$(recipe 'boundary check .*reviewdog' |
		sed 's/-diff=[^ ]* .*$/-reporter=local -filter-mode=nofilter/')"
	[[ $output == *draft.txt*over-apology* ]]
}

@test "a hook stops a mail that undoes its limit" {
	command -v git >/dev/null || skip "git is not installed"
	git -c init.defaultBranch=main init -q mail
	cd mail || return
	recipe 'git diff --cached' >.git/hooks/pre-commit
	sed -i '1i #!/bin/sh' .git/hooks/pre-commit
	chmod +x .git/hooks/pre-commit
	commit() {
		git add -A
		git -c user.name=A -c user.email=a@b commit -q -m mail
	}
	cp ../draft.txt "a mail.txt"
	run commit
	[ "$status" -ne 0 ]
	[[ $output == *"a mail.txt:2:9: problem: "* ]]
	echo "I can't come." >"a mail.txt"
	run commit
	[ "$status" -eq 0 ]
	echo "int main;" >main.c
	run commit
	[ "$status" -eq 0 ]
}

# The schema is the one that @microsoft/jest-sarif brings:
# npm install --prefix build/peers @microsoft/jest-sarif@1.0.0-beta.0
@test "SARIF is what its schema says" {
	schema=$(find "$(dirname "$boundary")/peers" -name 'sarif-2.1.0-*.json' 2>/dev/null |
		head -1)
	[ -n "$schema" ] || skip "the schema of SARIF is not in build/peers"
	python3 -c 'import jsonschema' 2>/dev/null ||
		skip "Python's jsonschema is not installed"
	boundary check --format sarif draft.txt >found.sarif || true
	echo "I can't come." >clear.txt
	boundary check --format sarif clear.txt >clear.sarif
	boundary check --format sarif - <<<"I end my life." >safety.sarif || true
	python3 -W ignore - "$schema" ./*.sarif <<-'PYTHON'
		import json, sys
		from jsonschema import validators
		schema = json.load(open(sys.argv[1]))
		validator = validators.validator_for(schema)(schema)
		assert len(sys.argv) == 5
		for name in sys.argv[2:]:
		    log = json.load(open(name))
		    assert not [e.message for e in validator.iter_errors(log)]
		    del log["runs"][0]["tool"]["driver"]["name"]
		    assert [*validator.iter_errors(log)]
	PYTHON
}
