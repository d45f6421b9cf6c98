/*
 * carried.c - what a format has no place for travels as tags: "pool:quiz", "source:code-of-practice", "point:13e". A tag of
 * the bank is an id and has no colon, so the two cannot be mixed up, and other systems keep both.
 */
#include <stdlib.h>
#include <string.h>
#include "formats/formats_internal.h"
#include "signpost/text.h"

static void keep_tag(struct reading_question *reading, const char *tag)
{
    struct format_question *question = &reading->question;
    const char *id = id_from(reading->arena, tag);
    if (!id) {
        reading->failed = true;
        return;
    }
    for (int i = 0; i < question->tag_count; i++)
        if (strcmp(question->tags[i], id) == 0)
            return;
    if (!*id)
        report_part(reading->report, question, "The tag \"%.60s\" has no letter or digit of an id: it was left out.", tag);
    else if (question->tag_count == FORMAT_TAGS)
        report_part(reading->report, question, "The tag \"%.60s\" is one too many: a question has at most %d.", tag,
                    FORMAT_TAGS);
    else
        question->tags[question->tag_count++] = id;
}

static const char *kept(struct reading_question *reading, const char *text)
{
    const char *copy = arena_dup(reading->arena, text);
    reading->failed |= !copy;
    return copy;
}

void carried_take(struct reading_question *reading, const char *tag)
{
    struct format_question *question = &reading->question;
    const char *colon = strchr(tag, ':'), *value = colon ? colon + 1 : "";
    size_t name = colon ? (size_t)(colon - tag) : 0;
    if (name == 4 && strncmp(tag, "pool", name) == 0 && (strcmp(value, "quiz") == 0 || strcmp(value, "practice") == 0))
        question->pool = strcmp(value, "quiz") == 0 ? POOL_QUIZ : POOL_PRACTICE;
    else if (name == 7 && strncmp(tag, "subject", name) == 0 && strlen(value) == 1 && *value >= 'a' &&
             *value < 'a' + SUBJECTS)
        question->subject = *value;
    else if (name == 6 && strncmp(tag, "source", name) == 0 && text_is_id(value))
        question->source_document = kept(reading, value);
    else if (name == 5 && strncmp(tag, "point", name) == 0 && *value)
        question->source_point = kept(reading, value);
    else if (name == 4 && strncmp(tag, "unit", name) == 0 && *value)
        question->unit = kept(reading, value);
    else if (strcmp(tag, "shuffle:false") == 0)
        question->shuffle = false;
    else if (name == 7 && strncmp(tag, "choices", name) == 0)
        reading->choice_ids = kept(reading, value);
    else if (name == 5 && strncmp(tag, "right", name) == 0)
        reading->target_ids = kept(reading, value);
    else if (name == 4 && strncmp(tag, "part", name) == 0 && strchr(value, '/'))
        reading->part_of = kept(reading, value);
    else if (name == 9 && strncmp(tag, "situation", name) == 0 && strspn(value, "0123456789") == 1 && !value[1])
        reading->parts_to_come = *value - '0';
    else if (name == 8 && strncmp(tag, "feedback", name) == 0 && strspn(value, "0123456789") == 1 && !value[1])
        reading->feedback_rules = *value - '0';
    else
        keep_tag(reading, tag);
}

/* "l2=2 l1=1": for each place of our list, an id and where in the file it was met. False: not of these choices. */
static bool read_ids(struct arena *arena, const char *list, int count, const char *ids[], int from[])
{
    bool met[LIMIT_CHOICES] = {false};
    for (int i = 0; i < count; i++) {
        size_t length = strcspn(list, " ="), place = (size_t)i + 1;
        ids[i] = arena_dup_bytes(arena, list, length);
        list += length;
        if (*list == '=') {
            char *end;
            place = strtoul(list + 1, &end, 10);
            list = end;
        }
        if (!ids[i] || !text_is_id(ids[i]) || place < 1 || place > (size_t)count || met[place - 1] ||
            *list != (i + 1 < count ? ' ' : '\0'))
            return false;
        for (int j = 0; j < i; j++)
            if (strcmp(ids[j], ids[i]) == 0)
                return false;
        met[place - 1] = true;
        from[i] = (int)place - 1;
        list += *list == ' ';
    }
    return count > 0;
}

/* Puts a list into the order FROM tells; TO is where each one went. */
static void reorder(struct format_choice *choices, int count, const char *ids[], const int from[], int to[])
{
    struct format_choice before[LIMIT_CHOICES];
    memcpy(before, choices, sizeof before);
    for (int i = 0; i < count; i++) {
        choices[i] = before[from[i]];
        choices[i].id = ids[i];
        to[from[i]] = i;
    }
}

static void reorder_choices(struct format_question *question, const char *ids[], const int from[])
{
    int to[LIMIT_CHOICES], key[LIMIT_CHOICES];
    memcpy(key, question->key, sizeof key);
    reorder(question->choices, question->choice_count, ids, from, to);
    if (question->kind == QUESTION_SINGLE)
        question->key[0] = to[key[0]];
    for (int i = 0; i < question->choice_count; i++)
        if (question->kind == QUESTION_ORDERING)
            question->key[i] = to[key[i]];
        else if (question->kind != QUESTION_SINGLE)
            question->key[i] = key[from[i]];
}

void carried_apply(struct reading_question *reading)
{
    struct format_question *question = &reading->question;
    const char *ids[LIMIT_CHOICES];
    int from[LIMIT_CHOICES], to[LIMIT_CHOICES];
    if (reading->lost || reading->failed)
        return;
    if (reading->choice_ids && read_ids(reading->arena, reading->choice_ids, question->choice_count, ids, from))
        reorder_choices(question, ids, from);
    if (!reading->target_ids || question->kind != QUESTION_MATCHING ||
        !read_ids(reading->arena, reading->target_ids, question->target_count, ids, from))
        return;
    reorder(question->targets, question->target_count, ids, from, to);
    for (int i = 0; i < question->choice_count; i++)
        question->key[i] = to[question->key[i]];
}
