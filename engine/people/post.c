/*
 * people/post.c - posts and School names as events: the one place that writes those payloads.
 */
#include "signpost/json.h"
#include "signpost/people.h"
#include "signpost/store.h"

static void end_member(struct json_out *out, struct date end)
{
    char text[DATE_TEXT];
    if (date_compare(end, DATE_MAX) == 0) {
        json_out_member(out, "end", NULL);
        return;
    }
    date_text(end, text);
    json_out_member(out, "end", text);
}

/* Ends the object in BUF, appends EVENT with it as the payload, releases BUF. */
static enum fault_code append(struct tx *tx, struct json_out *out, struct event *event, struct fault *fault)
{
    enum fault_code code = FAULT_NONE;
    json_out_end(out);
    if (!json_out_ok(out) || !buf_ok(out->buf)) {
        code = fault_memory(fault);
    } else {
        event->payload = buf_string(out->buf);
        code = event_append(tx, event, fault);
    }
    buf_release(out->buf);
    return code;
}

enum fault_code post_begin(struct tx *tx, int64_t by, const struct post *post, int64_t *seq, struct fault *fault)
{
    struct event event = {.kind = "post.begun", .by = by, .about = post->person, .date = post->start,
                          .school = *post->school ? post->school : NULL};
    struct buf buf;
    struct json_out out;
    buf_init(&buf, 0);
    json_out_init(&out, &buf);
    json_out_object(&out);
    end_member(&out, post->end);
    json_out_member(&out, "role", role_name(post->role));
    json_out_member(&out, "system", post->system);
    enum fault_code code = append(tx, &out, &event, fault);
    if (code == FAULT_NONE && seq)
        *seq = event.seq;
    return code;
}

enum fault_code post_correct(struct tx *tx, int64_t by, const struct post *post, struct fault *fault)
{
    struct event event = {.kind = "post.corrected", .by = by, .about = post->person, .date = post->start,
                          .school = *post->school ? post->school : NULL};
    struct buf buf;
    struct json_out out;
    buf_init(&buf, 0);
    json_out_init(&out, &buf);
    json_out_object(&out);
    end_member(&out, post->end);
    json_out_member_integer(&out, "post", post->seq);
    return append(tx, &out, &event, fault);
}

enum fault_code school_name_set(struct tx *tx, int64_t by, const char *code, const char *name, struct fault *fault)
{
    struct event event = {.kind = "school.named", .by = by, .school = code, .date = DATE_MIN};
    struct buf buf;
    struct json_out out;
    buf_init(&buf, 0);
    json_out_init(&out, &buf);
    json_out_object(&out);
    json_out_member(&out, "name", name);
    return append(tx, &out, &event, fault);
}
