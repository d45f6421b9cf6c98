/*
 * limits.h - every ceiling of the program, in one place. A buffer cannot exist without one.
 * Sizes in bytes, counts in items, times in seconds, unless the name says otherwise.
 */
#ifndef SIGNPOST_LIMITS_H
#define SIGNPOST_LIMITS_H

/* requests */
#define LIMIT_BODY_FORM (64 * 1024)          /* an answer, a sign-in */
#define LIMIT_BODY_UPLOAD (1024 * 1024)      /* a credential to verify */
#define LIMIT_URL 2048
#define LIMIT_FORM_FIELDS 256
#define LIMIT_PARTS 32                       /* fields and files of a multipart form */
#define LIMIT_PART_HEAD 1024                 /* the headers of one part */
#define LIMIT_CONNECTIONS 2000
#define LIMIT_CONNECTION_MEMORY (32 * 1024)  /* libmicrohttpd's pool for one connection: request line and headers */
#define LIMIT_REQUEST_SECONDS 30             /* from the first byte to the last of one request */
#define LIMIT_IDLE_SECONDS 60
#define LIMIT_THREADS 64
#define LIMIT_WAIT_SECONDS 10                /* a writing subcommand, for the database's owner to answer or to leave */
#define LIMIT_HASHERS 2                      /* Argon2id at once: 64 MiB each */
#define LIMIT_HASH_QUEUE 64
#define LIMIT_REPLY (32 * 1024 * 1024)
#define LIMIT_ARENA (64 * 1024 * 1024)       /* of one request */
#define LIMIT_BANK_ARENA (1024 * 1024 * 1024) /* of one question bank: its files' trees and texts */

/* documents */
#define LIMIT_JSON_DEPTH 32
#define LIMIT_BADGE_DEPTH 64                 /* of a baked SVG's elements */
#define LIMIT_JSON_FILE (32 * 1024 * 1024)
#define LIMIT_CSV_FILE (64 * 1024 * 1024)
#define LIMIT_CSV_FIELD 4096
#define LIMIT_CSV_ROWS 1000000
#define LIMIT_PROOF_FILE (1024 * 1024)       /* a tlog-proof file */
#define LIMIT_FINDINGS 200
#define LIMIT_BUF (256 * 1024 * 1024)        /* the ceiling of a buf that names none */

/* people */
#define LIMIT_NAME 200
#define LIMIT_EMAIL 254
#define LIMIT_STAFF_ID 64
#define LIMIT_CODE 32                        /* a School's or system's code */
#define LIMIT_LOOKS 1000                     /* shown to one person of those who looked at them, the latest */
#define LIMIT_PASSWORD_MIN 12                /* characters */
#define LIMIT_PASSWORD_MAX 1024              /* bytes */

/* keys */
#define LIMIT_KEYS 64                        /* of one purpose, in a key file */

/* bank */
#define LIMIT_ID 64                          /* of a question, quiz, module, section, choice */
#define LIMIT_TEXT 8192                      /* of a stem, choice or feedback */
#define LIMIT_SECTION (256 * 1024)           /* of one module section's CommonMark */
#define LIMIT_CHOICES 12
#define LIMIT_SITUATION 8                    /* parts of one */
#define LIMIT_QUESTIONS 20000
#define LIMIT_QUIZ_QUESTIONS 200
#define LIMIT_LOCAL_QUESTIONS 20             /* that one School adds to a paper */
#define LIMIT_LOCAL_SCHOOLS 16               /* whose questions stand on one paper */
#define LIMIT_ATTEMPT_SCHOOLS (LIMIT_LOCAL_SCHOOLS * (LIMIT_CODE + 1)) /* bytes of their codes */
#define LIMIT_PAPER_QUESTIONS (LIMIT_QUIZ_QUESTIONS + LIMIT_LOCAL_SCHOOLS * LIMIT_LOCAL_QUESTIONS)
#define LIMIT_SHORT_RESPONSE 500             /* bytes of a short or numeric response */
#define LIMIT_REMARK 2000                    /* characters of what a tutor writes about a question */
#define LIMIT_REMARKS_SETTLED 200            /* shown of those that were settled, the latest */
#define LIMIT_RESPONSE 16384                 /* bytes of one response as JSON */

/* witnesses */
#define LIMIT_BODY_NOTE (16 * 1024)          /* a cosigned checkpoint that a witness hands in */
#define LIMIT_WITNESSES 32                   /* trusted at once */
#define LIMIT_COSIGNATURES 400               /* kept of one witness: the last of each of so many days */
#define LIMIT_CLOCK_SECONDS 300              /* a witness's clock may be ahead of the server's */
#define LIMIT_WITNESS_DAYS 7                 /* without a witness's word, after which pages say so */
#define LIMIT_WITNESS_STATE (64 * 1024)      /* its state file */
#define LIMIT_WITNESS_LOG_KEYS 16            /* keys of the log that one witness trusts */
#define LIMIT_WITNESS_SECONDS 30             /* for one answer of the server, unless told otherwise */
#define LIMIT_WITNESS_REPLY (32 * 1024)      /* of the server to a cosignature */

/* question formats */
#define LIMIT_FORMAT_FILE (64 * 1024 * 1024) /* a file to import */
#define LIMIT_PACKAGE (256 * 1024 * 1024)    /* all that is unpacked of one zip file */
#define LIMIT_PACKAGE_ENTRIES 50000
#define LIMIT_PACKAGE_ITEM (4 * 1024 * 1024) /* one question of a package, unpacked */
#define LIMIT_XML_DEPTH 64                   /* elements within each other */
#define LIMIT_XML_ATTRIBUTES 64              /* of one element */
#define LIMIT_XML_TEXT (1024 * 1024)         /* between two tags */

/* sessions */
#define LIMIT_SESSION_SECONDS (12 * 3600)
#define LIMIT_SIGN_IN_LINK_SECONDS (7 * 24 * 3600)
#define LIMIT_SIGN_IN_FAILURES 10            /* in LIMIT_SIGN_IN_WINDOW for one account or address */
#define LIMIT_SIGN_IN_WINDOW 900
#endif
