//! Files: every kind and value comes back to the byte, broken and hostile files are refused with the place, and the
//! published schema is the one of the records.

#[cfg(test)]
#[path = "generate.rs"]
mod generate;

#[cfg(test)]
#[path = "bundle/mutations.rs"]
mod mutations;

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::{Path, PathBuf};
    use std::time::{Duration, Instant};

    use io::bundle::{Authors, Export, Origin, Versions, codes};
    use io::{Scope, inspect, read_bundle, schema::json_schema};
    use model::{Id, Json, Record, RecordSet, Registry};
    use pillars::customers::customer;
    use pillars::information::info_report;

    use crate::generate::{Chance, some_kinds, workspace};
    use crate::mutations::{FAMILIES, Outcome, mutate};

    pub(crate) const ORIGIN: Origin<'static> = Origin { app: "0.1.0", exported_at: "2026-06-30T12:00:00Z", name: "测试", lineage: "l" };

    /// Counts grow in long runs, by `CASES` or the count of the property tests.
    fn cases(short: usize, long: usize) -> usize {
        let given = std::env::var("CASES").ok().and_then(|text| text.parse().ok());
        given.unwrap_or(if std::env::var("SHIZHU_SOAK").is_ok() { long } else { short })
    }

    pub(crate) fn write(set: &RecordSet) -> String {
        Export { records: set, origin: ORIGIN, known: Versions::new(), authors: Authors::default(), scope: Scope::default() }.write().unwrap()
    }

    fn root() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
    }

    /// covers: P00.11
    #[test]
    fn workspaces_of_every_kind_and_value_come_back_to_the_byte() {
        let registry = pillars::registry();
        let mut written = BTreeSet::new();
        for seed in 0..cases(40, 1_000) as u64 {
            let mut chance = Chance::new(seed + 1);
            let set = workspace(registry.kinds(), &mut chance);
            let first = write(&set);
            let bundle = read_bundle(&first).unwrap_or_else(|error| panic!("{seed}: {error}"));
            assert_eq!(write(&bundle.record_set()), first, "{seed}");
            let found = inspect::inspect(&bundle.records, &Scope::default(), &registry);
            let wrong: Vec<_> = found.iter().filter(|issue| !["import.field_unknown", "import.link_nowhere"].contains(&issue.code)).collect();
            assert!(wrong.is_empty(), "{seed}: {wrong:?}");
            let values = bundle.records.iter().filter_map(|record| registry.kind(&record.kind).map(|kind| (record, kind)));
            written.extend(values.flat_map(|(record, kind)| {
                let present = |field: &&model::FieldDef| record.fields.contains_key(field.name);
                kind.fields.iter().filter(present).map(|field| format!("{:?}", field.value)).collect::<Vec<_>>()
            }));
        }
        let all: BTreeSet<String> = registry.kinds().iter().flat_map(|kind| kind.fields).map(|field| format!("{:?}", field.value)).collect();
        assert_eq!(written, all, "a value of every type that a kind uses");
    }

    #[test]
    fn broken_and_hostile_files_are_refused_with_their_place() {
        let registry = pillars::registry();
        let count = cases(1_500, 10_000);
        let (mut reached, mut outcomes, mut families) = (BTreeMap::<String, usize>::new(), BTreeMap::<Outcome, usize>::new(), BTreeMap::new());
        for index in 0..count {
            let mut chance = Chance::new(index as u64 + 7);
            let set = workspace(&some_kinds(&registry, 8, &mut chance), &mut chance);
            let (family, bytes) = mutate(index, &write(&set), &registry, &mut chance);
            let started = Instant::now();
            let outcome = match io::bundle::read_bytes(&bytes) {
                Err(error) => {
                    *reached.entry(error.code().to_owned()).or_default() += 1;
                    let is_json = serde_json::from_slice::<Json>(&bytes).is_ok();
                    if is_json { Outcome::RefusedLater } else { Outcome::NoJson }
                }
                Ok(bundle) => {
                    let found = inspect::inspect(&bundle.records, &bundle.header.scope, &registry);
                    found.iter().for_each(|issue| *reached.entry(issue.code.to_owned()).or_default() += 1);
                    if found.is_empty() { Outcome::Whole } else { Outcome::WithFindings }
                }
            };
            assert!(started.elapsed() < Duration::from_secs(5), "{family}: {:?} for {} bytes", started.elapsed(), bytes.len());
            *outcomes.entry(outcome).or_default() += 1;
            *families.entry(family).or_insert(0_usize) += 1;
        }
        println!("{count} files of {} families: {outcomes:?}; {} codes: {reached:?}", families.len(), reached.len());
        assert_eq!(families.len(), FAMILIES.len());
        let later = outcomes.get(&Outcome::RefusedLater).copied().unwrap_or(0);
        assert!(later * 10 >= count * 3, "{later} of {count} were JSON and refused later");
        assert!(reached.len() >= 50, "{} codes", reached.len());
    }

    /// Files with circles are let in; nothing that works on records may run in circles then.
    #[test]
    fn links_in_a_circle_neither_hang_nor_overflow_the_rules() {
        let (registry, rules) = (pillars::registry(), pillars::rules());
        let contents: Vec<flow::PillarContent> = pillars::PILLARS
            .iter()
            .map(|pillar| {
                let text = std::fs::read_to_string(root().join(format!("public/content/{}/steps.json", pillar.content))).unwrap();
                serde_json::from_str(&text).unwrap()
            })
            .collect();
        for seed in 0..cases(2, 20) as u64 {
            let mut chance = Chance::new(seed + 99);
            let mut set = workspace(registry.kinds(), &mut chance);
            // Every link within a kind closes a circle of one, or of two.
            for kind in registry.kinds() {
                let first = set.of_kind(kind.name).next().map(|record| Record::clone(record));
                let Some(mut first) = first else { continue };
                let mut second = Record { id: Id::from_number(chance.next()), ..first.clone() };
                for field in kind.fields.iter().filter(|field| field.targets.contains(&kind.name)) {
                    let json = |id: Id| {
                        if field.value == model::ValueType::Links { serde_json::json!([id.to_string()]) } else { serde_json::json!(id.to_string()) }
                    };
                    let (to, back) = if seed % 2 == 0 { (second.id, first.id) } else { (first.id, second.id) };
                    first.fields.insert(field.name.into(), json(to));
                    second.fields.insert(field.name.into(), json(back));
                }
                set.insert(first);
                set.insert(second);
            }
            let started = Instant::now();
            let context = flow::Context { records: &set, registry: &registry, today: "2026-06-30".parse().unwrap() };
            for content in &contents {
                flow::evaluate(content, &rules, &context);
            }
            assert!(started.elapsed() < Duration::from_secs(60), "{seed}: {:?}", started.elapsed());
        }
    }

    /// The largest inputs, once each: nothing but spaces, brackets, or one text.
    #[test]
    fn two_hundred_megabytes_of_nothing_are_refused_quickly() {
        for (bytes, code) in [
            (vec![b' '; 200 << 20], "bundle.empty"),
            (vec![b'['; 200 << 20], "bundle.json_too_deep"),
            (vec![0; 200 << 20], "bundle.not_json"),
            (vec![b'['; 300 << 20], "bundle.too_large"),
        ] {
            let started = Instant::now();
            assert_eq!(io::bundle::read_bytes(&bytes).unwrap_err().code(), code);
            assert!(started.elapsed() < Duration::from_secs(20), "{code}: {:?}", started.elapsed());
        }
    }

    #[test]
    fn every_code_has_its_sentence_in_both_languages() {
        for language in ["zh-CN", "en"] {
            let texts: Json = serde_json::from_str(&std::fs::read_to_string(root().join(format!("public/lang/{language}.json"))).unwrap()).unwrap();
            let bundle = codes().into_iter().map(|code| format!("ui.{code}"));
            let values = inspect::codes().into_iter().map(|code| format!("issue.{code}"));
            let missing: Vec<_> = bundle.chain(values).filter(|key| texts.get(key).is_none()).collect();
            assert!(missing.is_empty(), "{language}: {missing:?}");
        }
    }

    /// With `WRITE_SCHEMA=1` the file is written anew.
    #[test]
    fn the_published_schema_is_that_of_the_records() {
        let path = root().join("public/schema/shizhu-1.json");
        let expected = format!("{}\n", serde_json::to_string_pretty(&json_schema(&pillars::registry())).unwrap());
        if std::env::var("WRITE_SCHEMA").is_ok() {
            std::fs::write(&path, &expected).unwrap();
        }
        let published = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(published == expected, "run WRITE_SCHEMA=1 cargo test -p tests --test bundle schema");
    }

    fn customers(registry: &Registry) -> RecordSet {
        let mut set = workspace(&[&customer::CUSTOMER, &info_report::INFO_REPORT], &mut Chance::new(1));
        assert!(registry.kind("customer").is_some());
        let stamp = model::Stamp { time: 1_790_000_000_000, ..model::Stamp::default() };
        let mut add = |number: u64, kind: &str, fields: Json| {
            let mut record = Record::new(Id::from_number(number), kind, stamp);
            record.fields = fields.as_object().unwrap().iter().map(|(name, value)| (name.as_str().into(), value.clone())).collect();
            set.insert(record);
        };
        add(1, "customer", serde_json::json!({"name": "陈明", "phone": "13800138000", "email": "chen@example.com"}));
        add(2, "info_report", serde_json::json!({"title": "并购", "confidentiality": "confidential"}));
        add(3, "info_report", serde_json::json!({"title": "月报", "confidentiality": "internal"}));
        add(4, "workspace", serde_json::json!({"name": "北辰", "currency": "CNY"}));
        add(5, "person", serde_json::json!({"name": "王小明", "email": "wang@example.com"}));
        add(6, "task", serde_json::json!({"title": "回访", "owner": Id::from_number(5).to_string()}));
        set
    }

    /// covers: P00.06
    #[test]
    fn a_file_without_personal_data_holds_none() {
        let registry = pillars::registry();
        let part = Scope { personal: false, ..Scope::default() }.apply(&customers(&registry), &registry);
        let text = write(&part);
        for secret in ["陈明", "13800138000", "chen@example.com", "wang@example.com"] {
            assert!(!text.contains(secret), "{secret}");
        }
        assert!(text.contains("王小明") && text.contains("月报"));
        let name = part.get(Id::from_number(1)).unwrap().fields["name"].as_str().unwrap().to_owned();
        assert!(name.starts_with('#'), "{name}");
        for record in part.all().into_iter().chain(part.buried()) {
            let kind = registry.kind(&record.kind).unwrap();
            let left =
                kind.fields.iter().filter(|field| field.personal && field.name != kind.title).find(|field| record.fields.contains_key(field.name));
            assert!(left.is_none(), "{}.{:?}", kind.name, left.map(|field| field.name));
        }
    }

    /// covers: P00.15
    #[test]
    fn a_file_without_confidential_records_holds_none() {
        let registry = pillars::registry();
        let scope = Scope { confidential: false, ..Scope::default() };
        let part = scope.apply(&customers(&registry), &registry);
        assert!(part.get(Id::from_number(2)).is_none() && part.get(Id::from_number(3)).is_some());
        assert!(!write(&part).contains("并购"));
    }

    #[test]
    fn a_file_of_some_pillars_names_what_it_links_to() {
        let registry = pillars::registry();
        let kinds = Some(BTreeSet::from(["task".to_owned()]));
        let scope = Scope { kinds, deleted: false, ..Scope::default() };
        let part = scope.apply(&customers(&registry), &registry);
        let kinds: Vec<_> = part.all().iter().map(|record| record.kind.to_string()).collect();
        assert_eq!(kinds, ["workspace", "person", "task"]);
        let person = part.get(Id::from_number(5)).unwrap();
        assert_eq!(person.fields.keys().map(|key| key.as_str()).collect::<Vec<_>>(), ["name"]);
        assert_eq!(part.buried().count(), 0);
        let text =
            Export { records: &part, origin: ORIGIN, known: Versions::new(), authors: Authors::default(), scope: scope.clone() }.write().unwrap();
        assert_eq!(read_bundle(&text).unwrap().header.scope, scope);
        assert!(inspect::inspect(&read_bundle(&text).unwrap().records, &scope, &registry).is_empty());
    }

    #[test]
    fn what_can_be_chosen_goes_along_by_name_and_a_template_says_that_it_is_one() {
        let registry = pillars::registry();
        let kinds = Some(BTreeSet::from(["info_report".to_owned()]));
        let named = BTreeSet::from(["person".to_owned()]);
        let scope = Scope { kinds, named, confidential: false, ..Scope::default() };
        let part = scope.apply(&customers(&registry), &registry);
        let person = part.get(Id::from_number(5)).unwrap();
        assert_eq!(person.fields.keys().map(|key| key.as_str()).collect::<Vec<_>>(), ["name"]);
        assert!(part.get(Id::from_number(1)).is_none() && part.get(Id::from_number(2)).is_none());
        let told = |scope: Scope| {
            let text = Export { records: &part, origin: ORIGIN, known: Versions::new(), authors: Authors::default(), scope }.write().unwrap();
            read_bundle(&text).unwrap().header.scope
        };
        assert_eq!(told(scope.clone()), Scope { named: BTreeSet::new(), ..scope.clone() }, "the file does not speak of the choice");
        assert!(told(Scope { template: true, ..scope.clone() }).template && !told(scope).template);
    }

    #[test]
    fn nothing_is_cut_from_a_whole_file() {
        let registry = pillars::registry();
        let set = customers(&registry);
        assert_eq!(write(&Scope::default().apply(&set, &registry)), write(&set));
    }
}
