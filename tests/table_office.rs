//! A workspace with a worker beside it, for the tests of tables.

#![allow(clippy::unwrap_used, clippy::panic, dead_code, reason = "each test file uses its part")]

use std::collections::HashMap;
use std::path::Path;
use std::sync::LazyLock;

use exporter::{Answered, Desk};
use io::job::{Answer, Format, ImportChoices, Job, Look, Named, Plan, Reading, Report, Want, base_bytes};
use io::table::{FieldWords, Words, split_list};
use model::{Choices, Id, Json, Key, Kind, Record, RecordSet, Registry, Stamp};

pub(crate) static REGISTRY: LazyLock<Registry> = LazyLock::new(pillars::registry);
pub(crate) static TEXTS: LazyLock<[HashMap<String, String>; 2]> = LazyLock::new(|| ["zh-CN", "en"].map(texts));
pub(crate) const CASES: &str = "PROPTEST_CASES";

/// Counts of property tests; `make soak` raises them.
pub(crate) fn cases(standard: u32) -> u32 {
    std::env::var(CASES).ok().and_then(|text| text.parse().ok()).unwrap_or(standard)
}

pub(crate) fn public(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public").join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

pub(crate) fn pairs(json: &Json) -> impl Iterator<Item = (String, String)> + '_ {
    json.as_object().into_iter().flatten().filter_map(|(key, text)| Some((key.clone(), text.as_str()?.to_owned())))
}

/// Every text of a language, as the program puts them together.
pub(crate) fn texts(language: &str) -> HashMap<String, String> {
    let file = |path: String| serde_json::from_str::<Json>(&public(&path)).unwrap();
    let mut all: HashMap<String, String> = pairs(&file(format!("lang/{language}.json"))).collect();
    for pillar in pillars::PILLARS {
        all.extend(pairs(&file(format!("content/{}/{language}.json", pillar.content))["labels"]));
    }
    all
}

pub(crate) fn labels(key: &str) -> Vec<String> {
    TEXTS.iter().filter_map(|texts| texts.get(key).cloned()).collect()
}

pub(crate) static WORDS: LazyLock<HashMap<&'static str, Words>> =
    LazyLock::new(|| REGISTRY.kinds().iter().map(|kind| (kind.name, words_of(kind))).collect());

/// The words of a kind, as the page gives them to the worker.
pub(crate) fn words(kind: &'static Kind) -> Words {
    WORDS[kind.name].clone()
}

pub(crate) fn words_of(kind: &'static Kind) -> Words {
    fn field(kind: &str, path: &str, def: &model::FieldDef) -> FieldWords {
        let codes = match def.choices {
            Choices::None => &[][..],
            Choices::Fixed(codes) | Choices::Editable(_, codes) => codes,
        };
        let choice = |code: &&str| ((*code).to_owned(), labels(&format!("choice.{kind}.{path}.{code}")));
        FieldWords {
            name: def.name.to_owned(),
            labels: labels(&format!("field.{kind}.{path}"))
                .into_iter()
                .chain(labels(&format!("ui.import_table.also.{}", def.name)).iter().flat_map(|list| split_list(list, &[])))
                .collect(),
            choices: codes.iter().map(choice).collect(),
            columns: def.columns.iter().map(|column| field(kind, &format!("{path}.{}", column.name), column)).collect(),
        }
    }
    Words {
        many: labels(&format!("kind.{}.many", kind.name)).swap_remove(0),
        fields: kind.fields.iter().map(|def| field(kind.name, def.name, def)).collect(),
        texts: TEXTS[0]
            .iter()
            .filter(|(key, _)| key.starts_with("issue.") || key.starts_with("ui.import_table."))
            .map(|(key, text)| (key.clone(), text.clone()))
            .collect(),
        yes: labels("ui.yes"),
        no: labels("ui.no"),
    }
}

/// A workspace with a worker beside it.
pub(crate) struct Office {
    pub(crate) records: RecordSet,
    pub(crate) desk: Desk,
}

impl Office {
    pub(crate) fn new(records: impl IntoIterator<Item = Record>) -> Self {
        let mut set = RecordSet::default();
        records.into_iter().for_each(|record| set.insert(record));
        Self { records: set, desk: Desk::new(pillars::registry()) }
    }

    pub(crate) fn title(&self, record: &Record) -> String {
        REGISTRY.kind(&record.kind).and_then(|kind| record.fields.get(kind.title)).and_then(Json::as_str).unwrap_or_default().to_owned()
    }

    /// What the page would send along with a job about this kind.
    pub(crate) fn base(&self, kind: &'static Kind) -> Vec<u8> {
        let own: Vec<_> = self.records.of_kind(kind.name).cloned().collect();
        let targets: Vec<&str> = kind
            .fields
            .iter()
            .flat_map(|field| field.targets.iter().chain(field.columns.iter().flat_map(|column| column.targets)))
            .copied()
            .collect();
        let linked: Vec<_> = self.records.all().into_iter().filter(|record| targets.contains(&record.kind.as_str())).cloned().collect();
        let named: Vec<Named> =
            linked.iter().map(|record| Named { id: record.id, kind: record.kind.to_string(), title: self.title(record) }).collect();
        base_bytes(&own, &linked, &named).unwrap()
    }

    pub(crate) fn run(&mut self, job: &Job, bytes: &[u8]) -> Answered {
        self.desk.run(&serde_json::to_string(job).unwrap(), bytes, &mut |_, _| {})
    }

    pub(crate) fn export(&mut self, kind: &'static Kind, format: Format) -> Vec<u8> {
        let fields = kind.fields.iter().map(|field| field.name.to_owned()).collect();
        let job = Job::Export { kind: kind.name.to_owned(), format, fields, words: words(kind), notes: vec!["note".to_owned()] };
        let base = self.base(kind);
        let answered = self.run(&job, &base);
        assert!(matches!(answered.answer, Answer::File { .. }), "{}: {:?}", kind.name, answered.answer);
        answered.bytes
    }

    pub(crate) fn look(&mut self, kind: &'static Kind, file: &[u8], reading: Reading) -> Result<Look, String> {
        let job = Job::Look { kind: kind.name.to_owned(), words: words(kind), reading };
        match self.run(&job, file).answer {
            Answer::Looked(look) => Ok(look),
            Answer::Refused(refused) => Err(refused.code),
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn check(&mut self, kind: &'static Kind, choices: &ImportChoices) -> (Report, Plan) {
        let job = Job::Check { kind: kind.name.to_owned(), words: words(kind), choices: choices.clone(), want: Want::Plan };
        let base = self.base(kind);
        let answered = self.run(&job, &base);
        match answered.answer {
            Answer::Checked(report) => (report, serde_json::from_slice(&answered.bytes).unwrap()),
            other => panic!("{other:?}"),
        }
    }

    /// Lets a plan in, as the page does.
    pub(crate) fn take(&mut self, plan: Plan) {
        for record in plan.added {
            assert!(self.records.get(record.id).is_none(), "an id is new");
            self.records.insert(record);
        }
        for (id, field, json) in plan.updated {
            let mut record = Record::clone(self.records.get(id).unwrap());
            record.fields.insert(Key::new(&field), json);
            self.records.insert(record);
        }
    }

    /// Looks at a file and checks it with the columns as guessed.
    pub(crate) fn import(&mut self, kind: &'static Kind, file: &[u8], change: impl FnOnce(&mut ImportChoices)) -> (Report, Plan) {
        let look = self.look(kind, file, Reading::default()).unwrap();
        let mut choices = choices(&look);
        change(&mut choices);
        self.check(kind, &choices)
    }
}

pub(crate) fn choices(look: &Look) -> ImportChoices {
    let targets: Vec<Option<String>> = look.columns.iter().map(|column| column.target.clone()).collect();
    let by_id = targets.iter().flatten().any(|target| target == "id");
    ImportChoices {
        targets,
        match_field: by_id.then(|| "id".to_owned()),
        create_links: true,
        currency: "CNY".to_owned(),
        now_ms: 1_790_000_000_000,
        seed: [7; 10],
        ..ImportChoices::default()
    }
}

pub(crate) fn demo(language: &str) -> Vec<Record> {
    let pack = |path: String| io::read_pack(&public(&path)).unwrap();
    let own = pillars::PILLARS.iter().skip(1).map(|pillar| pillar.content).chain([pillars::diagnosis::SAMPLE]);
    let own = own.map(|name| pack(format!("content/demo/{name}.{language}.json")));
    io::merge_packs(std::iter::once(pack(format!("content/demo/{language}.json"))).chain(own).collect())
}

pub(crate) fn csv(text: &str) -> Vec<u8> {
    format!("\u{feff}{text}").into_bytes()
}

pub(crate) fn record(number: u64, kind: &Kind, fields: &[(&str, Json)]) -> Record {
    let mut record = Record::new(Id::from_number(number), kind.name, Stamp { time: 1_000, ..Stamp::default() });
    record.fields.extend(fields.iter().map(|(name, json)| (Key::new(name), json.clone())));
    record
}
