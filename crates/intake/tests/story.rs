//! The table of a territory on its way in: what it says is taken, told, asked or refused, and nothing is written twice.

use contracts::{Lifecycle, Owner, Sheet};
use domain::{Cents, Date, Lang, Text};
use intake::{Decimal, Defaults, Export, Fate, Intake, Known, Layout, Plan, export, fingerprint, plan, rejected};
use tabular::{Table, tables};

fn lifecycle() -> Lifecycle {
    let rulebook = programmes::Rulebook::load(None).unwrap_or_else(|problems| panic!("{problems:?}"));
    rulebook.lifecycle(2).expect("the programme says how sheets live").clone()
}

fn defaults() -> Defaults {
    Defaults { owner: Owner::named("Camille").expect("a name"), next_action: "Vérifier".into(), due: Date::constant(2026, 12, 31) }
}

fn communes(name: &str) -> Result<String, Text> {
    match domain::name::fold(name).as_str() {
        "crissey" => Ok("71154".into()),
        _ => Err(Text::new("inconnue", "unknown")),
    }
}

fn planned(tables: &[Table], layout: &Layout, known: &[Known]) -> Plan {
    let (lifecycle, defaults) = (lifecycle(), defaults());
    let intake = Intake { file: "suivi.csv", tables, layout, lifecycle: &lifecycle, known, defaults: &defaults, communes: &communes };
    plan(&intake, |_| {})
}

fn read(text: &str, known: &[Known]) -> (Vec<Table>, Layout, Plan) {
    let tables = tables(text.as_bytes()).expect("a table");
    let layout = Layout::guess(&tables, &lifecycle());
    let plan = planned(&tables, &layout, known);
    (tables, layout, plan)
}

fn new(plan: &Plan) -> Vec<Sheet> {
    plan.rows.iter().filter_map(|row| if let Fate::New(sheet) = &row.fate { Some((**sheet).clone().into_sheet()) } else { None }).collect()
}

fn known(sheets: Vec<Sheet>) -> Vec<Known> {
    (1..).zip(sheets).map(|(n, sheet)| Known { id: format!("{n:032x}"), version: 1, sheet }).collect()
}

fn refusals(plan: &Plan) -> Vec<(usize, String)> {
    let all = plan.rows.iter().filter_map(|row| if let Fate::Refused(problems) = &row.fate { Some(problems) } else { None });
    all.flatten().map(|p| (p.line, p.what.fr.to_string())).collect()
}

const SUIVI: &str = "Territoire d’industrie Grand Chalon – suivi des fiches;;;;;;;\n;;;;;;;\n\
N°;Intitulé de l'action;Maître d'ouvrage;SIRET;Coût total HT (k€);Début;Code INSEE;Échéance\n\
1.1;École de production;UIMM 71;35600000000048;1 250,5;01/09/2021;71076;15/03/2027\n\
1.2;Réhabiliter l’îlot;Grand Chalon;;480;2021-10-01;Crissey;\n\
;;;;;;;\nTotal;;;;1 730,5;;;\n";

#[test]
fn the_table_of_a_territory_is_understood_under_its_title_with_its_units_and_habits() {
    let (_, layout, plan) = read(SUIVI, &[]);
    assert_eq!(layout.heading, 3);
    let fields: Vec<&str> = layout.columns.iter().map(|c| c.field.as_str()).collect();
    assert_eq!(fields, ["number", "title", "holder", "holder_number", "total_cost", "starts", "communes", "due"]);
    assert_eq!(layout.columns[4].scale, 100_000);
    assert_eq!(refusals(&plan), []);
    let sheets = new(&plan);
    assert_eq!(sheets.len(), 2, "{:?}", plan.rows);
    let (school, land) = (&sheets[0], &sheets[1]);
    assert_eq!(
        (school.number.as_str(), school.title.as_str(), school.total_cost),
        ("1.1", "École de production", Some(Cents::euros(1_250_500)))
    );
    assert_eq!((school.starts, school.due), (Some(Date::constant(2021, 9, 1)), Some(Date::constant(2027, 3, 15))));
    assert_eq!(school.holder_number.as_deref(), Some("35600000000048"));
    // What a row does not say is what was agreed, and where it comes from is kept.
    assert_eq!((land.due, land.owner.as_ref().map(|o| o.name.as_str())), (Some(defaults().due), Some("Camille")));
    assert_eq!((land.communes.as_slice(), land.source.as_str()), (&["71154".to_owned()][..], "suivi.csv, l. 5"));
    assert!(plan.rows.iter().any(|row| row.fate == Fate::Left), "a line of totals is left, and told");
}

#[test]
fn the_same_file_twice_writes_nothing_and_a_changed_row_shows_its_difference() {
    let known = known(new(&read(SUIVI, &[]).2));
    let again = read(SUIVI, &known).2;
    assert_eq!(again.count(|fate| matches!(fate, Fate::Same { .. })), 2, "{:?}", again.rows);
    let changed = SUIVI.replace("1 250,5", "1 300").replace("École de production", "ECOLE DE PRODUCTION");
    let plan = read(&changed, &known).2;
    let Fate::Changed { at, changes, .. } = &plan.rows[0].fate else { panic!("{:?}", plan.rows[0]) };
    assert_eq!(known[*at].sheet.number, "1.1");
    let keys: Vec<&str> = changes.iter().map(|c| c.field.as_str()).collect();
    assert_eq!(keys, ["title", "total_cost"]);
    assert!(new(&plan).is_empty(), "never a copy");
}

#[test]
fn an_empty_cell_erases_nothing_and_a_state_is_left_to_committees() {
    let lifecycle = lifecycle();
    let mut sheet =
        Sheet::new("École", "UIMM", "", Owner::named("Ada").expect("a name"), "Relancer", Date::constant(2027, 1, 1), lifecycle.first());
    sheet.total_cost = Some(Cents::euros(1_000));
    sheet.number = "3".into();
    let known = known(vec![sheet]);
    let last = lifecycle.states.last().expect("a state").name.fr.to_string();
    let plan = read(&format!("N°;Intitulé;Coût total;État;Responsable\n3;École;;{last};Bruno\n"), &known).2;
    let Fate::Changed { after, changes, .. } = &plan.rows[0].fate else { panic!("{:?}", plan.rows[0]) };
    assert_eq!((after.total_cost, after.state.as_str()), (Some(Cents::euros(1_000)), lifecycle.first()));
    assert_eq!(changes.iter().map(|c| c.field.as_str()).collect::<Vec<_>>(), ["owner"]);
    assert!(plan.rows[0].notes.iter().any(|note| note.mend.fr.contains("décision")), "{:?}", plan.rows[0].notes);
    let unknown = read("Intitulé;État\nA;peut-être\n", &[]).2;
    assert!(refusals(&unknown)[0].1.contains("n’est pas un état"));
}

#[test]
fn what_can_be_read_in_two_ways_is_refused_with_its_question_and_answered_once_for_the_column() {
    let text = "Intitulé;Coût total;Début;SIRET\nA;1,250;31/12/2020;\nB;12;2020;\nC;700;44196;3,56E+13\n";
    let (tables, mut layout, plan) = read(text, &[]);
    let told = refusals(&plan);
    assert_eq!(told.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 3, 4, 4], "{told:?}");
    assert_eq!(told[0].1, "« 1,250 » : 1,250 ou 1250 ?");
    assert_eq!((layout.columns[1].doubtful, layout.columns[1].decimal), (1, Decimal::Ask));
    layout.columns[1].decimal = Decimal::Point;
    let answered = planned(&tables, &layout, &[]);
    assert_eq!(new(&answered)[0].total_cost, Some(Cents::euros(1_250)));
    layout.columns[1].decimal = Decimal::Comma;
    assert_eq!(new(&planned(&tables, &layout, &[]))[0].total_cost, Some(Cents(125)));
}

#[test]
fn two_rows_or_two_known_sheets_with_one_number_are_a_question() {
    let plan = read("N°;Intitulé\n1;A\n1;B\n2;C\n3;C\n;D\n;d\n", &[]).2;
    let told = refusals(&plan);
    assert_eq!(told.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [3, 7], "{told:?}");
    assert!(told[0].1.contains("ligne 2"));
    let sheets = new(&read("N°;Intitulé\n1;A\n2;B\n", &[]).2);
    let mut twice = sheets.clone();
    twice.push(Sheet { title: "Z".into(), ..sheets[0].clone() });
    let plan = read("N°;Intitulé\n1;A\n", &known(twice)).2;
    assert!(refusals(&plan)[0].1.contains("2 fiches"), "{:?}", plan.rows);
}

#[test]
fn refused_rows_go_out_with_their_reason_and_come_back_mended() {
    let text = "Intitulé;Coût total;Début\nA;12;31/12/2020\nB;1,250;31/12/2020\n;5;\n";
    let (tables, layout, plan) = read(text, &[]);
    let (heads, rows) = rejected(&plan, &layout, &tables, &lifecycle(), Lang::Fr);
    assert_eq!((heads.len(), rows.len(), rows[0][1].as_str()), (4, 2, "1,250"));
    assert!(rows[0][3].starts_with("l. 3 ;") && rows[0][3].contains("1250 ?"), "{:?}", rows[0]);
    let english = rejected(&plan, &layout, &tables, &lifecycle(), Lang::En).1;
    assert!(english[0][3].starts_with("line 3 ; Total cost before tax: "), "{:?}", english[0]);
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(vec![]);
    writer.write_record(&heads).expect("in memory");
    writer.write_record(rows[0].iter().map(|cell| if cell == "1,250" { "1250" } else { cell })).expect("in memory");
    let mended = String::from_utf8(writer.into_inner().expect("in memory")).expect("text");
    let (_, layout, plan) = read(&mended, &known(new(&plan)));
    assert_eq!(layout.columns[3].field, "", "the reason is read as no field");
    assert_eq!(new(&plan).iter().map(|s| s.total_cost).collect::<Vec<_>>(), [Some(Cents::euros(1_250))]);
}

#[test]
fn exported_sheets_come_back_without_a_difference_in_both_languages() {
    let (_, _, plan) = read(SUIVI, &[]);
    let lifecycle = lifecycle();
    let mut sheets = new(&plan);
    sheets[0].context = "=SOMME(A1)\n« guillemets » ; point-virgule\n-12 % d’emplois".into();
    sheets[0].number = "2.10".into();
    sheets[0].total_cost = Some(Cents(123_456_789));
    sheets[1].published = true;
    for field in contracts::field::all(&lifecycle) {
        if field.kind == contracts::Kind::Figure {
            field.write(&mut sheets[1], "1250,75", &lifecycle).expect("a figure");
        }
        if field.key.ends_with(".on") {
            field.write(&mut sheets[1], "2026-01-31", &lifecycle).expect("a date");
        }
    }
    for lang in [Lang::Fr, Lang::En] {
        let Export { heads, rows, .. } = export(sheets.iter(), &lifecycle, lang);
        let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(vec![]);
        writer.write_record(&heads).expect("in memory");
        for row in &rows {
            // As the product writes a cell that a spreadsheet would run.
            writer
                .write_record(row.iter().map(|c| if c.starts_with(['=', '-']) { format!("'{c}") } else { c.clone() }))
                .expect("in memory");
        }
        let text = String::from_utf8(writer.into_inner().expect("in memory")).expect("text");
        let (_, layout, plan) = read(&text, &known(sheets.clone()));
        assert!(layout.columns.iter().all(|c| !c.field.is_empty()), "every heading is known: {:?}", layout.columns);
        assert!(plan.rows.iter().all(|row| matches!(row.fate, Fate::Same { .. })), "{lang:?}: {:?}", plan.rows);
        let (_, _, fresh) = read(&text, &[]);
        assert_eq!(new(&fresh), sheets, "{lang:?}");
    }
}

#[test]
fn the_same_headings_have_the_same_fingerprint_whatever_their_case() {
    let of = |text: &str| fingerprint(&read(text, &[]).1);
    assert_eq!(of("N°;Intitulé;Coût\n1;A;2\n"), of("n° ;INTITULE;COÛT\n7;B;9\n"));
    assert_ne!(of("N°;Intitulé\n1;A\n"), of("Intitulé;N°\nA;1\n"));
}

#[test]
fn fifty_thousand_rows_are_planned_with_their_count_told() {
    let mut text = String::from("N°;Intitulé;Porteur;Coût total;Début\n");
    for n in 0..50_001 {
        text += &format!("{n};Fiche {n};Porteur {};{},50;31/12/2020\n", n % 90, n + 1);
    }
    let tables = tables(text.as_bytes()).expect("a table");
    let (lifecycle, defaults) = (lifecycle(), defaults());
    let layout = Layout::guess(&tables, &lifecycle);
    let intake = Intake {
        file: "x.csv",
        tables: &tables,
        layout: &layout,
        lifecycle: &lifecycle,
        known: &[],
        defaults: &defaults,
        communes: &communes,
    };
    let mut told = Vec::new();
    let start = std::time::Instant::now();
    let plan = plan(&intake, |n| told.push(n));
    println!("50 000 rows planned in {:?}", start.elapsed());
    assert_eq!((new(&plan).len(), plan.cut), (50_000, true));
    assert!(told.windows(2).all(|w| w[0] <= w[1]) && told.last() == Some(&50_000) && told.len() > 200);
}
