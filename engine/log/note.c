/*
 * note.c - signed notes (C2SP signed-note): their form, their signatures, and cosignatures (tlog-cosignature, Ed25519).
 *
 * A note's text ends at its last blank line; after it stand only signature lines. A note with one line out of form is refused
 * whole, and so is one where any signature by the key asked for does not hold.
 */
#include <sodium.h>
#include <string.h>
#include "log/log_internal.h"
#include "signpost/text.h"

#define DASH "\xE2\x80\x94 " /* the em dash that begins a signature line, and its space */
#define TIME_SIZE 8
#define COSIGNATURE_SIZE (TIME_SIZE + SIGNATURE_SIZE)
#define SIGNATURE_MAX 8192   /* bytes of one signature, whoever made it: post-quantum ones have 5,000 */

static bool text_is_note(const char *note, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if ((unsigned char)note[i] < 0x20 && note[i] != '\n')
            return false;
    }
    return text_is_utf8(note, size);
}

bool signature_next(struct span *signatures, struct signature *out)
{
    struct span line;
    const char *space;

    if (!span_line(signatures, &line) || !span_after(&line, DASH))
        return false;
    space = line.size > 0 ? memchr(line.bytes, ' ', line.size) : NULL;
    if (!space)
        return false;
    out->name = (struct span){line.bytes, (size_t)(space - line.bytes)};
    out->base64 = (struct span){space + 1, line.size - out->name.size - 1};
    return true;
}

static bool signatures_are_good(struct span signatures)
{
    unsigned char bytes[SIGNATURE_MAX];
    struct signature signature;
    size_t size;

    while (signatures.size > 0) {
        if (!signature_next(&signatures, &signature) || !name_is_good(signature.name) ||
            !base64_read_some(signature.base64, bytes, sizeof bytes, &size) || size <= KEY_ID_SIZE)
            return false;
    }
    return true;
}

enum fault_code note_split(const char *note, size_t size, struct span *body, struct span *signatures, struct fault *fault)
{
    size_t blank;

    if (size > LOG_CHECKPOINT_TEXT - 1)
        return fault_set(fault, FAULT_MALFORMED, "This note has over %d bytes, more than any that a log makes.",
                         LOG_CHECKPOINT_TEXT - 1);
    if (!text_is_note(note, size))
        return fault_set(fault, FAULT_MALFORMED, "This is no signed note: it holds what is not UTF-8 text in lines.");
    for (blank = size; blank >= 2 && !(note[blank - 1] == '\n' && note[blank - 2] == '\n'); blank--)
        ;
    if (blank < 2)
        return fault_set(fault, FAULT_MALFORMED, "This is no signed note: no blank line parts its text from its signatures.");
    *body = (struct span){note, blank - 1};
    *signatures = (struct span){note + blank, size - blank};
    if (body->size < 2 || signatures->size == 0)
        return fault_set(fault, FAULT_MALFORMED, "This is no signed note: it has no %s.",
                         body->size < 2 ? "text" : "signature");
    if (!signatures_are_good(*signatures))
        return fault_set(fault, FAULT_MALFORMED,
                         "A signature of the note is not in form: a dash, a space, the key's name, a space and base64.");
    return FAULT_NONE;
}

enum fault_code log_note_body(const char *note, size_t size, size_t *body_size, struct fault *fault)
{
    struct span body, signatures;
    enum fault_code code = note_split(note, size, &body, &signatures, fault);

    if (code == FAULT_NONE)
        *body_size = body.size;
    return code;
}

/* What a cosigner signs: two lines of its own before the body. False when memory ran out. */
static bool cosigned(struct span body, uint64_t seconds, struct buf *out)
{
    buf_printf(out, "cosignature/v1\ntime %llu\n", (unsigned long long)seconds);
    buf_append(out, body.bytes, body.size);
    return buf_ok(out);
}

static uint64_t time_read(const unsigned char bytes[TIME_SIZE])
{
    uint64_t seconds = 0;

    for (int i = 0; i < TIME_SIZE; i++)
        seconds = seconds << 8 | bytes[i];
    return seconds;
}

static void time_write(uint64_t seconds, unsigned char out[TIME_SIZE])
{
    for (int i = TIME_SIZE - 1; i >= 0; i--, seconds >>= 8)
        out[i] = (unsigned char)(seconds & 0xff);
}

static enum fault_code does_not_hold(const struct log_vkey *vkey, struct fault *fault)
{
    return fault_set(fault, FAULT_PROOF, "The signature of %.200s does not hold: the text or the signature was changed.",
                     vkey->name);
}

static enum fault_code cosignature_verify(struct span body, const unsigned char *signature, size_t size,
                                          const struct log_vkey *vkey, struct instant *at, struct fault *fault)
{
    struct buf message;
    uint64_t seconds;
    bool holds;

    if (size != COSIGNATURE_SIZE)
        return does_not_hold(vkey, fault);
    seconds = time_read(signature);
    if (seconds > INT64_MAX / 1000)
        return does_not_hold(vkey, fault);
    buf_init(&message, 0);
    if (!cosigned(body, seconds, &message)) {
        buf_release(&message);
        return fault_memory(fault);
    }
    holds = crypto_sign_verify_detached(signature + TIME_SIZE, (const unsigned char *)message.bytes, message.size,
                                        vkey->key) == 0;
    buf_release(&message);
    if (!holds)
        return does_not_hold(vkey, fault);
    if (at && (int64_t)seconds * 1000 > at->ms)
        at->ms = (int64_t)seconds * 1000;
    return FAULT_NONE;
}

static enum fault_code signature_verify(struct span body, const unsigned char *signature, size_t size,
                                        const struct log_vkey *vkey, struct instant *at, struct fault *fault)
{
    if (vkey->kind == LOG_KEY_COSIGNATURE)
        return cosignature_verify(body, signature, size, vkey, at, fault);
    if (size != SIGNATURE_SIZE || crypto_sign_verify_detached(signature, (const unsigned char *)body.bytes, body.size,
                                                              vkey->key) != 0)
        return does_not_hold(vkey, fault);
    return FAULT_NONE;
}

enum fault_code log_note_verify(const char *note, size_t size, const struct log_vkey *vkey, struct instant *at,
                                struct fault *fault)
{
    unsigned char bytes[SIGNATURE_MAX];
    struct span body, signatures;
    struct signature signature;
    struct instant latest = {0};
    bool found = false;
    enum fault_code code = note_split(note, size, &body, &signatures, fault);

    if (code != FAULT_NONE)
        return code;
    while (signature_next(&signatures, &signature)) {
        size_t length = 0;

        if (!span_is(signature.name, vkey->name) ||
            !base64_read_some(signature.base64, bytes, sizeof bytes, &length) ||
            memcmp(bytes, vkey->id, KEY_ID_SIZE) != 0)
            continue;
        code = signature_verify(body, bytes + KEY_ID_SIZE, length - KEY_ID_SIZE, vkey, &latest, fault);
        if (code != FAULT_NONE)
            return code;
        found = true;
    }
    if (!found)
        return fault_set(fault, FAULT_PROOF, "The note carries no signature by this key of %.200s.", vkey->name);
    if (at)
        *at = latest;
    return FAULT_NONE;
}

static enum fault_code sign(struct span body, const struct log_vkey *vkey, const unsigned char secret[64], struct instant at,
                            unsigned char *out, size_t *size, struct fault *fault)
{
    struct buf message;

    if (vkey->kind == LOG_KEY_NOTE) {
        crypto_sign_detached(out, NULL, (const unsigned char *)body.bytes, body.size, secret);
        *size = SIGNATURE_SIZE;
        return FAULT_NONE;
    }
    if (at.ms < 0)
        return fault_set(fault, FAULT_INPUT, "A cosignature cannot be from before 1970: set this machine's clock.");
    time_write((uint64_t)at.ms / 1000, out);
    buf_init(&message, 0);
    if (!cosigned(body, (uint64_t)at.ms / 1000, &message)) {
        buf_release(&message);
        return fault_memory(fault);
    }
    crypto_sign_detached(out + TIME_SIZE, NULL, (const unsigned char *)message.bytes, message.size, secret);
    buf_release(&message);
    *size = COSIGNATURE_SIZE;
    return FAULT_NONE;
}

enum fault_code log_sign_line(const char *body, size_t size, const struct log_vkey *vkey, const unsigned char secret[64],
                              struct instant at, struct buf *out, struct fault *fault)
{
    unsigned char bytes[KEY_ID_SIZE + COSIGNATURE_SIZE];
    size_t length = 0;
    enum fault_code code;

    if (size < 2 || body[size - 1] != '\n' || !text_is_note(body, size) || !name_is_good((struct span){vkey->name, strlen(vkey->name)}))
        return fault_set(fault, FAULT_INTERNAL, "What is to be signed is no text of lines, or its key has no good name.");
    if (sodium_memcmp(secret + 32, vkey->key, sizeof vkey->key) != 0)
        return fault_set(fault, FAULT_INTERNAL, "The secret key is not the one whose name would be signed with.");
    memcpy(bytes, vkey->id, KEY_ID_SIZE);
    code = sign((struct span){body, size}, vkey, secret, at, bytes + KEY_ID_SIZE, &length, fault);
    if (code != FAULT_NONE)
        return code;
    buf_printf(out, DASH "%s ", vkey->name);
    base64_append(out, bytes, KEY_ID_SIZE + length);
    buf_char(out, '\n');
    return buf_ok(out) ? FAULT_NONE : fault_memory(fault);
}
