/*
 * answers.c - what GIFT and Moodle XML have in common: accepted words with stars, numbers with a tolerance, pairs.
 */
#include <string.h>
#include "formats/formats_internal.h"

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

void number_take(struct reading_question *reading, const char *number, const char *off, int64_t weight,
                 const char *feedback)
{
    struct format_question *question = &reading->question;
    number += strspn(number, " \t\r\n");
    if (weight == 0 && (!*number || strcmp(number, "*") == 0)) { /* whatever else is answered */
        question->wrong = reading_join(reading, question->wrong, feedback);
        return;
    }
    bool exact = strspn(off, "0.") == strlen(off);
    if (question->number || weight < WEIGHT_FULL) {
        report_part(reading->report, question, "The answer \"%.40s%s%.20s\" was left out: a question has one number, wholly "
                    "right within its tolerance.", number, exact ? "" : ":", exact ? "" : off);
        return;
    }
    question->number = decimal_tidy(reading->arena, number, strlen(number));
    question->tolerance = *off ? decimal_tidy(reading->arena, off, strlen(off)) : "0";
    if (!question->number || !question->tolerance)
        reading_lose(reading, "\"%.40s%s%.20s\" is no number that the bank could hold (9 digits before the point, 6 after it).",
                     number, exact ? "" : ":", exact ? "" : off);
    question->right = reading_join(reading, question->right, feedback);
}

void pair_take(struct reading_question *reading, const char *left, const char *right)
{
    struct format_question *question = &reading->question;
    int target = 0;
    while (target < question->target_count && strcmp(question->targets[target].text, right) != 0)
        target++;
    if (target == LIMIT_CHOICES || (left && question->choice_count == LIMIT_CHOICES)) {
        reading_lose(reading, "it has too many pairs: the bank takes 8 on the left and 10 on the right.");
        return;
    }
    if (target == question->target_count)
        question->targets[question->target_count++].text = right;
    if (left) {
        question->key[question->choice_count] = target;
        question->choices[question->choice_count++].text = left;
    }
}
