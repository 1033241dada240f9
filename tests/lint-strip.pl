#!/usr/bin/perl
# lint-strip.pl FOLDER FILE...: writes each C file to FOLDER/FILE with comments
# and the insides of strings taken out, so that what is left to search is code
# and line numbers hold. #include lines stay whole; a line comment leaves `//`.
use strict;
use warnings;
use File::Basename qw(dirname);
use File::Path qw(make_path);

my $folder = shift @ARGV;

sub blank {
	my ($text) = @_;
	$text =~ s/[^\n]//g;
	return $text;
}

for my $file (@ARGV) {
	open(my $in, '<', $file) or die "$file: $!\n";
	my $text = do { local $/; <$in> } // '';
	close($in);
	$text =~ s{
		(^[ \t]*\#[ \t]*include[^\n/]*)		# kept
		| (/\*.*?(?:\*/|\z))			# a comment
		| (//(?:\\\n|[^\n])*)			# a line comment
		| ("(?:\\.|[^"\\\n])*")			# a string
		| ('(?:\\.|[^'\\\n])*')			# a character
	}{
		defined $1 ? $1 : defined $2 ? ' ' . blank($2) :
		defined $3 ? '//' . blank($3) : defined $4 ? '""' : "'c'"
	}gsemx;
	make_path("$folder/" . dirname($file));
	open(my $out, '>', "$folder/$file") or die "$folder/$file: $!\n";
	print $out $text;
	close($out) or die "$folder/$file: $!\n";
}
