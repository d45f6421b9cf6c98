/* fuzz_note.c - signed notes, checkpoints and their keys: whatever the bytes, nothing holds under a key that never signed, and what is
 * read is written the same. */
#include <string.h>
#include "fuzz.h"
#include "signpost/log.h"

#define STRANGER "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"

static void key(const char *text)
{
    struct log_vkey vkey;
    char again[LOG_VKEY_TEXT];
    if (log_vkey_read(text, &vkey, NULL) != FAULT_NONE)
        return;
    log_vkey_text(&vkey, again);
    HOLDS(strcmp(text, again) == 0);
}

static void tile(const char *text)
{
    int level, width;
    int64_t number;
    char again[LOG_TILE_PATH];
    if (!log_tile_path_read(text, &level, &number, &width))
        return;
    log_tile_path(level, number, width, again);
    HOLDS(strcmp(text, again) == 0);
}

static void checkpoint(const char *note, size_t size)
{
    struct log_checkpoint read;
    struct buf body;
    if (log_checkpoint_read(note, size, &read, NULL) != FAULT_NONE)
        return;
    HOLDS(read.size >= 0);
    buf_init(&body, 0);
    log_checkpoint_body(&read, &body);
    HOLDS(body.size <= size && memcmp(body.bytes, note, body.size) == 0);
    buf_release(&body);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct log_vkey stranger, cosigner;
    struct instant at;
    size_t body = 0;
    char *text = malloc(size + 1);
    HOLDS(text && log_vkey_read(STRANGER, &stranger, NULL) == FAULT_NONE);
    if (size)
        memcpy(text, data, size);
    text[size] = '\0';
    key(text);
    tile(text);
    checkpoint(text, size);
    if (log_note_body(text, size, &body, NULL) == FAULT_NONE)
        HOLDS(body > 1 && body < size && text[body - 1] == '\n' && text[body] == '\n');
    HOLDS(log_vkey_make(stranger.name, LOG_KEY_COSIGNATURE, stranger.key, &cosigner, NULL) == FAULT_NONE);
    if (log_note_verify(text, size, &stranger, NULL, NULL) == FAULT_NONE) /* it signed one text in its life */
        HOLDS(body == 28 && memcmp(text, "This is an example message.\n", 28) == 0);
    HOLDS(log_note_verify(text, size, &cosigner, &at, NULL) != FAULT_NONE);
    free(text);
    return 0;
}
