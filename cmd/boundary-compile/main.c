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

static void print_machine(const struct lexicon *lex)
{
	PRINT_ARRAY("uint32_t", "root", lex->root, lex->word_count, "%u",
		    lex->root[i]);
	PRINT_ARRAY("struct lexicon_state", "states", lex->states,
		    lex->state_count, "{%u,%u,%u}", lex->states[i].fail,
		    lex->states[i].part, lex->states[i].next);
	PRINT_ARRAY("struct lexicon_edge", "edges", lex->edges,
		    (size_t)lex->edge_mask + 1, "{%u,%u,%u}",
		    lex->edges[i].from, lex->edges[i].to, lex->edges[i].word);
	PRINT_ARRAY("uint8_t", "part_words", lex->part_words, lex->part_count,
		    "%u", lex->part_words[i]);
	PRINT_ARRAY("uint32_t", "part_opens", lex->part_opens,
		    lex->part_count, "%u", lex->part_opens[i]);
	PRINT_ARRAY("uint32_t", "part_firsts", lex->part_firsts,
		    lex->part_count, "%u", lex->part_firsts[i]);
	PRINT_ARRAY("struct lexicon_join", "joins", lex->joins,
		    lex->join_count, "{%u,%u,%u,%u,%u,%u,{%u,%u}}",
		    lex->joins[i].slot, lex->joins[i].gap_min,
		    lex->joins[i].gap_max, lex->joins[i].shows,
		    lex->joins[i].opens, lex->joins[i].fires,
		    lex->joins[i].outs.first, lex->joins[i].outs.count);
	PRINT_ARRAY("uint32_t", "join_parts", lex->join_parts,
		    lex->join_count, "%u", lex->join_parts[i]);
	PRINT_ARRAY("struct lexicon_slot", "slots_after", lex->slots_after,
		    lex->slot_count, "{%u,%u,%u,%u,%u,%u,%u}",
		    lex->slots_after[i].first, lex->slots_after[i].lists,
		    lex->slots_after[i].tight, lex->slots_after[i].loose,
		    lex->slots_after[i].tight_firsts,
		    lex->slots_after[i].loose_firsts,
		    lex->slots_after[i].reach);
	PRINT_ARRAY("uint64_t", "firsts", lex->firsts,
		    ((size_t)lex->first_mask + 1) / 64, "%lluu",
		    (unsigned long long)lex->firsts[i]);
	PRINT_ARRAY("uint64_t", "part_sets", lex->part_sets,
		    (size_t)lex->part_set_count * LEXICON_PART_BITS / 64,
		    "%lluu", (unsigned long long)lex->part_sets[i]);
	PRINT_ARRAY("struct lexicon_out", "outs", lex->outs, lex->out_count,
		    "{%u,%u,%u,%u,%u,%u,%u,%u}", lex->outs[i].fires,
		    lex->outs[i].move,
		    lex->outs[i].except, lex->outs[i].lead_min,
		    lex->outs[i].lead_max, lex->outs[i].trail_min,
		    lex->outs[i].trail_max, lex->outs[i].opens);
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
		printf(", (enum move_kind)%d, %u},\n", (int)m->kind, m->part);
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
	const size_t slots = (size_t)p->mask + 1;
	const size_t classes = p->class_count ? p->class_count : 1;

	PRINT_ARRAY("uint64_t", "keys", p->keys, slots, "%lluu",
		    (unsigned long long)p->keys[i]);
	PRINT_ARRAY("int16_t", "weights", p->weights, slots * classes,
		    "%d", p->weights[i]);
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
	print_machine(lex);
	print_moves(lex);
	print_points(&book->points);
	for (size_t i = 0; i < book->rule_count; i++)
		print_rule(book->rules[i], i);
	puts("static const struct rule *const rules[] = {");
	for (size_t i = 0; i < book->rule_count; i++)
		printf("&rule_%zu,\n", i);
	puts("NULL };\nconst struct rulebook rulebook_builtin = {");
	printf("{ letters, words, %u, forms, %u, slots, %u, root, states, %u, "
	       "edges, %u, part_words, part_opens, "
	       "part_firsts, %u, joins, join_parts, %u, "
	       "slots_after, %u, firsts, %u, "
	       "part_sets, %u, outs, %u, moves, %u }, { keys, weights, %u, "
	       "move_weights, point_moves, bars, floors, %u, %u }, "
	       "rules, %zu };\n",
	       lex->word_count,
	       lex->form_count, lex->slot_mask, lex->state_count,
	       lex->edge_mask, lex->part_count, lex->join_count,
	       lex->slot_count, lex->first_mask, lex->part_set_count, lex->out_count, lex->move_count,
	       book->points.mask, book->points.class_count,
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
