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

/* In Moodle a star stands for any letters, and \* for a star. */
static bool take_stars(const char *text, char *out)
{
    bool wild = false;
    for (; *text; text++) {
        if (text[0] == '\\' && text[1] == '*')
            text++;
        else if (*text == '*')
            wild = true;
        *out++ = *text;
    }
    *out = '\0';
    return wild;
}

void accepted_take(struct reading_question *reading, const char *text, int64_t weight, const char *feedback)
{
    struct format_question *question = &reading->question;
    char *plain = arena_alloc(reading->arena, strlen(text) + 1);
    if (!plain) {
        reading->failed = true;
        return;
    }
    bool wild = take_stars(text, plain);
    if (wild && strcmp(text, "*") == 0 && weight == 0) {
        question->wrong = reading_join(reading, question->wrong, feedback);
    } else if (wild) {
        report_part(reading->report, question, "The answer \"%.60s\" has a star for any letters: it was left out, as "
                    "answers here are whole words.", text);
    } else if (weight < WEIGHT_FULL) {
        report_part(reading->report, question, "The answer \"%.60s\" was worth a part of the mark: it was left out, as "
                    "an answer here is right or wrong.", plain);
    } else if (question->accepted_count == FORMAT_ACCEPTED) {
        report_part(reading->report, question, "The answer \"%.60s\" is one too many: at most %d are accepted.", plain,
                    FORMAT_ACCEPTED);
    } else {
        question->accepted[question->accepted_count++] = plain;
        question->right = reading_join(reading, question->right, feedback);
    }
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

/* "3", "3:1" or "1..5" as key and tolerance. */
static bool read_number(struct gift *gift, struct gift_span span)
{
    struct format_question *question = &gift->reading->question;
    struct arena *arena = gift->reading->arena;
    const char *text = gift_typed(gift, span), *dots = strstr(text, ".."), *colon = strchr(text, ':');
    const char *middle, *off;
    if (dots) {
        const char *low = decimal_tidy(arena, text, (size_t)(dots - text));
        const char *high = decimal_tidy(arena, dots + 2, strlen(dots + 2));
        if (!low || !high || !decimal_between(arena, low, high, &middle, &off))
            return false;
    } else {
        middle = decimal_tidy(arena, text, colon ? (size_t)(colon - text) : strlen(text));
        off = colon ? decimal_tidy(arena, colon + 1, strlen(colon + 1)) : "0";
    }
    question->number = middle;
    question->tolerance = off;
    return middle && off;
}

void gift_numeric(struct gift *gift)
{
    struct reading_question *reading = gift->reading;
    struct format_question *question = &reading->question;
    struct gift_answer answers[ANSWERS];
    struct gift_span rest = {gift->answers.at + 1, gift->answers.end};
    int count = gift_split(rest, "=~", answers, ANSWERS);
    question->kind = QUESTION_NUMERIC;
    for (int i = 0; i < count && i < ANSWERS; i++) {
        const char *text = gift_typed(gift, answers[i].text), *feedback = gift_remark(gift, answers[i].feedback);
        if (answers[i].weight == 0 && (!*text || strcmp(text, "*") == 0)) {
            question->wrong = reading_join(reading, question->wrong, feedback);
        } else if (question->number || answers[i].weight < WEIGHT_FULL) {
            report_part(reading->report, question, "The answer \"%.60s\" was left out: a question has one number, wholly "
                        "right within its tolerance.", text);
        } else if (!read_number(gift, answers[i].text)) {
            reading_lose(reading, "\"%.60s\" is no number that the bank could hold (9 digits before the point, 6 after "
                         "it).", text);
            return;
        } else {
            question->right = reading_join(reading, question->right, feedback);
        }
    }
    if (!question->number)
        reading_lose(reading, "no number is wholly right.");
}
