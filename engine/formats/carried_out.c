/*
 * carried_out.c - the tags that a question takes along: its own, and those that stand for what the format has no place for.
 */
#include <stdio.h>
#include <string.h>
#include "formats/formats_internal.h"

void order_of_targets(const struct format_question *question, int order[LIMIT_CHOICES])
{
    int count = 0;
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < (pass ? question->target_count : question->choice_count); i++) {
            int target = pass ? i : question->key[i];
            bool met = false;
            for (int j = 0; j < count; j++)
                met = met || order[j] == target;
            if (!met)
                order[count++] = target;
        }
}

/* ORDER: the choices as the file has them. Nothing when ids and order are what a reader gives by itself. */
static void add_ids(struct buf *tag, const char *name, const struct format_choice *choices, int count, const int *order)
{
    int place[LIMIT_CHOICES];
    bool plain = true;
    char letter[2];
    buf_clear(tag);
    for (int i = 0; i < count; i++)
        place[order[i]] = i;
    buf_printf(tag, "%s:", name);
    for (int i = 0; i < count; i++) {
        buf_printf(tag, "%s%s", i ? " " : "", choices[i].id);
        if (place[i] != i)
            buf_printf(tag, "=%d", place[i] + 1);
        plain = plain && place[i] == i && strcmp(choices[i].id, id_letter(i, letter)) == 0;
    }
    if (plain)
        buf_clear(tag);
}

static void tell_ids(const struct format_question *question, struct buf *tag, carried_fn each, void *context)
{
    int order[LIMIT_CHOICES];
    for (int i = 0; i < LIMIT_CHOICES; i++)
        order[i] = i;
    add_ids(tag, "choices", question->choices, question->choice_count,
            question->kind == QUESTION_ORDERING ? question->key : order);
    if (tag->size)
        each(context, buf_string(tag));
    if (question->kind != QUESTION_MATCHING)
        return;
    order_of_targets(question, order);
    add_ids(tag, "right", question->targets, question->target_count, order);
    if (tag->size)
        each(context, buf_string(tag));
}

static void tell(struct buf *tag, const char *name, const char *value, carried_fn each, void *context)
{
    if (!value)
        return;
    buf_clear(tag);
    buf_printf(tag, "%s:%s", name, value);
    each(context, buf_string(tag));
}

enum fault_code carried_tags(const struct format_question *question, int native, carried_fn each, void *context,
                             struct fault *fault)
{
    const char subject[2] = {question->subject, '\0'};
    struct buf tag;
    buf_init(&tag, 0);
    for (int i = 0; i < question->tag_count; i++)
        each(context, question->tags[i]);
    tell(&tag, "subject", *subject ? subject : NULL, each, context);
    tell(&tag, "pool", question->pool < 0 ? NULL : question->pool == POOL_QUIZ ? "quiz" : "practice", each, context);
    tell(&tag, "source", question->source_document, each, context);
    tell(&tag, "point", question->source_point, each, context);
    tell(&tag, "unit", native & CARRIED_UNIT ? NULL : question->unit, each, context);
    tell(&tag, "shuffle", native & CARRIED_SHUFFLE || question->shuffle ? NULL : "false", each, context);
    if (!(native & CARRIED_IDS))
        tell_ids(question, &tag, each, context);
    bool whole = buf_ok(&tag);
    buf_release(&tag);
    return whole ? FAULT_NONE : fault_memory(fault);
}

int rules_in(const char *feedback)
{
    int rules = 0;
    for (const char *at = feedback; (at = strstr(at, FEEDBACK_RULE)); at++)
        rules++;
    return rules;
}

bool plain_targets(struct arena *arena, const struct format_question *question, const char *format,
                   struct format_report *report, const char *out[LIMIT_CHOICES])
{
    for (int i = 0; i < question->target_count; i++) {
        bool formatted = false;
        if (rich_to_plain(arena, question->targets[i].text, &out[i], &formatted, NULL) != FAULT_NONE)
            return false;
        if (formatted)
            report_part(report, question, "\"%.60s\" loses its formatting: %s has plain text on the right.",
                        question->targets[i].text, format);
        for (int j = 0; j < i; j++)
            if (strcmp(out[i], out[j]) == 0)
                report_part(report, question, "Two of the right side are \"%.60s\": %s takes them for one.", out[i],
                            format);
    }
    return true;
}
