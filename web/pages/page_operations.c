/*
 * page_operations.c - what machines ask: /healthz, /readyz, /metrics (OpenMetrics, no personal data), /openapi.json (from the
 * route table).
 */
#include <string.h>
#include "common.h"

struct reply *page_healthz(struct request *request)
{
    return reply_health(request, true);
}

struct reply *page_readyz(struct request *request)
{
    return reply_health(request, request->bank != NULL && !store_failed(request->site->store));
}

/* ---- metrics ---- */

static void metric(struct buf *out, const char *name, const char *type, const char *help, long long value)
{
    bool counter = !strcmp(type, "counter");
    buf_printf(out, "# TYPE signpost_%s %s\n# HELP signpost_%s %s\nsignpost_%s%s %lld\n", name, type, name, help, name,
               counter ? "_total" : "", value);
}

struct reply *page_metrics(struct request *request)
{
    struct site *site = request->site;
    struct store_stats stats;
    struct buf out;
    store_stats(site->store, &stats);
    buf_init(&out, 0);
    metric(&out, "requests", "counter", "Requests answered.", atomic_load(&site->requests));
    metric(&out, "errors", "counter", "Requests answered with a status of 500 or more.", atomic_load(&site->errors));
    metric(&out, "commits", "counter", "Transactions committed.", stats.commits);
    metric(&out, "jobs", "counter", "Writes taken into those transactions.", stats.jobs);
    metric(&out, "write_failures", "counter", "Writes that were rolled back.", stats.failures);
    metric(&out, "wal_bytes", "gauge", "Size of the write-ahead log.", stats.wal_bytes);
    metric(&out, "events", "gauge", "Events recorded.", stats.events);
    if (stats.signed_size >= 0) {
        metric(&out, "checkpoint_size", "gauge", "Events under the log's last signed checkpoint.", stats.signed_size);
        metric(&out, "checkpoint_age_seconds", "gauge", "Since it was signed.", (clock_now().ms - stats.signed_at.ms) / 1000);
    }
    metric(&out, "ledger_events", "gauge", "Events that the figures have taken in.", ledger_size(site->ledger));
    metric(&out, "questions", "gauge", "Questions in the bank.", request->bank ? bank_question_count(request->bank) : 0);
    metric(&out, "store_failed", "gauge", "1 when the database can no longer be written.", store_failed(site->store));
    metric(&out, "uptime_seconds", "gauge", "Since the server was started.", (clock_now().ms - site->started.ms) / 1000);
    buf_text(&out, "# EOF\n");
    struct fault fault;
    struct reply *reply = NULL;
    if (buf_ok(&out))
        reply = reply_file(request, "application/openmetrics-text; version=1.0.0; charset=utf-8", NULL, buf_string(&out), out.size);
    else if (fault_memory(&fault))
        reply = page_fault(request, &fault);
    buf_release(&out);
    return reply;
}
