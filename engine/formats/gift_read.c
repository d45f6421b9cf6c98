/*
 * gift_read.c - a GIFT file: questions apart by blank lines, comments with ids and tags before them, categories.
 */
#include <stdlib.h>
#include <string.h>
#include "formats/gift.h"
#include "signpost/text.h"

struct gift_file {
    const char *file;
    format_take_fn take;
    void *context;
    struct format_report *report;
    struct arena *category_arena;
    const char *category;   /* as a tag, or NULL */
};

static bool is_blank(struct gift_span line)
{
    line = gift_trim(line);
    return line.at == line.end;
}

static bool is_comment(struct gift_span line)
{
    line = gift_trim(line);
    return line.end - line.at >= 2 && strncmp(line.at, "//", 2) == 0;
}

static struct gift_span line_at(const char *at, const char *end)
{
    const char *newline = memchr(at, '\n', (size_t)(end - at));
    return (struct gift_span){at, newline ? newline : end};
}

/* What stands in "[NAME:…]", where \] is a ]; the search goes on at *AT. NULL: there is no further one. */
static const char *take_bracket(struct arena *arena, struct gift_span *comment, const char *name)
{
    size_t length = strlen(name);
    for (; comment->at + length < comment->end; comment->at++) {
        if (strncmp(comment->at, name, length) != 0)
            continue;
        const char *at = comment->at + length;
        char *out = arena_alloc(arena, (size_t)(comment->end - at) + 1), *to = out;
        for (; out && at < comment->end && *at != ']'; at++) {
            at += at[0] == '\\' && at + 1 < comment->end && at[1] == ']';
            *to++ = *at;
        }
        comment->at = at;
        return out;
    }
    return NULL;
}

static void take_comment(struct reading_question *reading, struct gift_span comment)
{
    struct gift_span left = comment;
    const char *id = take_bracket(reading->arena, &left, "[id:"), *tag;
    if (id && *id)
        reading->question.name = id;
    while ((tag = take_bracket(reading->arena, &comment, "[tag:")))
        if (*tag)
            carried_take(reading, tag);
}

/* "$course$/top/Week 3": its last part is a tag, but for those that Moodle and we make ourselves. */
static enum fault_code take_category(struct gift_file *gift, struct gift_span line, struct fault *fault)
{
    const char *path = gift_unescape(gift->category_arena, gift_trim((struct gift_span){line.at + 10, line.end}), RICH_PLAIN);
    if (!path)
        return fault_memory(fault);
    return category_tag(gift->category_arena, path, &gift->category) ? FAULT_NONE : fault_memory(fault);
}

/* The text of a block without its comments, whose ids and tags are taken. */
static char *take_lines(struct reading_question *reading, struct gift_span block)
{
    char *text = arena_alloc(reading->arena, (size_t)(block.end - block.at) + 2), *to = text;
    while (text && block.at < block.end) {
        struct gift_span line = line_at(block.at, block.end);
        if (is_comment(line)) {
            take_comment(reading, line);
        } else {
            memcpy(to, line.at, (size_t)(line.end - line.at));
            to += line.end - line.at;
            *to++ = '\n';
        }
        block.at = line.end < block.end ? line.end + 1 : block.end;
    }
    return text;
}

static enum fault_code read_block(struct gift_file *gift, struct gift_span block, int line, struct fault *fault)
{
    struct reading_question reading;
    if (!reading_begin(&reading, gift->report, gift->file, line))
        return fault_memory(fault);
    char *text = take_lines(&reading, block);
    if (!text) {
        reading.failed = true;
    } else if (!is_blank((struct gift_span){text, text + strlen(text)})) {
        if (gift->category)
            carried_take(&reading, gift->category);
        gift_question(&reading, (struct gift_span){text, text + strlen(text)});
        carried_apply(&reading);
    } else {
        reading.lost = true; /* comments only */
    }
    return reading_end(&reading, gift->take, gift->context, fault);
}

/* Blocks end at blank lines; a category stands for itself, wherever it is. */
static enum fault_code read_blocks(struct gift_file *gift, const char *text, struct fault *fault)
{
    const char *end = text + strlen(text);
    struct gift_span block = {NULL, NULL};
    enum fault_code code = FAULT_NONE;
    int number = 1, begin = 0;
    for (const char *at = text; at < end && code == FAULT_NONE; number++) {
        struct gift_span line = line_at(at, end);
        bool category = line.end - line.at >= 10 && strncmp(line.at, "$CATEGORY:", 10) == 0;
        at = line.end < end ? line.end + 1 : end;
        if (!category && !is_blank(line)) {
            if (!begin && !is_comment(line))
                begin = number;
            block = (struct gift_span){block.at ? block.at : line.at, line.end};
        }
        if (block.at && (category || is_blank(line) || at == end)) {
            code = read_block(gift, block, begin, fault);
            block.at = NULL;
            begin = 0;
        }
        if (category && code == FAULT_NONE)
            code = take_category(gift, line, fault);
    }
    return code;
}

static enum fault_code check_text(const char *bytes, size_t size, const char *file, struct fault *fault)
{
    int line = 1;
    if (text_is_utf8(bytes, size) && !memchr(bytes, '\0', size))
        return FAULT_NONE;
    for (size_t from = 0; from < size; line++) {
        const char *end = memchr(bytes + from, '\n', size - from);
        size_t to = end ? (size_t)(end - bytes) + 1 : size;
        if (!text_is_utf8(bytes + from, to - from) || memchr(bytes + from, '\0', to - from))
            break;
        from = to;
    }
    return fault_at(fault, FAULT_INPUT, file, line, "This line is not UTF-8: save the file as UTF-8.");
}

/* Line ends as \n, without a byte order mark. */
static char *normal_lines(const char *bytes, size_t size)
{
    struct buf text;
    buf_init(&text, 0);
    for (size_t i = size >= 3 && strncmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0; i < size; i++)
        if (bytes[i] != '\r')
            buf_char(&text, bytes[i]);
        else if (i + 1 == size || bytes[i + 1] != '\n')
            buf_char(&text, '\n');
    return buf_take(&text);
}

enum fault_code gift_read(const char *bytes, size_t size, const char *file, format_take_fn take, void *context,
                          struct format_report *report, struct fault *fault)
{
    struct gift_file gift = {.file = file, .take = take, .context = context, .report = report};
    enum fault_code code = check_text(bytes, size, file, fault);
    if (code != FAULT_NONE)
        return code;
    char *text = normal_lines(bytes, size);
    gift.category_arena = arena_new();
    code = text && gift.category_arena ? read_blocks(&gift, text, fault) : fault_memory(fault);
    arena_free(gift.category_arena);
    free(text);
    return code;
}
