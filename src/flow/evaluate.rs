//! From content, rules and records to the state of every step (decisions.md 3; ux.md 0).

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use model::{Fields, Id, Json, Key, Record, Severity};

use crate::content::{CheckDef, PillarContent, Rule, Step};
use crate::expression::{Condition, Evaluator};
use crate::finding::{Finding, Hit, Parameter, REQUIRED};
use crate::rules::{Context, Rules};
use crate::state::{ItemState, ItemStatus, PillarState, Said, Status, StepState, said};

/// The state of a pillar. A named rule that is not registered finds nothing; `validate_content`
/// is where that is reported.
pub fn evaluate(content: &PillarContent, rules: &Rules, context: &Context<'_>) -> PillarState {
    let evaluator = Evaluator::new(*context, rules);
    let mut owned: Vec<&Key> = Vec::new();
    let all: Vec<(&Step, Vec<&Key>)> = content
        .steps
        .iter()
        .map(|step| {
            // A kind belongs to the first step that works on it: a goal starts P01.3, not P01.4 as well.
            let kinds = step.kinds();
            let new: Vec<&Key> = kinds.iter().copied().filter(|kind| !owned.contains(kind)).collect();
            let belonging = if new.is_empty() { kinds } else { new };
            owned.extend(belonging.iter().copied());
            (step, belonging)
        })
        .collect();
    let has = |step: &Step, belonging: &[&Key], wanted: fn(&Step, &Key) -> bool| {
        belonging.iter().any(|kind| !step.shared.contains(kind) && wanted(step, kind) && context.records.count(kind) > 0)
    };
    let own = |step: &Step, kind: &Key| !step.inherited.contains(kind);
    // What other pillars have begun begins nothing here before something of this pillar's own is there.
    let begun = all.iter().any(|(step, belonging)| has(step, belonging, own) || said(context.records, &step.id).completed);
    let steps = all
        .iter()
        .map(|(step, belonging)| {
            let started = has(step, belonging, if begun { |_, _| true } else { own });
            step_state(step, belonging, started, &evaluator)
        })
        .collect();
    PillarState { pillar: content.pillar.clone(), steps }
}

fn step_state(step: &Step, belonging: &[&Key], started: bool, evaluator: &Evaluator<'_>) -> StepState {
    let context = &evaluator.context;
    let said_of_step = said(context.records, &step.id);
    let left_out = said_of_step.not_applicable;
    let mut findings = if left_out { Vec::new() } else { run_checks(&step.id, &step.checks, evaluator) };
    // Each kind is asked for its required fields in one place: the step's own list, else the first item that has it.
    let mut asked: Vec<&Key> = step.records.iter().collect();
    let begun = started || said_of_step.completed;
    let asks = |kind: &Key| belonging.contains(&kind) && !step.shared.contains(kind) && (begun || !step.inherited.contains(kind));
    if !left_out {
        let blank = blank_fields(&step.id, step.records.iter().filter(|kind| asks(kind)), &findings, context);
        findings.extend(blank);
    }
    let mut items = Vec::new();
    let mut item_decided = false;
    for item in &step.items {
        let said_of_item = said(context.records, &item.id);
        item_decided |= said_of_item.not_applicable;
        let skipped = left_out || said_of_item.not_applicable;
        let mut own = if skipped { Vec::new() } else { run_checks(&item.id, &item.checks, evaluator) };
        if !skipped {
            let first = item.records.iter().filter(|kind| asks(kind) && !asked.contains(kind));
            let blank = blank_fields(&item.id, first, &[findings.as_slice(), own.as_slice()].concat(), context);
            own.splice(0..0, blank);
            asked.extend(&item.records);
        }
        // A check of each record says nothing while there is none.
        let empty = if item.records.is_empty() { count_all(&step.kinds(), context) == 0 } else { count(&item.records, context) == 0 };
        // Advice keeps a part open until the step is completed over it.
        let status = match (skipped, has_fix(&own) || empty || !(own.is_empty() || said_of_step.completed)) {
            (true, _) => ItemStatus::NotApplicable,
            (false, true) => ItemStatus::Open,
            (false, false) => ItemStatus::Met,
        };
        findings.extend(own.iter().cloned());
        let reason = said_of_item.reason.filter(|_| said_of_item.not_applicable);
        items.push(ItemState { id: item.id.clone(), status, findings: own, reason, records: count(&item.records, context) });
    }
    let status = status(&said_of_step, started || item_decided, has_fix(&findings));
    let spoken = said_of_step.completed || left_out;
    StepState {
        id: step.id.clone(),
        status,
        findings,
        items,
        completed_by: said_of_step.who.filter(|_| spoken),
        completed_on: said_of_step.when.filter(|_| spoken),
        reason: said_of_step.reason.filter(|_| spoken),
        records: count_all(&step.kinds(), context),
    }
}

/// A finding for each required field of these kinds that is empty, unless a check has found it already.
fn blank_fields<'a>(row: &str, kinds: impl Iterator<Item = &'a Key>, found: &[Finding], context: &Context<'_>) -> Vec<Finding> {
    let mut blank = Vec::new();
    // There may be as many findings as records.
    let said: HashSet<(Id, &str)> = found.iter().filter_map(|finding| Some((finding.record?, finding.field.as_deref()?))).collect();
    for kind in kinds.filter_map(|kind| context.registry.kind(kind)) {
        for record in context.records.of_kind(kind.name) {
            for field in kind.fields.iter().filter(|field| field.required && !field.computed && is_blank(record.field(field.name))) {
                if !said.contains(&(record.id, field.name)) {
                    let hit = Hit::on(record, context).field(field.name).with("field", Parameter::field(kind.name, field.name));
                    blank.push(finding(row, &format!("{row}.{REQUIRED}"), Severity::Fix, hit));
                }
            }
        }
    }
    blank
}

fn finding(row: &str, check: &str, severity: Severity, hit: Hit) -> Finding {
    let Hit { record, kind, field, parameters } = hit;
    Finding { check: check.to_owned(), row: row.to_owned(), severity, record, kind, field, parameters }
}

fn status(said: &Said, started: bool, has_fix: bool) -> Status {
    match (said.not_applicable, said.completed, has_fix) {
        (true, ..) => Status::NotApplicable,
        (_, true, true) => Status::Problem,
        (_, true, false) => Status::Done,
        (_, false, _) if started => Status::InProgress,
        _ => Status::NotStarted,
    }
}

fn has_fix(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Fix)
}

fn count(kinds: &[Key], context: &Context<'_>) -> usize {
    kinds.iter().map(|kind| context.records.count(kind)).sum()
}

fn count_all(kinds: &[&Key], context: &Context<'_>) -> usize {
    kinds.iter().map(|kind| context.records.count(kind)).sum()
}

fn run_checks(row: &str, checks: &[CheckDef], evaluator: &Evaluator<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for check in checks {
        findings.extend(hits(&check.rule, evaluator).into_iter().map(|hit| finding(row, &check.id, check.severity, hit)));
    }
    findings
}

/// What a rule finds on this state of the records.
pub fn hits(rule: &Rule, evaluator: &Evaluator<'_>) -> Vec<Hit> {
    let context = &evaluator.context;
    let matching = |kind: &Key, conditions: &[Condition]| -> Vec<Arc<Record>> {
        context.records.of_kind(kind).filter(|record| evaluator.accepts(conditions, record)).cloned().collect()
    };
    let of_kind = |kind: &Key| Hit::of_kind(kind).with("kind", Parameter::key(format!("kind.{kind}")));
    match rule {
        Rule::Named { name } => evaluator.rules.get(name).map(|rule| (rule.run)(context)).unwrap_or_default(),
        Rule::AtLeast { kind, count, conditions } => {
            let present = matching(kind, conditions).len();
            let hit = || of_kind(kind).with("count", Parameter::Count(*count as i64)).with("missing", Parameter::Count((*count - present) as i64));
            if present < *count { vec![hit()] } else { Vec::new() }
        }
        Rule::Filled { kind, field, conditions } => {
            let named = |hit: Hit| hit.field(field).with("field", Parameter::field(kind, field)).with("kind", Parameter::key(format!("kind.{kind}")));
            if context.records.count(kind) == 0 {
                // Nothing is there yet: the message speaks of the kind where it would name the record.
                return vec![named(Hit::of_kind(kind).with("record", Parameter::key(format!("kind.{kind}"))))];
            }
            let records = matching(kind, conditions);
            records.iter().filter(|record| is_blank(record.field(field))).map(|record| named(Hit::on(record, context))).collect()
        }
        Rule::None { kind, conditions, field, show } => {
            let hit = |record: &Arc<Record>| {
                let mut hit = Hit::on(record, context);
                if let Some(field) = field {
                    hit = hit.field(field);
                }
                for (name, expression) in show {
                    let value = evaluator.value(expression, record).unwrap_or_else(|| Parameter::key("ui.value.none"));
                    hit = hit.with(name, value);
                }
                hit
            };
            matching(kind, conditions).iter().map(hit).collect()
        }
        Rule::EveryChoice { kind, field, conditions } => {
            let records = matching(kind, conditions);
            let codes = context.registry.kind(kind).and_then(|kind| kind.field(field)).map_or(&[][..], |field| field.choices.codes());
            let used = |code: &str| records.iter().any(|record| record.field(field).and_then(Json::as_str) == Some(code));
            let missing: Vec<Parameter> = codes.iter().filter(|code| !used(code)).map(|code| Parameter::choice(kind, field, code)).collect();
            if missing.is_empty() { Vec::new() } else { vec![of_kind(kind).field(field).with("missing", Parameter::List(missing))] }
        }
        Rule::Unique { kind, by, conditions } => {
            // By their text first: among many thousand records, only those of the same text are compared.
            let mut seen: HashMap<String, Vec<Vec<Parameter>>> = HashMap::new();
            let mut found = Vec::new();
            for record in matching(kind, conditions) {
                // What is not filled in cannot be the same.
                let Some(values) = by.iter().map(|expression| evaluator.value(expression, &record)).collect::<Option<Vec<_>>>() else { continue };
                let alike = seen.entry(values.iter().map(Parameter::plain).collect()).or_default();
                if alike.contains(&values) {
                    found.push(Hit::on(&record, context));
                } else {
                    alike.push(values);
                }
            }
            found
        }
    }
}

fn is_blank(json: Option<&Json>) -> bool {
    match json {
        None | Some(Json::Null) => true,
        Some(Json::String(text)) => text.trim().is_empty(),
        Some(Json::Array(items)) => items.iter().all(|item| is_blank(Some(item))),
        Some(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::{StateRefusal, can_set_not_applicable, complete, complete_anyway, not_applicable, reopen};
    use crate::{Parameter, placeholders};
    use model::{Date, Line, Record, RecordSet, Registry, Stamp, record};

    mod note {
        use super::*;
        record! {
            /// Something to write down.
            NOTE = "note", title "text";
            TEXT: Line = "text", required;
        }
    }

    mod tip {
        use super::*;
        record! {
            /// Something with two required fields.
            TIP = "tip", title "text";
            TEXT: Line = "text", required;
            PLACE: Line = "place", required;
        }
    }

    mod step_state {
        use super::*;
        record! {
            /// As the pillars declare it.
            STEP_STATE = "step_state", title "step";
            STEP: Line = "step";
        }
    }

    const STEPS: &str = r#"{ "pillar": "P01", "folder": "goals", "version": 1, "steps": [
        { "id": "P01.1", "covers": ["P01.1"], "records": ["note"], "checks": [
            { "id": "P01.1.text", "rule": "filled", "kind": "note", "field": "text", "severity": "fix", "covers": ["P01.1"] },
            { "id": "P01.1.two", "rule": "at_least", "kind": "note", "count": 2, "severity": "advice", "covers": ["P01.1"] } ] },
        { "id": "P01.2", "covers": ["P01.2"], "records": ["note"], "shared": ["guest"], "items": [
            { "id": "P01.2.1", "covers": ["P01.2.1"], "records": ["note"], "checks": [
                { "id": "P01.2.1.none", "rule": "named", "name": "test.never", "severity": "fix", "covers": ["P01.2.1"] } ] },
            { "id": "P01.2.2", "covers": ["P01.2.2"], "records": ["memo", "guest", "tip"] } ] } ] }"#;

    struct World {
        records: RecordSet,
        registry: Registry,
        next: u64,
    }

    impl World {
        fn new() -> Self {
            Self { records: RecordSet::default(), registry: Registry::new([&note::NOTE, &tip::TIP, &step_state::STEP_STATE]), next: 0 }
        }

        fn add(&mut self, kind: &str, fields: &[(&str, &str)]) {
            self.next += 1;
            let mut record = Record::new(Id::from_number(self.next), kind, Stamp { time: self.next, ..Stamp::default() });
            record.fields = fields.iter().map(|(name, text)| (Key::new(name), Json::from(*text))).collect();
            self.records.insert(record);
        }

        fn store(&mut self, values: &crate::FieldValues) {
            let fields: Vec<(&str, &str)> = values.iter().filter_map(|(key, json)| Some((key.as_str(), json.as_ref()?.as_str()?))).collect();
            self.add("step_state", &fields);
        }

        fn state(&self) -> PillarState {
            let content: PillarContent = serde_json::from_str(STEPS).unwrap();
            let mut rules = Rules::default();
            rules.add("test.never", |context| if context.records.count("memo") == 0 { vec![Hit::of_kind("memo")] } else { Vec::new() }, &[]);
            evaluate(&content, &rules, &Context { records: &self.records, registry: &self.registry, today: today() })
        }
    }

    fn today() -> Date {
        Date::from_ymd_opt(2026, 6, 30).unwrap()
    }

    fn check(world: &World, expected: [Status; 2]) {
        let state = world.state();
        assert_eq!([state.steps[0].status, state.steps[1].status], expected);
    }

    #[test]
    fn records_of_other_pillars_do_not_start_a_step_but_are_asked_for_once_it_is_started() {
        let steps = STEPS.replacen(r#""shared": ["guest"]"#, r#""shared": ["guest"], "inherited": ["tip"]"#, 1);
        let content: PillarContent = serde_json::from_str(&steps).unwrap();
        let mut rules = Rules::default();
        rules.add("test.never", |_| Vec::new(), &[]);
        let mut world = World::new();
        world.add("tip", &[("text", "from elsewhere")]);
        let state = |world: &World| evaluate(&content, &rules, &Context { records: &world.records, registry: &world.registry, today: today() });
        let before = state(&world);
        assert_eq!((before.steps[1].status, before.steps[1].fixes().count()), (Status::NotStarted, 0));
        // Anything of the pillar's own will do, also on another step.
        world.add("note", &[("text", "own")]);
        let after = state(&world);
        assert_eq!((after.steps[1].status, after.steps[1].fixes().count()), (Status::InProgress, 1));
    }

    #[test]
    fn a_step_goes_from_not_started_to_done_and_back_to_problem() {
        let mut world = World::new();
        check(&world, [Status::NotStarted, Status::NotStarted]);
        world.add("note", &[("text", " ")]);
        // A note belongs to the first step that works on notes.
        check(&world, [Status::InProgress, Status::NotStarted]);
        let refused = complete(&world.state().steps[0], "周岚", today());
        assert!(matches!(refused, Err(StateRefusal::Findings(ref findings)) if findings[0].check == "P01.1.text" && findings[0].record.is_some()));
        world.store(&complete_anyway(&world.state().steps[0], "周岚", today()));
        check(&world, [Status::Problem, Status::NotStarted]);
        world.records = RecordSet::default();
        world.add("note", &[("text", "a")]);
        let state = world.state();
        assert_eq!(state.steps[0].advice().count(), 1);
        world.store(&complete(&state.steps[0], "周岚", today()).unwrap());
        check(&world, [Status::Done, Status::NotStarted]);
        assert_eq!(world.state().percent(), 50);
        world.add("note", &[]);
        check(&world, [Status::Problem, Status::NotStarted]);
        world.store(&reopen("P01.1", "周岚", today()));
        check(&world, [Status::InProgress, Status::NotStarted]);
        assert_eq!(world.state().next().map(|step| step.id.as_str()), Some("P01.1"));
    }

    #[test]
    fn what_other_places_fill_too_does_not_start_a_step() {
        let mut world = World::new();
        world.add("guest", &[]);
        check(&world, [Status::NotStarted, Status::NotStarted]);
        world.add("memo", &[]);
        check(&world, [Status::NotStarted, Status::InProgress]);
    }

    #[test]
    fn completing_over_a_problem_is_done_once_the_problem_is_gone() {
        let mut world = World::new();
        world.add("memo", &[]);
        world.store(&[(Key::new("step"), Some("P01.2".into())), (Key::new("status"), Some("problem".into()))].to_vec());
        check(&world, [Status::NotStarted, Status::Done]);
    }

    #[test]
    fn an_item_is_left_out_only_with_a_reason() {
        let mut world = World::new();
        assert!(!can_set_not_applicable(" \n"));
        assert_eq!(not_applicable("P01.2.1", "", "周岚", today()), Err(StateRefusal::ReasonMissing));
        world.store(&[(Key::new("step"), Some("P01.2.1".into())), (Key::new("status"), Some("not_applicable".into()))].to_vec());
        assert_eq!(world.state().steps[1].items[0].status, ItemStatus::Open);
        world.store(&not_applicable("P01.2.1", "没有", "周岚", today()).unwrap());
        let state = world.state();
        assert_eq!((state.steps[1].items[0].status, state.steps[1].items[1].status), (ItemStatus::NotApplicable, ItemStatus::Open));
        assert!(complete(&state.steps[1], "周岚", today()).is_ok());
        world.store(&not_applicable("P01.2", "没有", "周岚", today()).unwrap());
        let state = world.state();
        assert_eq!((state.steps[1].status, state.applicable(), state.started()), (Status::NotApplicable, 1, 0));
    }

    #[test]
    fn an_item_without_records_is_open_and_met_once_they_are_good() {
        let mut world = World::new();
        let second = |world: &World| world.state().steps[1].items.iter().map(|item| item.status).collect::<Vec<_>>();
        assert_eq!(second(&world), [ItemStatus::Open, ItemStatus::Open]);
        world.add("memo", &[]);
        assert_eq!(second(&world), [ItemStatus::Open, ItemStatus::Met], "the first item's own kind has no record");
        world.add("note", &[("text", "a")]);
        assert_eq!(second(&world), [ItemStatus::Met, ItemStatus::Met]);
    }

    #[test]
    fn advice_keeps_an_item_open_until_the_step_is_completed_over_it() {
        let advice = r#""records": ["memo"], "checks": [
            { "id": "P01.2.2.two", "rule": "at_least", "kind": "memo", "count": 2, "severity": "advice", "covers": ["P01.2.2"] } ] }"#;
        let steps = STEPS.replacen(r#""records": ["memo", "guest", "tip"] }"#, advice, 1);
        let content: PillarContent = serde_json::from_str(&steps).unwrap();
        let mut rules = Rules::default();
        rules.add("test.never", |_| Vec::new(), &[]);
        let mut world = World::new();
        let step = |world: &World| {
            let context = Context { records: &world.records, registry: &world.registry, today: today() };
            evaluate(&content, &rules, &context).steps.remove(1)
        };
        world.add("memo", &[]);
        assert_eq!((step(&world).items[1].status, step(&world).items[1].findings.len()), (ItemStatus::Open, 1));
        world.store(&complete(&step(&world), "周岚", today()).unwrap());
        assert_eq!((step(&world).items[1].status, step(&world).items[1].findings.len()), (ItemStatus::Met, 1));
    }

    #[test]
    fn a_required_field_that_is_empty_is_found_once_in_the_step_of_its_kind() {
        let mut world = World::new();
        world.add("tip", &[("text", "a")]);
        let required = |world: &World| {
            let state = world.state();
            let found: Vec<Finding> = state.findings().filter(|finding| finding.is_required_field()).cloned().collect();
            found
        };
        let found = required(&world);
        assert_eq!(found.len(), 1);
        let (row, field) = (found[0].row.as_str(), found[0].field.as_deref());
        assert_eq!((row, field, found[0].severity), ("P01.2.2", Some("place"), Severity::Fix));
        assert_eq!(found[0].parameter("record"), Some(&Parameter::text("a")));
        assert_eq!(world.state().steps[1].items[1].status, ItemStatus::Open);
        world.records = RecordSet::default();
        world.add("tip", &[("text", "a"), ("place", "b")]);
        assert_eq!(required(&world), []);
        // What a check of the content says already is not said again.
        world.add("note", &[]);
        assert_eq!(required(&world), []);
        assert_eq!(world.state().steps[0].fixes().count(), 1);
    }

    #[test]
    fn a_check_is_met_by_choosing_where_enough_records_are_there() {
        let mut world = World::new();
        let rule = |kind: &str, condition: &str| {
            let json = format!(
                r#"{{ "id": "x", "rule": "at_least", "kind": "{kind}", "count": 1, "where": [{condition}], "severity": "fix", "covers": [] }}"#
            );
            serde_json::from_str::<CheckDef>(&json).unwrap().rule
        };
        let chooses = |world: &World, rule: Rule| rule.is_met_by_choosing(&world.registry, &world.records);
        assert!(!chooses(&world, rule("tip", r#""chosen=true""#)), "there is none to choose from");
        world.add("tip", &[("text", "a")]);
        assert!(chooses(&world, rule("tip", r#""chosen=true""#)));
        assert!(!chooses(&world, rule("tip", r#""place=b""#)), "what is required was decided when the record was made");
        assert!(!chooses(&world, rule("tip", "")));
    }

    #[test]
    fn findings_say_where() {
        let mut world = World::new();
        let state = world.state();
        let missing = state.steps[0].fixes().next().unwrap();
        assert_eq!((missing.record, missing.kind.as_deref(), missing.field.as_deref()), (None, Some("note"), Some("text")));
        let two = state.steps[0].advice().next().unwrap();
        assert_eq!((two.parameter("count"), two.parameter("missing")), (Some(&Parameter::Count(2)), Some(&Parameter::Count(2))));
        world.add("note", &[]);
        let state = world.state();
        let blank = state.steps[0].fixes().next().unwrap();
        assert_eq!((blank.record, blank.parameter("record")), (Some(Id::from_number(1)), Some(&Parameter::key("kind.note"))));
        assert_eq!(placeholders("{days|day|days} of {record}").into_iter().collect::<Vec<_>>(), ["days", "record"]);
    }

    /// A step is untouched until it has a record or was begun; what is found on a record that is there is a fault.
    #[test]
    fn an_untouched_step_has_faults_of_no_record() {
        let found = |record| Finding {
            check: String::new(),
            row: String::new(),
            severity: Severity::Fix,
            record,
            kind: None,
            field: None,
            parameters: Vec::new(),
        };
        let step = |status, records, record| StepState {
            id: String::new(),
            status,
            findings: vec![found(record)],
            items: Vec::new(),
            completed_by: None,
            completed_on: None,
            reason: None,
            records,
        };
        assert!(step(Status::NotStarted, 0, None).is_untouched());
        assert!(!step(Status::NotStarted, 1, None).is_untouched());
        assert!(!step(Status::InProgress, 0, None).is_untouched());
        assert!(!step(Status::NotStarted, 0, Some(Id::from_number(1))).is_untouched());
    }

    /// A pillar may have any number of steps done and not applicable; percent never exceeds the truth.
    #[test]
    fn percent_is_floored() {
        let step = |status| StepState {
            id: String::new(),
            status,
            findings: Vec::new(),
            items: Vec::new(),
            completed_by: None,
            completed_on: None,
            reason: None,
            records: 0,
        };
        for (done, rest, out, expected) in [(0, 0, 3, 0), (2, 1, 0, 66), (199, 1, 5, 99), (3, 0, 1, 100)] {
            let many = |count: usize, status| (0..count).map(move |_| step(status)).collect::<Vec<_>>();
            let steps = [many(done, Status::Done), many(rest, Status::InProgress), many(out, Status::NotApplicable)].concat();
            assert_eq!(PillarState { pillar: String::new(), steps }.percent(), expected);
        }
    }
}
