/*
 * gift_answers.c - the types of GIFT that people choose or type in: {=right ~wrong}, {=word =another}, {TRUE}, {#3:1}.
 */
#include <string.h>
#include "formats/gift.h"

#define ANSWERS 64 /* looked at; the bank takes fewer, so the rest is only counted */

void gift_choices(struct gift *gift)
{
    struct reading_question *reading = gift->reading;
    struct gift_answer answers[ANSWERS];
    struct weighted weighted[ANSWERS];
    int count = gift_split(gift->answers, "~=", answers, ANSWERS);
    bool one = false;
    if (count > ANSWERS) {
        reading_lose(reading, "it has %d choices.", count);
        return;
    }
    for (int i = 0; i < count; i++) {
        one = one || answers[i].right;
        weighted[i] = (struct weighted){.text = gift_text(gift, answers[i].text), .weight = answers[i].weight,
                                        .feedback = gift_remark(gift, answers[i].feedback)};
        if (!weighted[i].text)
            weighted[i].text = "";
    }
    weights_choose(reading, weighted, count, one);
}

void gift_short(struct gift *gift)
{
    struct gift_answer answers[ANSWERS];
    int count = gift_split(gift->answers, "=", answers, ANSWERS);
    gift->reading->question.kind = QUESTION_SHORT;
    for (int i = 0; i < count && i < ANSWERS; i++)
        accepted_take(gift->reading, gift_typed(gift, answers[i].text), answers[i].weight,
                      gift_remark(gift, answers[i].feedback));
    if (gift->reading->question.accepted_count == 0)
        reading_lose(gift->reading, "no answer is left that the bank could accept.");
}

/* TRUE#wrong#right */
void gift_true_false(struct gift *gift)
{
    struct format_question *question = &gift->reading->question;
    const char *first = gift_find(gift->answers, "#"), *end = gift->answers.end;
    const char *second = first ? gift_find((struct gift_span){first + 1, end}, "#") : NULL;
    question->kind = QUESTION_TRUE_FALSE;
    question->key[0] = *gift->answers.at == 'T' || *gift->answers.at == 't';
    if (first)
        question->wrong = gift_remark(gift, (struct gift_span){first + 1, second ? second : end});
    if (second)
        question->right = gift_remark(gift, (struct gift_span){second + 1, end});
}

/* A range is its middle and how far its ends are. */
static void take_range(struct gift *gift, const char *low, const char *high, const char **middle, const char **off)
{
    struct arena *arena = gift->reading->arena;
    const char *from = decimal_tidy(arena, low, (size_t)(high - low)), *to = decimal_tidy(arena, high + 2, strlen(high + 2));
    if (!from || !to || !decimal_between(arena, from, to, middle, off))
        *middle = low; /* no number, which is said where it is taken */
}

void gift_numeric(struct gift *gift)
{
    struct gift_answer answers[ANSWERS];
    struct gift_span rest = {gift->answers.at + 1, gift->answers.end};
    int count = gift_split(rest, "=~", answers, ANSWERS);
    gift->reading->question.kind = QUESTION_NUMERIC;
    for (int i = 0; i < count && i < ANSWERS; i++) {
        const char *text = gift_typed(gift, answers[i].text), *off = "0", *dots = strstr(text, "..");
        const char *colon = dots ? NULL : strchr(text, ':'), *number = text;
        if (dots)
            take_range(gift, text, dots, &number, &off);
        if (colon) {
            number = arena_dup_bytes(gift->reading->arena, text, (size_t)(colon - text));
            off = colon + 1;
        }
        gift->reading->failed |= !number;
        number_take(gift->reading, number ? number : "", off, answers[i].weight, gift_remark(gift, answers[i].feedback));
    }
    if (!gift->reading->question.number)
        reading_lose(gift->reading, "no number is wholly right.");
}
