/*
 * command/demo_names.c - the Schools and names of a University that does not exist.
 */
#include "command/demo_internal.h"
#include "signpost/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct { const char *code, *name; } schools[DEMO_SCHOOLS] = {
    {"BIO", "School of Biological Sciences"}, {"LAW", "Law School"}, {"HIS", "School of History and Politics"},
    {"CHE", "School of Chemistry"}, {"ENG", "School of Engineering"}, {"MED", "Medical School"},
    {"BUS", "School of Business"}, {"PSY", "School of Psychology"}, {"MAT", "School of Mathematics"},
    {"ENL", "School of English"}, {"GEO", "School of Geography and Geology"}, {"EDU", "School of Education"},
    {"CSC", "School of Computer Science"}, {"PHY", "School of Physics and Astronomy"}, {"SOC", "School of Sociology"},
    {"NUR", "School of Nursing and Midwifery"}, {"MOD", "School of Modern Languages"}, {"ARC", "School of Archaeology"},
    {"MUS", "School of Music"}, {"CRI", "School of Criminology"}, {"MUP", "School of Museum Studies"},
    {"MEC", "School of Media and Communication"}, {"PHA", "School of Pharmacy"}, {"ART", "School of Art and Design"},
};

static const char *const given[] = {
    "Amara", "Aisha", "Alexander", "Ana", "Anil", "Bartosz", "Beatrice", "Carys", "Chidi", "Clara", "Daniel", "Dewi",
        "Eilidh",
    "Elena", "Emeka", "Fatima", "Fiona", "Georgios", "Grace", "Hannah", "Harpreet", "Hiroshi", "Ifeoma", "Imran",
        "Isabel",
    "James", "Jasmine", "Joanna", "Kwame", "Laila", "Lars", "Li Na", "Magdalena", "Marek", "Mei", "Miguel", "Mohammed",
        "Nadia",
    "Niamh", "Noor", "Oluwaseun", "Owen", "Patrick", "Petra", "Priya", "Rachel", "Rajesh", "Ravi", "Rosa", "Ruth",
        "Sadia",
    "Samuel", "Sean", "Shanthi", "Siobhán", "Sophie", "Tariq", "Thomas", "Tomasz", "Wei", "Yasmin", "Yusuf", "Zanele",
        "Zoë",
};
static const char *const family[] = {
    "Abbott", "Adeyemi", "Ahmed", "Andersen", "Bains", "Baker", "Banerjee", "Begum", "Bennett", "Campbell", "Chen",
        "Clarke",
    "Costa", "Davies", "Díaz", "Dlamini", "Doyle", "Evans", "Farah", "Fischer", "Ferreira", "García", "Green", "Gupta",
    "Haddad", "Hall", "Hassan", "Hughes", "Hussain", "Ibrahim", "Iyer", "Jansen", "Jones", "Kaur", "Kelly", "Khan",
        "Kim",
    "Kowalska", "Lee", "Lewis", "Liu", "MacDonald", "Malik", "Mensah", "Morgan", "Murphy", "Nakamura", "Nguyen",
        "Novák",
    "Nwosu", "O’Brien", "Okafor", "Olsen", "Osei", "Papadopoulos", "Patel", "Pereira", "Phillips", "Rahman", "Reid",
        "Roberts",
    "Rossi", "Said", "Schmidt", "Shah", "Sharma", "Singh", "Smith", "Taylor", "Thomas", "Tran", "Walker", "Walsh",
        "Wang",
    "Williams", "Wood", "Wright", "Yılmaz", "Young", "Zhang",
};
#define COUNT(list) ((int)(sizeof(list) / sizeof *(list)))

void demo_schools_choose(struct demo *demo)
{
    demo->school_count = demo->options->schools;
    for (int i = 0; i < demo->school_count; i++)
        demo->schools[i] =
            (struct demo_school){.code = schools[i].code, .name = schools[i].name, .care = demo_below(demo, 100),
                                                .senior_tutor = -1, .head = -1};
}

/* The letters of a name that an address can hold: plain ones, lower case. */
static void plain(const char *text, char *out, size_t size)
{
    char *folded = text_fold(text);
    size_t used = 0;
    for (const char *c = folded ? folded : ""; *c && used + 1 < size; c++)
        if (*c >= 'a' && *c <= 'z')
            out[used++] = *c;
    out[used] = '\0';
    free(folded);
}

void demo_person_name(struct demo *demo, int number, struct demo_person *out)
{
    const char *first = given[demo_below(demo, COUNT(given))], *last = family[demo_below(demo, COUNT(family))];
    const char *name = bank_institution(demo->bank)->name, *place = strrchr(name, ' ');
    char start[40], end[40], domain[40];
    plain(first, start, sizeof start);
    plain(last, end, sizeof end);
    plain(place ? place + 1 : name, domain, sizeof domain);
    snprintf(out->staff_id, sizeof out->staff_id, "%d", 100000 + number * 7 + number % 5);
    snprintf(out->name, sizeof out->name, "%s %s", first, last);
    snprintf(out->email, sizeof out->email, "%s.%s%d@%s.example", start, end, number, *domain ? domain : "university");
}
