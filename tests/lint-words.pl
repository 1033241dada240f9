#!/usr/bin/perl
# lint-words.pl LIST FILE...: prints where the files use words of the list.
#
# The list has a regular expression and what to say instead a line, between
# them a tab; `#` starts a comment. Words match whole and in any case, and over
# a line break. Phrase lists are not searched: there such words are recognised.
# Nor are the examples of a rule, which show what it speaks of, and the words by
# which people search for a script.
use strict;
use warnings;
use open qw(:std :encoding(UTF-8));

my $list = shift @ARGV;
my @words;

open(my $in, '<', $list) or die "$list: $!\n";
while (my $line = <$in>) {
	chomp($line);
	next if $line =~ /^\s*(#|$)/;
	my ($form, $instead) = split(/\t+/, $line, 2);
	die "$list:$.: want a form, a tab and what to say instead\n"
		unless defined $instead;
	$form =~ s/ /\\s+/g;
	push @words, [qr/(?<![\w-])(?:$form)(?![\w-])/i, $instead];
}
close($in);

# The examples of a rule, taken out; the lines stay.
sub without_examples {
	my ($text) = @_;
	my $out = '';
	my $skip = 0;

	for my $line (split(/^/, $text)) {
		$skip = $1 =~ /^(bad|good|weak|strong)$/
			if $line =~ /^([a-z]+):/;
		$skip = 0 if $line =~ /^---/;
		$out .= $skip ? "\n" : $line;
	}
	return $out;
}

for my $file (@ARGV) {
	next if $file =~ m{/coach/(moves|lists|safety|points)/|/coach/forms\.txt$};
	open(my $in, '<', $file) or die "$file: $!\n";
	my $text = do { local $/; <$in> } // '';
	close($in);
	$text = without_examples($text) if $file =~ m{/coach/rules/};
	$text =~ tr/\x{2019}/'/;
	$text =~ s/^search: .*$//mg;
	for my $word (@words) {
		while ($text =~ /$word->[0]/g) {
			my $line = 1 + (substr($text, 0, $-[0]) =~ tr/\n//);
			my $found = $& =~ s/\s+/ /gr;
			print "$file:$line: \"$found\": $word->[1]\n";
		}
	}
}
