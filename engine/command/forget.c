/*
 * command/forget.c - those who were erased leave the database's files too; what could not be done is said.
 */
#include "command/command_internal.h"
#include <time.h>

/* A report or backup that is being read holds it up; they take seconds. */
void forget_erased(struct store *store, struct buf *err)
{
    struct fault fault = {0};
    enum fault_code code = store_forget(store, &fault);
    for (int tries = 1; code == FAULT_BUSY && tries < LIMIT_WAIT_SECONDS; tries++) {
        nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL);
        code = store_forget(store, &fault);
    }
    if (code == FAULT_BUSY)
        buf_text(err, "Something was reading the database all the while, so that its write-ahead log (FILE-wal) still holds what was "
                      "there before. It is emptied as soon as nobody reads: by the server, or by the next command that writes.\n");
    else if (code != FAULT_NONE)
        buf_printf(err, "Somebody was erased, but the database file could not be written anew, so that its free space may still hold "
                        "what was there before (%s). Make room for a second copy of it, then run `signpost doctor`.\n",
                   fault.message);
}
