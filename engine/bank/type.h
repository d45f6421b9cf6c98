/*
 * type.h - what a question type is. A type fills one of these in its own file, type_<name>.c, and has a row in bank.h's
 * QUESTION_TYPES; nothing else in the program asks what type a question is, but for the templates, which ask for its flag.
 */
#ifndef BANK_TYPE_H
#define BANK_TYPE_H
#include "bank/check.h"
#include "signpost/paper.h"
#include "signpost/stream.h"

#define DONT_KNOW "dont_know"
#define PLACE_TEXT 16  /* a displayed id and its NUL */
#define ANCHOR_TEXT 32 /* "q200-p8" */

/* A question on its way into a view. */
struct showing {
    const struct bank *bank;
    const struct paper_item *item;
    const cJSON *response;         /* as stored or as posted; NULL: none */
    const struct response *given;  /* the same understood; state NONE where nothing was answered, or nothing that can be read */
    struct view *view;
    char anchor[ANCHOR_TEXT];      /* begins every id on the page: "q3", in a part "q3-p2" */
    char prefix[ANCHOR_TEXT];      /* before the name of every field: "", in a part "part.2." */
};

struct question_type {
    const char *name;              /* in files and in JSON */
    const char *words;             /* for people: "One answer" */
    const char *flag;              /* in a view, where it is this type's question: "is_single" */
    const char *const *required;   /* the members it has beside those of every question; NULL-terminated */
    const char *optional;          /* one it may have, or NULL */
    bool radio;                    /* shown as one choice among several */
    bool typed;                    /* shown as a field to type into */
    bool marked;                   /* revealed, some of its lines are wrong and marked so */
    bool ordered;                  /* revealed, its lines are a sequence */
    bool in_parts;                 /* its form reads "I don't know" itself, for what is left open */
    void (*check)(const struct check *check, const cJSON *json);
    /* Every mark that the question can give is a multiple of this. For JSON without findings. */
    int (*grain)(const cJSON *json);
    /* Fills the type's part of OUT from checked JSON; false when memory ran out. */
    bool (*build)(struct arena *arena, const cJSON *json, struct question *out);
    /* The order of its choices; NULL: it has none. */
    void (*draw)(const struct question *question, struct stream *stream, struct paper_item *out);
    /* JSON that is neither null nor "dont_know". State stays NONE for an empty answer. */
    enum fault_code (*read)(const struct paper_item *item, const cJSON *json, struct response *out,
                            struct fault *fault);
    /* The JSON of a form, or NULL where nothing was chosen or memory ran out (then *FAILED). */
    cJSON *(*form)(const struct paper_item *item, form_value_fn value, void *context, bool *failed);
    int (*mark)(const struct question *question, const struct response *given);
    /* In a view; each may be NULL where the type adds nothing. */
    void (*present)(const struct showing *showing, cJSON *into);              /* the JSON face's own members */
    void (*rows)(const struct showing *showing, cJSON *rows, cJSON *into);    /* the page face's rows, or its text */
    void (*explain)(const struct showing *showing, cJSON *yours, cJSON *answer); /* page face: lines of both */
    void (*reveal)(const struct question *question, struct view *view, cJSON *answers); /* the key, a reveal_line each */

    void (*example)(const struct paper_item *item, bool right, struct stream *stream, struct buf *out); /* paper.h */
};

#define QUESTION_TYPE(NAME, name) extern const struct question_type type_##name;
QUESTION_TYPES(QUESTION_TYPE)

/* types.c */
const struct question_type *question_type_of(const struct question *question);
const struct question_type *question_type_at(enum question_kind kind);
const struct question_type *question_type_named(const char *name); /* NULL: there is none */

/* draw.c: uniform without replacement: the first COUNT places of POOL become the chosen ones. Then one item. */
void draw_choose(struct stream *stream, const struct question **pool, int size, int count);
void draw_item(struct stream *stream, const struct question *question, int number, struct paper_item *out);

/* check_question.c: what a question and a part of one have in common. WHAT begins the findings: "The question", "The part". */
const struct question_type *check_asked(const struct check *check, const cJSON *json, const char *what,
                                        const char *const *required, const char *const *optional);
void check_source(const struct check *check, const cJSON *json);
/* build.c: the same. Subject, pool and source stay as they are in OUT. */
bool build_asked(struct arena *arena, const cJSON *json, struct question *out);
void build_source(const cJSON *json, struct question *out);

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
int place_of_index(const unsigned char *order, int count, int index); /* where an option or target is shown */
/* The option or target displayed under a letter; faults for what is no text (MALFORMED) and no choice (INPUT). */
enum fault_code read_letter(const cJSON *json, const unsigned char *order, int count, int *out, struct fault *fault);
enum fault_code response_malformed(struct fault *fault, const char *shape);
cJSON *form_text(form_value_fn value, void *context, bool *failed); /* field `response`; NULL when blank */
bool form_unsure(form_value_fn value, void *context);               /* "I don't know" is chosen or ticked */
int grain_whole(const cJSON *json);                                 /* all or nothing */

/* view.c: a question, and a part of one, on its way into a view. ITEM and GIVEN must live as long as what is returned. */
struct showing showing_whole(const struct bank *bank, const struct paper_item *item, const cJSON *response,
                             struct view *view, struct response *given);
struct showing showing_part(const struct showing *whole, int part, struct paper_item *item, struct response *given);
cJSON *page_list(struct view *view, cJSON *into, const char *name); /* an array for the page face only */

/* rows.c: lists in a view. */
void present_list(struct view *view, cJSON *into, const char *name, const struct option *options,
                  const unsigned char *order, int count, void (*place_id)(int place, char out[PLACE_TEXT]));
void present_choices(const struct showing *showing, cJSON *into);   /* "choices": the options under letters */
/* One row; returns it so that the type can add to it. NAME is the field's, behind the prefix. HTML may be NULL. */
cJSON *row_add(const struct showing *showing, cJSON *rows, const char *value, const char *name, const char *commonmark,
               bool checked);
/* The row's "options": OPTIONS in displayed order, CHOSEN (an index, or -1) selected. */
void row_options(const struct showing *showing, cJSON *row, const char *row_value, const struct option *options,
                 const unsigned char *order, int count, int chosen);
void line_commonmark(struct view *view, cJSON *lines, const char *commonmark); /* one {"html"} */
void line_text(struct view *view, cJSON *lines, const char *text);             /* plain text, escaped */
void reveal_line(struct view *view, cJSON *answers, const char *commonmark, bool right);

/* decimal.c: exact decimals, in millionths. */
#define DECIMAL_TEXT 24
bool decimal_parse(const char *text, int64_t *out);                 /* "28", "-0.5", "+28.0" */
void decimal_text(int64_t number, char out[DECIMAL_TEXT]);          /* "28", "-0.5" */
/* As people write them. *USED: how many bytes of TEXT are the number; what follows is the caller's to judge. */
enum decimal { DECIMAL_READ, DECIMAL_NONE, DECIMAL_EITHER /* "1,500": a thousand and a half, or one and a half */ };
enum decimal decimal_typed(const char *text, int64_t *out, size_t *used);
size_t decimal_sign(const char *text); /* the bytes of the sign that TEXT begins with, or 0 */
#endif
