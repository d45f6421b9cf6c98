/*
 * page_definitions.c - GET /definitions: the rule behind every figure, in plain words, with what the Code asks. An @ in a text
 * stands for the institution's title of a Personal Tutor.
 */
#include <string.h>
#include "common.h"

struct definition { const char *id, *title, *rule, *code; };

static const struct definition definitions[] = {
    {"personal_tutors", "@s",
     "Everyone whose post as @ at the School has begun by the date and has not ended before it; the last day of a post counts. Somebody "
     "with posts in two Schools counts in both, and once in the University’s total. Every percentage below is taken over all of them: "
     "nobody is left out, also not people on leave or in their first year.",
     "Code of Practice, Recruitment: the number of Personal Tutors."},
    {"training", "Training completed",
     "@s who, on the date, have met every training requirement that applies to them. A requirement names one or more modules; completing "
     "any one of them meets it, for three years. In a School’s row the University’s and that School’s requirements count; in the "
     "University’s row those of every School that the person tutors in.",
     "Code of Practice, Training: the percentage of Personal Tutors that have completed the required training within the last 3 years."},
    {"quiz", "Quiz completed",
     "@s who, on the date, have a completion of the Personal Tutoring Quiz that still counts: taken here, or imported from before. It does "
     "not matter whether they were a tutor on the day they took it, and no mark is needed: the Code asks for completion.",
     "Code of Practice, Support and Guidance: the percentage of Personal Tutors that have completed the Personal Tutoring Quiz within the "
     "last 3 years."},
    {"median", "Median Quiz score",
     "One score for each @ who has completed the Quiz and has a score: that of their latest completion that counts. Each is a percentage "
     "of the marks there were; the median is the middle one, or the mean of the middle two. Outside a School medians are published for the "
     "last day of a month only, and only over at least 5 people. Where a single School is withheld, the next smallest is withheld too, so "
     "that the rest does not give it away.",
     "Code of Practice, Knowledge and Training: the median score for staff completing the Personal Tutoring Quiz."},
    {"concerns", "Concerns",
     "@s about whom a concern is open on the date: whom the School’s own process has identified as not sufficiently fulfilling the role. "
     "A person counts once, however many there are. Only the number leaves the School; reasons are not kept here at all.",
     "Code of Practice, Support and Guidance: the number of Personal Tutors that were identified as not sufficiently fulfilling the role."},
    {"complete", "Complete", "Both the Quiz and the training count on the date, and for more than 90 days to come.", NULL},
    {"due_soon", "Due soon", "Both count on the date, and at least one of them ends within 90 days.", NULL},
    {"not_yet_due", "Not yet due",
     "Something is not completed, but there is still time: the first year since somebody became a @ without a break, in any School, has "
     "not passed, or a leader has given more time, for example for leave. Posts that overlap or follow on the next day are one unbroken "
     "time; one uncovered day begins another.",
     "Code of Practice, Training: to be offered within one year of starting the role."},
    {"overdue", "Overdue",
     "Everything else: the Quiz or the training was never completed, or its three years have passed. It is a reason to help, and no "
     "judgement. Each person has one state, the most urgent of their two: overdue before not yet due before due soon before complete.",
     NULL},
    {"three_years", "Three years",
     "To the corresponding day: what was completed on 1 June 2023 counts through 1 June 2026, and what was completed on 29 February 2024 "
     "through 28 February 2027. Days are those of the University’s own time zone.",
     "Code of Practice: taken subsequently every three years; at least once within the last three years."},
    {"percentages", "Percentages", "Rounded once, to one decimal; exactly half goes up. Over nobody there is no percentage.", NULL},
    {"dates", "The two dates of a figure",
     "Every figure is for a date, and is reckoned from what was recorded by a certain moment. The same pair always gives the same figure, "
     "so that a report can be made again years later. A date to come gives a forecast: what it would be if nobody completed anything more.",
     NULL},
};

static const char *words(struct arena *arena, const char *text, const char *tutor)
{
    struct buf out;
    buf_init(&out, 0);
    for (const char *at = text; *at; at++) {
        if (*at == '@')
            buf_text(&out, tutor);
        else
            buf_char(&out, *at);
    }
    const char *copy = buf_ok(&out) ? arena_dup(arena, buf_string(&out)) : NULL;
    buf_release(&out);
    return copy;
}

struct reply *page_definitions(struct request *request)
{
    const char *tutor = bank_institution(request->bank)->tutor;
    struct view view;
    page_view(request, &view);
    cJSON *list = view_array(&view, view.root, "definitions");
    for (size_t i = 0; i < sizeof definitions / sizeof *definitions; i++) {
        cJSON *item = view_object(&view, list, NULL);
        view_string(&view, item, "id", definitions[i].id);
        view_string(&view, item, "title", words(request->arena, definitions[i].title, tutor));
        view_string(&view, item, "rule", words(request->arena, definitions[i].rule, tutor));
        view_string(&view, item, "source", definitions[i].code);
    }
    return reply_view(request, 200, "definitions", "What the figures mean", &view);
}
