/*
 * weights.c - answers that are worth a part of the mark, as Moodle's are, and what the bank makes of them: one right choice,
 * or right choices of equal worth and wrong ones that each take off their share.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "formats/formats_internal.h"

#define PERCENT 100000 /* 1% */
#define NEAR 1000      /* 33.33 counts as a third */

bool weight_parse(const char *text, size_t size, int64_t *out)
{
    int64_t number = 0;
    int places = -1; /* before the point */
    bool digits = false, negative = false;
    size_t i = 0;
    if (i < size && (text[i] == '-' || text[i] == '+'))
        negative = text[i++] == '-';
    for (; i < size; i++) {
        if (text[i] == '.' && places < 0) {
            places = 0;
        } else if (text[i] >= '0' && text[i] <= '9' && number < INT64_C(1000000000000)) {
            digits = true;
            if (places < 5)
                number = number * 10 + (text[i] - '0');
            places += places >= 0 && places < 5;
        } else {
            return false;
        }
    }
    for (int place = places < 0 ? 0 : places; place < 5; place++)
        number *= 10;
    *out = negative ? -number : number;
    return digits;
}

void weight_text(int parts, bool negative, char out[16])
{
    int64_t share = (WEIGHT_FULL + parts / 2) / parts;
    if (share % PERCENT)
        snprintf(out, 16, "%s%" PRId64 ".%05" PRId64, negative ? "-" : "", share / PERCENT, share % PERCENT);
    else
        snprintf(out, 16, "%s%" PRId64, negative ? "-" : "", share / PERCENT);
    size_t length = strlen(out);
    while (strchr(out, '.') && out[length - 1] == '0')
        out[--length] = '\0';
}

static bool near(int64_t a, int64_t b)
{
    return a - b < NEAR && b - a < NEAR;
}

static void choose_one(struct reading_question *reading, const struct weighted *answers, int count)
{
    int whole = 0, part = -1;
    for (int i = 0; i < count; i++) {
        if (near(answers[i].weight, WEIGHT_FULL)) {
            reading->question.key[0] = i;
            whole++;
        } else if (answers[i].weight != 0) {
            part = i;
        }
    }
    if (whole == 0)
        reading_lose(reading, "none of its choices is wholly right (100%%).");
    else if (whole > 1)
        reading_lose(reading, "%d of its choices are wholly right, and only one may be chosen.", whole);
    else if (part >= 0)
        report_part(reading->report, &reading->question,
                    "The choice \"%.60s\" was worth a part of the mark; here every choice but the right one earns nothing.",
                    answers[part].text);
}

static void choose_many(struct reading_question *reading, const struct weighted *answers, int count)
{
    int rights = 0, wrongs = 0;
    bool equal = true, free = true, shared = true;
    for (int i = 0; i < count; i++)
        rights += answers[i].weight > 0;
    wrongs = count - rights;
    for (int i = 0; i < count; i++) {
        reading->question.key[i] = answers[i].weight > 0;
        if (answers[i].weight > 0) {
            equal = equal && near(answers[i].weight, WEIGHT_FULL / rights);
        } else {
            free = free && answers[i].weight == 0;
            shared = shared && near(answers[i].weight, -(WEIGHT_FULL / wrongs));
        }
    }
    if (rights == 0)
        reading_lose(reading, "none of its choices is right.");
    else if (!equal)
        report_part(reading->report, &reading->question,
                    "Its right choices were worth other parts of the mark; here each is worth the same.");
    if (rights && !shared)
        report_part(reading->report, &reading->question, "%s here each wrong choice takes off its share of the mark.",
                    free ? "Wrong choices cost nothing;" : "Wrong choices cost other parts of the mark;");
}

void weights_choose(struct reading_question *reading, const struct weighted *answers, int count, bool one)
{
    struct format_question *question = &reading->question;
    question->kind = one ? QUESTION_SINGLE : QUESTION_MULTIPLE;
    if (count > LIMIT_CHOICES) {
        reading_lose(reading, "it has %d choices; the bank takes at most %d.", count, one ? 8 : 10);
        return;
    }
    for (int i = 0; i < count; i++)
        question->choices[i] = (struct format_choice){.text = answers[i].text, .feedback = answers[i].feedback};
    question->choice_count = count;
    (one ? choose_one : choose_many)(reading, answers, count);
}
