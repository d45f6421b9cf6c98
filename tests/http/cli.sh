#!/bin/sh
# cli.sh: the command line as scripts use it (CONTRACT): every subcommand of a University's life, each exit code, alone and
# beside a running server. SIGNPOST names the program.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
program=${SIGNPOST:-$root/build/signpost}
SIGNPOST_QUESTIONS=$root/questions
export SIGNPOST_QUESTIONS
unset SIGNPOST_DB
work=$(mktemp -d)
server=
finish() { [ -z "$server" ] || { kill "$server"; wait "$server"; } 2>/dev/null; rm -rf "$work"; }
trap finish EXIT
cd "$work" || exit 1
failures=0

fail() { echo "cli: $*" >&2; failures=$((failures + 1)); }
# expect CODE WORDS…: runs signpost; its output stays in out and err.
expect() {
    wanted=$1; shift
    "$program" "$@" > out 2> err < /dev/null
    code=$?
    [ "$code" -eq "$wanted" ] || { fail "signpost $*: exit $code, not $wanted"; cat err >&2; }
}
says() { grep -qF -- "$1" out || fail "stdout does not say \"$1\": $(head -c 300 out)"; }
complains() { grep -qF -- "$1" err || fail "stderr does not say \"$1\": $(head -c 300 err)"; }
silent() { [ ! -s out ] || fail "stdout is not empty: $(head -c 300 out)"; }
is_json() { node -e 'JSON.parse(require("fs").readFileSync("out","utf8"))' || fail "not JSON: $(head -c 300 out)"; }

# Help, version, usage.
expect 0 --version; says 'signpost 0'
expect 0 --help; says 'staff import FILE.csv'; says 'completions import'; says 'bank export'
expect 0 report --help; says '--as-of DATE'
expect 2; silent
expect 2 staff; silent; complains 'staff import'
expect 2 report --as-off 2026-01-01; complains 'did you mean --as-of'
expect 2 report; complains 'SIGNPOST_DB'
expect 2 staff import --db u.db; complains 'FILE.csv'
expect 2 init --db u.db; complains '--name'
expect 2 init --db u.db --name U --url ftp://example.org; complains 'https://'
[ ! -e u.db ] && [ ! -e u.db.keys ] || fail "a refused init left files"
expect 4 report --db u.db; silent
expect 4 token --db u.db --staff-id s1; silent

# A database.
expect 0 init --db u.db --name 'University of Somewhere' --url https://quiz.example.org/
[ "$(wc -l < out)" -eq 1 ] || fail "init prints one line"
says 'https://quiz.example.org/sign-in?token='
[ "$(stat -c %a u.db.keys)" = 600 ] || fail "the keys are for their owner only"
cp u.db.keys keys.before
expect 1 init --db u.db --name Other; silent
cmp -s u.db.keys keys.before || fail "a second init changed the keys"
touch other.db.keys
expect 1 init --db other.db --name Other
[ ! -e other.db ] && [ -e other.db.keys ] || fail "an init that could not make its keys left a database"

# The questions.
expect 0 check "$root/questions"; says 'no findings'
mkdir -p bad/bank && echo '{"subject":"a","subject":"b"}' > bad/bank/x.json
expect 3 check bad; complains 'x.json:1'

# Questions from and for other systems.
expect 3 bank export some.gift --format gift --questions "$root/questions"; silent; complains 'Not carried: GIFT has no'
for format in moodle-xml qti; do
    expect 0 bank export "all.$format" --format $format --questions "$root/questions"; silent; complains 'questions.'; complains "Schools' own"
    expect 1 bank export "all.$format" --format $format --questions "$root/questions"; complains 'already'
    rm -rf moved && mkdir -p moved/bank
    for part in institution.json requirements.json quizzes modules schools; do ln -s "$root/questions/$part" moved/; done
    expect 0 bank import "all.$format" --format $format --pool marked --questions moved; says 'moved/bank/a-all.json'
    expect 0 check "$root/questions"; sed 's/.*Bank/Bank/' out > bank.before
    expect 0 check moved; sed 's/.*Bank/Bank/' out > bank.after
    cmp -s bank.before bank.after || fail "the bank came back another one through $format"
done
expect 3 bank export --format gift --subject e --questions "$root/questions"; says '[tag:subject:e]'
expect 2 bank export x --questions "$root/questions"; complains '--format'
expect 2 bank import some.gift --format pdf; complains '--format is'
expect 2 bank import some.gift --format gift --subject x
expect 2 bank import some.gift --format gift --pool both; complains 'practice, quiz or marked'
expect 4 bank import absent.gift --format gift
printf '::Who?::Who helps?{=A tutor ~Nobody}\n\n::Why?::Why?{}\n' > week.gift
expect 2 bank import week.gift --format gift --questions moved; complains 'week.gift:1'; complains '--subject'
expect 3 bank import week.gift --format gift --subject b --questions moved --dry-run
says 'Dry run'; complains 'week.gift:3: "Why?": Not carried: it is an essay'; complains '1 question'
[ ! -e moved/bank/b-week.json ] || fail "a dry run wrote a file"
expect 3 bank import week.gift --format gift --subject b --questions moved; says 'moved/bank/b-week.json'
printf '// [tag:source:elsewhere] [tag:point:4]\n::Where?::Where?{T}\n' > other.gift
expect 0 bank import other.gift --format gift --subject b --questions moved
says '1 names a source that institution.json does not list'; complains 'other.gift:2: "Where?": Its source, "4" of "elsewhere", is none'
expect 3 bank import week.gift --format gift --subject b --questions moved; says '1 is in the bank already'
printf '::How?::How?{T}\n' > how.gift
expect 1 bank import how.gift --format gift --subject b --questions moved --into b-week.json; complains 'already'
for name in evil.txt ../evil.json "$work/evil.json" moved/bank/evil.json 'a b.json' .json Evil.json evil.JSON; do
    expect 2 bank import how.gift --format gift --subject b --questions moved --into "$name"; silent; complains '--into'
done
[ -z "$(find . -iname '*evil*')" ] && [ ! -e 'a b.json' ] || fail "--into wrote outside the bank"
expect 0 bank import how.gift --format gift --subject b --questions moved --into b-more.json; says '1 question into moved/bank/b-more.json'
[ -e moved/bank/b-more.json ] || fail "--into did not write into the folder's bank"
expect 4 bank export nodir/x.xml --format moodle-xml --questions "$root/questions"; complains 'nodir/x.xml: There is no folder nodir'
! grep -q 'part' err || fail "a temporary name is shown: $(cat err)"
expect 0 check moved
mkdir -p moved/bank/old
for name in notes.txt y.JSON x.json~; do : > "moved/bank/$name"; done
expect 0 check moved; says 'no findings'; complains 'moved/bank/notes.txt is not read: its name does not end in .json.'
complains 'moved/bank/y.JSON is not read'; complains 'moved/bank/x.json~ is not read'; complains 'moved/bank/old is not read: it is a folder.'
expect 0 check "$root/questions"; [ ! -s err ] || fail "the shipped folder: $(cat err)"
mkdir -p unsound/bank
cp -r "$root/questions/institution.json" "$root/questions/quizzes" "$root/questions/modules" unsound/; echo '{}' > unsound/requirements.json
expect 3 bank import how.gift --format gift --subject b --questions unsound; complains 'the folder had '; complains 'signpost check unsound'
cp week.gift week.zip
expect 3 bank import week.zip --format qti --subject b --questions moved; complains 'week.zip: This is no XML. If it is GIFT, use --format gift.'
printf '\357\273\277\n<?xml version="1.0"?>\n<quiz></quiz>\n' > moodle.xml
for format in gift qti; do
    expect 3 bank import moodle.xml --format $format --subject b --questions moved; complains 'moodle.xml: This looks like Moodle XML: use --format moodle-xml.'
done
for format in gift moodle-xml; do
    expect 3 bank import all.qti --format $format --subject b --questions moved; complains 'all.qti: This is a zip file. QTI packages come as such: use --format qti.'
    expect 3 bank import "$root/tests/fuzz/corpus/qti/blackboard" --format $format --questions moved; complains 'This looks like QTI: use --format qti.'
done
: > empty.gift; printf ' \n\n' > blank.xml
expect 3 bank import empty.gift --format gift --questions moved; complains 'empty.gift: The file is empty.'
expect 3 bank import blank.xml --format moodle-xml --questions moved; complains 'blank.xml: The file is empty.'
expect 3 bank import moved --format gift --questions moved; complains 'moved: This is a folder: name a file'
expect 4 check no-folder; silent; complains 'no-folder: There is no such folder'
expect 0 bank --help; says 'bank import FILE'; says 'bank document A'; [ "$(wc -l < out)" -eq 5 ] || fail "bank --help lists five: $(cat out)"
expect 2 bank; silent; complains 'bank import FILE'; complains 'bank document A'
expect 2 bank imprt; complains 'did you mean "bank import"'; complains 'signpost bank --help'
cp "$root/tests/fuzz/corpus/qti/blackboard" item.xml
expect 0 bank import item.xml --format qti --subject b --questions moved; says '1 question into moved/bank/b-item.json'

# Staff.
head='staff_id,name,email,school,school_name,role,system,start_date,end_date'
cat > staff.csv <<EOF
$head
s1,Ann Lee,ann@x.example,BIO,Biology,tutor,,2020-09-01,
s2,Bo Ek,bo@x.example,BIO,Biology,tutor,,2021-09-01,
s2,Bo Ek,bo@x.example,BIO,Biology,senior_tutor,,2021-09-01,
s3,Zoë Ó Sé,zoe@x.example,,,dean,,2021-09-01,
EOF
expect 0 staff import staff.csv --db u.db --dry-run; says '3 joiners'; says 'Dry run'
expect 0 staff import staff.csv --db u.db; says '3 joiners'; says 'Zoë Ó Sé (s3): dean'
expect 0 staff import staff.csv --db u.db --format json; is_json; says '"unchanged":3'
printf '%s\ns4,Di,di@x.example,BIO,Biology,tutr,,2020-09-01,\ns5,Ed,ed@x.example,BIO,Biology,tutor,,x,\n' "$head" > bad.csv
expect 3 staff import bad.csv --db u.db; silent; complains 'bad.csv:2:'; complains 'bad.csv:3:'; complains '2 findings'
printf '%s\ns1,Ann Lee,ann@x.example,BIO,Biology,tutor,,2020-09-01,2021-09-01\n' "$head" > ends.csv
expect 1 staff import ends.csv --db u.db; silent; complains '--force'
expect 4 staff import absent.csv --db u.db

# Completions.
head='staff_id,kind,item,completed_on,score,max_score,evidence'
printf '%s\ns1,quiz,personal-tutoring,2026-01-10,16.5,20,letter\ns1,training,role,2026-01-10,,,\n' "$head" > done.csv
expect 0 completions import done.csv --db u.db; says '2 imported'
expect 0 completions import done.csv --db u.db; says '0 imported, 2 skipped'
printf '%s\ns1,quiz,persnal-tutoring,2025-01-10,,,\ns9,quiz,personal-tutoring,2025-01-10,,,\n' "$head" > bad.csv
expect 3 completions import bad.csv --db u.db; complains 'bad.csv:2:'; complains 'bad.csv:3:'

# Figures.
expect 0 report --db u.db; says 'Biology'
expect 0 report --db u.db --as-of 2026-05-31 --format json; is_json
says '"as_of":"2026-05-31"'; says '"personal_tutors":2'; says '"median_score":82.5'
cp out first
expect 0 report --db u.db --as-of 2026-05-31 --format json; cmp -s out first || fail "the same report gives other bytes"
expect 0 report --db u.db --as-of 2026-05-31 --known-at 5 --format json; says '"known_at":5'
expect 0 report --db u.db --known-at 2001-01-01 --format json; says '"known_at":0'
expect 0 report --db u.db --format csv; says 'BIO,Biology'
expect 0 report --db u.db --format html; says '<!DOCTYPE html>'; says 'Biology (BIO)'
expect 4 report --db u.db --school LAW
expect 2 report --db u.db --as-of 2026-02-30
expect 2 report --db u.db --format pdf; complains 'text, json, csv or html'
expect 0 people --db u.db --school BIO; says 'Ann Lee'
expect 0 people --db u.db --school BIO --as-of 2026-05-31 --format json; is_json; says '"staff_id":"s1"'; says '"score":16.5'
expect 0 people --db u.db --school BIO --format csv; says 's1,Ann Lee,'
expect 4 people --db u.db --school LAW
expect 2 people --db u.db

# Doctor, backup, restore.
expect 0 doctor --db u.db; says 'every leaf'
expect 0 doctor --db u.db --rebuild; says 'rebuilt'
expect 0 audit --db u.db; says 'All is well'
expect 0 audit --db u.db --as-of 2026-05-31 --format json; is_json; says '"well":true'
expect 2 audit --db u.db --as-of yesterday; complains '--as-of'
expect 2 audit --db u.db extra
expect 4 audit --db nowhere.db; complains 'There is no database'
expect 4 audit --db u.db --since nowhere; complains 'nowhere'
expect 0 backup copy.db --db u.db
expect 1 backup copy.db --db u.db; complains 'already'
expect 1 restore copy.db --db u.db; complains '--force'
expect 0 restore copy.db --db u.db --force
expect 0 doctor --db u.db
expect 0 report --db u.db --as-of 2026-05-31 --format json; cmp -s out first || fail "a restored database reports otherwise"
head -c 20000 copy.db > cut.db
"$program" restore cut.db --db new.db 2> err && fail "half a copy was restored"
[ ! -e new.db ] || fail "a refused restore left a database"
expect 0 config dump --db u.db --format json; is_json

# Somebody with the file changes one letter.
LC_ALL=C sed 's/University of Somewhere/University of Somewhare/g' copy.db > changed.db
expect 5 audit --db changed.db; says 'table event, row 0: its leaf is not what its bytes make'; complains 'Keep this database as it is'
expect 5 audit --db changed.db --format json; is_json; says '"where":"table event, row 0"'; says '"well":false'

# Beside a running server: reads look on, writes are handed over.
"$program" demo --db demo.db --people 24 --schools 2 --listen 127.0.0.1:0 > served 2> served.err &
server=$!
for _ in $(seq 300); do grep -q '^listening on ' served && break; sleep 0.1; done
where=$(sed -n 's/^listening on //p' served)
[ -n "$where" ] || { fail "the demonstration did not start: $(head -c 300 served.err)"; exit 1; }
[ "$(stat -c %a demo.db.sock)" = 600 ] || fail "FILE.sock is for its owner only"
expect 0 people --db demo.db --school BIO --format csv
who=$(sed -n 's/,complete,.*//p' out | head -1 | cut -d, -f1)
expect 0 token --db demo.db --staff-id "$who"
token=$(cat out)
[ "${#token}" -eq 64 ] && [ "$(wc -l < out)" -eq 1 ] || fail "token prints the token only"
expect 4 token --db demo.db --staff-id nobody; silent
expect 0 staff import staff.csv --db demo.db; says '3 joiners'
expect 0 staff import staff.csv --db demo.db; says '0 joiners'
expect 3 completions import bad.csv --db demo.db; complains 'bad.csv:2:'
expect 0 sign-in-link --db demo.db --staff-id "$who"; says '/sign-in?token='
expect 0 doctor --db demo.db; says 'every leaf'
expect 0 audit --db demo.db; says 'All is well'
expect 0 backup live.db --db demo.db
expect 1 restore live.db --db demo.db --force; complains 'owns the database'

# A record, fetched with the token, holds offline; one changed byte does not.
cat > fetch.mjs <<'EOF'
import { writeFileSync } from 'node:fs';
const [where, token] = process.argv.slice(2), headers = { authorization: `Bearer ${token}` };
const home = await (await fetch(`${where}/`, { headers: { ...headers, accept: 'application/json' } })).json();
const record = home.completions.find((completion) => completion.record).record;
const reply = await fetch(where + record, { headers: { ...headers, accept: 'application/vc+ld+json' } });
writeFileSync('record.json', Buffer.from(await reply.arrayBuffer()));
EOF
node fetch.mjs "$where" "$token" || fail "no record could be fetched"
expect 0 verify record.json --db demo.db; says 'valid'
sed 's/"awardedDate":"20/"awardedDate":"21/' record.json > changed.json
cmp -s record.json changed.json && fail "nothing was changed"
expect 5 verify changed.json --db demo.db; says 'NOT VALID'
expect 5 verify record.json changed.json --db demo.db --format json; is_json; says '"valid":true'; says '"valid":false'
echo '{}' > none.json
expect 5 verify none.json --db demo.db
expect 5 verify record.json --db u.db
expect 4 verify absent.json --db demo.db
expect 2 verify record.json
kill "$server"; wait "$server"
server=
[ ! -e demo.db.sock ] || fail "the server left its socket behind"
expect 0 verify record.json --db demo.db

[ "$failures" -eq 0 ] || { echo "cli: $failures failures" >&2; exit 1; }
echo "cli: the command line does what CONTRACT says"
