/*
 * verification_words.c - from the checks to a verdict, and the sentence that says what the record is of.
 */
#include <stdio.h>
#include <string.h>
#include "record/verification_internal.h"

static enum verification_result result_of(const struct verification *of, const char *id)
{
    for (int i = 0; i < of->count; i++)
        if (strcmp(of->check[i].id, id) == 0)
            return of->check[i].result;
    return VERIFICATION_NOT_CHECKED;
}

/* The first check, in this order, that was answered with no; what was not checked decides nothing. */
static enum verdict verdict_of(const struct verification *of)
{
    static const struct { const char *id; enum verdict verdict; } rules[] = {
        {"shape", VERDICT_UNREADABLE}, {"signature", VERDICT_CHANGED}, {"second_signature", VERDICT_CHANGED},
        {"key", VERDICT_OTHER_KEY}, {"proof", VERDICT_NOT_PROVED}, {"log", VERDICT_NOT_PROVED}, {"witness", VERDICT_NOT_PROVED},
        {"held", VERDICT_NOT_HELD}, {"withdrawn", VERDICT_WITHDRAWN}, {"email", VERDICT_OTHER_PERSON},
        {"name", VERDICT_OTHER_PERSON}, {"current", VERDICT_SUPERSEDED}, {"counts", VERDICT_ENDED},
    };
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (result_of(of, rules[i].id) == VERIFICATION_NO)
            return rules[i].verdict;
    return VERDICT_GENUINE;
}

static const struct { const char *word, *headline; } verdicts[] = {
    [VERDICT_GENUINE] = {"genuine", "Genuine, and it counts today"},
    [VERDICT_ENDED] = {"ended", "Genuine, but it no longer counts"},
    [VERDICT_SUPERSEDED] = {"superseded", "Genuine, but a later record took its place"},
    [VERDICT_WITHDRAWN] = {"withdrawn", "The University has withdrawn this record"},
    [VERDICT_OTHER_PERSON] = {"other_person", "Genuine, but not the record of the person you named"},
    [VERDICT_NOT_HELD] = {"not_held", "Do not rely on this record: the University does not hold it"},
    [VERDICT_NOT_PROVED] = {"not_proved", "Do not rely on this record: its proof does not hold"},
    [VERDICT_OTHER_KEY] = {"other_key", "Do not rely on this record: somebody else signed it"},
    [VERDICT_CHANGED] = {"changed", "Do not rely on this record: its signature does not hold"},
    [VERDICT_UNREADABLE] = {"unreadable", "This is not a completion record"},
};

/* The record's own signed words come first: they name the days as the University's calendar has them. */
static void say_what(struct verification *out)
{
    const struct credential_check *record = &out->credential;
    char on[DATE_WORDS], until[DATE_WORDS], dates[512], counts[64] = "";
    date_words(out->completed_on, on);
    date_words(out->counts_until, until);
    if (record->description && *record->description)
        snprintf(dates, sizeof dates, "%.500s", record->description);
    else if (date_compare(out->completed_on, DATE_MIN) != 0)
        snprintf(dates, sizeof dates, "Completed on %s; counts up to and including %s.", on, until);
    else
        snprintf(dates, sizeof dates, "It does not say when.");
    if (record->score && date_compare(out->counts_until, DATE_MAX) != 0)
        snprintf(counts, sizeof counts, " It counts up to and including %s.", until);
    snprintf(out->sentence, sizeof out->sentence, "%s%.200s: %s%s Issued by %.200s.", out->valid ? "" : "It says: ",
             record->achievement, dates, counts, record->issuer_name ? record->issuer_name : record->issuer);
}

void verification_conclude(struct verification *out, bool online)
{
    out->verdict = verdict_of(out);
    out->valid = out->verdict <= VERDICT_SUPERSEDED;
    out->word = verdicts[out->verdict].word;
    out->headline = verdicts[out->verdict].headline;
    if (out->verdict == VERDICT_GENUINE && !online)
        out->headline = "Genuine, and its time is not over";
    if (out->verdict != VERDICT_UNREADABLE)
        say_what(out);
}
