/*
 * check_section.c - the CommonMark file of a module's section: read, looked through and kept in the set.
 */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "bank/check.h"
#include "signpost/text.h"

/* A relative path of plain names: nothing that leads out of modules/. */
static bool path_is_inside(const char *path)
{
    if (!text_is_clean(path) || strchr(path, '\\') || strlen(path) > 128)
        return false;
    for (const char *name = path;; name++) {
        size_t length = strcspn(name, "/");
        if (length == 0 || name[0] == '.')
            return false;
        name += length;
        if (!*name)
            return true;
    }
}

/* Links may lead out as well, so the file's real path must lie in the folder's. */
static bool file_is_inside(struct set *set, const char *folder, const char *path)
{
    char real_folder[PATH_MAX], real_path[PATH_MAX];
    if (!realpath(folder, real_folder) || !realpath(path, real_path)) {
        set->findings->failed |= errno == ENOMEM;
        return errno != ENOMEM; /* what is not there at all is reported by the reading */
    }
    size_t length = strlen(real_folder);
    return strncmp(real_path, real_folder, length) == 0 && real_path[length] == '/';
}

static void drop_carriage_returns(struct buf *text)
{
    size_t to = 0;
    for (size_t from = 0; from < text->size; from++)
        if (text->bytes[from] != '\r' || text->bytes[from + 1] != '\n')
            text->bytes[to++] = text->bytes[from];
    text->size = to;
    if (text->bytes)
        text->bytes[to] = '\0';
}

/* The first line that is not UTF-8, from 1. Lines are whole sequences, so the first bad line is the one. */
static int bad_line(const struct buf *text)
{
    int line = 1;
    for (size_t from = 0; from < text->size; line++) {
        const char *end = memchr(text->bytes + from, '\n', text->size - from);
        size_t to = end ? (size_t)(end - text->bytes) + 1 : text->size;
        if (!text_is_utf8(text->bytes + from, to - from) || memchr(text->bytes + from, '\0', to - from))
            break;
        from = to;
    }
    return line;
}

static void keep_text(struct set *set, const cJSON *section, const struct buf *text)
{
    struct section_text *kept = arena_alloc(set->arena, sizeof *kept);
    const char *copy = arena_dup_bytes(set->arena, buf_string(text), text->size);
    if (!kept || !copy) {
        set->findings->failed = 1;
        return;
    }
    *kept = (struct section_text){.section = section, .text = copy, .next = set->texts};
    set->texts = kept;
}

static void look_through(struct set *set, const cJSON *section, const char *path, struct buf *text)
{
    if (!text_is_utf8(buf_string(text), text->size) || memchr(buf_string(text), '\0', text->size)) {
        findings_add(set->findings, path, bad_line(text), "This line is not UTF-8: save the file as UTF-8.");
        return;
    }
    drop_carriage_returns(text);
    if (strncmp(buf_string(text), "\xef\xbb\xbf", 3) == 0) {
        findings_add(set->findings, path, 1, "The file begins with a byte order mark: save it as UTF-8 without one.");
        return;
    }
    int line = 1;
    const char *trouble = check_commonmark(buf_string(text), LIMIT_SECTION, &line, set->findings);
    if (trouble)
        findings_add(set->findings, path, line, "The section's text %s", trouble);
    else
        keep_text(set, section, text);
}

void check_section_file(struct set *set, const struct check *check, const cJSON *section)
{
    const char *file = check_string(check, section, "file");
    const cJSON *at = json_member(section, "file");
    struct fault fault;
    if (!file)
        return;
    char *folder = arena_printf(set->arena, "%s/modules", set->dir);
    char *path = folder ? arena_printf(set->arena, "%s/%s", folder, file) : NULL;
    if (!path) {
        set->findings->failed = 1;
        return;
    }
    if (!path_is_inside(file) || !file_is_inside(set, folder, path)) {
        check_say(check, at, "\"%s\" leads out of modules/: name a file in it, such as \"role/01-purpose.md\".",
                  check_quote(file));
        return;
    }
    struct buf text;
    buf_init(&text, LIMIT_SECTION);
    enum fault_code code = buf_read_file(&text, path, LIMIT_SECTION, &fault);
    if (code == FAULT_NONE)
        look_through(set, section, path, &text);
    else if (code == FAULT_MEMORY)
        set->findings->failed = 1;
    else if (code == FAULT_LARGE)
        check_say(check, at, "The section's file \"%s\" is too large: at most %d KiB.", file, LIMIT_SECTION / 1024);
    else
        check_say(check, at, "The section's file \"%s\" cannot be read from modules/: %s", file, fault.message);
    buf_release(&text);
}
