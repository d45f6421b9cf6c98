/*
 * type_matching.c - to each thing on the left its partner on the right, with partial credit.
 * Response: {"1": "b", "2": "a"}, displayed ids; pairs may be left open.
 */
#include <stdio.h>
#include <string.h>
#include "bank/type.h"
#include "signpost/text.h"

static void matching_check(const struct check *check, const cJSON *json)
{
    const cJSON *left = check_choices(check, json, "left", 2, 8), *right = check_choices(check, json, "right", 2, 10);
    const cJSON *key = json_member(json, "key"), *pair, *one;
    if (!key)
        return;
    if (!cJSON_IsObject(key)) {
        check_say(check, key, "\"key\" must be an object in braces: a right id for every left id.");
        return;
    }
    cJSON_ArrayForEach(pair, key) {
        if (left && choice_index(left, pair->string) < 0)
            check_say(check, pair, "The key names \"%s\", which is none of \"left\".", check_quote(pair->string));
        check_choice_named(check, right, pair);
    }
    cJSON_ArrayForEach(one, left) {
        const char *id = json_string(one, "id");
        if (id && !json_member(key, id))
            check_say(check, key, "The key gives no partner to \"%s\" of \"left\": add it.", check_quote(id));
    }
}

static int matching_grain(const cJSON *json)
{
    return MARK_UNIT / cJSON_GetArraySize(json_array(json, "left"));
}

static bool matching_build(struct arena *arena, const cJSON *json, struct question *out)
{
    const cJSON *left = json_array(json, "left"), *right = json_array(json, "right"), *pair;
    cJSON_ArrayForEach(pair, json_object(json, "key"))
        out->key[choice_index(left, pair->string)] = choice_index(right, pair->valuestring);
    return build_options(arena, left, &out->options, &out->option_count) &&
           build_options(arena, right, &out->targets, &out->target_count);
}

/* The right side is always shuffled: in the file it often stands in the order of the left. */
static void matching_draw(const struct question *question, struct stream *stream, struct paper_item *out)
{
    draw_options(question, stream, out);
    order_shuffle(stream, out->targets, question->target_count);
}

static enum fault_code matching_read(const struct paper_item *item, const cJSON *json, struct response *out,
                                     struct fault *fault)
{
    const struct question *question = item->question;
    const cJSON *pair;
    if (!cJSON_IsObject(json))
        return response_malformed(fault, "an object of pairs, such as {\"1\":\"b\",\"2\":\"a\"}");
    for (int i = 0; i < question->option_count; i++)
        out->value[i] = -1;
    cJSON_ArrayForEach(pair, json) {
        int place = place_of_number(pair->string, question->option_count), target = 0;
        enum fault_code code = read_letter(pair, item->targets, question->target_count, &target, fault);
        if (code != FAULT_NONE)
            return code;
        if (place < 0)
            return fault_field(fault, FAULT_INPUT, "response", "\"%.40s\" is nothing to be matched.", pair->string);
        if (out->value[item->order[place]] >= 0)
            return fault_field(fault, FAULT_INPUT, "response", "\"%s\" is matched twice.", pair->string);
        out->value[item->order[place]] = target;
        out->state = RESPONSE_GIVEN;
    }
    return FAULT_NONE;
}

static cJSON *matching_form(const struct paper_item *item, form_value_fn value, void *context, bool *failed)
{
    cJSON *json = cJSON_CreateObject();
    char name[2 * PLACE_TEXT], id[PLACE_TEXT];
    *failed = !json;
    for (int place = 0; !*failed && place < item->question->option_count; place++) {
        place_number(place, id);
        snprintf(name, sizeof name, "response.%s", id);
        const char *target = value(context, name, 0);
        if (target && *target)
            *failed = !cJSON_AddStringToObject(json, id, target);
    }
    if (!*failed && json->child)
        return json;
    cJSON_Delete(json);
    return NULL;
}

static int matching_mark(const struct question *question, const struct response *given)
{
    int pairs = 0;
    for (int i = 0; i < question->option_count; i++)
        pairs += given->value[i] == question->key[i];
    return pairs * (MARK_UNIT / question->option_count);
}

static void matching_present(const struct showing *showing, cJSON *into)
{
    const struct paper_item *item = showing->item;
    const struct question *question = item->question;
    present_list(showing->view, into, "left", question->options, item->order, question->option_count, place_number);
    present_list(showing->view, into, "right", question->targets, item->targets, question->target_count, place_letter);
}

static void matching_rows(const struct showing *showing, cJSON *rows, cJSON *into)
{
    const struct paper_item *item = showing->item;
    const struct question *question = item->question;
    char name[2 * PLACE_TEXT], value[PLACE_TEXT];
    (void)into;
    for (int place = 0; place < question->option_count; place++) {
        int chosen = showing->given->state == RESPONSE_GIVEN ? showing->given->value[item->order[place]] : -1;
        place_number(place, value);
        snprintf(name, sizeof name, "response.%s", value);
        cJSON *row = row_add(showing, rows, value, name, question->options[item->order[place]].text, chosen >= 0);
        row_options(showing, row, value, question->targets, item->targets, question->target_count, chosen);
    }
}

/* "Left: right" as one block of HTML; the two may be paragraphs of their own. */
static void matching_line(const struct showing *showing, cJSON *lines, const char *left, const char *right)
{
    struct buf html;
    buf_init(&html, 0);
    buf_text(&html, "<div class=\"pair\"><div>");
    bool failed = text_commonmark(&html, left, NULL) != FAULT_NONE;
    buf_text(&html, "</div><div>");
    failed |= text_commonmark(&html, right, NULL) != FAULT_NONE;
    buf_text(&html, "</div></div>");
    failed |= !buf_ok(&html);
    view_html(showing->view, view_object(showing->view, lines, NULL), "html", failed ? NULL : buf_string(&html));
    buf_release(&html);
}

static void matching_explain(const struct showing *showing, cJSON *yours, cJSON *answer)
{
    const struct question *question = showing->item->question;
    for (int place = 0; place < question->option_count; place++) {
        int option = showing->item->order[place];
        const char *left = question->options[option].text;
        int chosen = showing->given->state == RESPONSE_GIVEN ? showing->given->value[option] : -1;
        if (chosen >= 0)
            matching_line(showing, yours, left, question->targets[chosen].text);
        matching_line(showing, answer, left, question->targets[question->key[option]].text);
    }
}

static void matching_reveal(const struct question *question, struct view *view, cJSON *answers)
{
    struct buf pair;
    buf_init(&pair, 0);
    for (int i = 0; i < question->option_count; i++) {
        buf_clear(&pair);
        buf_printf(&pair, "%s → %s", question->options[i].text, question->targets[question->key[i]].text);
        reveal_line(view, answers, buf_ok(&pair) ? buf_string(&pair) : NULL, true);
    }
    buf_release(&pair);
}

/* Not wholly right: one is matched with the next target. */
static void matching_example(const struct paper_item *item, bool right, struct stream *stream, struct buf *out)
{
    const struct question *question = item->question;
    int count = question->option_count, wrong = right ? -1 : (int)stream_below(stream, (uint32_t)count);
    char left[PLACE_TEXT], target[PLACE_TEXT];
    buf_char(out, '{');
    for (int place = 0; place < count; place++) {
        int shown = place_of_index(item->targets, question->target_count, question->key[item->order[place]]);
        place_number(place, left);
        place_letter((shown + (place == wrong)) % question->target_count, target);
        buf_printf(out, "%s\"%s\":\"%s\"", place ? "," : "", left, target);
    }
    buf_char(out, '}');
}

static const char *const matching_members[] = {"left", "right", "key", NULL};
const struct question_type type_matching = {
    .name = "matching", .words = "Matching", .flag = "is_matching", .required = matching_members, .check = matching_check,
    .grain = matching_grain, .build = matching_build, .draw = matching_draw, .read = matching_read, .form = matching_form,
    .mark = matching_mark, .present = matching_present, .rows = matching_rows, .explain = matching_explain,
    .reveal = matching_reveal, .example = matching_example,
};
