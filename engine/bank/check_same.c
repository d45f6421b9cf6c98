/*
 * check_same.c - choices that read alike, where one is right and the other marked wrong, and choices that no question should
 * offer. A bank has tens of thousands of choices and folding one is dear, so two are folded only where a glance at their
 * letters does not tell them apart.
 */
#include <stdlib.h>
#include <string.h>
#include "bank/check.h"
#include "signpost/text.h"

/* The next letter or digit of *AT in lower case, past marks that folding may leave out; 0 at the end, -1: folding must say. */
static int next_letter(const unsigned char **at)
{
    for (;; (*at)++) {
        unsigned char c = **at;
        if (c >= 'A' && c <= 'Z')
            c = (unsigned char)(c - 'A' + 'a');
        if (c == '\0')
            return 0;
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            return (*at)++, c;
        if (c == 0xe2 && (*at)[1] == 0x80 && (*at)[2]) /* typographic spaces, dashes and quotation marks */
            *at += 2;
        else if (c >= 0x80)
            return -1;
    }
}

static bool may_be_same(const char *a, const char *b)
{
    const unsigned char *left = (const unsigned char *)a, *right = (const unsigned char *)b;
    for (;;) {
        int one = next_letter(&left), other = next_letter(&right);
        if (one < 0 || other < 0)
            return true;
        if (one != other)
            return false;
        if (one == 0)
            return true;
    }
}

/* Where nothing is left of both ("?" and "!"), they are as they are written. */
static bool is_same(const struct check *check, const char *a, const char *b)
{
    if (!may_be_same(a, b))
        return false;
    char *one = text_fold(a), *other = text_fold(b);
    bool same = one && other && strcmp(one, other) == 0 && (*one || strcmp(a, b) == 0);
    if (!one || !other)
        check->findings->failed = 1;
    free(one);
    free(other);
    return same;
}

bool check_same_as_before(const struct check *check, const cJSON *array, const cJSON *item, const char *(*text_of)(const cJSON *item))
{
    const char *text = text_of(item);
    const cJSON *other;
    /* Documents of older versions were checked when they were folders, by the rules of their day. */
    if (!check->set->dir || !text)
        return false;
    cJSON_ArrayForEach(other, array) {
        const char *earlier = other != item ? text_of(other) : NULL;
        if (other == item)
            return false;
        if (earlier && is_same(check, earlier, text))
            return true;
    }
    return false;
}

static bool is_one_of(const struct check *check, const char *text, const char *const *names)
{
    for (; *names; names++)
        if (is_same(check, *names, text))
            return true;
    return false;
}

static const char *text_of_choice(const cJSON *choice)
{
    return json_string(choice, "text");
}

void check_unlike(const struct check *check, const cJSON *array)
{
    static const char *const button[] = {"I don't know", "Don't know", "I do not know", NULL};
    static const char *const above[] = {"None of the above", "All of the above", "None of these", "All of these", NULL};
    const cJSON *choice;
    cJSON_ArrayForEach(choice, array) {
        const char *text = json_string(choice, "text");
        if (!text || !check->set->dir)
            continue;
        if (check_same_as_before(check, array, choice, text_of_choice))
            check_say(check, json_member(choice, "text"), "\"%s\" is there twice in \"%s\", but for capitals, accents and punctuation: "
                      "nobody could tell which is meant, so change one.", check_quote(text), array->string);
        else if (is_one_of(check, text, button))
            check_say(check, json_member(choice, "text"), "\"%s\" stands below every question by itself: remove the choice.",
                      check_quote(text));
        else if (strcmp(array->string, "choices") == 0 && is_one_of(check, text, above))
            check_say(check, json_member(choice, "text"), "\"%s\" makes no sense among shuffled choices: remove it, or make the question a "
                      "\"multiple\".", check_quote(text));
    }
}
