/*
 * ids.c - ids from whatever a format calls a thing.
 */
#include <stdlib.h>
#include <string.h>
#include "formats/formats_internal.h"
#include "signpost/text.h"

const char *id_from(struct arena *arena, const char *name)
{
    if (text_is_id(name))
        return arena_dup(arena, name);
    char *folded = text_fold(name);
    size_t length = 0;
    if (!folded)
        return NULL;
    for (const char *at = folded; *at; at++) {
        bool kept = strchr("abcdefghijklmnopqrstuvwxyz0123456789._-", *at);
        if (length == 0 && (!kept || strchr("._-", *at)))
            continue;
        if (!kept && folded[length - 1] == '-')
            continue;
        folded[length++] = kept ? *at : '-';
    }
    length = length < LIMIT_ID ? length : LIMIT_ID;
    while (length && folded[length - 1] == '-')
        length--;
    const char *id = length ? arena_dup_bytes(arena, folded, length) : "";
    free(folded);
    return id;
}

const char *id_letter(int index, char out[2])
{
    out[0] = (char)('a' + index);
    out[1] = '\0';
    return out;
}

bool category_tag(struct arena *arena, const char *path, const char **tag)
{
    const char *last = path;
    *tag = NULL;
    for (const char *at = path; *at; at++)
        if (at[0] == '/' && at[1] == '/') /* a / in a name */
            at++;
        else if (*at == '/')
            last = at + 1;
    if (strstr(path, CATEGORY_OF_OURS "/") || strcmp(last, "top") == 0 || strncmp(last, "Default for ", 12) == 0)
        return true;
    const char *id = id_from(arena, last);
    if (id && *id)
        *tag = id;
    return id != NULL;
}
