/*
 * type_situation.c - one scenario with several linked parts, each a question of another type. It counts as one question:
 * its mark is the mean of its parts' marks. Response: [response of each part], "dont_know" or null among them. How the parts
 * stand in a view is view.c's.
 */
#include <stdio.h>
#include <string.h>
#include "bank/type.h"

#define PARTS_LEAST 2
#define PART_TEXT 32 /* of a field's name in a part, before the prefix is put to it */

/* Every part typed to its last byte, and each byte of it escaped. */
_Static_assert(LIMIT_SITUATION * (2 * LIMIT_SHORT_RESPONSE + 3) + 2 <= LIMIT_RESPONSE, "the longest response can be stored");
_Static_assert(LIMIT_SITUATION <= LIMIT_CHOICES, "parts are numbered like choices");

/* ---- in the file ---- */

static void check_part(const struct check *whole, const cJSON *part, int count)
{
    static const char *const required[] = {"id", "type", "stem", "feedback", NULL};
    static const char *const optional[] = {"source", "shuffle", NULL};
    struct check named = *whole, *check = &named;
    size_t before = check->findings->total;
    named.part = check_own_id(part);
    const struct question_type *type = check_asked(check, part, "The part", required, optional);
    if (type == &type_situation) {
        check_say(check, json_member(part, "type"), "A part cannot be a situation itself: make it a part of this one.");
        return;
    }
    check_id(check, part, "id");
    check_source(check, part);
    if (type)
        type->check(check, part);
    if (!type || check->findings->total > before || check->findings->failed)
        return;
    int grain = type->grain(part);
    if (grain % count != 0)
        check_say(check, part, "The mark of this part goes in steps of 1/%d, and its share among %d parts would be no mark that can "
                  "be stored exactly: change the number of its choices, or the number of parts.", MARK_UNIT / grain, count);
}

static void situation_check(const struct check *check, const cJSON *json)
{
    const cJSON *parts = check_list(check, json, "parts", PARTS_LEAST, LIMIT_SITUATION), *part;
    if (json_member(json, "shuffle"))
        check_say(check, json_member(json, "shuffle"), "The parts of a situation keep their order: write \"shuffle\" in the "
                  "part whose choices it is for.");
    cJSON_ArrayForEach(part, parts)
        check_part(check, part, cJSON_GetArraySize(parts));
    if (parts)
        check_distinct(check, parts, "part");
}

/* A situation is no part, so nothing asks; yet every type answers. */
static int situation_grain(const cJSON *json)
{
    (void)json;
    return 1;
}

static bool situation_build(struct arena *arena, const cJSON *json, struct question *out)
{
    const cJSON *parts = json_array(json, "parts"), *part;
    struct question *made = arena_alloc(arena, LIMIT_SITUATION * sizeof *made);
    if (!made)
        return false;
    out->parts = made;
    cJSON_ArrayForEach(part, parts) {
        struct question *question = &made[out->part_count++];
        *question = (struct question){.subject = out->subject, .school = out->school, .pool = out->pool,
                                      .source_document = out->source_document, .source_point = out->source_point};
        if (!build_asked(arena, part, question))
            return false;
    }
    return true;
}

/* ---- on a paper ---- */

void paper_part(const struct paper_item *item, int part, struct paper_item *out)
{
    *out = (struct paper_item){.question = &item->question->parts[part], .number = part + 1};
    memcpy(out->order, item->parts[part].order, sizeof out->order);
    memcpy(out->targets, item->parts[part].targets, sizeof out->targets);
}

static void situation_draw(const struct question *question, struct stream *stream, struct paper_item *out)
{
    for (int i = 0; i < question->part_count; i++) {
        struct paper_item part = {.question = &question->parts[i]};
        if (question_type_of(part.question)->draw)
            question_type_of(part.question)->draw(part.question, stream, &part);
        memcpy(out->parts[i].order, part.order, sizeof part.order);
        memcpy(out->parts[i].targets, part.targets, sizeof part.targets);
    }
}

/* ---- answers ---- */

void response_part(const struct response *response, int part, struct response *out)
{
    const struct response_part *from = &response->parts[part];
    memset(out, 0, sizeof *out);
    out->state = from->state;
    memcpy(out->value, from->value, sizeof out->value);
    memcpy(out->text, from->text, sizeof out->text);
}

static void keep_part(const struct response *from, struct response_part *out)
{
    out->state = from->state;
    memcpy(out->value, from->value, sizeof out->value);
    memcpy(out->text, from->text, sizeof out->text);
}

/* The fault of a part names it, in words and in its field. */
static enum fault_code part_fault(int number, const struct fault *wrong, enum fault_code code, struct fault *fault)
{
    char field[PART_TEXT];
    if (code == FAULT_MEMORY)
        return fault_memory(fault);
    snprintf(field, sizeof field, "part.%d.response", number);
    return fault_field(fault, code, field, "Part %d: %.400s", number, wrong->message);
}

static enum fault_code situation_read(const struct paper_item *item, const cJSON *json, struct response *out,
                                      struct fault *fault)
{
    int count = item->question->part_count, i = 0;
    const cJSON *one;
    if (!cJSON_IsArray(json))
        return response_malformed(fault, "a list with the answer to each part, such as [\"b\",null,\"dont_know\"]");
    if (cJSON_GetArraySize(json) == 0)
        return FAULT_NONE;
    if (cJSON_GetArraySize(json) != count)
        return fault_field(fault, FAULT_INPUT, "response", "The situation has %d parts and there are %d answers: give one for "
                           "each part, null for a part left open.", count, cJSON_GetArraySize(json));
    cJSON_ArrayForEach(one, json) {
        struct paper_item part;
        struct response given;
        struct fault wrong = {.message = ""};
        paper_part(item, i, &part);
        enum fault_code code = response_read(&part, one, &given, &wrong);
        if (code != FAULT_NONE)
            return part_fault(i + 1, &wrong, code, fault);
        keep_part(&given, &out->parts[i++]);
        if (given.state > out->state)
            out->state = given.state;
    }
    return FAULT_NONE;
}

struct part_form { form_value_fn value; void *context; int number; };

static const char *part_value(void *context, const char *name, int nth)
{
    const struct part_form *form = context;
    char prefixed[2 * PART_TEXT];
    snprintf(prefixed, sizeof prefixed, "part.%d.%.*s", form->number, PART_TEXT - 1, name);
    return form->value(form->context, prefixed, nth);
}

/* The JSON of one part; NULL: memory ran out. */
static cJSON *part_json(const struct paper_item *item, int number, form_value_fn value, void *context)
{
    struct part_form form = {.value = value, .context = context, .number = number};
    struct paper_item part;
    paper_part(item, number - 1, &part);
    return response_posted(&part, part_value, &form);
}

/* "I don't know" of the whole speaks for the parts left open: what was answered is never thrown away. */
static cJSON *situation_form(const struct paper_item *item, form_value_fn value, void *context, bool *failed)
{
    bool unsure = form_unsure(value, context), any = false;
    cJSON *json = cJSON_CreateArray();
    *failed = !json;
    for (int i = 0; !*failed && i < item->question->part_count; i++) {
        cJSON *one = part_json(item, i + 1, value, context);
        bool open = cJSON_IsNull(one);
        any |= one && !open;
        if (open && unsure) {
            cJSON_Delete(one);
            one = cJSON_CreateString(DONT_KNOW);
        }
        *failed = !cJSON_AddItemToArray(json, one);
    }
    if (!*failed && any)
        return json;
    cJSON_Delete(json);
    json = !*failed && unsure ? cJSON_CreateString(DONT_KNOW) : NULL;
    *failed |= unsure && !json;
    return json;
}

/* check lets in only what divides. */
static int situation_mark(const struct question *question, const struct response *given)
{
    int sum = 0;
    for (int i = 0; i < question->part_count; i++) {
        struct paper_item part = {.question = &question->parts[i]};
        struct response one;
        response_part(given, i, &one);
        sum += mark_response(&part, &one);
    }
    return sum / question->part_count;
}

/* Not wholly right: one part is not. */
static void situation_example(const struct paper_item *item, bool right, struct stream *stream, struct buf *out)
{
    int count = item->question->part_count, wrong = right ? -1 : (int)stream_below(stream, (uint32_t)count);
    for (int i = 0; i < count; i++) {
        struct paper_item part;
        paper_part(item, i, &part);
        buf_char(out, i ? ',' : '[');
        response_example(&part, i != wrong, stream, out);
    }
    buf_char(out, ']');
}

static const char *const situation_members[] = {"parts", NULL};
const struct question_type type_situation = {
    .name = "situation", .words = "Situation", .flag = "is_situation", .required = situation_members, .in_parts = true,
    .check = situation_check, .grain = situation_grain, .build = situation_build, .draw = situation_draw,
    .read = situation_read, .form = situation_form, .mark = situation_mark, .example = situation_example,
};
