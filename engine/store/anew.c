/*
 * anew.c - writing the whole database file anew. secure_delete overwrites what is deleted, but not the copies that SQLite leaves
 * in the free space of a page when it spreads rows over others (seen with 3.40.1): only a file that is written anew has none.
 */
#include "store_internal.h"

enum fault_code anew_write(struct db *db, struct fault *fault)
{
    enum fault_code code = db_script(db, "PRAGMA temp_store = FILE; VACUUM", fault); /* it may be larger than memory */
    enum fault_code back = db_script(db, "PRAGMA temp_store = MEMORY", code == FAULT_NONE ? fault : NULL);
    return code == FAULT_NONE ? back : code;
}

enum fault_code anew_ask(struct tx *tx, struct fault *fault)
{
    return db_run(tx->db, "INSERT OR IGNORE INTO anew VALUES (0)", fault);
}

enum fault_code anew_settle(struct db *db, struct fault *fault)
{
    struct query query;
    query_open_once(&query, db, "SELECT 1 FROM anew", fault);
    bool asked = query_next(&query);
    enum fault_code code = query_close(&query);
    if (code != FAULT_NONE || !asked)
        return code;
    code = anew_write(db, fault);
    return code == FAULT_NONE ? db_script(db, "DELETE FROM anew", fault) : code;
}
