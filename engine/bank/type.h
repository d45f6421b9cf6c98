/*
 * type.h - what a question type is. A type fills one of these in its own file and has a row in types.c; nothing else in
 * the program asks what type a question is, but for the templates.
 */
#ifndef BANK_TYPE_H
#define BANK_TYPE_H
#include "bank/check.h"
#include "signpost/paper.h"
#include "signpost/stream.h"

#define DONT_KNOW "dont_know"
#define PLACE_TEXT 16 /* a displayed id and its NUL */

/* A question on its way into a view. */
struct showing {
    const struct paper_item *item;
    const struct response *given;  /* state NONE where nothing was answered */
    struct view *view;
};

struct question_type {
    const char *name;
    const char *const *required;   /* the members it has beside those of every question; NULL-terminated */
    const char *optional;          /* one it may have, or NULL */
    bool radio;                    /* shown as one choice among several */
    void (*check)(const struct check *check, const cJSON *json);
    /* Fills the type's part of OUT from checked JSON; false when memory ran out. */
    bool (*build)(struct arena *arena, const cJSON *json, struct question *out);
    void (*draw)(const struct question *question, struct stream *stream, struct paper_item *out);
    /* JSON that is neither null nor "dont_know". State stays NONE for an empty answer. */
    enum fault_code (*read)(const struct paper_item *item, const cJSON *json, struct response *out,
                            struct fault *fault);
    /* The JSON of a form, or NULL where nothing was chosen or memory ran out (then *FAILED). */
    cJSON *(*form)(const struct paper_item *item, form_value_fn value, void *context, bool *failed);
    int (*mark)(const struct question *question, const struct response *given);
    void (*present)(const struct showing *showing, cJSON *into);              /* the JSON face's own members */
    void (*rows)(const struct showing *showing, cJSON *rows, cJSON *into);    /* the page face's rows, or its text */
    void (*explain)(const struct showing *showing, cJSON *yours, cJSON *answer);
};

extern const struct question_type type_single, type_multiple, type_true_false, type_matching, type_ordering,
    type_numeric, type_short;

/* types.c */
const struct question_type *question_type_of(const struct question *question);
const struct question_type *question_type_named(const char *name); /* NULL: there is none */
enum question_kind question_kind_named(const char *name);          /* QUESTION_KINDS: there is none */

/* choices.c: what the types that show a list have in common. */
const cJSON *check_choices(const struct check *check, const cJSON *json, const char *name, int least, int most);
int choice_index(const cJSON *array, const char *id);              /* in the file's list; -1 when absent */
bool check_choice_named(const struct check *check, const cJSON *array, const cJSON *id); /* says so if not */
bool build_options(struct arena *arena, const cJSON *array, const struct option **out, int *count);
void order_plain(unsigned char order[LIMIT_CHOICES], int count);
void order_shuffle(struct stream *stream, unsigned char order[LIMIT_CHOICES], int count);
void draw_options(const struct question *question, struct stream *stream, struct paper_item *out); /* by its shuffle */
void place_letter(int place, char out[PLACE_TEXT]);                /* "a" for 0 */
void place_number(int place, char out[PLACE_TEXT]);                /* "1" for 0 */
int place_of_letter(const char *id, int count);                    /* -1: no such place */
int place_of_number(const char *id, int count);
/* The option or target displayed under a letter; faults for what is no text (MALFORMED) and no choice (INPUT). */
enum fault_code read_letter(const cJSON *json, const unsigned char *order, int count, int *out, struct fault *fault);
enum fault_code response_malformed(struct fault *fault, const char *shape);
cJSON *form_text(form_value_fn value, void *context, bool *failed); /* field `response`; NULL when blank */
void present_list(struct view *view, cJSON *into, const char *name, const struct option *options,
                  const unsigned char *order, int count, void (*place_id)(int place, char out[PLACE_TEXT]));
/* One row; returns it so that the type can add to it. HTML may be NULL. */
cJSON *row_add(const struct showing *showing, cJSON *rows, const char *value, const char *name, const char *commonmark,
               bool checked);
/* The row's "options": OPTIONS in displayed order, CHOSEN (an index, or -1) selected. */
void row_options(const struct showing *showing, cJSON *row, const char *row_value, const struct option *options,
                 const unsigned char *order, int count, int chosen);
void line_commonmark(struct view *view, cJSON *lines, const char *commonmark); /* one {"html"} */
void line_text(struct view *view, cJSON *lines, const char *text);             /* plain text, escaped */

/* decimal.c: "28", "-0.5", "+28.0", spaces around: in millionths. */
bool decimal_parse(const char *text, int64_t *out);
#endif
