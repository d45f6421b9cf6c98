/*
 * formats_internal.h - what the rooms of the formats share: the report, the value's own tools, what is carried in tags.
 *
 * The way in: a reader (gift_*, moodle_*, qti_*) makes a struct format_question → settle.c completes it (id, pool,
 * feedback) → question_out.c writes it as a question of the bank → save.c puts files in place. The way out: question_in.c
 * makes the value from the bank's document → a writer.
 */
#ifndef FORMATS_INTERNAL_H
#define FORMATS_INTERNAL_H
#include "formats/rich.h"
#include "signpost/formats.h"
#include "signpost/json.h"

/* ---- report.c ---- */
/* The whole question / a part of it is not carried. MESSAGE says what, and why. */
void report_question(struct format_report *report, const struct format_question *question, const char *format, ...)
    PRINTF_LIKE(3, 4);
void report_part(struct format_report *report, const struct format_question *question, const char *format, ...)
    PRINTF_LIKE(3, 4);
/* Nothing was lost, but it is worth knowing. */
void report_note(struct format_report *report, const struct format_question *question, const char *format, ...)
    PRINTF_LIKE(3, 4);

/* ---- a reader at work on one question ---- */
struct reading_question {
    struct arena *arena;              /* of this question */
    struct format_question question;
    struct format_report *report;
    struct rich_losses losses;        /* of the texts read so far */
    const char *choice_ids, *target_ids; /* what tags told of the choices, or NULL */
    int feedback_rules;               /* likewise: how many rules stand in the first of two feedbacks; -1: it is one */
    const char *part_of;              /* likewise: "situation/part" of a part of a situation, or NULL */
    int parts_to_come;                /* likewise: of a situation */
    bool lost;                        /* reported as not carried: leave it */
    bool failed;                      /* memory ran out */
};
/* reading.c. Ready for one question; false when memory ran out. */
bool reading_begin(struct reading_question *reading, struct format_report *report, const char *file, int line);
void reading_lose(struct reading_question *reading, const char *format, ...) PRINTF_LIKE(2, 3); /* the whole question */
/* A text as CommonMark, or NULL where it is blank or memory ran out. */
const char *reading_text(struct reading_question *reading, enum rich_kind kind, const char *text);
/* The same for feedback: a picture that is missing there does not cost the question. */
const char *reading_remark(struct reading_question *reading, enum rich_kind kind, const char *text);
const char *reading_cut(struct reading_question *reading, const char *text, size_t most); /* at a whole letter */
/* Feedback that follows every answer; or, where a tag says so, two in one, as our writers make them. NULL is allowed. */
void feedback_for_both(struct reading_question *reading, const char *feedback);
const char *reading_join(struct reading_question *reading, const char *first, const char *second); /* as paragraphs; NULLs allowed */
/* Hands it on unless it is lost, reports what its texts lost, and lets go of it. */
enum fault_code reading_end(struct reading_question *reading, format_take_fn take, void *context,
                            struct fault *fault) MUST_USE;

/* ---- weights.c: answers that are worth a part of the mark ---- */
#define WEIGHT_FULL 10000000 /* 100%, in hundred-thousandths of a percent */
struct weighted { const char *text, *feedback; int64_t weight; };
/* "33.33333", "-50", "100": in hundred-thousandths of a percent. */
bool weight_parse(const char *text, size_t size, int64_t *out);
/* The choices of a single (ONE) or multiple question, its key and the feedback of its choices. */
void weights_choose(struct reading_question *reading, const struct weighted *answers, int count, bool one);
/* "33.33333" for 3 of PARTS; NEGATIVE puts a minus before it. */
void weight_text(int parts, bool negative, char out[16]);

/* ---- carried.c: what a format has no place for travels as tags "name:value" ---- */
/* Takes over a tag; tags of our own with a colon fill their members. */
void carried_take(struct reading_question *reading, const char *tag);
#define FEEDBACK_RULE "\n\n***\n\n" /* between two feedbacks that stand in one; "feedback:0" tells of it */
/* Once the question is read: the ids and the order of choices that a tag told. */
void carried_apply(struct reading_question *reading);
/* The tags of a question, the carried ones last. NATIVE: bits of what the format says by itself. */
/* Matching: the targets in the order in which a file without ids has them: by the pairs, then those without. */
void order_of_targets(const struct format_question *question, int order[LIMIT_CHOICES]);
enum carried { CARRIED_IDS = 1, CARRIED_SHUFFLE = 2, CARRIED_UNIT = 4 };
typedef void (*carried_fn)(void *context, const char *tag);
enum fault_code carried_tags(const struct format_question *question, int native, carried_fn each, void *context,
                             struct fault *fault) MUST_USE;

int rules_in(const char *feedback);
/* The right sides as plain text, for formats that have no other there; what that loses is reported. False: no memory. */
bool plain_targets(struct arena *arena, const struct format_question *question, const char *format,
                   struct format_report *report, const char *out[LIMIT_CHOICES]);

/* ---- ids.c ---- */
/* An id as near to NAME as may be; "" where nothing of it can stay, NULL when memory ran out. */
const char *id_from(struct arena *arena, const char *name);
/* What the path of a category says as a tag: its last part; NULL for those that Moodle and we make ourselves. */
#define CATEGORY_OF_OURS "$course$/top/Signpost"
bool category_tag(struct arena *arena, const char *path, const char **tag);
const char *id_letter(int index, char out[2]); /* of a choice that has none: "a" for 0 */

/* ---- decimals.c ---- */
/* A decimal as the bank takes it, from one as people write it (".5", "3.", "+3", "1e2"): in the arena; NULL: it is none. */
const char *decimal_tidy(struct arena *arena, const char *text, size_t size);
/* The middle of two and how far both are from it, as decimals of the bank. False: they cannot be said in 6 places. */
bool decimal_between(struct arena *arena, const char *low, const char *high, const char **middle, const char **off);
/* The two ends, OFF away from the middle. */
bool decimal_around(struct arena *arena, const char *middle, const char *off, const char **low, const char **high);

/* ---- between the value and the bank's JSON: question_in.c, question_out.c ---- */
/* Of the bank's document, whose strings it borrows; parts lie in the arena. */
enum fault_code question_in(const cJSON *json, struct arena *arena, struct format_question *out,
                            struct fault *fault) MUST_USE;
/* Appends it, indented, as it stands in a file of the bank. Everything in it must be settled. */
void question_out(const struct format_question *question, const char *id, struct buf *out);

/* ---- answers.c: what GIFT and Moodle XML have in common ---- */
/* An accepted answer of a short question, with Moodle's stars. */
void accepted_take(struct reading_question *reading, const char *text, int64_t weight, const char *feedback);
/* The number of a numeric question; "*" without weight is whatever else is answered. */
void number_take(struct reading_question *reading, const char *number, const char *off, int64_t weight,
                 const char *feedback);
/* A pair of a matching question; LEFT is NULL for a partner of nobody. */
void pair_take(struct reading_question *reading, const char *left, const char *right);

/* ---- the formats ---- */
enum fault_code gift_read(const char *bytes, size_t size, const char *file, format_take_fn take, void *context,
                          struct format_report *report, struct fault *fault) MUST_USE;
enum fault_code moodle_read(const char *bytes, size_t size, const char *file, format_take_fn take, void *context,
                            struct format_report *report, struct fault *fault) MUST_USE;
enum fault_code qti_read(const char *bytes, size_t size, const char *file, format_take_fn take, void *context,
                         struct format_report *report, struct fault *fault) MUST_USE;

/* recognise.c. INPUT, naming the FORMAT to ask for: these bytes are plainly another's, or none's. */
enum fault_code format_recognise(enum format format, const char *bytes, size_t size, const char *file, struct fault *fault) MUST_USE;

/* A writer fills one of these. */
struct format_writing {
    enum fault_code (*add)(struct format_writer *writer, const struct format_question *question,
                           struct format_report *report, struct fault *fault);
    enum fault_code (*finish)(struct format_writer *writer, struct buf *out, struct fault *fault);
    void (*release)(struct format_writer *writer); /* NULL: nothing of its own */
};
struct format_writer {
    const struct format_writing *does;
    const char *const *subjects;
    char subject;          /* of the question before; 0 at the start */
    struct buf text;       /* the file so far */
    void *own;             /* the format's */
};
extern const struct format_writing gift_writing, moodle_writing, qti_writing;
#endif
