//! Files as intercommunalities really send them: each mistake is mended in sight, or asked about.

use cnig::{Class, Mark, Reading, Record, Value, number, read, sheets};

fn table(text: &str) -> Reading {
    read("zae.csv", &sheets(text.as_bytes()).expect("a table")).expect("a table of the standard")
}

fn site(cells: &[(&str, &str)]) -> Reading {
    let mut columns = vec![("site_id", "71076_SITE-ECO_00001"), ("site_nom", "SaôneOr"), ("site_comm_insee", "71076")];
    columns.retain(|(name, _)| !cells.iter().any(|(n, _)| n == name));
    columns.extend_from_slice(cells);
    let head: Vec<&str> = columns.iter().map(|c| c.0).collect();
    let row: Vec<String> = columns.iter().map(|c| format!("\"{}\"", c.1.replace('"', "\"\""))).collect();
    table(&format!("{}\n{}\n", head.join(";"), row.join(";")))
}

fn only(reading: &Reading) -> &Record {
    assert_eq!(reading.rejected, [], "nothing refused");
    &reading.records[0]
}

fn told(reading: &Reading, field: &str) -> String {
    reading.corrections.iter().find(|c| c.field == field).map(|c| c.why.fr.to_string()).unwrap_or_default()
}

/// About 40 ha near Chalon-sur-Saône.
const PERIMETER: &str = r#"{"type":"Polygon","coordinates":[[[4.85,46.80],[4.86,46.80],[4.86,46.8052],[4.85,46.8052],[4.85,46.80]]]}"#;

#[test]
fn square_metres_in_a_column_of_hectares_are_known_by_the_perimeter_or_by_their_size() {
    let reading = site(&[("site_surf_brute", "441000"), ("site_geomsurf", PERIMETER)]);
    assert_eq!(only(&reading).number("site_surf_brute"), Some(44.1));
    assert!(told(&reading, "site_surf_brute").contains("périmètre"));
    let reading = site(&[("site_surf_brute", "4410"), ("site_geomsurf", PERIMETER)]);
    assert_eq!(only(&reading).number("site_surf_brute"), Some(4410.0), "a hundred times too large is no change of unit");
    let reading = site(&[("site_surf_brute", "450000"), ("site_surf_comm_dispo", "12,5")]);
    assert_eq!((only(&reading).number("site_surf_brute"), only(&reading).number("site_surf_comm_dispo")), (Some(45.0), Some(12.5)));
    let reading = site(&[("site_surf_brute", "45"), ("site_surf_utile", "9000")]);
    assert_eq!(only(&reading).number("site_surf_utile"), Some(0.9), "no part is a hundred times the whole");
    let reading = site(&[("site_surf_brute", "45,5")]);
    assert_eq!((only(&reading).number("site_surf_brute"), reading.corrections.len()), (Some(45.5), 1));
}

#[test]
fn hectares_in_a_column_of_square_metres_of_a_brownfield_are_multiplied() {
    let reading = table(
        "site_id,site_nom,site_type,unite_fonciere_surface,geompoint\nA,Usine,friche industrielle,1.675,POINT(4.85 46.8)\nB,Dépôt,Friche Logistique,16750,POINT(4.85 46.8)\n",
    );
    assert_eq!(reading.records.iter().map(|r| r.number("unite_fonciere_surface")).collect::<Vec<_>>(), [Some(16_750.0), Some(16_750.0)]);
    assert_eq!(reading.records[1].text("site_type"), Some("friche logistique"));
    assert_eq!(reading.corrections.len(), 2);
}

#[test]
fn list_values_dates_and_yes_or_no_take_the_form_of_the_standard() {
    let reading = site(&[
        ("site_type", "ZONE D’ACTIVITE ECONOMIQUE"),
        ("site_moa_type", "EPCI"),
        ("site_identif_date", "26/03/2016"),
        ("site_actu_date", "2023-08-29T00:00:00"),
        ("site_creation_date", "2015-01-01"),
        ("reseau_gaz", "OUI"),
        ("reseau_electrique", "1"),
        ("desserte_tc", "peut-être"),
    ]);
    let record = only(&reading);
    assert_eq!(record.text("site_type"), Some("zone d'activité économique"));
    assert_eq!(record.text("site_moa_type"), Some("epci"));
    assert_eq!(record.date("site_identif_date"), Some(domain::Date::constant(2016, 3, 26)));
    assert_eq!(record.get("site_creation_date"), Some(&Value::Year(2015)));
    assert_eq!((record.get("reseau_gaz"), record.get("reseau_electrique")), (Some(&Value::Yes(true)), Some(&Value::Yes(true))));
    assert_eq!(record.get("desserte_tc"), None);
    assert_eq!(reading.corrections.len(), 8, "each is a line of the report");
    assert!(reading.corrections.iter().all(|c| !c.why.fr.is_empty() && !c.why.en.is_empty() && c.line == 2 && c.column > 0));
}

#[test]
fn dates_are_read_day_first_and_never_invented() {
    for (cell, want) in [
        ("29 août 2023", Some((2023, 8, 29))),
        ("1er mars 2020", Some((2020, 3, 1))),
        ("20230829", Some((2023, 8, 29))),
        ("08/29/2023", Some((2023, 8, 29))),
        ("03/04/2023", Some((2023, 4, 3))),
        ("2023-02-30", None),
        ("29/08/23", None),
        ("hier", None),
    ] {
        let reading = site(&[("site_actu_date", cell)]);
        let date = only(&reading).date("site_actu_date").map(|d| (d.year(), d.month(), d.day()));
        assert_eq!(date, want, "{cell}");
        assert_eq!(reading.corrections.len(), 1, "{cell}");
    }
}

#[test]
fn a_description_that_holds_the_separator_does_not_shift_the_rest_of_the_row() {
    let head = "site_id;site_surf_brute;site_description;site_identif_date;reseau_gaz";
    let reading = table(&format!("{head}\nA;12;clé en main; purgé de recours;2020-01-02;oui\n"));
    let record = only(&reading);
    assert_eq!(record.text("site_description"), Some("clé en main;purgé de recours"));
    assert_eq!((record.number("site_surf_brute"), record.get("reseau_gaz")), (Some(12.0), Some(&Value::Yes(true))));
    assert_eq!((reading.corrections.len(), reading.corrections[0].column), (1, 3));
    // Two free texts side by side: which one was cut cannot be known.
    let head = "site_id;site_nom;site_description;site_quali_territoire;site_surf_brute;site_identif_date";
    let reading = table(&format!("{head}\nA;Parc;un;deux;trois;12;2020-01-02\n"));
    assert_eq!((reading.records.len(), reading.rejected.len()), (0, 1));
    assert!(reading.rejected[0].what.fr.contains("7 cellules pour 6 colonnes"));
}

#[test]
fn a_vocation_cut_by_its_comma_is_joined_and_the_cell_too_many_is_taken_out() {
    let head = "site_id;site_nom;site_vocadomi;site_etat;site_surf_brute;site_identif_date";
    let reading = table(&format!("{head}\nA;Parc;entrepôts;logistique;existant et actif;12;2020-01-02\n"));
    let record = only(&reading);
    assert_eq!((record.text("site_vocadomi"), record.text("site_etat")), (Some("entrepôts, logistique"), Some("existant et actif")));
    assert_eq!(record.number("site_surf_brute"), Some(12.0));
}

#[test]
fn a_row_that_matches_no_heading_is_refused_with_its_line() {
    let head = "site_id;site_nom;site_surf_brute;site_identif_date;site_actu_date;reseau_gaz;site_comm_insee;site_epci_siren";
    let reading = table(&format!("{head}\nA;Parc;12;2020-01-02;2020-01-02;oui;71076;\nB;oui;Parc;12;oui;71076;Chalon;2020-01-02\n"));
    assert_eq!((reading.records.len(), reading.rejected[0].line), (1, 3));
    assert!(reading.rejected[0].what.fr.contains("décalée"));
}

#[test]
fn parcels_of_corsica_are_parcels_and_short_ones_take_the_commune_of_the_row() {
    let plot = |insee: &str, cell: &str| {
        let reading =
            table(&format!("site_id;site_nom;site_type;comm_insee;unite_fonciere_refcad;source_nom\nA;Usine;inconnu;{insee};{cell};X\n"));
        (reading.records[0].list("unite_fonciere_refcad").join("|"), reading.corrections.len())
    };
    assert_eq!(plot("2A004", "2A004000AB0012"), ("2A004000AB0012".into(), 0));
    assert_eq!(plot("80024", "000ZO30, ZO34"), ("80024000ZO0030|80024000ZO0034".into(), 1));
    assert_eq!(plot("80024", "80024000zo0030"), ("80024000ZO0030".into(), 1));
    assert_eq!(plot("80024", "près de la gare"), (String::new(), 1));
}

#[test]
fn codes_that_a_spreadsheet_spoiled_get_their_zero_back_or_are_told() {
    let reading = site(&[("site_comm_insee", "1053"), ("site_epci_siren", "200 071 223")]);
    assert_eq!(only(&reading).text("site_comm_insee"), Some("01053"));
    assert_eq!(only(&reading).text("site_epci_siren"), Some("200071223"));
    let reading = site(&[("site_epci_siren", "2,00071E+08")]);
    assert_eq!(only(&reading).get("site_epci_siren"), None);
    let reading = site(&[("site_epci_siren", "200071224")]);
    assert_eq!(only(&reading).text("site_epci_siren"), Some("200071224"), "kept, and told");
    assert!(told(&reading, "site_epci_siren").contains("clé"));
}

#[test]
fn the_same_site_twice_is_refused_with_both_lines_and_no_identifier_is_no_site() {
    let reading = table("site_id;site_nom;site_comm_insee\nA;Parc;71076\nA;Parc;71076\n;Sans nom;71076\n");
    assert_eq!(reading.records.len(), 1);
    assert_eq!(reading.rejected.iter().map(|p| p.line).collect::<Vec<_>>(), [3, 4]);
    assert!(reading.rejected[0].what.fr.contains("ligne 2"));
}

#[test]
fn our_extension_stands_beside_the_national_columns_or_in_its_own_table() {
    let reading = table("site_id;site_nom;site_comm_insee;ext_puissance_mva;ext_puissance_date\nA;Parc;71076;40;01/01/2028\n");
    let more = reading.of(Class::Extension).next().expect("an extension");
    assert_eq!((more.text("site_id"), more.number("ext_puissance_mva")), (Some("A"), Some(40.0)));
    let reading = table("site_id;proc_type;proc_etat;proc_surface\nA;archaeology;Obtenue;12\nA;archaeology;déposée;30\n");
    assert_eq!(reading.of(Class::Procedure).count(), 2, "one procedure, two scopes");
}

#[test]
fn a_geometry_is_recognised_in_any_clothes() {
    for text in [
        PERIMETER.to_owned(),
        PERIMETER.replace('"', "'"),
        "POLYGON((4.85 46.80,4.86 46.80,4.86 46.8052,4.85 46.8052,4.85 46.80))".to_owned(),
        "SRID=4326;POLYGON((4.85 46.80,4.86 46.80,4.86 46.8052,4.85 46.8052,4.85 46.80))".to_owned(),
        PERIMETER
            .replace("4.85,46.80]", "46.80,4.85]")
            .replace("4.86,46.80]", "46.80,4.86]")
            .replace("4.86,46.8052]", "46.8052,4.86]")
            .replace("4.85,46.8052]", "46.8052,4.85]"),
    ] {
        let reading = site(&[("site_geomsurf", &text)]);
        let area = only(&reading).shape("site_geomsurf").and_then(|s| s.hectares()).unwrap_or_default();
        assert!((area - 44.0).abs() < 1.0, "{text}: {area}");
    }
    for text in ["LINESTRING(4.8 46.8,4.9 46.9)", "{\"type\":\"Point\"", "POINT(4.8 46.8)", "POLYGON EMPTY", "POLYGON((0 0,1 0,1 1,0 0))"] {
        let reading = site(&[("site_geomsurf", text)]);
        assert_eq!((only(&reading).get("site_geomsurf"), reading.corrections.len()), (None, 1), "{text}");
    }
}

#[test]
fn a_hostile_geometry_is_refused_before_it_is_built() {
    let ring: Vec<String> = (0..250_000).map(|i| format!("[4.8{i},46.8{i}]")).collect();
    let text = format!("{{\"type\":\"Polygon\",\"coordinates\":[[{}]]}}", ring.join(","));
    let reading = site(&[("site_geomsurf", &text)]);
    assert!(told(&reading, "site_geomsurf").contains("100000 au plus"), "{}", told(&reading, "site_geomsurf"));
    let deep = format!("{{\"type\":\"Polygon\",\"coordinates\":{}{}}}", "[".repeat(50_000), "]".repeat(50_000));
    assert!(!told(&site(&[("site_geomsurf", &deep)]), "site_geomsurf").is_empty());
    let nested = format!("{}POINT(1 1){}", "GEOMETRYCOLLECTION(".repeat(50_000), ")".repeat(50_000));
    assert!(!told(&site(&[("site_geomsurf", &nested)]), "site_geomsurf").is_empty());
}

#[test]
fn a_list_of_more_than_fifty_thousand_rows_is_cut_and_says_so() {
    let mut text = String::from("site_id;site_nom;site_comm_insee\n");
    for i in 0..50_002 {
        text += &format!("S{i};Parc {i};71076\n");
    }
    let reading = table(&text);
    assert_eq!(reading.records.len(), 50_000);
    assert!(reading.rejected[0].what.fr.contains("plus de 50000 lignes"), "{:?}", reading.rejected[0]);
}

#[test]
fn encodings_and_separators_do_not_change_what_is_read() {
    let rows = "site_id;site_nom;site_comm_insee;site_surf_brute\nA;Pôle d'activités;71076;12,5\n";
    let want = table(rows).records;
    let (ansi, _, _) = encoding_rs::WINDOWS_1252.encode(rows);
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(rows.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for bytes in
        [ansi.into_owned(), utf16, [b"\xef\xbb\xbf", rows.as_bytes()].concat(), rows.replace('\n', "\r\n").replace(';', "\t").into_bytes()]
    {
        assert_eq!(read("zae.csv", &sheets(&bytes).expect("a table")).expect("recognised").records, want);
    }
    assert_eq!(number("1\u{202f}234,50", None), Ok(Some(1_234.5)));
    assert!(number("1,234", None).is_err());
    assert_eq!(number("1,234", Some(Mark::Comma)), Ok(Some(1.234)));
}

#[test]
fn a_comma_before_three_digits_is_asked_about_unless_its_column_tells() {
    let head = "site_id;site_nom;site_comm_insee;site_surf_brute;site_surf_utile\n";
    let alone = table(&format!("{head}A;Parc;71076;1,250;\n"));
    assert_eq!(only(&alone).number("site_surf_brute"), None, "left unknown, never guessed");
    assert!(alone.corrections[0].why.fr.contains("« 1,250 » : 1,250 ou 1250 ?"), "{:?}", alone.corrections);
    let told = table(&format!("{head}A;Parc;71076;1,250;12.345\nB;Port;71076;40,2;0,5\n"));
    let areas: Vec<_> = told.records.iter().map(|r| r.number("site_surf_brute")).collect();
    assert_eq!(areas, [Some(1.25), Some(40.2)], "the other figure of the column has a decimal comma");
    let english = table("site_id,site_nom,site_comm_insee,site_surf_brute\nA,Parc,71076,\"1,250\"\nB,Port,71076,40.2\n");
    assert_eq!(english.records[0].number("site_surf_brute"), Some(1_250.0), "a decimal point elsewhere: thousands");
    let schema = table(&format!("{head}A;Parc;71076;12.345;\n"));
    assert_eq!((only(&schema).number("site_surf_brute"), schema.corrections.len()), (Some(12.345), 0), "as the public schema writes");
    let price = table("site_id;site_nom;terr_id;terr_surf_brute;terr_vente_montant\nA;P;T;2;1,250\n");
    assert!(price.corrections.iter().any(|c| c.why.fr.contains("1,250 ou 1250")), "{:?}", price.corrections);
}

/// A workbook of LibreOffice, reduced to what makes it one.
fn open_document(cells: &[[&str; 4]]) -> Vec<u8> {
    use std::io::Write;
    let rows: String = cells
        .iter()
        .map(|row| {
            let cells: String = row
                .iter()
                .map(|c| match c.parse::<f64>() {
                    Ok(n) => format!(
                        "<table:table-cell office:value-type=\"float\" office:value=\"{n}\"><text:p>{n}</text:p></table:table-cell>"
                    ),
                    Err(_) if c.len() == 10 && c.matches('-').count() == 2 => {
                        format!(
                            "<table:table-cell office:value-type=\"date\" office:date-value=\"{c}\"><text:p>{c}</text:p></table:table-cell>"
                        )
                    }
                    Err(_) => format!("<table:table-cell office:value-type=\"string\"><text:p>{c}</text:p></table:table-cell>"),
                })
                .collect();
            format!("<table:table-row>{cells}</table:table-row>")
        })
        .collect();
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\">\
         <office:body><office:spreadsheet><table:table table:name=\"zae\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let manifest = "<?xml version=\"1.0\"?><manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"></manifest:manifest>";
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, text) in [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", content.as_str()),
    ] {
        archive.start_file(name, stored).expect("a file");
        archive.write_all(text.as_bytes()).expect("in memory");
    }
    archive.finish().expect("an archive").into_inner()
}

#[test]
fn a_workbook_of_libreoffice_is_read_with_its_dates_and_numbers() {
    let bytes = open_document(&[["site_id", "site_nom", "site_surf_brute", "site_actu_date"], ["A", "Parc", "12.5", "2023-08-29"]]);
    let reading = read("zae.ods", &sheets(&bytes).expect("a workbook")).expect("recognised");
    let record = only(&reading);
    assert_eq!((record.number("site_surf_brute"), record.date("site_actu_date")), (Some(12.5), Some(domain::Date::constant(2023, 8, 29))));
    assert_eq!(reading.corrections, []);
}
