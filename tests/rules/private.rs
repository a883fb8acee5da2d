//! What the scan for private content takes for what. `«…»` marks what has to be found; nothing else may be.

use serde_json::Value;
use vpr::check::Kind;
use vpr::check::private::{Match, in_text};
use vpr::schema;

use super::base::CATALOGUE;

/// The text without its marks, and what they mark.
fn marked(case: &str) -> (String, Vec<(usize, usize)>) {
    let (mut text, mut spans) = (String::new(), Vec::new());
    for c in case.chars() {
        match c {
            '«' => spans.push((text.len(), text.len())),
            '»' => spans.last_mut().expect("a mark that was opened").1 = text.len(),
            c => text.push(c),
        }
    }
    (text, spans)
}

#[track_caller]
fn found(kind: Kind, cases: &[&str]) {
    let mut wrong = Vec::new();
    for case in cases {
        let (text, expected) = marked(case);
        let matches = in_text(&text);
        let seen: Vec<(usize, usize)> = matches.iter().map(|m| (m.span.start, m.span.end)).collect();
        let shown: Vec<(Kind, &str)> = matches.iter().map(|m| (m.kind, &text[m.span.start..m.span.end])).collect();
        if seen != expected || matches.iter().any(|m| m.kind != kind) {
            wrong.push(format!("{case:?} gives {shown:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn nhs_numbers() {
    found(
        Kind::NhsNumber,
        &[
            "«9434765919»",
            "«943 476 5919»",
            "patient «943 476 5919».",
            "patient «943-476-5919», seen",
            "patient «943.476.5919»",
            "patient «943 4765919»",
            "patient «943476 5919»",
            "(«943 476 5919»)",
            "NHS no. «9434765919»",
            "NHS:«9434765919»",
            "NHS«9434765919»",
            "nhs«9434765919»",
            "no.«9434765919»",
            "two: «943 476 5919» and «401 023 2137»",
            "«943 476 5919», «401 023 2137»",
            "on 3 «943 476 5919»",
            "«943 476 5919» 2026-05-03",
            "2026-05-03 «943 476 5919»",
            "letters/«9434765919».pdf",
            "letters/2026/«9434765919»_letter.pdf",
            "letter_«9434765919».pdf",
            "?nhs=«9434765919»",
            "'«9434765919»'",
            "«943\u{a0}476\u{a0}5919»",
            "«943\u{202f}476\u{202f}5919»",
            "«943\u{2009}476\u{2009}5919»",
            "«943\u{2010}476\u{2010}5919»",
            "«943\u{2011}476\u{2011}5919»",
            "«943–476–5919»",
            "«943−476−5919»",
            "«９４３４７６５９１９»",
            "«９４３　４７６　５９１９»",
            "«943\u{200b}476\u{200b}5919»",
            "«943 476 5919»\u{200b}, «401 023 2137»",
            "«943\u{ad}4765919»",
            "ŵ «943 476 5919» 🦊",
            "🦊«943 476 5919»",
            "«٩٤٣٤٧٦٥٩١٩»",
            "«943\n    476 5919»",
            "«943 476\n  5919»",
            "# «943 476\n# 5919»",
            "«943 476\r\n  5919»",
            "«943  476  5919»",
            "«943 - 476 - 5919»",
            "«943   \r\n476 5919»",
            "«943 476 5919»/1",
            "patient «9434765919».0",
            "«943 476 5919».0 was typed",
            "«943 (476) 5919»",
            "«6541003238»",
            "patient «943\t476\t5919»",
            "patient «943·476·5919»",
            "letters/«943%20476%205919».pdf",
            "patient«9434765919».docx",
            "NHSNumber«9434765919»",
            "«943_476_5919».yaml",
            "smith_«943_476_5919»_letter.pdf",
            "patient_«943_4765919»",
            "«943 _ 476_5919»",
            "«943\u{2800}476\u{2800}5919»",
            // Of what is said to be one, in whatever groups.
            "NHS number: «9434 765 919»",
            "NHS no. «94 34 76 59 19», seen",
            "NHS No: «9 4 3 4 7 6 5 9 1 9»",
            "patient «9-4-3-4-7-6-5-9-1-9»",
            "NHS «943/476/5919»",
            "patient «4 010 232 137»",
            "NHS 9434 765 918",
            "NHS 9434 765 919 4",
            "NHS survey 1992 45 0 005 and 2014 45 0 005",
            "NHS 94347, 65919",
            "NHS 9434/765/919",
            "9434 765 919 is the number",
            // What is no NHS number: the check digit, the groups, what stands around it.
            "943 476 5918",
            "9434765919.01",
            "9434765919.5",
            "9434765919.0b",
            "9434765918",
            "0000000000",
            "1111111111",
            "1234567890",
            "94 34 76 59 19",
            "94347 65919",
            "9434 765 919",
            "94_34_76_59_19",
            "943_476_59190",
            "943_476_5918",
            "943____476____5919",
            "943    476    5919",
            "943%20%20%20%20476%205919",
            "943%, 476 5919",
            "943\n\n476 5919",
            "943,476,5919",
            "943/476/5919",
            "943 476 591",
            "943476591",
            "94347659190",
            "19434765919",
            "943 476 59190",
            "A9434765919",
            "9434765919A",
            "ŵ9434765919ŵ",
            "£9434765919",
            "€9434765919",
            "9434765919.50",
            "3.9434765919",
            "943 476 5919.5",
            "sha256:0123456789abcdef9434765919abcdef0123456789abcdef0123456789abcdef",
            "sha256:1111111111111111111111111111111111111111111111111111111111111111",
            "- 943\n- 476\n- 5919",
            "943: 476\n5919",
            "943 of 476 and 5919",
            "2026-10-14 to 2026-12-18",
            "on 2026-10-149434765919",
            "2026-04-01T09:30",
            "minute 112/26",
            "412 of 2,150",
            "A81001, RZZ, Y99999",
            "2019/20 to 2023/24",
            "£1 234 567 890",
            "71%",
        ],
    );
}

#[test]
fn a_number_goes_on_in_the_next_line_however_deep_that_stands_within_reason() {
    let broken = |indent| in_text(&format!("943\n{}476 5919", " ".repeat(indent))).len();
    assert_eq!((broken(78), broken(79)), (1, 0));
}

/// Characters that show nothing, by class: controls, direction marks, fillers, selectors, tags, and the mark for any of them.
const UNSEEN: &str = "\0\u{1}\u{8}\u{b}\u{c}\u{1b}\u{1f}\u{7f}\u{80}\u{85}\u{9b}\u{ad}\u{34f}\u{61c}\u{115f}\u{1160}\u{17b4}\
    \u{180b}\u{180e}\u{180f}\u{200b}\u{200d}\u{200e}\u{2028}\u{202e}\u{2060}\u{2069}\u{206a}\u{20e3}\u{3164}\u{fe0f}\u{feff}\
    \u{ffa0}\u{fff9}\u{fffb}\u{fffd}\u{ffff}\u{1bca0}\u{1d173}\u{e0001}\u{e0020}\u{e0100}\u{e01ef}";

#[test]
fn what_shows_nothing_hides_nothing() {
    for unseen in UNSEEN.chars() {
        for (kind, case) in [
            (Kind::NhsNumber, "z «943~476~5919»"),
            (Kind::NhsNumber, "z «94~34~765919»"),
            (Kind::NhsNumber, "z «943~ 476 ~5919», smith"),
            (Kind::NhsNumber, "3~«943 476 5919»~7"),
            (Kind::NationalInsurance, "«AB~123456~C»"),
            (Kind::Email, "«jane~.smith@nhs~.net»"),
            (Kind::Phone, "«07700~ 900~123»"),
            (Kind::Phone, "me~«07700 900123»~now"),
            (Kind::NhsNumber, "smith~«94~34~765919»~letter"),
            (Kind::Phone, "me~~«077~00 900123»~~now"),
            (Kind::BirthDate, "born «3 M~ay 1~980»"),
            (Kind::BirthDate, "Jane~born~«3 May 1980»"),
            (Kind::Secret, "«https://files.example/?tok~en=abc»"),
        ] {
            found(kind, &[&case.replace('~', &unseen.to_string())]);
        }
    }
}

#[test]
fn what_is_in_doubt_in_one_reading_and_certain_in_another_is_certain() {
    let in_doubt = |text: &str| in_text(text).iter().map(|m| m.is_doubtful).collect::<Vec<_>>();
    assert_eq!(in_doubt("94\u{200b}34765919"), [true]);
    assert_eq!(in_doubt("943\u{200b}476\u{200b}5919"), [false]);
}

#[test]
fn ten_digits_in_groups_that_nobody_writes_are_in_doubt() {
    for (text, is_doubtful) in [
        ("NHS 9434 765 919", true),
        ("NHS 943 476 5919", false),
        ("943 476 5919", false),
        ("NHS 9434765919", false),
        ("9434765919", true),
        // Who uses "NHS" and "patient" as words of their own says of whom it is.
        ("NHS no. 4010232137", false),
        ("NHS Number is 4010232137", false),
        ("NHS num: 4010232137", false),
        ("NHS #4010232137", false),
        ("?nhs_no=4010232137", false),
        ("nhsNumber: 4010232137", false),
        ("Patients 4010232137", false),
        ("the patient's letter 4010232137", false),
        ("patientNo 4010232137", false),
        ("where: https://intranet.rzz.nhs.uk/doc/4010232137", true),
        ("outpatient clinic code 4010232137", true),
        ("patientflow 4010232137", true),
        ("NHSmail ticket 4010232137", true),
        ("NHS Supply Chain PO 4010232137 raised", true),
        ("NHS England letter ref 1234567881", true),
        ("NHS Resolution 4010232137", true),
        ("NHS Property 4010232137", true),
        ("NHS Norfolk 4010232137", true),
        // Calls by video have the same groups.
        ("Zoom meeting ID 401 023 2137", true),
        ("Meeting ID: 401 023 2137", true),
        ("meeting of the patient, NHS no. 401 023 2137", false),
        ("seen at the meeting, 401 023 2137", false),
    ] {
        assert_eq!(in_text(text).iter().map(|m| m.is_doubtful).collect::<Vec<_>>(), [is_doubtful], "{text}");
    }
}

#[test]
fn a_recent_day_is_in_doubt_where_it_may_be_of_something_else() {
    for (text, is_doubtful) in [
        ("The standard was born on 15 December 2020", true),
        ("DOB unknown, admitted 14/02/2026", true),
        ("DOB is not recorded; review 14/02/2026", true),
        ("DOB unknown, 14/02/1961", false),
        ("DOB unknown, 14/02/61", false),
        ("DOB unknown, 14/02/40", false),
        ("DOB unknown, 14/02/39", true),
        ("DOB unknown, 14/02/05", false),
        ("DOB unknown, 140226", true),
        ("DOB unknown, 140261", false),
        ("DOB unknown, 14021961", false),
        ("DOB unknown, 14022026", true),
        ("DOB unknown, 20260214", true),
        ("DOB unknown, 2026-02-14", true),
        ("DOB is 14/02/2026", false),
        ("DOB: 14/02/2026", false),
        ("patient born on 14/02/2026", false),
        ("She was born on 14/02/1961", false),
        ("date of birth was on 14/02/2026", false),
        // Of young children, whatever stands between.
        ("the baby born 14/02/2024", false),
        ("The baby (born 14/02/2024) was present", false),
        ("The patient, born 14/02/2022, was moved", false),
        ("Baby Smith born 14/02/2024", true),
        ("his son Jack, born 14/02/2021", true),
        ("his daughter Ann Smith (born on 14/02/2021)", true),
        ("Child A, born 14/02/2021", true),
        ("his son Siân, born 14/02/2021", true),
        ("twins born 14/02/2021", true),
        ("her children, born on 14/02/2021", true),
    ] {
        assert_eq!(in_text(text).iter().map(|m| m.is_doubtful).collect::<Vec<_>>(), [is_doubtful], "{text}");
    }
}

#[test]
fn national_insurance_numbers() {
    found(
        Kind::NationalInsurance,
        &[
            "«AB123456C»",
            "«AB 12 34 56 C»",
            "«AB 123456 C»",
            "«AB 123456C»",
            "«AB-12-34-56-C»",
            "«AB.12.34.56.C»",
            "«ab123456c»",
            "«HM123456B»",
            "NI «AB123456C», then",
            "«JG 10 31 06 A»",
            "«JG\u{a0}10\u{a0}31\u{a0}06\u{a0}A»",
            "«ＡＢ１２３４５６Ｃ»",
            "«AB\u{2011}12\u{2011}34\u{2011}56\u{2011}C»",
            "«AB 12 34\n  56 C»",
            "NINO:«AB123456D».",
            "«AB  12  34  56  C»",
            "«AB 123 456 C»",
            "«ab 12 34 56 c»",
            "NI_«AB123456C»",
            "«AB_12_34_56_C»",
            "smith_«AB_123456_C»_payslip.pdf",
            "«AB123456C»_payslip.pdf",
            // Prefixes that are never given, suffixes that are none, words around.
            "QQ 12 34 56 C",
            "DA123456C",
            "AO123456C",
            "GB123456A",
            "NK123456A",
            "TN 12 34 56 A",
            "ZZ123456A",
            "AB123456E",
            "AB 12 34 56",
            "AB12345C",
            "AB1234567C",
            "XAB123456C",
            "AB123456CD",
            "in 12 34 56 a day",
            "at_12_34_56_a_day",
            "ab_123456_c",
            "ab123456 a day",
            "ab12 34 56 c",
            "ab 12 34 56c",
            "XAB_123456_C",
            "at 123456 b",
            "Ab123456C",
            "AB 1 23456 C",
            "HM 123456 B",
            "at 12 34 56 a day",
            "as 12 34 56 b",
            "AB 12/34/56 C",
            "«AB–12–34–56–C»",
            "sha256:ab123456c0123456789",
            // In whatever letters and groups behind its name.
            "NI «AB123456c»",
            "NINO: «ab123456C»",
            "NI no. «AB 12 34 56 c»",
            "National Insurance number: «AB 12 3456 C»",
            "national_insurance: «AB12 3456C»",
            "his NI number is «AB/12/34/56/C», then",
            "NI «Ab 123 456 c»",
            "ni at 12 34 56 a day",
            "NI DA/12/34/56/C",
            "NI AB/12/34/5/C",
            "UNI AB123456c",
            "Nina AB123456c",
            "AB123456c",
            "AB 12 3456 C",
            "AB/12/34/56/C",
            "insurance AB/12/34/56/C",
        ],
    );
}

#[test]
fn telephone_numbers() {
    found(
        Kind::Phone,
        &[
            "«07700 900123»",
            "«07700900123»",
            "«07700 900 123»",
            "«07700-900-123»",
            "«0770 0900 123»",
            "«020 7946 0958»",
            "(«020) 7946 0958»",
            "«0161 496 0000»",
            "«01632 960123»",
            "«01632 96 01 23»",
            "«01204 12345»",
            "«+44 20 7946 0958»",
            "«+44 (0)20 7946 0958»",
            "«+44 (0) 20 7946 0958»",
            "«+447700900123»",
            "«+44 7700 900123»",
            "«0044 7700 900123»",
            "«0044 (0)7700 900123»",
            "tel:«07700900123»",
            "tel. «01632 960 123» ext 12",
            "tel.«07700900123»",
            "«07700 900123» 2026-10-14",
            "2026-10-14 «07700 900123»",
            "2026-10-14\n«07700 900123»",
            "2026-10-07 700 900 123",
            "«07700\u{a0}900\u{a0}123»",
            "«07700\u{2011}900\u{2011}123»",
            "«０７７００９００１２３»",
            "«07700\n  900123»",
            "«07700 900123», «01632 960123»",
            "«07700 900123».",
            "«447700900123»",
            "call «07 700 900 123»",
            "«00 44 7700 900123»",
            "+«07700 900123»",
            "«07700 900123»/ Smith",
            "«07700/900123»",
            "«07700900123»x123",
            "«07700900123»x 12",
            "«07700 900123»ext 12",
            "«07700\t900\t123»",
            "«07700·900·123»",
            "«07700%20900%20123»",
            "Duty manager—«07700 900123»",
            "Jane–«07700 900123»",
            "Jane–«07700900123»–ward 7",
            "«07700–900–123»",
            "Tel-«07700 900 123»",
            "Jane Smith -«07700 900123»",
            "«07700_900_123».yaml",
            "jane_smith_«07700_900_123».yaml",
            "tel_«07700 900123»",
            "«+44_7700_900123»",
            // Helplines and services belong to nobody; the rest is no number.
            "0800 111 2222",
            "0808 808 1677",
            "0300 123 4567",
            "0345 600 1234",
            "0845 46 47",
            "0844 123 4567",
            "0900 123 4567",
            "+44 800 111 2222",
            "+44 300 123 4567",
            "+1 202 555 0123",
            "999, 111 and 101",
            "0930 to 1700",
            "441234567890",
            "01/07/2026 900 123",
            "2026-07 700 900 123",
            "2026/07/14 and 07/2026",
            "0700-1900",
            "01-02-2026 12345",
            "01/02/2026 to 07/08/2026",
            "2026-01-02 07",
            "07/2026",
            "01632 9601",
            "077009001234",
            "A07700900123",
            "07700900123A",
            "07700900123A 2",
            "07700900123xyz",
            "INC_07700900123",
            "INC_07700900123_4",
            "2026_10_07_700_900_123",
            "2026_07_14_0930_1700",
            "0800_111_2222",
            "INC-07700900123",
            "INC-07700-900-123",
            "2026–07 700 900 123",
            "12-07700 900 123",
            "?id=07700900123",
            "records/07700900123",
            "0.07700900123",
            "£07700900123",
            "BAF 4, minute 112/26",
        ],
    );
}

#[test]
fn addresses_for_email() {
    found(
        Kind::Email,
        &[
            "«jane.smith@nhs.net»",
            "«jane.smith@northfield.nhs.uk»",
            "<«jane.smith@nhs.net»>",
            "(«jane.smith@nhs.net»).",
            "write to «j.o'neill@nhs.net», please",
            "mailto:«jane.smith@nhs.net»",
            "«jane_smith+vpr@nhs.net»",
            "«JANE.SMITH@NHS.NET»",
            "«renée@nhs.net»",
            "«jane.smith%40nhs.net»",
            "«jane.smith＠nhs.net»",
            "«jane.smith﹫nhs.net»",
            "«jane@nhs.net\u{200b}work»",
            "«jane.smith@nhs.net».",
            "'«jane.smith@nhs.net»'",
            "«jsmith@163.com»",
            "«smith2@nhs.net»",
            "a@b: «jane@nhs.net»",
            "«jane.security@nhs.net»",
            "«jane@a-b.nhs.uk»",
            "«jane.smith@nhs.net»—call her",
            "«jane.smith@nhs.net»–copied in",
            "ask—«jane.smith@nhs.net»",
            "«jane.smith@nhs.net».yaml",
            "«jane.smith@nhs.net»_old.pdf",
            "«jane.smith@nhs.net»-2026.pdf",
            "«jane.smith@northfield.nhs.uk»_v2.1.docx",
            "«10234567@nhs.net»",
            "12 @ 3.50, 12@3.each",
            "nhs-england-vpr@2024.final-version",
            "«jane.smith@nhs.net».xlsx.txt",
            "mail/«jane.smith@nhs.net».pdf",
            "https://files.example/?to=«jane.smith@nhs.net»",
            // An office's mailbox, references to editions and files, what is no host.
            "vpr@northfield.nhs.uk",
            "vpr.team@northfield.nhs.uk",
            "info@northfield.nhs.uk",
            "enquiries@nhs.net",
            "england.vpr@nhs.net",
            "security-team@northfield.nhs.uk",
            "vpr.lead@northfield.nhs.uk",
            "chief.executive@northfield.nhs.uk",
            "company.secretary@northfield.nhs.uk",
            "freedomtospeakup@nhs.net",
            "lsms@nhs.net",
            "health.and.safety@nhs.net",
            "occupational.health@nhs.net",
            "ward4@nhs.net",
            "datix@nhs.net",
            "security.manager@nhs.net",
            "violenceprevention@nhs.net",
            "git@github.com:northfield/vpr.git",
            "no-reply@nhs.net",
            "staff.side@nhs.net",
            "staffside@nhs.net",
            "SecurityTeam@nhs.net",
            "rxx.violence@nhs.net",
            "RA9.security-team@nhs.net",
            "a81001.reception@nhs.net",
            "rxx.ward4@nhs.net",
            "h&s@ashdown.nhs.uk",
            "mailto:h&s.team@ashdown.nhs.uk",
            "health&safety@ashdown.nhs.uk",
            "hs.team@ashdown.nhs.uk",
            "guardian@ashdown.nhs.uk",
            "healthandsafety@ashdown.nhs.uk",
            "risk.management@ashdown.nhs.uk",
            "riskmanagement@ashdown.nhs.uk",
            "eprr@ashdown.nhs.uk",
            "resilience@ashdown.nhs.uk",
            "policies@ashdown.nhs.uk",
            "boardsecretary@ashdown.nhs.uk",
            "executiveoffice@ashdown.nhs.uk",
            "committee.secretary@ashdown.nhs.uk",
            "conflict.resolution@ashdown.nhs.uk",
            "emergency.planning@ashdown.nhs.uk",
            "legal.services@ashdown.nhs.uk",
            "donotreply@ashdown.nhs.uk",
            "do-not-reply@ashdown.nhs.uk",
            "hse.infoline@hse.gov.uk",
            "https://teams.microsoft.com/l/chat/19:1a2b_3c4d@unq.gbl.spaces/conversations",
            "https://teams.microsoft.com/l/channel/19%3a0f1e%40thread.skype/General",
            "https://teams.microsoft.com/l/channel/19:0f1e@thread.tacv2/General",
            // People, whose names look like an organisation's code or an office.
            "«ray.ward@nhs.net»",
            "«ray.ward2@nhs.net»",
            "«sue.england@nhs.net»",
            "«kim.do@nhs.net»",
            "«sue.nurse@nhs.net»",
            "«rxx.smith@nhs.net»",
            "«amy.securityman@nhs.net»",
            "«jane.h@nhs.net», «s@nhs.net»",
            "tom&«jane@nhs.net»",
            "h&«smith@nhs.net»",
            "?a=1&«s@nhs.net»",
            "«toward@nhs.net»",
            "incidents2@nhs.net",
            "nhs-england-vpr@2024",
            "nhs-wales-orv@2024.1",
            "nhs-england-vpr@2024.toml",
            "standards/nhs-england-vpr@2020.yaml",
            "minutes@final.pdf",
            "jane.smith%20nhs.net",
            "jane@nhs",
            "jane@.net",
            "@nhs.net",
            "jane@ nhs.net",
            "jane @nhs.net",
            "jane@nhs..net",
            "5 @ 3.50",
            "@",
            "@@",
            "@mentioned.",
        ],
    );
}

#[test]
fn addresses_whose_sign_is_written_out() {
    found(
        Kind::Email,
        &[
            "ask «jane.doe(at)nhs.net»",
            "ask «jane.doe [at] nhs.net», please",
            "ask «jane.doe (AT) nhs.net»",
            "ask «jane.doe[at] nhs.net»",
            "ask vpr.team (at) nhs.net",
            "seen (at) once",
            "seen (at the ward) and nhs.net",
            "(at) nhs.net",
            "jane.doe  (at) nhs.net",
            "meeting (at) St.Marys hall",
            "met (at) 10.am",
            "met (at)10.am",
        ],
    );
}

/// The usual way to share a piece of evidence names whose folder it is in.
#[test]
fn addresses_in_links_to_somebodys_own_folder() {
    found(
        Kind::Email,
        &[
            "https://trust-my.sharepoint.com/personal/«jane_doe_nhs_net»/Documents/plan.pdf",
            "https://trust-my.sharepoint.com/:b:/g/personal/«jane_doe2_northfield_nhs_uk»/Eabc?e=Xy",
            "trust-my.sharepoint.com/Personal/«J_Doe_Northfield_NHS_UK»",
            "https://trust-my.sharepoint.com/personal/«doe_nhs_net»/",
            "https://trust-my.sharepoint.com/personal/«10234567_nhs_net»/",
            "https://trust-my.sharepoint.com/personal/ward_4_northfield_nhs_uk/",
            "https://trust-my.sharepoint.com/personal/«jane_doe_nhs_scot»/",
            "https://trust-my.sharepoint.com/my?id=%2Fpersonal%2F«jane%5Fdoe%5Fnhs%5Fnet»%2FDocuments",
            "https://trust-my.sharepoint.com/personal/«jane%5Fdoe%5Fnhs%5Fnet»/Documents",
            "x.protection.outlook.com/?url=https%3A%2F%2Ftrust-my.sharepoint.com%2F%3Ab%3A%2Fg%2Fpersonal%2F«jane_doe_nhs_net»%2FE",
            "'https://trust-my.sharepoint.com/personal/«jane_doe_nhs_net»'",
            "https://trust-my.sharepoint.com/personal/«jane_doe_nhs_net»'s folder",
            "https://trust-my.sharepoint.com/personal/«jane_doe_nhs_net»—old",
            "https://trust-my.sharepoint.com/personal/«o'doe_nhs_net»_",
            "https://trust-my.sharepoint.com/personal/«lead_smith_nhs_net»",
            "https://trust-my.sharepoint.com/personal/«ward_jane_northfield_nhs_uk»",
            // Nobody's, or no address.
            "https://trust-my.sharepoint.com/personal/info_cheshire_police_uk",
            "https://trust-my.sharepoint.com/personal/pals_cardiff_wales_nhs_uk/Documents",
            "https://trust-my.sharepoint.com/personal/vpr_team_nhs_net/Documents/plan.pdf",
            "https://trust-my.sharepoint.com/personal/pals_northfield_nhs_uk/Documents/plan.pdf",
            "https://trust-my.sharepoint.com/personal/security_team_northfield_nhs_uk/Documents/plan.pdf",
            "https://trust-my.sharepoint.com/personal/development_plan/a.pdf",
            "https://trust-my.sharepoint.com/personal/nhs_net/a.pdf",
            "https://trust-my.sharepoint.com/personal/conflict_uk/a.pdf",
            "https://trust-my.sharepoint.com/personal/gov_nhs_uk/a.pdf",
            "https://trust-my.sharepoint.com/personal/nhs_uk",
            "https://trust-my.sharepoint.com/personal/",
            "https://hse.gov.uk/personal/protective_equipment_uk.pdf",
            "see x-my.sharepoint.com and training/personal/conflict_resolution_uk",
            "personal/jane_doe_nhs_net",
        ],
    );
    // As far into a text as may be.
    let far = format!("{}https://trust-my.sharepoint.com/personal/«jane_doe_nhs_net»/a.pdf", "word ".repeat(100));
    found(Kind::Email, &[&far]);
}

#[test]
fn days_of_birth() {
    found(
        Kind::BirthDate,
        &[
            "born «03/05/1980»",
            "born on «3 May 1980»",
            "born in Leeds on «3 May 1980»",
            "DOB «03/05/80»",
            "DoB: «3.5.1980»",
            "D.O.B. «03-05-1980»",
            "dob «1980-05-03»",
            "dob=«03051980»",
            "dob «19800503»",
            "DOB «030580»",
            "date of birth: «3rd May 1980»",
            "Date of birth «3rd of May 1980»",
            "date of birth «May 3, 1980»",
            "date_of_birth: «1980-05-03»",
            "birthday «3 Sept 1980»",
            "Birth date «3 Sep 80»",
            "# DOB\n# «03/05/1980»",
            "DOB «03\u{2011}05\u{2011}1980»",
            "DOB «０３/０５/１９８０»",
            "DOB–«03–05–1980»",
            "«03–05–1980»—DOB",
            "DOB «03\u{2044}05\u{2215}1980»",
            "born «3May1980»",
            "birth_date: «1961-02-14»",
            "birth-date «14/02/1961»",
            "DateOfBirth: «14/02/1961»",
            "patientDateOfBirth: «14/02/1961»",
            "patient_dob: «14/02/1961»",
            "dob«14/02/1961»",
            "the DOBs «14/02/1961»",
            "dates of birth: «14/02/1961»",
            "«14/02/1961» (DOB)",
            "«3 May 2026», date of birth",
            "dob «1961-02-14»T00:00:00Z",
            "dob «14 Feb '61»",
            "dob «14 Feb ’61»",
            "date  of  birth «14/02/1961»",
            "date of\n    birth: «14/02/1961»",
            "the baby was born on «3 May 2026»",
            "child born «03/05/2026»",
            "D/O/B «14/02/1961»",
            "Date of birth of the patient on ward 7 was «14/02/1961»",
            "dob_«14_02_1961».yaml",
            "smith_DOB_«1961_02_14»_scan.pdf",
            "dob_«19610214»_scan.pdf",
            "«14_02_1961»_dob.pdf",
            // Days that nobody was born on, and words that are others.
            "3 May 1980",
            "14_02_1961",
            "airborne_03_05_2026",
            "03/05/1980",
            "1980-05-03",
            "dated: 2026-03-26",
            "airborne 03/05/2026",
            "Osborn 03/05/1961",
            "114/02/1961 (DOB)",
            "DOB 14/02/1961x5",
            "DOB 14/02/1961to",
            "DOB 1880-05-03",
            "DOB 034580",
            "DOB 99999999",
            "DOB 14021880",
            "DOB 19809999",
            "DOB 14/02/1961st",
            "DOB 3         May 1980",
            "stillborn 03/05/2026",
            "newborn unit, 3 May 2026",
            "the birth centre, 3 May 2026",
            "born in May 2026",
            "born of 3 reviews in 2 years",
            "born 12 weeks early",
            "A working group born on 3 May 2026",
            "Policy born of the review of 3 May 2026",
            "birthday leave policy 14/02/2026",
            "14/02/2026 birthday leave",
            "Patient Safety Group, born 14/02/2021",
            "the Baby Friendly Initiative, born on 3 May 2022",
            "Children born after 1 September 2020 are offered it",
            "children born on or after 1 September 2020",
            "the patient group, born 3 May 2022",
            "the plan for a patient, born of the review of 3 May 2026",
            "a son. Born on 3 May 2022",
            "Northfield Plan born 3 May 2022",
            "born 32/05/1980",
            "born 03/13/1980",
            "born 03/05/1880",
            "dob 1234567",
            "DOB to be checked when the ward sends it on 3 May 2026",
            "dobbin 3 May 1980",
            // A day of its own field, behind a text that ends in such a word.
            "- title: Audit of DOB\n  dated: 2018-04-26",
            "- title: Audit of how we record date of birth\n  dated: 2018-04-26 # agreed",
            "actions: [{ what: Stop printing DOB, due: 2018-04-26, owner: Ward manager }]",
            "later: Stop printing date of birth\r\nassessed: 26/04/2018\r\n",
            "\"what\": \"Stop printing DOB\",\n    \"due\": \"2018-04-26\"\n",
            "later: Stop printing date of birth\n- dated: '2018-04-26'",
            // Of another field, or in a sentence.
            "later: DOB\npatient: «2018-04-26»",
            "later: the DOB dated: «2018-04-26»",
            "later: the DOB, dated: «26/04/2018», is wrong",
            "later: DOB\n  undated: «2018-04-26»",
            "later: DOB\n  dated: «2018-04-26» or so",
            "dob: «2018-04-26»\n",
            "title: «14/02/1961» (DOB)\n  dated: 2018-04-26",
            "bornholm 3 May 1980",
        ],
    );
}

/// The names of all fields of a schema that hold a day.
fn fields_for_days<'s>(schema: &'s Value, days: &mut Vec<&'s str>) {
    match schema {
        Value::Object(parts) => {
            for (name, part) in parts {
                if part.get("format").is_some_and(|format| format == "date") {
                    days.push(name);
                }
                fields_for_days(part, days);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| fields_for_days(item, days)),
        _ => {}
    }
}

#[test]
fn a_day_of_a_field_of_the_format_is_none_of_birth() {
    let schema = schema::assessment(&CATALOGUE);
    let mut days = Vec::new();
    fields_for_days(&schema, &mut days);
    assert!(days.len() > 10, "{days:?}");
    for field in days {
        found(Kind::BirthDate, &[&format!("why: Audit of DOB\n  {field}: 2018-04-26")]);
    }
}

#[test]
fn secrets_in_links() {
    found(
        Kind::Secret,
        &[
            "«https://user:hunter2@files.example/plan.pdf»",
            "see «https://user:hunter2@files.example».",
            "«https://files.example/plan.pdf?token=abc123»",
            "«https://files.example/plan.pdf?a=1&sig=x%2Fy»",
            "«https://files.example/plan.pdf?X-Amz-Signature=abc»",
            "«https://files.example/plan.pdf#access_token=abc»",
            "«https://files.example/plan.pdf?PASSWORD=abc»",
            "«ftp://user:pw@files.example/x»",
            "«https://user:pw:@files.example/x»",
            "«https://go.example/?to=https://user:pw@files.example/x»",
            "«https://maps.example/?key=AIzaSyA1234567890abc»",
            "(«https://files.example/?token=abc»)",
            "<«https://files.example/?token=abc»>",
            "'«https://files.example/?token=abc»'",
            "«https://files.example/?pwd=abc», and more",
            "«https://git.example/a?private_token=abc»",
            "«https://files.example/?passcode=1234»",
            "«https://files.example/?secret_token=abc»",
            "«https://x.nhs.uk/?token=abcdef123456&u=jane.doe(at)nhs.net»",
            "«https://files.example/?otp=123456»",
            "«https://1drv.example/?authkey=!ABC»",
            "«https://jane.smith:pw@nhs.net/x»",
            "«https://x.sharepoint.example/a?guestaccesstoken=abc»",
            "«https://www.dropbox.example/s/x?dl=0&rlkey=abc12»",
            "«https://drive.example/file?resourcekey=0-abc»",
            "«https://files.example/?session_token=abc»",
            "«https://files.example/?x-api-key=abc»",
            "«https://files.example/?subscription-key=abc»",
            "«https://files.example/x;jsessionid=ABC123»",
            "see «www.files.example/plan?token=abc», then",
            "(«files.example/plan?a=1&token=abc»)",
            // Whatever else the name begins with, and however its words are parted.
            "«https://x.sharepoint.example/a.pdf?tempauth=eyJ0eXAiOiJKV1Qi»",
            "«https://files.example/?reset_password_token=abc»",
            "«https://files.example/?invitation_token=abc»",
            "«https://files.example/?share-token=abc»",
            "«https://files.example/?oauth_token=abc»",
            "«https://files.example/?access_key=abc»",
            "«https://files.example/?accessKey=abc»",
            "«https://files.example/?clientSecret=abc»",
            "«https://files.example/?secretkey=abc»",
            "«https://files.example/?user_password=abc»",
            "«https://files.example/?auth_key=abc»",
            "«https://files.example/?user[password]=abc»",
            "«https://files.example/?X-Amz-Security-Token=abc»",
            "«https://ghp_abcdefghijklmnop0123@github.com/x/y»",
            "«https://maps.example/staticmap?center=Leeds&key=AIzaSyBxQwErTyUiOpAsDf0123456789abcdefgh»",
            "«https://files.example/?sid=550e8400-e29b-41d4-a716-446655440000»",
            // In a link within another.
            "«https://x.outlook.example/?url=https%3A%2F%2Fx.blob.example%2Fp%3Fsig%3DabcDEF123&reserved=0»",
            "«https://files.example/?next=%2Fa%3Ftoken%3Dabcdef123456»",
            "«https://files.example/?next=%2Fa%3Fb%3D1%26access_token%3dabcdef123456»",
            "https://files.example/?next=%2Fa%3Fsignature%3Dnone%26b%3D1",
            "https://files.example/?next=%2Fa%3Ftoken%3D%26b%3D12",
            "https://files.example/?next=%2Fa%2Ftoken%3Dabcdef123456",
            // Links that give nothing away.
            "https://files.example/?key=minutes-2026-05-28-item-7",
            "https://files.example/?key=board2026-2026q1-20260528-item7",
            "https://files.example/?Paged=TRUE&skipToken=item20",
            "https://files.example/?continuationToken=abc123",
            "https://files.example/?forgot_password=step2",
            "https://files.example/?session=2026-05-28-morning-session",
            "https://files.example/?code=A81001-violence-policy",
            "https://files.example/?nextPageToken=CAoQAA",
            "https://files.example/?tokens=20",
            "https://files.example/#/a/token=abc",
            "https://files.example/?keyboard=abc",
            "https://board-secretary-2026@files/x",
            "https://files.example/plan.pdf",
            "https://files.example/plan.pdf?page=2",
            "https://files.example/?token=",
            "https://files.example/?signature=none",
            "https://files.example/?pass=1",
            "what?token=abc",
            "plan.pdf?token=abc",
            "C:/plan.pdf?token=abc",
            "?token=abc",
            "which? signature=abc",
            "https://files.example/?token",
            "https://files.example/token=abc",
            "https://files.example/?key=minutes",
            "https://files.example/?key=2026-05-03-2026-05-03",
            "https://files.example/?key=board-papers-of-may",
            "https://files.example:8080/x",
            "https://files.example/a:b",
            "https://files.example/a:bc:d@f",
            "https://user@files/x",
            "https://user:@files/x",
            "token=abc",
            "://",
            "C://",
            "https://",
        ],
    );
}

#[test]
fn a_link_without_its_scheme_is_found_far_into_a_text() {
    found(Kind::Secret, &[&format!("{}see «www.files.example/plan?token=abc»", "a word, ".repeat(30))]);
}

#[test]
fn a_place_and_a_length_are_counted_in_what_a_reader_sees() {
    let text = "ŵŵ ９４３ 476 5919 ŵ";
    let matches: Vec<Match> = in_text(text);
    let only = matches.first().expect("a match");
    assert_eq!((&text[only.span.start..only.span.end], only.length), ("９４３ 476 5919", 12));
}

#[test]
fn kinds_are_found_beside_each_other() {
    let text = "AB123456C, 943 476 5919, jane@nhs.net, 07700 900123, born 3 May 1980, https://a:b@c.example";
    let mut kinds: Vec<Kind> = in_text(text).iter().map(|m| m.kind).collect();
    kinds.sort();
    assert_eq!(kinds, Kind::ALL);
}

#[test]
fn what_two_readings_find_is_as_long_as_what_is_marked() {
    let text = "943 952 5C19, AB 12 34 ?\0 C, a@b.examplei@x.example/?token=abc";
    for found in in_text(text) {
        assert_eq!(text[found.span.start..found.span.end].chars().count(), found.length, "{found:?}");
    }
}
