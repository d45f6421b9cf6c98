/*
 * settle.c - what a format leaves open and the bank asks for: the pool, ids of choices, feedback in two texts, a source.
 */
#include <stdlib.h>
#include <string.h>
#include "formats/import_internal.h"
#include "signpost/text.h"

#define RIGHT_TEXT "That is right."
#define WRONG_TEXT "That is not the right answer."

/* Ids as given where all of them can be, else letters. */
static bool settle_ids(struct arena *arena, struct format_choice *choices, int count)
{
    bool usable = true;
    for (int i = 0; i < count; i++) {
        const char *id = choices[i].id ? id_from(arena, choices[i].id) : "";
        if (!id)
            return false;
        choices[i].id = id;
        usable = usable && *id;
        for (int j = 0; j < i; j++)
            usable = usable && strcmp(choices[j].id, id) != 0;
    }
    for (int i = 0; i < count && !usable; i++) {
        char letter[2];
        choices[i].id = arena_dup(arena, id_letter(i, letter));
        if (!choices[i].id)
            return false;
    }
    return true;
}

static bool is_right(const struct format_question *question, int choice)
{
    return question->kind == QUESTION_SINGLE ? question->key[0] == choice : question->key[choice] != 0;
}

/* The feedback of choices that are right (or wrong) as one text; each is named where they differ. */
static const char *merge(const struct format_question *question, bool right, struct arena *arena, bool *failed)
{
    struct buf text;
    const char *first = NULL, *made = NULL;
    bool differ = false, any = false;
    buf_init(&text, 0);
    for (int i = 0; i < question->choice_count; i++) {
        const char *feedback = question->choices[i].feedback;
        if (is_right(question, i) != right || !feedback)
            continue;
        differ = differ || (any && strcmp(first, feedback) != 0);
        first = any ? first : feedback;
        buf_printf(&text, "%s“%s” %s", any ? "\n\n" : "", question->choices[i].text, feedback);
        any = true;
    }
    if (any)
        made = differ ? arena_dup(arena, buf_string(&text)) : first;
    *failed = *failed || !buf_ok(&text) || (any && !made);
    buf_release(&text);
    return made;
}

static const char *join(const char *first, const char *second, struct arena *arena, bool *failed)
{
    if (!first || !second)
        return first ? first : second;
    if (strcmp(first, second) == 0)
        return first;
    const char *made = arena_printf(arena, "%s\n\n%s", first, second);
    *failed = *failed || !made;
    return made;
}

static void add_tag(struct format_question *question, const char *tag)
{
    for (int i = 0; i < question->tag_count; i++)
        if (strcmp(question->tags[i], tag) == 0)
            return;
    if (question->tag_count < FORMAT_TAGS)
        question->tags[question->tag_count++] = tag;
}

/* Gives standing texts where there are none; says whether it did. */
static bool settle_feedback(struct format_question *question, struct arena *arena, bool *failed)
{
    if (question->kind == QUESTION_SINGLE || question->kind == QUESTION_MULTIPLE) {
        question->right = join(merge(question, true, arena, failed), question->right, arena, failed);
        question->wrong = join(merge(question, false, arena, failed), question->wrong, arena, failed);
    }
    bool lacks = !question->right || !question->wrong;
    if (!question->right)
        question->right = RIGHT_TEXT;
    if (!question->wrong)
        question->wrong = WRONG_TEXT;
    return lacks;
}

/* Other systems tell capitals and accents apart; here one way of writing an answer stands for all that fold alike. */
static void settle_accepted(struct format_question *question, bool *failed)
{
    char *folded[FORMAT_ACCEPTED];
    int kept = 0;
    for (int i = 0; i < question->accepted_count; i++) {
        char *one = text_fold(question->accepted[i]);
        bool known = false;
        *failed = *failed || !one;
        for (int j = 0; one && *one && j < kept; j++)
            known = known || (folded[j] && strcmp(folded[j], one) == 0);
        if (known) {
            free(one);
            continue;
        }
        folded[kept] = one;
        question->accepted[kept++] = question->accepted[i];
    }
    question->accepted_count = kept;
    while (kept > 0)
        free(folded[--kept]);
}

/* Everything that a question and a part of one have in common. */
static void settle_asked(struct format_question *question, struct arena *arena, struct settled *out, bool *failed)
{
    if (settle_feedback(question, arena, failed))
        out->without_feedback = true;
    *failed = !settle_ids(arena, question->choices, question->choice_count) ||
              !settle_ids(arena, question->targets, question->target_count) || *failed;
    settle_accepted(question, failed);
    if (!question->stem)
        question->stem = "";
}

/* The names of parts are their ids: as given where all can be, else numbered. */
static void settle_parts(struct format_question *question, struct arena *arena, struct settled *out, bool *failed)
{
    bool usable = true;
    for (int i = 0; i < question->part_count; i++) {
        struct format_question *part = &question->parts[i];
        settle_asked(part, arena, out, failed);
        part->name = part->name ? id_from(arena, part->name) : "";
        *failed = *failed || !part->name;
        usable = usable && part->name && *part->name;
        for (int j = 0; usable && j < i; j++)
            usable = strcmp(question->parts[j].name, part->name) != 0;
    }
    for (int i = 0; i < question->part_count && !usable; i++) {
        question->parts[i].name = arena_printf(arena, "%d", i + 1);
        *failed = *failed || !question->parts[i].name;
    }
}

/* Another institution's document, most often: as good as none. */
static void drop_unknown_source(struct format_question *question, const struct folder *folder, struct settled *out)
{
    if (!question->source_document || !question->source_point ||
        bank_source_is_known(&folder->institution, question->source_document, question->source_point))
        return;
    out->unknown_document = question->source_document;
    out->unknown_point = question->source_point;
    question->source_document = question->source_point = NULL;
}

static void settle_source(struct format_question *question, const struct folder *folder, struct settled *out)
{
    for (int i = 0; i < question->part_count; i++)
        drop_unknown_source(&question->parts[i], folder, out);
    drop_unknown_source(question, folder, out);
    out->without_source = !question->source_document || !question->source_point;
    if (out->without_source || out->unknown_document)
        add_tag(question, "needs-source");
    if (out->without_source)
        folder_source(folder, question->subject, &question->source_document, &question->source_point);
}

static void settle_pool(struct format_question *question, const struct format_import *import, struct settled *out)
{
    int said = question->pool;
    question->pool = import->pool == FORMAT_POOL_QUIZ ? POOL_QUIZ : POOL_PRACTICE;
    if (import->pool == FORMAT_POOL_MARKED && said >= 0)
        question->pool = said;
    out->said_quiz = said == POOL_QUIZ && question->pool != POOL_QUIZ;
}

enum fault_code settle(struct format_question *question, const struct format_import *import, const struct folder *folder,
                       struct arena *arena, struct settled *out, struct fault *fault)
{
    bool failed = false;
    *out = (struct settled){0};
    if (!question->subject)
        question->subject = import->subject;
    settle_pool(question, import, out);
    settle_asked(question, arena, out, &failed);
    settle_parts(question, arena, out, &failed);
    if (out->without_feedback)
        add_tag(question, "needs-feedback");
    settle_source(question, folder, out);
    return failed ? fault_memory(fault) : FAULT_NONE;
}
