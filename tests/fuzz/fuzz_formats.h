/*
 * fuzz_formats.h - what holds for every reader of a question format: what it hands on is within bounds and UTF-8.
 */
#ifndef SIGNPOST_FUZZ_FORMATS_H
#define SIGNPOST_FUZZ_FORMATS_H
#include <string.h>
#include "fuzz.h"
#include "signpost/formats.h"
#include "signpost/text.h"

struct fuzzed {
    enum format format;
    int count; /* of questions met */

};

static void holds_text(const char *text)
{
    HOLDS(!text || text_is_utf8(text, strlen(text)));
}

static void holds_question(const struct format_question *question)
{
    HOLDS(question->kind >= 0 && question->kind < QUESTION_KINDS);
    HOLDS(question->choice_count >= 0 && question->choice_count <= LIMIT_CHOICES);
    HOLDS(question->target_count >= 0 && question->target_count <= LIMIT_CHOICES);
    HOLDS(question->tag_count <= FORMAT_TAGS && question->accepted_count <= FORMAT_ACCEPTED);
    HOLDS(question->part_count <= LIMIT_SITUATION);
    HOLDS(question->kind != QUESTION_NUMERIC || (question->number && question->tolerance));
    for (int i = 0; i < question->choice_count; i++) {
        HOLDS(question->kind != QUESTION_MATCHING || (question->key[i] >= 0 && question->key[i] < question->target_count));
        HOLDS(question->kind != QUESTION_ORDERING || (question->key[i] >= 0 && question->key[i] < question->choice_count));
        HOLDS(question->choices[i].text);
        holds_text(question->choices[i].text);
        holds_text(question->choices[i].feedback);
    }
    for (int i = 0; i < question->target_count; i++)
        holds_text(question->targets[i].text);
    HOLDS(question->kind != QUESTION_SINGLE || (question->key[0] >= 0 && question->key[0] < question->choice_count));
    for (int i = 0; i < question->tag_count; i++)
        HOLDS(text_is_id(question->tags[i]));
    holds_text(question->name);
    holds_text(question->stem);
    holds_text(question->right);
    holds_text(question->wrong);
    for (int i = 0; i < question->part_count; i++)
        holds_question(&question->parts[i]);
}

static inline enum fault_code fuzz_take(void *context, const struct format_question *question, struct fault *fault)
{
    struct fuzzed *fuzzed = context;
    (void)fault;
    fuzzed->count++;
    holds_question(question);
    return FAULT_NONE;
}

static inline void fuzz_format(enum format format, const uint8_t *data, size_t size)
{
    struct fuzzed fuzzed = {.format = format};
    struct format_report report;
    struct fault fault = {0};
    format_report_init(&report);
    enum fault_code code = format_read(format, (const char *)data, size, "f", fuzz_take, &fuzzed, &report, &fault);
    HOLDS(code == FAULT_NONE || fault.message[0]);
    HOLDS(text_is_utf8(buf_string(&report.text), report.text.size));
    format_report_release(&report);
}
#endif
