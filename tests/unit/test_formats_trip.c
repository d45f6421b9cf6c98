/*
 * test_formats_trip.c - out of a bank into each format and back: the same bank, whatever stands in its texts.
 */
#include "formats_folder.h"
#include "signpost/json.h"
#include "signpost/text.h"

static const enum format formats[] = {FORMAT_GIFT, FORMAT_MOODLE_XML, FORMAT_QTI};

/* GIFT has no questions with several parts. */
static bool can_say(enum format format, const cJSON *question)
{
    return format != FORMAT_GIFT || strcmp(json_string(question, "type"), "situation") != 0;
}

static int unsaid(const struct bank *bank, enum format format)
{
    int count = 0;
    for (int i = 0; i < bank_question_count(bank); i++)
        count += format == FORMAT_GIFT && bank_question(bank, i)->kind == QUESTION_SITUATION;
    return count;
}

/* What the format cannot say stays behind, a file a subject. */
static void leave_unsaid(const struct bank *bank, enum format format, const char *dir)
{
    struct json_doc doc;
    struct fault fault = {0};
    size_t size;
    const char *document = bank_document(bank, &size);
    assert_int_equal(json_read(document, size, "document", &doc, &fault), FAULT_NONE);
    for (char subject = 'a'; subject <= 'e'; subject++) {
        char path[32];
        cJSON *question, *array = (cJSON *)json_array(doc.root, "bank");
        struct buf text;
        bool any = false;
        buf_init(&text, 0);
        buf_printf(&text, "{\"subject\":\"%c\",\"title\":\"T\",\"questions\":[", subject);
        cJSON_ArrayForEach(question, array) {
            if (can_say(format, question) || *json_string(question, "subject") != subject)
                continue;
            cJSON *copy = cJSON_Duplicate(question, true);
            cJSON_DeleteItemFromObjectCaseSensitive(copy, "subject");
            buf_text(&text, any ? "," : "");
            assert_int_equal(json_canonical(copy, &text, &fault), FAULT_NONE);
            cJSON_Delete(copy);
            any = true;
        }
        buf_text(&text, "]}");
        snprintf(path, sizeof path, "bank/%c-unsaid.json", subject);
        if (any)
            fixture_write(dir, path, buf_string(&text), text.size);
        buf_release(&text);
    }
    json_release(&doc);
}

/* All of BANK as a file of FORMAT; nothing of it may be lost but what the format cannot say. */
static struct buf exported(const struct bank *bank, enum format format)
{
    struct format_exported counts;
    struct format_report report;
    struct fault fault = {0};
    struct buf out;
    format_report_init(&report);
    buf_init(&out, 0);
    if (format_export(format, bank, 0, &out, &counts, &report, &fault) != FAULT_NONE)
        fail_msg("%s: %s", format_names[format], fault.message);
    if (report.questions != unsaid(bank, format) || report.parts)
        fail_msg("%s: %s", format_names[format], buf_string(&report.text));
    format_report_release(&report);
    return out;
}

static void import_into(const char *dir, enum format format, const struct buf *file)
{
    struct format_import import = {.format = format, .file = "trip.file", .bytes = buf_string(file), .size = file->size,
                                   .dir = dir, .pool = FORMAT_POOL_MARKED};
    struct format_imported imported;
    struct format_report report;
    struct findings findings;
    struct fault fault = {0};
    format_report_init(&report);
    findings_init(&findings);
    if (format_import(&import, &imported, &report, &findings, &fault) != FAULT_NONE)
        fail_msg("%s: %s", format_names[format], fault.message);
    if (report.text.size)
        fail_msg("%s: %s", format_names[format], buf_string(&report.text));
    findings_release(&findings);
    format_report_release(&report);
    format_imported_release(&imported);
}

/* ---- banks that say the same ---- */

/* HTML with its white space as one space each. */
static char *squeezed(const char *commonmark)
{
    struct buf html, out;
    buf_init(&html, 0);
    buf_init(&out, 0);
    assert_int_equal(text_commonmark(&html, commonmark, NULL), FAULT_NONE);
    for (const char *at = buf_string(&html); *at; at++)
        if (!strchr(" \n", *at) || (out.size && out.bytes[out.size - 1] != ' '))
            buf_char(&out, *at == '\n' ? ' ' : *at);
    buf_release(&html);
    return buf_take(&out);
}

/* Every CommonMark text as what it says, however it is spelt. */
static void say(cJSON *json)
{
    static const char *const texts[] = {"stem", "text", "right", "wrong"};
    for (size_t i = 0; cJSON_IsString(json) && json->string && i < sizeof texts / sizeof *texts; i++)
        if (strcmp(json->string, texts[i]) == 0) {
            char *html = squeezed(json->valuestring);
            assert_non_null(cJSON_SetValuestring(json, html));
            free(html);
        }
    for (cJSON *child = json->child; child; child = child->next)
        say(child);
}

static char *said(const struct bank *bank)
{
    struct json_doc doc;
    struct buf out;
    size_t size;
    const char *document = bank_document(bank, &size);
    buf_init(&out, 0);
    assert_int_equal(json_read(document, size, "document", &doc, NULL), FAULT_NONE);
    say(doc.root);
    assert_int_equal(json_canonical(doc.root, &out, NULL), FAULT_NONE);
    json_release(&doc);
    return buf_take(&out);
}

static void assert_same(enum format format, const char *was, const char *is)
{
    const char *begin = was;
    while (*was && *was == *is) {
        was++;
        is++;
    }
    int before = was - begin > 40 ? 40 : (int)(was - begin);
    if (*was || *is) /* what stands around the first difference */
        fail_msg("%s: not the same bank: %.200s\n--- became %.200s", format_names[format], was - before, is - before);
}

/* BANK, out and back in EMPTY, which has no bank of its own. */
static struct bank *tripped(const struct bank *bank, enum format format, const char *empty)
{
    struct buf file = exported(bank, format);
    bank_empty(empty);
    leave_unsaid(bank, format, empty);
    import_into(empty, format, &file);
    struct bank *back = load_bank(empty);
    struct buf again = exported(back, format);
    assert_int_equal(again.size, file.size);
    assert_memory_equal(buf_string(&again), buf_string(&file), file.size);
    buf_release(&again);
    buf_release(&file);
    return back;
}

/* A format that holds CommonMark gives it back letter by letter; QTI holds XHTML, so what it gives back says the same, and, once it
 * has been there, is spelt the same. */
static void assert_trips(const struct bank *bank, const char *empty, bool own_spelling)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        struct bank *back = tripped(bank, formats[i], empty), *twice = NULL;
        size_t size;
        if (formats[i] != FORMAT_QTI || own_spelling) {
            assert_same(formats[i], bank_document(bank, &size), bank_document(back, &size));
        } else {
            char *was = said(bank), *is = said(back);
            assert_same(formats[i], was, is);
            twice = tripped(back, formats[i], empty);
            assert_same(formats[i], bank_document(back, &size), bank_document(twice, &size));
            free(was);
            free(is);
        }
        bank_release(twice);
        bank_release(back);
    }
}

static void the_shipped_bank_comes_back_the_same(void **state)
{
    (void)state;
    struct bank *bank = load_bank("questions");
    char *dir = shipped_make();
    assert_trips(bank, dir, true);
    shipped_remove(dir);
    bank_release(bank);
}


/* Texts that hold what each format uses for itself. */
static const char *const hard_texts[] = {
    "{braces} = equals ~ tilde # hash: colon \\\\ backslash -\\\\> arrow %50% a::b",
    "[html] is a word here, and `code {a = b}` too",
    "// no comment",
    "$CATEGORY: none",
    "%100% of them",
    "Tea & coffee, 3 \\\\< 5 \\\\> 2, &amp;amp; &lt;b&gt; ]]\\\\> \\\\<!-- x --\\\\> 'quoted' \\\"twice\\\"",
    "**Bold**, *slanted* and ***both***; [a link](https://example.org/?a=1&b=2)",
    "One\\n\\nTwo\\\\\\nthree\\n\\n- first\\n- second\\n  - deeper\\n- third\\n\\n1. one\\n2. two\\n\\n> A quotation\\n>\\n> of two",
    "Steps\\n\\n3. three\\n4. four",
    "## A heading\\n\\n```\\ncode <b>\\n\\n  more\\n```\\n\\n***\\n\\nThe end",
    "Hélène, Zoë, Łukasz; 日本語 \xf0\x9f\x8e\x93 “quotes” – dash … 5\xc2\xa0%",
    "\\\\*not slanted\\\\* and snake\\\\_case\\\\_name 2 \\\\* 3 \\\\[x\\\\]",
    "1\\\\. not a list",
    "\\\\- nor this",
    "a\\\\\\\\n b\\\\~c",
    NULL,
};

/* Puts TEXT into every text of a question of every type. */
static void write_hard(const char *dir, const char *text)
{
    struct buf file;
    buf_init(&file, 0);
    buf_text(&file, "{\"subject\":\"a\",\"title\":\"T\",\"questions\":[");
    for (int i = 0; i < QUESTION_SITUATION; i++) {
        static const char *const parts[QUESTION_SITUATION] = {
            [QUESTION_SINGLE] = "\"choices\":[{\"id\":\"t-1\",\"text\":\"@ 1\"},{\"id\":\"2\",\"text\":\"@\"}],\"key\":\"2\",\"shuffle\":false",
            [QUESTION_MULTIPLE] = "\"choices\":[{\"id\":\"a\",\"text\":\"@\"},{\"id\":\"b\",\"text\":\"B\"},{\"id\":\"c\",\"text\":\"@ c\"}],"
                                  "\"key\":[\"a\",\"c\"],\"tags\":[\"one\",\"two.2\"]",
            [QUESTION_TRUE_FALSE] = "\"key\":true,\"shuffle\":false",
            [QUESTION_MATCHING] = "\"left\":[{\"id\":\"9\",\"text\":\"@\"},{\"id\":\"b\",\"text\":\"B\"}],\"right\":[{\"id\":\"x\",\"text\":\"X\"},"
                                  "{\"id\":\"y\",\"text\":\"Y & \\u003c\"},{\"id\":\"z\",\"text\":\"Z\"}],\"key\":{\"9\":\"y\",\"b\":\"x\"}",
            [QUESTION_ORDERING] = "\"items\":[{\"id\":\"a\",\"text\":\"@\"},{\"id\":\"b\",\"text\":\"B\"},{\"id\":\"c\",\"text\":\"C\"}],"
                                  "\"key\":[\"c\",\"a\",\"b\"],\"shuffle\":false",
            [QUESTION_NUMERIC] = "\"key\":\"-0.50\",\"tolerance\":\"0.125\",\"unit\":\"% of [x]: <days> & {more}\"",
            [QUESTION_SHORT] = "\"key\":[\"a *star* {=~#:} \\\\ & <b>\",\"%5% off\",\"zwölf\"]",
        };
        const char *piece = parts[i];
        buf_printf(&file, "%s{\"id\":\"q%d\",\"type\":\"%s\",\"pool\":\"quiz\",\"stem\":\"%s\",", i ? "," : "", i,
                   question_kind_name((enum question_kind)i), text);
        for (; *piece; piece++)
            if (*piece == '@')
                buf_text(&file, text);
            else
                buf_char(&file, *piece);
        buf_printf(&file, ",\"feedback\":{\"right\":\"%s\",\"wrong\":\"No: %s\"},\"source\":{\"document\":\"code\","
                   "\"point\":\"13e: [a], <b> & c\"}}", text, text);
    }
    /* a situation, whose parts are these */
    buf_printf(&file, ",{\"id\":\"case\",\"type\":\"situation\",\"pool\":\"practice\",\"stem\":\"%s\",\"parts\":["
               "{\"id\":\"1st\",\"type\":\"single\",\"stem\":\"%s\",\"choices\":[{\"id\":\"x\",\"text\":\"%s\"},"
               "{\"id\":\"y\",\"text\":\"Y\"}],\"key\":\"x\",\"shuffle\":false,\"feedback\":{\"right\":\"%s\",\"wrong\":\"W\"}},"
               "{\"id\":\"then\",\"type\":\"matching\",\"stem\":\"%s\",\"left\":[{\"id\":\"a\",\"text\":\"%s\"},"
               "{\"id\":\"b\",\"text\":\"B\"}],\"right\":[{\"id\":\"p\",\"text\":\"P\"},{\"id\":\"q\",\"text\":\"Q\"}],"
               "\"key\":{\"a\":\"q\",\"b\":\"q\"},\"feedback\":{\"right\":\"R\",\"wrong\":\"%s\"},"
               "\"source\":{\"document\":\"directory\",\"point\":\"<Money> & more\"}},"
               "{\"id\":\"last\",\"type\":\"numeric\",\"stem\":\"N\",\"key\":\"3\",\"tolerance\":\"0\",\"unit\":\"days\","
               "\"feedback\":{\"right\":\"R\",\"wrong\":\"W\"}}],\"tags\":[\"one\"],"
               "\"feedback\":{\"right\":\"%s\",\"wrong\":\"%s\"},\"source\":{\"document\":\"code\",\"point\":\"1\"}}",
               text, text, text, text, text, text, text, text, text);
    buf_text(&file, ",{\"id\":\"practised\",\"type\":\"true_false\",\"pool\":\"practice\",\"stem\":\"S\",\"key\":true,"
                    "\"feedback\":{\"right\":\"R\",\"wrong\":\"W\"},\"source\":{\"document\":\"code\",\"point\":\"1\"}}]}");
    assert_true(buf_ok(&file));
    bank_empty(dir);
    fixture_write(dir, "bank/a-code.json", buf_string(&file), file.size);
    buf_release(&file);
}

static void texts_with_the_signs_of_every_format_come_back_the_same(void **state)
{
    (void)state;
    char *dir = fixture_make(), *empty = fixture_make();
    for (int i = 0; hard_texts[i]; i++) {
        write_hard(dir, hard_texts[i]);
        struct bank *bank = load_bank(dir);
        assert_trips(bank, empty, false);
        bank_release(bank);
    }
    bank_empty(dir);
    bank_empty(empty);
    fixture_remove(dir);
    fixture_remove(empty);
}

static void what_qti_has_no_place_for_is_said_once_a_question(void **state)
{
    (void)state;
    char *dir = fixture_make();
    struct format_exported counts;
    struct format_report report;
    struct buf out;
    write_hard(dir, "[a](https://example.org \\\"title\\\")\\n\\n3. three\\n4. four\\n\\n```c\\nint\\n```");
    struct bank *bank = load_bank(dir);
    format_report_init(&report);
    buf_init(&out, 0);
    assert_int_equal(format_export(FORMAT_QTI, bank, 0, &out, &counts, &report, NULL), FAULT_NONE);
    assert_int_equal(report.questions, 0);
    assert_int_equal(report.parts, QUESTION_SITUATION + 1);
    assert_non_null(strstr(buf_string(&report.text), "\"q0\": A text of it, \"[a](https://example.org \"title\")\", loses some of its "
                           "formatting, for which QTI has no place.\n"));
    format_report_release(&report);
    buf_release(&out);
    bank_release(bank);
    bank_empty(dir);
    fixture_remove(dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_shipped_bank_comes_back_the_same),
        cmocka_unit_test(texts_with_the_signs_of_every_format_come_back_the_same),
        cmocka_unit_test(what_qti_has_no_place_for_is_said_once_a_question),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
