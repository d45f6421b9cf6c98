/*
 * formats_fixture.h - what a reader made of a file, in a short notation that tests can compare:
 *
 *   name kind STEM [*right choice|wrong choice] +right feedback -wrong feedback #tag
 *
 * the parts of a situation in braces, and then the report's lines. Matching shows left=right, ordering its items in order, numeric key~tolerance unit.
 */
#ifndef FORMATS_FIXTURE_H
#define FORMATS_FIXTURE_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "signpost/formats.h"

static void describe_key(const struct format_question *question, struct buf *out)
{
    bool listed = question->kind != QUESTION_NUMERIC && question->kind != QUESTION_TRUE_FALSE;
    buf_text(out, " [");
    if (question->kind == QUESTION_TRUE_FALSE)
        buf_text(out, question->key[0] ? "true" : "false");
    if (question->kind == QUESTION_NUMERIC)
        buf_printf(out, "%s~%s%s%s", question->number, question->tolerance, question->unit ? " " : "",
                   question->unit ? question->unit : "");
    for (int i = 0; i < question->accepted_count; i++)
        buf_printf(out, "%s%s", i ? "|" : "", question->accepted[i]);
    for (int i = 0; listed && i < question->choice_count; i++) {
        const struct format_choice *choice = &question->choices[question->kind == QUESTION_ORDERING ? question->key[i] : i];
        bool right = question->kind == QUESTION_SINGLE ? question->key[0] == i
                     : question->kind == QUESTION_MULTIPLE && question->key[i];
        buf_printf(out, "%s%s%s%s%s", i ? "|" : "", right ? "*" : "", choice->id ? choice->id : "",
                   choice->id ? ":" : "", choice->text);
        if (question->kind == QUESTION_MATCHING)
            buf_printf(out, "=%s", question->targets[question->key[i]].text);
        if (choice->feedback)
            buf_printf(out, "#%s", choice->feedback);
    }
    for (int i = 0; i < question->target_count; i++) {
        bool met = false;
        for (int j = 0; j < question->choice_count; j++)
            met = met || question->key[j] == i;
        if (!met)
            buf_printf(out, "|=%s", question->targets[i].text);
    }
    buf_char(out, ']');
}

static void describe_question(const struct format_question *question, struct buf *out)
{
    buf_printf(out, "%s %s %s", question->name ? question->name : "-", question_kind_name(question->kind),
               question->stem ? question->stem : "-");
    describe_key(question, out);
    if (question->right)
        buf_printf(out, " +%s", question->right);
    if (question->wrong)
        buf_printf(out, " -%s", question->wrong);
    if (question->subject)
        buf_printf(out, " subject %c", question->subject);
    if (question->pool >= 0)
        buf_printf(out, " pool %d", question->pool);
    if (question->source_document)
        buf_printf(out, " source %s %s", question->source_document, question->source_point);
    if (!question->shuffle)
        buf_text(out, " unshuffled");
    for (int i = 0; i < question->tag_count; i++)
        buf_printf(out, " #%s", question->tags[i]);
    for (int i = 0; i < question->part_count; i++) {
        buf_text(out, i ? "{" : " {");
        describe_question(&question->parts[i], out);
        buf_char(out, '}');
    }
}

static enum fault_code describe(void *context, const struct format_question *question, struct fault *fault)
{
    (void)fault;
    describe_question(question, context);
    buf_char(context, '\n');
    return FAULT_NONE;
}

/* All of it as text, malloc'd; a fault as its message. */
static char *read_as(enum format format, const char *bytes, size_t size)
{
    struct format_report report;
    struct fault fault = {0};
    struct buf out;
    char message[900];
    format_report_init(&report);
    buf_init(&out, 0);
    if (format_read(format, bytes, size, "f", describe, &out, &report, &fault) != FAULT_NONE) {
        fault_text(&fault, message, sizeof message);
        buf_printf(&out, "! %s\n", message);
    }
    buf_append(&out, buf_string(&report.text), report.text.size);
    format_report_release(&report);
    char *text = buf_take(&out);
    assert_non_null(text);
    return text;
}

struct format_case { const char *in, *out; };

static inline void assert_reads(enum format format, const struct format_case *cases)
{
    for (; cases->in; cases++) {
        char *made = read_as(format, cases->in, strlen(cases->in));
        if (strcmp(made, cases->out) != 0)
            fail_msg("%s\n--- gives\n%s--- not\n%s", cases->in, made, cases->out);
        free(made);
    }
}
#endif
