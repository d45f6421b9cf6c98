/*
 * tile_path.c - the addresses of tiles and entry bundles (C2SP tlog-tiles): a level, the number in groups of three digits, and the
 * width where the tile is not full. Each has one address.
 */
#include <stdio.h>
#include <string.h>
#include "log/log_internal.h"

#define GROUPS 6 /* of three digits: 10^18 tiles are more than an int64_t counts leaves in */

void log_tile_path(int level, int64_t number, int width, char out[LOG_TILE_PATH])
{
    int group[GROUPS], count = 0, size;

    do {
        group[count++] = (int)(number % 1000);
        number /= 1000;
    } while (number > 0 && count < GROUPS);
    size = level == LOG_TILE_ENTRIES ? snprintf(out, LOG_TILE_PATH, "entries") : snprintf(out, LOG_TILE_PATH, "%d", level);
    while (count-- > 0)
        size += snprintf(out + size, LOG_TILE_PATH - (size_t)size, count > 0 ? "/x%03d" : "/%03d", group[count]);
    if (width < LOG_TILE)
        snprintf(out + size, LOG_TILE_PATH - (size_t)size, ".p/%d", width);
}

/* Takes the part up to the next slash. */
static struct span part(const char **at)
{
    struct span out = {*at, strcspn(*at, "/")};

    *at += out.size;
    *at += **at == '/';
    return out;
}

static bool digits_read(struct span text, int64_t *number)
{
    if (text.size != 3)
        return false;
    for (size_t i = 0; i < 3; i++) {
        if (text.bytes[i] < '0' || text.bytes[i] > '9')
            return false;
        *number = *number * 10 + (text.bytes[i] - '0');
    }
    return true;
}

/* The groups of the number; the last may be followed by ".p". */
static bool number_read(const char **at, int64_t *number, bool *partial)
{
    struct span group = part(at);

    *number = 0;
    for (int i = 1; span_after(&group, "x"); i++) {
        if (i == GROUPS || !digits_read(group, number) || *number == 0)
            return false;
        group = part(at);
    }
    *partial = group.size == 5 && memcmp(group.bytes + 3, ".p", 2) == 0;
    group.size -= *partial ? 2 : 0;
    return digits_read(group, number) && *number <= INT64_MAX / LOG_TILE - 1;
}

bool log_tile_path_read(const char *text, int *level, int64_t *number, int *width)
{
    struct span first = part(&text);
    bool entries = span_is(first, "entries"), partial = false;
    int64_t value = LOG_TILE;

    if (!entries && (first.size != 1 || first.bytes[0] < '0' || first.bytes[0] >= '0' + LOG_LEVELS))
        return false;
    *level = entries ? LOG_TILE_ENTRIES : first.bytes[0] - '0';
    if (!number_read(&text, number, &partial))
        return false;
    if (partial && (!decimal_read(part(&text), &value) || value < 1 || value >= LOG_TILE))
        return false;
    *width = (int)value;
    return *text == '\0' && text[-1] != '/';
}
