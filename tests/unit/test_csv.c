/*
 * test_csv.c - CSV in, with the line of every trouble, and CSV out that no spreadsheet runs.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>
#include "signpost/csv.h"
#include "signpost/limits.h"

static const char *const names[] = {"id", "name", "note", NULL};

/* Writes each row as "line:field|field|field;". */
static enum fault_code note_row(void *context, const struct csv_row *row, struct fault *fault)
{
    buf_printf(context, "%d:%s|%s|%s;", row->line, row->field[0], row->field[1], row->field[2]);
    if (strcmp(row->field[0], "stop") == 0)
        return fault_set(fault, FAULT_CONFLICT, "Stopped.");
    return FAULT_NONE;
}

static enum fault_code read_bytes(const char *bytes, size_t size, struct buf *rows, struct findings *findings,
                                  struct fault *fault)
{
    return csv_read(bytes, size, "t.csv", names, note_row, rows, findings, fault);
}

static void rows_carry_the_line_they_begin_on(void **state)
{
    static const struct { const char *text, *rows; } rows[] = {
        {"id,name,note\n1,a,x\n2,b,y\n", "2:1|a|x;3:2|b|y;"},
        {"id,name,note\r\n1,a,x\r\n2,b,y", "2:1|a|x;3:2|b|y;"},
        {"id,name,note\r1,a,x\r2,b,y\r", "2:1|a|x;3:2|b|y;"},
        {"\xef\xbb\xbfid,name,note\n1,a,x\n", "2:1|a|x;"},
        {"\"id\",\"name\",\"note\"\n1,a,x\n", "2:1|a|x;"},
        {"id,name,note\n1,\"a, \"\"b\"\"\",\n", "2:1|a, \"b\"|;"},
        {"id,name,note\n1,\"a\nb\",x\n2,b,y\n", "2:1|a\nb|x;4:2|b|y;"},
        {"id,name,note\r\n1,\"a\r\n\r\nb\",\"x\r\ny\"\r\n2,b,y\r\n", "2:1|a\r\n\r\nb|x\r\ny;6:2|b|y;"},
        {"id,name,note\n\n \t\n1,a,x\n\r\n2,b,y\n\n", "4:1|a|x;6:2|b|y;"},
        {"\n\nid,name,note\n1,a,x\n", "4:1|a|x;"},
        {"id,name,note\n 1 , a b ,\" x \"\n", "2:1|a b| x ;"},
        {"id,name,note\n,,\n", "2:||;"},
        {"id,name,note\n\"\",\"\",\"\"\n", "2:||;"},
        {"id,name,note\n1,Zo\xc3\xab,\xe4\xbd\xa0\n", "2:1|Zo\xc3\xab|\xe4\xbd\xa0;"},
        {"id,name,note\n", ""},
        {"id,name,note", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct findings findings;
        struct fault fault;
        struct buf buf;

        buf_init(&buf, 0);
        findings_init(&findings);
        assert_int_equal(read_bytes(rows[i].text, strlen(rows[i].text), &buf, &findings, &fault), FAULT_NONE);
        if (findings.total)
            fail_msg("case %zu: line %d: %s", i, findings.items[0].line, findings.items[0].text);
        assert_string_equal(buf_string(&buf), rows[i].rows);
        findings_release(&findings);
        buf_release(&buf);
    }
}

static void troubles_name_their_line_and_the_reading_goes_on(void **state)
{
    static const struct { const char *text; const char *rows; size_t total; int line; const char *says; } rows[] = {
        {"", "", 1, 1, "empty"},
        {"\n\n", "", 1, 1, "empty"},
        {"id,name\n1,a\n", "", 1, 1, "Column 3 of the header must be \"note\"; it is missing"},
        {"id,nom,note\n1,a,x\n", "", 1, 1, "Column 2 of the header must be \"name\"; it is \"nom\""},
        {"name,id,note\n1,a,x\n", "", 1, 1, "Column 1"},
        {"ID,name,note\n1,a,x\n", "", 1, 1, "Column 1"},
        {"id;name;note\n1;a;x\n", "", 1, 1, "Column 1"},
        {"\nid,name,note,more\n1,a,x,y\n", "", 1, 2, "4 columns"},
        {"id,\"na\"me,note\n1,a,x\n", "", 1, 1, "quotation"},
        {"id,name,note\n1,a\n2,b,y\n3,c,z,extra\n", "3:2|b|y;", 2, 2, "2 fields where the header has 3"},
        {"id,name,note\n1,a\"b,x\n2,b,y\n", "3:2|b|y;", 1, 2, "quotation"},
        {"id,name,note\n1,\"a\nb\"c,x\n2,b,y\n", "4:2|b|y;", 1, 2, "quotation"},
        {"id,name,note\n1,a,x\n2,\"b,y\n3,c,z\n", "2:1|a|x;", 1, 3, "never closes"},
        {"id,name,note\n1,\xff,x\n2,b,y\n", "3:2|b|y;", 1, 2, "UTF-8"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct findings findings;
        struct fault fault;
        struct buf buf;

        buf_init(&buf, 0);
        findings_init(&findings);
        assert_int_equal(read_bytes(rows[i].text, strlen(rows[i].text), &buf, &findings, &fault), FAULT_NONE);
        assert_string_equal(buf_string(&buf), rows[i].rows);
        assert_int_equal(findings_verdict(&findings, &fault), FAULT_INPUT);
        if (findings.total != rows[i].total || fault.line != rows[i].line || !strstr(fault.message, rows[i].says))
            fail_msg("case %zu: %zu findings, line %d: %s", i, findings.total, fault.line, fault.message);
        assert_string_equal(fault.file, "t.csv");
        findings_release(&findings);
        buf_release(&buf);
    }
}

static void nul_bytes_and_long_fields_are_troubles(void **state)
{
    static const char with_nul[] = "id,name,note\n1,a\0b,x\n2,b,y\n";
    struct findings findings;
    struct fault fault;
    struct buf buf, text;

    (void)state;
    buf_init(&buf, 0);
    buf_init(&text, 0);
    findings_init(&findings);
    assert_int_equal(read_bytes(with_nul, sizeof with_nul - 1, &buf, &findings, &fault), FAULT_NONE);
    assert_int_equal(findings.total, 1);
    assert_non_null(strstr(findings.items[0].text, "NUL"));
    assert_string_equal(buf_string(&buf), "3:2|b|y;");
    buf_text(&text, "id,name,note\n1,");
    for (int i = 0; i <= LIMIT_CSV_FIELD; i++)
        buf_char(&text, 'a');
    buf_text(&text, ",x\n2,b,y\n");
    buf_clear(&buf);
    assert_int_equal(read_bytes(text.bytes, text.size, &buf, &findings, &fault), FAULT_NONE);
    assert_int_equal(findings.total, 2);
    assert_non_null(strstr(findings.items[1].text, "4096"));
    assert_string_equal(buf_string(&buf), "3:2|b|y;");
    findings_release(&findings);
    buf_release(&text);
    buf_release(&buf);
}

static void the_callback_can_stop_the_reading(void **state)
{
    static const char text[] = "id,name,note\n1,a,x\nstop,b,y\n3,c,z\n";
    struct findings findings;
    struct fault fault;
    struct buf buf;

    (void)state;
    buf_init(&buf, 0);
    findings_init(&findings);
    assert_int_equal(read_bytes(text, sizeof text - 1, &buf, &findings, &fault), FAULT_CONFLICT);
    assert_string_equal(fault.message, "Stopped.");
    assert_string_equal(buf_string(&buf), "2:1|a|x;3:stop|b|y;");
    buf_clear(&buf);
    assert_int_equal(read_bytes(text, sizeof text - 1 - strlen("\n3,c,z\n"), &buf, &findings, &fault), FAULT_CONFLICT);
    findings_release(&findings);
    buf_release(&buf);
}

struct tally {
    int rows, last_line;
};

static enum fault_code count_row(void *context, const struct csv_row *row, struct fault *fault)
{
    struct tally *tally = context;

    (void)fault;
    tally->rows++;
    tally->last_line = row->line;
    return FAULT_NONE;
}

static void a_hundred_thousand_rows_are_read_in_good_time(void **state)
{
    struct tally tally = {0};
    struct findings findings;
    struct fault fault;
    struct buf text;
    clock_t begun;

    (void)state;
    buf_init(&text, 0);
    findings_init(&findings);
    buf_text(&text, "id,name,note\r\n");
    for (int i = 0; i < 100000; i++)
        buf_printf(&text, "%d,\"Name, %d\",\"two\r\nlines\"\r\n", i, i);
    begun = clock();
    assert_int_equal(csv_read(text.bytes, text.size, "t", names, count_row, &tally, &findings, &fault), FAULT_NONE);
    assert_true((double)(clock() - begun) / CLOCKS_PER_SEC < 5.0);
    assert_int_equal(findings_verdict(&findings, &fault), FAULT_NONE);
    assert_int_equal(tally.rows, 100000);
    assert_int_equal(tally.last_line, 200000);
    findings_release(&findings);
    buf_release(&text);
}

static void what_is_written_is_guarded_and_reads_back(void **state)
{
    struct findings findings;
    struct csv_out out;
    struct fault fault;
    struct buf text, rows;

    (void)state;
    buf_init(&text, 0);
    buf_init(&rows, 0);
    findings_init(&findings);
    csv_out_init(&out, &text);
    csv_text(&out, "id");
    csv_text(&out, "name");
    csv_text(&out, "note");
    csv_end_row(&out);
    csv_integer(&out, -5);
    csv_text(&out, "=1+1");
    csv_text(&out, NULL);
    csv_end_row(&out);
    csv_number(&out, "-79.3");
    csv_text(&out, "@a, \"b\"");
    csv_text(&out, "two\nlines");
    csv_end_row(&out);
    csv_number(&out, "=2");
    csv_text(&out, " spaced ");
    csv_number(&out, "");
    csv_end_row(&out);
    csv_text(&out, "-x");
    csv_text(&out, "+44");
    csv_text(&out, "\tx");
    csv_end_row(&out);
    assert_true(buf_ok(&text));
    assert_string_equal(buf_string(&text), "id,name,note\r\n-5,'=1+1,\r\n-79.3,\"'@a, \"\"b\"\"\",\"two\nlines\"\r\n"
                                           "'=2,\" spaced \",\r\n'-x,'+44,\"'\tx\"\r\n");
    assert_int_equal(read_bytes(text.bytes, text.size, &rows, &findings, &fault), FAULT_NONE);
    assert_int_equal(findings.total, 0);
    assert_string_equal(buf_string(&rows), "2:-5|'=1+1|;3:-79.3|'@a, \"b\"|two\nlines;5:'=2| spaced |;"
                                           "6:'-x|'+44|'\tx;");
    findings_release(&findings);
    buf_release(&rows);
    buf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_carry_the_line_they_begin_on),
        cmocka_unit_test(troubles_name_their_line_and_the_reading_goes_on),
        cmocka_unit_test(nul_bytes_and_long_fields_are_troubles),
        cmocka_unit_test(the_callback_can_stop_the_reading),
        cmocka_unit_test(a_hundred_thousand_rows_are_read_in_good_time),
        cmocka_unit_test(what_is_written_is_guarded_and_reads_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
