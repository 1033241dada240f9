/*
 * boundary-compile: prints the shipped lexicon and rules as C.
 *
 * Run by the build and not installed. Faults in scripts/ stop the build, each
 * with its file and line. The tables are plain initialisers, so that the
 * compiler checks them and a reader can look.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "coach/rulebook.h"
#include "script/catalog.h"

static void print_string(const char *text)
{
	putchar('"');
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if (c == '\n')
			fputs("\\n", stdout);
		else if (c == '"' || c == '\\')
			printf("\\%c", c);
		else if (c == '?' || c < ' ' || c >= 0x7f)
			printf("\\%03o", c);
		else
			putchar(c);
	}
	putchar('"');
}

/* Long texts as a list of bytes: C17 promises 4095 characters a literal. */
static void print_bytes(const char *name, const char *text, size_t len)
{
	printf("static const char %s[] = {", name);
	for (size_t i = 0; i < len; i++)
		printf("%s%d,", i % 20 ? "" : "\n", text[i]);
	puts("0};");
}

#define PRINT_ARRAY(type, name, array, count, format, ...) do { \
	printf("static const " type " " name "[] = {"); \
	for (size_t i = 0; i < (count); i++) { \
		printf(i % 8 ? " " : "\n"); \
		printf(format ",", __VA_ARGS__); \
	} \
	puts("\n};"); \
} while (0)

static void print_words(const struct lexicon *lex)
{
	const struct lexicon_word *last = &lex->words[lex->word_count - 1];

	print_bytes("letters", lex->letters, last->text + last->len);
	PRINT_ARRAY("struct lexicon_word", "words", lex->words,
		    lex->word_count, "{%u,%u,%u,%u}", lex->words[i].text,
		    lex->words[i].len, lex->words[i].form_count,
		    lex->words[i].form);
	PRINT_ARRAY("uint16_t", "forms", lex->forms, lex->form_count, "%u",
		    lex->forms[i]);
	PRINT_ARRAY("uint16_t", "slots", lex->slots,
		    (size_t)lex->slot_mask + 1, "%u", lex->slots[i]);
}

static void print_patterns(const struct lexicon *lex)
{
	const uint32_t features = lex->word_count + lex->move_count;

	PRINT_ARRAY("uint16_t", "patterns", lex->patterns, lex->pattern_count,
		    "%u", lex->patterns[i]);
	PRINT_ARRAY("struct lexicon_try", "tries", lex->tries,
		    lex->anchors[features], "{%u,%u,%u,{%u,%u},%u,%u,%u,%d,%u,%u}",
		    lex->tries[i].pattern, lex->tries[i].len,
		    lex->tries[i].move, lex->tries[i].needs[0],
		    lex->tries[i].needs[1], lex->tries[i].before,
		    lex->tries[i].behind, lex->tries[i].level,
		    lex->tries[i].except, lex->tries[i].lead_min,
		    lex->tries[i].lead_max);
	PRINT_ARRAY("uint32_t", "anchors", lex->anchors, features + 1, "%u",
		    lex->anchors[i]);
}

static void print_moves(const struct lexicon *lex)
{
	puts("static const struct move moves[] = {");
	for (uint32_t i = 0; i < lex->move_count; i++) {
		const struct move *m = &lex->moves[i];

		fputs("{", stdout);
		print_string(m->name);
		fputs(", ", stdout);
		print_string(m->title);
		fputs(", ", stdout);
		print_string(m->about);
		fputs(", ", stdout);
		print_string(m->say);
		printf(", (enum move_kind)%d, %u, %d},\n", (int)m->kind,
		       m->level, m->used);
	}
	puts("};");
}

static void print_set(const struct move_set *set)
{
	printf("{%u,{", set->count);
	for (unsigned i = 0; i < set->count; i++)
		printf("%u,", set->ids[i]);
	printf("%s}},", set->count ? "" : "0");
}

static void print_case(const struct rule_case *c)
{
	putchar('{');
	print_set(&c->has);
	print_set(&c->near);
	print_set(&c->not_near);
	print_set(&c->before);
	print_set(&c->after);
	print_set(&c->inside);
	print_set(&c->not_inside);
	print_set(&c->also);
	print_set(&c->lacks);
	printf("%u,%u,%u,%u,%u,%d,%d,(enum place)%d},\n", c->more_than,
	       c->within, c->words_over, c->words_under, c->words_after_over,
	       c->firmness_over, c->firmness_under, (int)c->place);
}

static void print_strings(const char *name, size_t i,
			  const char *const *items, size_t count)
{
	printf("static const char *const %s_%zu[] = {\n", name, i);
	for (size_t k = 0; k < count; k++) {
		print_string(items[k]);
		puts(",");
	}
	puts("};");
}

static void print_rule(const struct rule *rule, size_t i)
{
	const char *const texts[] = {
		rule->id, rule->origin, rule->title, rule->message,
		rule->suggestion, rule->why, rule->source, rule->strong,
		rule->weak, rule->body,
	};

	printf("static const struct rule_case cases_%zu[] = {\n", i);
	for (size_t k = 0; k < rule->case_count; k++)
		print_case(&rule->cases[k]);
	puts("};");
	print_strings("bad", i, rule->bad, rule->bad_count);
	print_strings("good", i, rule->good, rule->good_count);
	printf("static const struct rule rule_%zu = {\n", i);
	for (size_t k = 0; k < sizeof(texts) / sizeof(texts[0]); k++) {
		print_string(texts[k]);
		puts(",");
	}
	printf("(enum level)%d, (enum lean)%d, %u, cases_%zu, %zu, "
	       "bad_%zu, %zu, good_%zu, %zu };\n", (int)rule->level,
	       (int)rule->lean, rule->kinds, i, rule->case_count, i,
	       rule->bad_count, i, rule->good_count);
}

static void print_points(const struct points *p)
{
	const size_t classes = p->class_count ? p->class_count : 1;

	/* One more than there are: an array must not be empty. */
	PRINT_ARRAY("uint64_t", "keys", p->keys, p->count + 1, "%lluu",
		    (unsigned long long)p->keys[i]);
	PRINT_ARRAY("int16_t", "weights", p->weights, (p->count + 1) * classes,
		    "%d", p->weights[i]);
	PRINT_ARRAY("uint32_t", "point_slots", p->slots, (size_t)p->mask + 1,
		    "%u", p->slots[i]);
	PRINT_ARRAY("uint64_t", "maybe", p->maybe,
		    ((size_t)p->maybe_mask + 1) / 64, "%lluu",
		    (unsigned long long)p->maybe[i]);
	PRINT_ARRAY("int16_t", "move_weights", p->move_weights,
		    p->move_count * classes, "%d",
		    p->move_weights[i]);
	PRINT_ARRAY("uint16_t", "point_moves", p->moves, POINTS_CLASSES_MAX,
		    "%u", p->moves[i]);
	PRINT_ARRAY("int16_t", "bars", p->bars, POINTS_CLASSES_MAX, "%d",
		    p->bars[i]);
	PRINT_ARRAY("int16_t", "floors", p->floors, POINTS_CLASSES_MAX, "%d",
		    p->floors[i]);
}

static void print_rulebook(const struct rulebook *book)
{
	const struct lexicon *lex = &book->lexicon;

	puts("/* Generated from scripts/ by boundary-compile: do not edit. */\n"
	     "#include \"coach/rulebook.h\"\n");
	print_words(lex);
	print_patterns(lex);
	print_moves(lex);
	print_points(&book->points);
	for (size_t i = 0; i < book->rule_count; i++)
		print_rule(book->rules[i], i);
	puts("static const struct rule *const rules[] = {");
	for (size_t i = 0; i < book->rule_count; i++)
		printf("&rule_%zu,\n", i);
	puts("NULL };\nconst struct rulebook rulebook_builtin = {");
	printf("{ letters, words, %u, forms, %u, slots, %u, patterns, %u, "
	       "tries, anchors, %u, %u, moves, %u }, "
	       "{ keys, weights, %u, point_slots, %u, maybe, %u, "
	       "move_weights, point_moves, bars, floors, %u, %u }, "
	       "rules, %zu };\n",
	       lex->word_count, lex->form_count, lex->slot_mask,
	       lex->pattern_count, lex->group_count, lex->level_count,
	       lex->move_count,
	       book->points.count, book->points.mask,
	       book->points.maybe_mask, book->points.class_count,
	       book->points.move_count, book->rule_count);
}

int main(void)
{
	const struct catalog_folders shipped = { "", NULL, NULL, "en" };
	struct catalog *catalog = catalog_open(&shipped);
	struct errlist faults = ERRLIST_INIT;
	struct rulebook *book = rulebook_read(catalog, &faults);
	int status = faults.count ? 1 : 0;

	for (size_t i = 0; i < faults.count; i++)
		fprintf(stderr, "scripts/%s, line %zu: %s\n",
			faults.items[i].text, faults.items[i].line,
			faults.items[i].quote);
	if (!status)
		print_rulebook(book);
	if (fflush(stdout) || ferror(stdout))
		status = 1;
	rulebook_free(book);
	catalog_free(catalog);
	errlist_release(&faults);
	return status;
}
