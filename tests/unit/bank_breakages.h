/*
 * bank_breakages.h - every way to break the fixture's bank, and what must be found then.
 */
#ifndef BANK_BREAKAGES_H
#define BANK_BREAKAGES_H
#include <stddef.h>

/* In FILE, OLD becomes NEW; the finding must stand in AT_FILE (NULL: the same) on the line of AT, and say WORDS. */
struct breakage { const char *file, *old, *new, *at_file, *at, *words; };

#define A "bank/a-code.json"
#define I "institution.json"
#define Q "quizzes/personal-tutoring.json"
#define M "modules/role.json"
#define R "requirements.json"
#define S "schools/BIO.json"
#define W "modules/wet.json"
#define PART(id) "{\"id\":\"" id "\",\"type\":\"true_false\",\"stem\":\"So?\",\"key\":true,\n" \
                 "\"feedback\":{\"right\":\"Yes.\",\"wrong\":\"No.\"}},\n"
#define LEFT(id) "{\"id\":\"" id "\",\"text\":\"It " id "\"}"
#define SEVEN_PARTS_OLD "\"parts\":[\n"
#define SEVEN_PARTS_NEW "\"parts\":[\n{\"id\":\"sevenths\",\"type\":\"matching\",\"stem\":\"Which?\",\"left\":[" \
    LEFT("a") "," LEFT("b") "," LEFT("c") "," LEFT("d") "," LEFT("e") "," LEFT("f") "," LEFT("g") "],\n" \
    "\"right\":[" LEFT("r") "," LEFT("s") "],\"key\":{\"a\":\"r\",\"b\":\"r\",\"c\":\"r\",\"d\":\"r\",\"e\":\"r\",\"f\":\"s\",\n" \
    "\"g\":\"s\"},\"feedback\":{\"right\":\"Yes.\",\"wrong\":\"No.\"}},\n" PART("p1") PART("p2") PART("p3")
#define VOCABULARY(id, tutors) \
    "\"frameworks\":[{\"id\":\"l\",\"title\":\"L\",\"tags\":[{\"id\":\"" id "\",\"title\":\"One\",\"tutors\":" tutors "}]}],\n"
#define LONG_ID "x12345678901234567890123456789012345678901234567890123456789012345"

static const struct breakage breakages[] = {
    /* JSON itself */
    {A, "\"subject\":\"a\",", "\"subject\":\"a\"", NULL, "\"title\":\"The Code\"", ""},
    {Q, "\"title\":\"The Quiz\",", "\"title\":\"The Quiz\",\"id\":\"x\",", NULL, "\"title\"", "id"},
    {I, "\"Europe/London\"", "\"Europe/\\ud800\"", NULL, "\"time_zone\"", ""},
    /* members */
    {A, "\"stem\":\"Which *one*?\"", "\"stemm\":\"Which?\"", NULL, "\"Which?\"", "did you mean \"stem\""},
    {A, "\"stem\":\"Which *one*?\",", "", NULL, "{\"id\":\"one\"", "lacks \"stem\""},
    {A, "\"stem\":\"Which *one*?\"", "\"stem\":7", NULL, "7,", "\"stem\" must be a text"},
    {A, "\"stem\":\"Which *one*?\"", "\"stem\":\" \\n\"", NULL, "\" \\n\"", "\"stem\" is empty"},
    {A, "\"stem\":\"Which *one*?\"", "\"stem\":\"a\\u0007\"", NULL, "\"a\\u0007\"", "control character"},
    {A, "\"stem\":\"Which *one*?\"", "\"stem\":\"a <b>b</b>\"", NULL, "\"a <b>", "raw HTML"},
    {A, "\"stem\":\"Which *one*?\"", "\"stem\":\"![x](y.png)\"", NULL, "![x]", "image"},
    {A, "\"questions\":[", "\"questions\":[7,", NULL, "7,", "The question must be an object"},
    {A, "\"title\":\"The Code\",", "\"title\":\"The\\nCode\",", NULL, "\"The\\nCode\"", "one line"},
    {A, "\"title\":\"The Code\",", "", NULL, "{\"$schema\"", "lacks \"title\""},
    {A, "\"subject\":\"a\"", "\"subject\":\"f\"", NULL, "\"f\"", "one of a, b, c, d and e"},
    {A, "\"id\":\"one\"", "\"id\":\"One\"", NULL, "\"One\"", "must be an id"},
    {A, "\"id\":\"one\"", "\"id\":\"" LONG_ID "\"", NULL, LONG_ID, "must be an id"},
    {A, "\"id\":\"one\"", "\"id\":\"directory.x.1\"", NULL, "directory.x.1", "begin with \"directory.\""},
    {A, "\"id\":\"many\"", "\"id\":\"one\"", NULL, "\"one\",\"type\":\"multiple\"", "\"one\" is there twice (also in"},
    {A, "\"type\":\"short\"", "\"type\":\"essay\"", NULL, "\"essay\"", "no question type \"essay\""},
    {A, "\"type\":\"single\",\"pool\":\"quiz\"", "\"type\":\"single\",\"pool\":\"both\"", NULL, "\"both\"",
     "\"practice\""},
    {A, "\"shuffle\":false", "\"shuffle\":0", NULL, "\"shuffle\"", "true or false"},
    {A, "\"tags\":[\"basics\"]", "\"tags\":[\"a\",\"a\"]", NULL, "\"tags\"", "twice"},
    {A, "\"document\":\"code\"", "\"document\":\"codex\"", NULL, "\"codex\"", "none of the institution's documents"},
    {A, "\"wrong\":\"Read Point 13.\"", "\"wrong\":\"\"", NULL, "\"wrong\":\"\"", "\"wrong\" is empty"},
    /* single */
    {A, "\"key\":\"b\"", "\"key\":\"d\"", NULL, "\"key\":\"d\"", "no choice"},
    {A, "\"key\":\"b\"", "\"key\":[\"b\"]", NULL, "\"key\":[\"b\"]", "is of the type \"multiple\""},
    {A, ",\n{\"id\":\"b\",\"text\":\"Second\"},{\"id\":\"c\",\"text\":\"Third\"}]", "]", NULL, "\"choices\"",
     "between 2 and 8 entries; it has 1"},
    {A, "{\"id\":\"b\",\"text\":\"Second\"}", "{\"id\":\"a\",\"text\":\"Second\"}", NULL, "\"Second\"",
     "choice \"a\" is there twice"},
    {A, "{\"id\":\"b\",\"text\":\"Second\"}", "{\"id\":\"b\",\"text\":\"\"}", NULL, "\"text\":\"\"",
     "\"text\" is empty"},
    {A, "{\"id\":\"b\",\"text\":\"Second\"}", "\"b\"", NULL, "\"b\",{\"id\":\"c\"", "A choice must be an object"},
    {A, "\"Second\"", "\"First\"", NULL, "{\"id\":\"b\",\"text\":\"First\"", "\"First\" is there twice in \"choices\""},
    {A, "\"Second\"", "\"  \xe2\x80\x9c""FIRST\xe2\x80\x9d.\"", NULL, "FIRST", "is there twice in \"choices\""},
    {A, "\"Second\"", "\"F\xc3\xacrst\"", NULL, "\"F\xc3\xacrst\"", "is there twice in \"choices\""},
    {A, "\"Second\"", "\"I don\xe2\x80\x99t know.\"", NULL, "know", "stands below every question by itself"},
    {A, "\"Second\"", "\"None of the above\"", NULL, "None of", "among shuffled choices"},
    {A, "\"Second\"", "\"*all of these*\"", NULL, "all of", "among shuffled choices"},
    /* multiple */
    {A, "\"key\":[\"a\",\"c\"]", "\"key\":[]", NULL, "\"key\":[]", "No choice is right"},
    {A, "\"key\":[\"a\",\"c\"]", "\"key\":[\"a\",\"b\",\"c\",\"d\",\"e\"]", NULL, "\"key\":[\"a\",\"b\"",
     "Every choice is right"},
    {A, "\"key\":[\"a\",\"c\"]", "\"key\":[\"a\",\"q\"]", NULL, "\"q\"", "no choice"},
    {A, "\"key\":[\"a\",\"c\"]", "\"key\":[\"a\",\"a\"]", NULL, "\"key\":[\"a\",\"a\"]", "twice"},
    {A, "{\"id\":\"e\",\"text\":\"E\"}]",
     "{\"id\":\"e\",\"text\":\"E\"},{\"id\":\"f\",\"text\":\"F\"},{\"id\":\"g\",\"text\":\"G\"},"
     "{\"id\":\"h\",\"text\":\"H\"},{\"id\":\"i\",\"text\":\"I\"},{\"id\":\"j\",\"text\":\"J\"},"
     "{\"id\":\"k\",\"text\":\"K\"}]",
     NULL,
     "\"choices\":[{\"id\":\"a\",\"text\":\"A\"}", "between 3 and 10 entries; it has 11"},
    /* true_false */
    {A, "\"key\":true", "\"key\":\"true\"", NULL, "\"key\":\"true\"", "without quotation marks"},
    /* matching */
    {A, "\"l3\":\"r2\"", "\"l3\":\"r9\"", NULL, "\"r9\"", "no choice"},
    {A, "\"l3\":\"r2\"", "\"l9\":\"r2\"", NULL, "\"l9\"", "none of \"left\""},
    {A, ",\n\"l3\":\"r2\"}", "}", NULL, "\"key\":{\"l1\"", "no partner to \"l3\""},
    {A, "\"l3\":\"r2\"", "\"l3\":2", NULL, "\"l3\":2", "must name a choice"},
    {A, "{\"l1\":\"r1\",\n\"l2\":\"r2\",\n\"l3\":\"r2\"}", "[]", NULL, "\"key\":[]", "an object in braces"},
    {A, "\"Left 2\"", "\"Left 1\"", NULL, "\"l2\",\"text\"", "\"Left 1\" is there twice in \"left\""},
    {A, "\"Right 3\"", "\"right 2\"", NULL, "\"right 2\"", "\"right 2\" is there twice in \"right\""},
    /* ordering */
    {A, "\"text\":\"Last\"", "\"text\":\"Then\"", NULL, "\"z\",\"text\"", "\"Then\" is there twice in \"items\""},
    {A, "\"key\":[\"y\",\"x\",\"z\"]", "\"key\":[\"y\",\"x\"]", NULL, "\"key\":[\"y\",\"x\"]", "2 of 3"},
    {A, "\"key\":[\"y\",\"x\",\"z\"]", "\"key\":[\"y\",\"x\",\"x\"]", NULL, "\"key\":[\"y\",\"x\"", "twice"},
    {A, "\"key\":[\"y\",\"x\",\"z\"]", "\"key\":[\"y\",\"x\",\"w\"]", NULL, "\"w\"", "no choice"},
    /* numeric */
    {A, "\"key\":\"28\"", "\"key\":28", NULL, "\"key\":28", "must be a text"},
    {A, "\"key\":\"28\"", "\"key\":\"28 \"", NULL, "\"28 \"", "must be a decimal"},
    {A, "\"key\":\"28\"", "\"key\":\"1,000\"", NULL, "\"1,000\"", "must be a decimal"},
    {A, "\"key\":\"28\"", "\"key\":\"1234567890\"", NULL, "\"1234567890\"", "at most 9 digits"},
    {A, "\"key\":\"28\"", "\"key\":\"0.1234567\"", NULL, "\"0.1234567\"", "6 after it"},
    {A, "\"key\":\"28\"", "\"key\":\"28.\"", NULL, "\"28.\"", "must be a decimal"},
    {A, "\"tolerance\":\"0.5\"", "\"tolerance\":\"-1\"", NULL, "\"-1\"", "no sign"},
    {A, "\"tolerance\":\"0.5\",", "", NULL, "{\"id\":\"days\"", "lacks \"tolerance\""},
    {A, "\"unit\":\"working days\"", "\"unit\":\"\"", NULL, "\"unit\"", "\"unit\" is empty"},
    /* short */
    {A, "[\"Senior Tutor\",\n\"The S\xc3\xa9nior Tutor\"]", "[]", NULL, "\"key\":[]", "between 1 and 20"},
    {A, "\"The S\xc3\xa9nior Tutor\"", "\" ... \"", NULL, "\" ... \"", "accepted answer is empty"},
    {A, "\"The S\xc3\xa9nior Tutor\"", "3", NULL, "3],", "must hold texts"},
    {A, "\"The S\xc3\xa9nior Tutor\"", "\"senior-tutor!\"", NULL, "senior-tutor", "is accepted already"},
    /* situation */
    {A, "\"stem\":\"What first?\"", "\"stem\":\"\"", NULL, "\"stem\":\"\"", "\"stem\" is empty"},
    {A, "\"stem\":\"What first?\",", "", NULL, "{\"id\":\"first\"", "The part lacks \"stem\""},
    {A, "\"stem\":\"What first?\"", "\"pool\":\"quiz\",\"stem\":\"What first?\"", NULL, "\"pool\":\"quiz\",\"stem\":\"What first",
     "The part has no member \"pool\""},
    {A, "\"id\":\"then\",\"type\":\"matching\"", "\"id\":\"first\",\"type\":\"matching\"", NULL, "\"first\",\"type\":\"matching\"",
     "part \"first\" is there twice"},
    {A, "\"id\":\"then\",\"type\":\"matching\"", "\"id\":\"then\",\"type\":\"situation\"", NULL, "\"situation\",\"stem\"",
     "A part cannot be a situation itself"},
    {A, "\"id\":\"then\",\"type\":\"matching\"", "\"id\":\"then\",\"type\":\"pairing\"", NULL, "\"pairing\"",
     "write single, multiple, true_false, matching, ordering, numeric, short or situation"},
    {A, "\"key\":\"y\"", "\"key\":\"w\"", NULL, "\"key\":\"w\"", "no choice"},
    {A, "\"key\":\"3\"", "\"key\":\"three\"", NULL, "\"three\"", "must be a decimal"},
    {A, "\"source\":{\"document\":\"directory\"", "\"source\":{\"document\":\"register\"", NULL, "\"register\"",
     "none of the institution's documents"},
    {A, "\"stem\":\"Noor is behind.", "\"shuffle\":true,\"stem\":\"Noor is behind.", NULL, "\"shuffle\":true", "keep their order"},
    {A, "\"parts\":[\n", "\"parts\":[7,\n", NULL, "[7,", "The part must be an object"},
    {A, "\"parts\":[\n", "\"parts\":[],\"tags\":[\n", NULL, "\"parts\":[]", "between 2 and 8 entries; it has 0"},
    {A, "\"pool\":\"practice\",\n\"stem\":\"Noor", "\"pool\":\"practice\",\"choices\":[],\n\"stem\":\"Noor", NULL, "\"choices\":[],",
     "The question has no member \"choices\""},
    /* sevenths of sevenths of a mark */
    {A, SEVEN_PARTS_OLD, SEVEN_PARTS_NEW, NULL, "\"id\":\"sevenths\"", "steps of 1/7, and its share among 7 parts"},
    /* a School's own file */
    {S, "\"school\":\"BIO\"", "\"school\":\"CHE\"", NULL, "\"CHE\"", "must be named CHE.json"},
    {S, "\"school\":\"BIO\"", "\"school\":\"b io\"", NULL, "\"b io\"", "must be the School's code"},
    {S, "\"school\":\"BIO\",\n", "", NULL, "{\"$schema\"", "lacks \"school\""},
    {S, "\"title\":\"From Biology\"", "\"title\":\"\"", NULL, "\"title\":\"\"", "\"title\" is empty"},
    {S, "\"introduction\":\"Ours *alone*.\"", "\"introduction\":\"<b>Ours</b>\"", NULL, "<b>Ours", "raw HTML"},
    {S, "\"introduction\":\"Ours *alone*.\"", "\"subject\":\"a\"", NULL, "\"subject\"", "has no member \"subject\""},
    {S, "\"draw\":2", "\"draw\":4", NULL, "\"draw\":4", "draws 4 questions, but the School's local pool has 3"},
    {S, "\"draw\":2", "\"draw\":0", NULL, "\"draw\":0", "draws no question, though the local pool has 3"},
    {S, "\"draw\":2", "\"draw\":21", NULL, "\"draw\":21", "from 0 to 20"},
    {S, "\"pool\":\"local\",\n\"stem\":\"Who", "\"pool\":\"quiz\",\n\"stem\":\"Who", NULL, "\"pool\":\"quiz\"",
     "must be \"local\" or \"practice\""},
    {A, "\"pool\":\"quiz\",\n\"stem\":\"Which *one*?\"", "\"pool\":\"local\",\n\"stem\":\"Which *one*?\"", NULL,
     "\"pool\":\"local\"", "must be \"quiz\" or \"practice\""},
    {S, "\"id\":\"bio.lab\"", "\"id\":\"one\"", NULL, "\"one\"", "\"one\" is there twice (also in"},
    {S, "\"id\":\"bio.lab\"", "\"subject\":\"a\",\"id\":\"bio.lab\"", NULL, "\"bio.lab\"", "has no member \"subject\""},
    {S, "\"any_of\":[\"wet\"]", "\"any_of\":[\"dry\"]", NULL, "\"dry\"", "no such module"},
    {S, "\"id\":\"bio-wet\"", "\"id\":\"basics\"", NULL, "\"basics\"", "requirement \"basics\" is there twice"},
    {S, "\"from\":null}", "\"from\":null,\"schools\":[\"BIO\"]}", NULL, "\"from\":null,", "has no member \"schools\""},
    {W, "\"schools\":[\"BIO\"]", "\"schools\":[]", NULL, "\"schools\":[]", "between 1 and 200"},
    {W, "\"schools\":[\"BIO\"]", "\"schools\":[\"b io\"]", NULL, "\"b io\"", "School codes"},
    {W, "\"schools\":[\"BIO\"]", "\"schools\":[\"BIO\",\"LAW\"]", NULL, "\"bio.boots\"", "is School BIO's own"},
    {W, "\"schools\":[\"BIO\"],\n", "", NULL, "\"bio.boots\"", "is School BIO's own"},
    {W, "\"checks\":[\"bio.boots\"]", "\"checks\":[\"bio.lab\"]", NULL, "\"bio.lab\"", "of the local pool"},
    {W, "\"schools\":[\"BIO\"],\n", "\"schools\":[\"LAW\"],\n", S, "\"any_of\":[\"wet\"]", "open to tutors of BIO, who owe one"},
    {M, "\"checks\":[\"practised\"]", "\"checks\":[\"bio.boots\"]", NULL, "\"bio.boots\"", "is School BIO's own"},
    {R, "\"any_of\":[\"role\",\"more\"]", "\"any_of\":[\"wet\"]", NULL, "\"any_of\":[\"wet\"]", "open to tutors of every School"},
    {"modules/more.json", "\"opens_after\":[\"role\"]", "\"opens_after\":[\"wet\"]", NULL, "\"opens_after\"", "it would never open"},
    {"modules/more.json", "\"opens_after\":[\"role\"]", "\"opens_after\":[\"role\",\n\"wet\"],\"schools\":[\"LAW\"]", NULL, "\"wet\"",
     "which is not for everybody"},
    {"modules/more.json", "\"opens_after\":[\"role\"]", "\"opens_after\":[\"role\",\n\"wet\"],\"schools\":[\"BIO\",\"LAW\"]", NULL,
     "\"wet\"", "which is not for everybody"},
    /* institution */
    {I, "\"name\":\"University of Middlemarch\",\n", "", NULL, "{\"$schema\"", "lacks \"name\""},
    {I, "\"Europe/London\"", "\"Europe/Atlantis\"", NULL, "Atlantis", "time zone \"Europe/Atlantis\" is not known"},
    {I, "\"Europe/London\"", "\"../zoneinfo/Europe/London\"", NULL, "../zoneinfo", "is not known"},
    {I, "\"dean\":\"Dean\",", "", NULL, "\"titles\"", "lacks \"dean\""},
    {I, "\"d\":\"Responsibilities\",", "", NULL, "\"subjects\"", "lacks \"d\""},
    {I, "{\"id\":\"directory\",\"title\":\"Directory\"}", "{\"id\":\"code\",\"title\":\"X\"}", NULL, "\"X\"", "twice"},
    {I, ",\n{\"id\":\"directory\",\"title\":\"Directory\"}", "", NULL, "\"documents\"", "lacks \"directory\""},
    /* the vocabulary of tags */
    {I, "\"statement\":", VOCABULARY("l.one", "true") "\"statement\":", A, "\"basics\"", "no tag \"basics\""},
    {I, "\"statement\":", VOCABULARY("one", "true") "\"statement\":", NULL, "\"one\"", "must begin with \"l.\""},
    {I, "\"statement\":", VOCABULARY("l.one", "1") "\"statement\":", NULL, "\"tutors\"", "must be true"},
    {I, "\"statement\":", "\"tags\":[{\"id\":\"x\",\"title\":\"X\"},{\"id\":\"x\",\"title\":\"X\"}],\"statement\":", NULL, "\"X\"",
     "twice"},
    {I, "\"BIO\":", "\"b io\":", NULL, "\"b io\"", "no School code"},
    {I, "\"also\":[\"union\"]", "\"also\":[\"onion\"]", NULL, "\"onion\"", "no service of the directory"},
    {I, "\"also\":[\"union\"]", "\"also\":[\"money\"]", NULL, "\"also\":[\"money\"]", "the service \"money\" itself"},
    {I, "\"also\":[\"union\"]", "\"also\":[\"union\",\"health\"]", NULL, "\"also\"", "Only 2 services are left"},
    {I, "\"id\":\"union\"", "\"id\":\"money\"", NULL, "\"Union\"", "service \"money\" is there twice"},
    {I, ",\n{\"id\":\"careers\",\"name\":\"Careers\",\"purpose\":\"Jobs.\",\"contact\":\"Room 4\",\"situations\":[]},\n"
     "{\"id\":\"library\",\"name\":\"Library\",\"purpose\":\"Books.\",\"contact\":\"Room 5\",\"situations\":[]}", "",
     NULL,
     "\"directory\":[", "between 4 and 200 entries; it has 3"},
    /* quizzes */
    {Q, "\"count\":5", "\"count\":8", NULL, "\"count\":8", "draws 8 questions of subject a, but the quiz pool has 7"},
    {Q, "\"count\":2", "\"count\":4", NULL, "\"count\":4", "draws 4 questions of subject e, but the quiz pool has 3"},
    {Q, "\"count\":2", "\"count\":0", NULL, "\"count\":0", "from 1 to 200"},
    {Q, "\"count\":2", "\"count\":1.5", NULL, "1.5", "whole number"},
    {Q, "\"subject\":\"e\"", "\"subject\":\"a\"", NULL, "\"count\":2", "there twice"},
    {Q, "\"subject\":\"e\"", "\"subject\":\"z\"", NULL, "\"z\"", "one of a, b, c, d and e"},
    {Q, "{\"subject\":\"a\",\"count\":5},\n{\"subject\":\"e\",\"count\":2}", "", NULL, "\"draw\"", "between 1 and 5"},
    {Q, "\"count\":5},\n{\"subject\":\"e\",\"count\":2}", "\"count\":150},\n{\"subject\":\"e\",\"count\":151}", NULL,
     "\"draw\"", "draws 301 questions: at most 200"},
    {Q, "\"id\":\"personal-tutoring\"", "\"id\":\"tutoring\"", NULL, "\"tutoring\"", "file named tutoring.json"},
    {Q, "\"id\":\"personal-tutoring\"", "\"id\":\"tutoring\"", Q, NULL, "no quiz \"personal-tutoring\""},
    {Q, "\"id\":\"personal-tutoring\"", "\"id\":\"another\"", NULL, "\"another\"", "\"another\" is there twice"},
    /* modules */
    {M, "\"minutes\":25", "\"minutes\":0", NULL, "\"minutes\"", "from 1 to 600"},
    {M, "\"checks\":[\"practised\"]", "\"checks\":[\"nothing\"]", NULL, "\"nothing\"", "no question \"nothing\""},
    {M, "\"checks\":[\"practised\"]", "\"checks\":[\"one\"]", NULL, "\"one\"", "of the quiz pool"},
    {M, "\"checks\":[\"practised\"]", "\"checks\":[\"directory.money.1\"]", NULL, "directory.money.1",
     "of the quiz pool"},
    {M, "\"role/01.md\"", "\"role/02.md\"", NULL, "role/02.md", "cannot be read"},
    {M, "\"role/01.md\"", "\"../outside.md\"", NULL, "outside.md", "leads out of modules/"},
    {M, "\"role/01.md\"", "\"role/../../outside.md\"", NULL, "outside.md", "leads out of modules/"},
    {M, "\"role/01.md\"", "\"/etc/passwd\"", NULL, "/etc/passwd", "leads out of modules/"},
    {M, "\"role/01.md\"", "\"role\"", NULL, "\"file\"", "cannot be read"},
    {M, "\"opens_after\":[]", "\"opens_after\":[\"none\"]", NULL, "\"none\"", "no such module"},
    {M, "\"opens_after\":[]", "\"opens_after\":[\"role\"]", NULL, "\"opens_after\"", "after itself"},
    {M, "\"opens_after\":[]", "\"opens_after\":[\"more\"]", "modules/more.json", "\"opens_after\"", "in a circle"},
    {M, "\"id\":\"role\"", "\"id\":\"more\"", NULL, "\"more\"", "module \"more\" is there twice"},
    {"modules/role/01.md", "And what not.", "And \xff not.", NULL, "And \xff", "not UTF-8"},
    {"modules/role/01.md", "And what not.", "And <i>not</i>.", NULL, "<i>", "raw HTML"},
    {"modules/role/01.md", "And what not.", "<https://example.org> <i>", NULL, "<i>", "raw HTML"},
    {"modules/role/01.md", "What a tutor does.\n\nAnd what not.", "\n", NULL, "\n", "is empty"},
    {"modules/role/01.md", "What", "\xef\xbb\xbfWhat", NULL, "What", "byte order mark"},
    /* requirements */
    {R, "\"any_of\":[\"more\"]", "\"any_of\":[\"less\"]", NULL, "\"less\"", "no such module"},
    {R, "\"any_of\":[\"more\"]", "\"any_of\":[]", NULL, "\"any_of\":[]", "between 1 and 20"},
    {R, "\"id\":\"more\"", "\"id\":\"basics\"", NULL, "\"More\"", "requirement \"basics\" is there twice"},
    {R, "2026-09-01", "2026-09-31", NULL, "2026-09-31", "a date that exists"},
    {R, "\"from\":null", "\"from\":2026", NULL, "2026,", "a date that exists"},
    {R, "[\"BIO\"]", "[\"b io\"]", NULL, "\"b io\"", "School codes"},
    {R, "[\"BIO\"]", "[\"BIO\",\"BIO\"]", NULL, "\"BIO\"", "twice"},
    {R, "\"requirements\"", "\"requirement\"", NULL, "\"requirement\"", "did you mean \"requirements\""},
};
#endif
