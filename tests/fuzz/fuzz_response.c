/*
 * fuzz_response.c - what people answer, by JSON and by form, for every type of question. The first byte picks the type
 * and the face; the rest is JSON, or lines of name=value. What is accepted has a mark between nothing and the whole; what is
 * accepted of a form reads the same again, and what is refused can be shown again.
 */
#include <stdio.h>
#include <string.h>
#include "fuzz.h"
#include "signpost/json.h"
#include "signpost/paper.h"

static const struct option options[] = {{"one", "One"}, {"two", "Two"}, {"three", "Three"}, {"four", "Four"}};
static const struct option targets[] = {{"red", "Red"}, {"green", "Green"}, {"blue", "Blue"}};
static const char *const accepted[] = {"Senior Tutor"}, *const folded[] = {"senior tutor"};

#define COMMON .id = "q", .subject = 'a', .stem = "?", .right = "Yes", .wrong = "No", .shuffle = true
static const struct question parts[] = {
    {COMMON, .kind = QUESTION_SINGLE, .options = options, .option_count = 4, .key = {2}},
    {COMMON, .kind = QUESTION_ORDERING, .options = options, .option_count = 4, .key = {3, 1, 0, 2}},
    {COMMON, .kind = QUESTION_MATCHING, .options = options, .option_count = 4, .targets = targets, .target_count = 3,
     .key = {0, 1, 2, 0}},
    {COMMON, .kind = QUESTION_NUMERIC, .number = "3", .tolerance = "0.5", .unit = "days"},
    {COMMON, .kind = QUESTION_SHORT, .accepted = accepted, .accepted_count = 1, .folded = folded},
};
static const struct question questions[QUESTION_KINDS] = {
    {COMMON, .kind = QUESTION_SINGLE, .options = options, .option_count = 4, .key = {2}},
    {COMMON, .kind = QUESTION_MULTIPLE, .options = options, .option_count = 4, .key = {1, 0, 1, 0}},
    {COMMON, .kind = QUESTION_TRUE_FALSE, .key = {1}},
    {COMMON, .kind = QUESTION_MATCHING, .options = options, .option_count = 4, .targets = targets, .target_count = 3,
     .key = {0, 1, 2, 0}},
    {COMMON, .kind = QUESTION_ORDERING, .options = options, .option_count = 4, .key = {3, 1, 0, 2}},
    {COMMON, .kind = QUESTION_NUMERIC, .number = "3", .tolerance = "0.5", .unit = "days"},
    {COMMON, .kind = QUESTION_SHORT, .accepted = accepted, .accepted_count = 1, .folded = folded},
    {COMMON, .kind = QUESTION_SITUATION, .parts = parts, .part_count = 5},
};

struct field { char *name, *value; };
struct fields { struct field items[64]; int count; };

static const char *field_value(void *context, const char *name, int nth)
{
    const struct fields *fields = context;
    for (int i = 0; i < fields->count; i++)
        if (!strcmp(fields->items[i].name, name) && !nth--)
            return fields->items[i].value;
    return NULL;
}

static void split(char *text, struct fields *out)
{
    char *rest = text, *line;
    out->count = 0;
    while (out->count < 64 && (line = strsep(&rest, "\n"))) {
        char *name = strsep(&line, "=");
        out->items[out->count++] = (struct field){name, line ? line : name + strlen(name)};
    }
}

static void accept(const struct paper_item *item, const cJSON *json)
{
    struct response response;
    struct fault fault;
    if (response_read(item, json, &response, &fault) != FAULT_NONE) {
        int part = 0;
        bool named = sscanf(fault.field, "part.%d.response", &part) == 1 && part >= 1 && part <= item->question->part_count;
        HOLDS((named || !strcmp(fault.field, "response")) && fault.message[0]);
        return;
    }
    char words[RESPONSE_WORDS];
    bool whole = false;
    response_words(item, &response, words, &whole);
    HOLDS(words[0] && whole <= (response.state != RESPONSE_NONE));
    int mark = mark_response(item, &response);
    HOLDS(mark >= 0 && mark <= MARK_UNIT);
    HOLDS(response.state == RESPONSE_GIVEN || mark == 0);
}

static void by_form(const struct paper_item *item, const uint8_t *data, size_t size)
{
    struct fields fields;
    struct fault fault;
    cJSON *json = NULL;
    char *text = malloc(size + 1);
    if (!text)
        return;
    memcpy(text, data, size);
    text[size] = '\0';
    split(text, &fields);
    if (response_from_form(item, field_value, &fields, &json, &fault) == FAULT_NONE) {
        struct response response;
        HOLDS(response_read(item, json, &response, &fault) == FAULT_NONE);
        accept(item, json);
    }
    else {
        cJSON *posted = response_posted(item, field_value, &fields);
        HOLDS(posted && response_read(item, posted, &(struct response){0}, NULL) != FAULT_NONE);
        cJSON_Delete(posted);
    }
    cJSON_Delete(json);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const unsigned char seed[PAPER_SEED] = {3};
    struct paper_item item;
    struct json_doc doc;
    struct fault fault;
    if (!size)
        return 0;
    HOLDS((int)questions[(data[0] & 0x7f) % QUESTION_KINDS].kind == (data[0] & 0x7f) % QUESTION_KINDS);
    paper_item_draw(&questions[(data[0] & 0x7f) % QUESTION_KINDS], seed, &item);
    if (data[0] & 0x80) {
        by_form(&item, data + 1, size - 1);
    } else if (json_read((const char *)data + 1, size - 1, "response", &doc, &fault) == FAULT_NONE) {
        accept(&item, doc.root);
        json_release(&doc);
    }
    return 0;
}
