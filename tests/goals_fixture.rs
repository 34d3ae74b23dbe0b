//! A small world of records for the tests of pillar 1.

#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::panic)]

use std::sync::{Arc, LazyLock};

use flow::{Context, Hit};
use model::*;
use pillars::goals::*;
use pillars::organisation::{department, person, region};
use pillars::performance::{evaluation, indicator, reading, standard};
use pillars::plan::{resource, task};

pub static REGISTRY: LazyLock<Registry> = LazyLock::new(pillars::registry);

pub fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// A decimal as people write it: `60.0`, `30%`.
pub fn number(text: &str) -> Decimal {
    parse_number(text).unwrap()
}

pub fn text(text: &str) -> String {
    text.to_owned()
}

pub fn stamp(day: &str) -> Stamp {
    let time = date(day).and_hms_opt(9, 0, 0).unwrap().and_utc().timestamp_millis();
    Stamp { time: u64::try_from(time).unwrap(), counter: 0, replica: ReplicaId(1) }
}

pub struct World {
    pub records: RecordSet,
    pub today: Date,
    next: u64,
}

impl World {
    pub fn on(today: &str) -> Self {
        Self { records: RecordSet::default(), today: date(today), next: 0 }
    }

    pub fn context(&self) -> Context<'_> {
        Context { records: &self.records, registry: &REGISTRY, today: self.today }
    }

    pub fn add(&mut self, kind: &Kind, build: impl FnOnce(Record) -> Record) -> Id {
        self.next += 1;
        let id = Id::from_number(self.next);
        self.records.insert(build(Record::new(id, kind.name, stamp("2025-12-01"))));
        id
    }

    /// Changes a record as if it had been built so.
    pub fn change(&mut self, id: Id, build: impl FnOnce(Record) -> Record) {
        let record = Record::clone(self.get(id));
        self.records.insert(build(record));
    }

    /// Sets a value later, with a stamp of its own.
    pub fn edit<T: FieldType>(&mut self, id: Id, handle: Handle<T>, value: T::Value, day: &str) {
        let mut record = Record::clone(self.get(id));
        let (name, json) = handle.to_value(value);
        record.set(name, Some(json), stamp(day));
        self.records.insert(record);
    }

    pub fn clear<T: FieldType>(&mut self, id: Id, handle: Handle<T>) {
        self.change(id, |mut record| {
            record.fields.remove(handle.name());
            record
        });
    }

    pub fn remove(&mut self, id: Id) {
        let removed = Diff { removed: vec![Record::clone(self.get(id))], ..Diff::default() };
        self.records.apply(&removed, stamp("2099-01-01"));
    }

    pub fn get(&self, id: Id) -> &Arc<Record> {
        self.records.get(id).unwrap()
    }

    /// What a named rule finds.
    pub fn run(&self, rule: &str) -> Vec<Hit> {
        (pillars::rules().get(rule).unwrap_or_else(|| panic!("no rule {rule}")).run)(&self.context())
    }

    pub fn goal(&mut self, statement: &str) -> Id {
        self.add(&goal::GOAL, |record| record.with(goal::STATEMENT, text(statement)))
    }

    pub fn dated_goal(&mut self, start: &str, due: &str) -> Id {
        self.add(&goal::GOAL, |r| r.with(goal::STATEMENT, text("目标")).with(goal::START, date(start)).with(goal::DUE, date(due)))
    }

    pub fn person(&mut self, name: &str) -> Id {
        self.add(&person::PERSON, |record| record.with(person::NAME, text(name)))
    }

    pub fn people(&mut self, names: &[&str]) -> Vec<Id> {
        names.iter().map(|name| self.person(name)).collect()
    }

    pub fn region(&mut self, name: &str, past: &str) -> Id {
        self.add(&region::REGION, |r| r.with(region::NAME, text(name)).with(region::PAST_SHARE, number(past)))
    }

    pub fn department(&mut self, name: &str) -> Id {
        self.add(&department::DEPARTMENT, |r| r.with(department::NAME, text(name)))
    }

    pub fn charter(&mut self) -> Id {
        self.add(&charter::CHARTER, |r| {
            r.with(charter::VISION, text("成为年轻人首选的健康科技伙伴"))
                .with(charter::MISSION, text("用好看又好用的穿戴产品帮助人们养成健康习惯。用户第一"))
        })
    }

    /// An indicator; `unit_kind` is number, money or ratio.
    pub fn indicator(&mut self, name: &str, unit_kind: &str, adds_up: bool) -> Id {
        self.add(&indicator::INDICATOR, |r| {
            let r = r.with(indicator::NAME, text(name)).with(indicator::UNIT_KIND, text(unit_kind)).with(indicator::UNIT, text("元"));
            r.with(indicator::DIRECTION, text("higher"))
                .with(indicator::SOURCE, text("销售系统"))
                .with(indicator::FREQUENCY, text("month"))
                .with(indicator::ADDS_UP, adds_up)
        })
    }

    pub fn reading(&mut self, indicator: Id, day: &str, value: &str) -> Id {
        self.add(&reading::READING, |r| r.with(reading::INDICATOR, indicator).with(reading::DATE, date(day)).with(reading::VALUE, number(value)))
    }

    pub fn resource(&mut self, goal: Id, needed: &str, available: &str) -> Id {
        self.add(&resource::RESOURCE, |r| {
            let r = r.with(resource::NAME, text("营销预算")).with(resource::RESOURCE_KIND, text("money")).with(resource::GOAL, goal);
            r.with(resource::UNIT, text("元")).with(resource::NEEDED, number(needed)).with(resource::AVAILABLE, number(available))
        })
    }

    pub fn task(&mut self, title: &str, goal: Id, owner: Id) -> Id {
        self.add(&task::TASK, |r| {
            r.with(task::TITLE, text(title)).with(task::GOAL, goal).with(task::OWNER, owner).with(task::DUE, date("2026-09-30"))
        })
    }

    pub fn consensus(&mut self, goal: Id, person: Id, verdict: &str) -> Id {
        self.add(&consensus::CONSENSUS, |r| r.with(consensus::GOAL, goal).with(consensus::PERSON, person).with(consensus::VERDICT, text(verdict)))
    }

    pub fn standard(&mut self, text_: &str, persons: Vec<Id>) -> Id {
        self.add(&standard::STANDARD, |r| r.with(standard::TEXT, text(text_)).with(standard::PERSONS, persons))
    }

    pub fn evaluation(&mut self, goal: Id, weight: &str) -> Id {
        self.add(&evaluation::EVALUATION, |r| {
            let row = [evaluation::WEIGHTED_GOAL.to_value(goal), evaluation::GOAL_WEIGHT.to_value(number(weight))];
            let row: Object = row.into_iter().map(|(key, json)| (key.to_string(), json)).collect();
            r.with(evaluation::NAME, text("年度考核")).with(evaluation::WEIGHTS, vec![row])
        })
    }

    /// D20: awareness from 30 % to 39 %, everything filled in so that all five letters pass.
    pub fn agreeable_goal(&mut self) -> Id {
        self.charter();
        let awareness = self.indicator("品牌知名度", "ratio", false);
        let goal = self.add(&goal::GOAL, |r| {
            let r = r.with(goal::STATEMENT, text("提高品牌知名度30%")).with(goal::GOAL_KIND, text("awareness")).with(goal::INDICATOR, awareness);
            let r = r.with(goal::BASELINE, number("30%")).with(goal::TARGET, number("39%")).with(goal::CHANGE_MODE, text("relative"));
            let r = r.with(goal::BASELINE_DATE, date("2025-12-31")).with(goal::START, date("2026-01-01")).with(goal::DUE, date("2026-12-31"));
            let r = r.with(goal::HISTORIC_GROWTH, number("20%")).with(goal::CONFIDENCE, 4).with(goal::SERVES, text("成为年轻人首选的健康科技伙伴"));
            r.with(goal::MILESTONES, vec![milestone("2026-06-30", "34%")]).with(goal::LEVEL, text("company"))
        });
        self.resource(goal, "900000", "900000");
        goal
    }

    /// D21: sales from 40.0 M to 60.0 M in 2026, with the H1 readings by month.
    pub fn sales_goal(&mut self) -> Id {
        let sales = self.indicator("销售额", "money", true);
        for (month, value) in ["3.10M", "2.30M", "3.40M", "5.10M", "4.60M", "5.30M"].iter().enumerate() {
            let day = Month { year: 2026, month: month as u32 + 1 }.last_day().unwrap();
            self.reading(sales, &day.to_string(), value);
        }
        self.add(&goal::GOAL, |r| {
            let r = r.with(goal::STATEMENT, text("增加销售额50%")).with(goal::GOAL_KIND, text("sales")).with(goal::INDICATOR, sales);
            let r = r.with(goal::BASELINE, number("40M")).with(goal::TARGET, number("60M")).with(goal::CHANGE_MODE, text("relative"));
            let r = r.with(goal::BASELINE_DATE, date("2025-12-31")).with(goal::START, date("2026-01-01")).with(goal::DUE, date("2026-12-31"));
            r.with(goal::MILESTONES, vec![milestone("2026-03-31", "9M"), milestone("2026-06-30", "24M"), milestone("2026-09-30", "38M")])
        })
    }
}

pub fn milestone(day: &str, value: &str) -> Object {
    let cells = [goal::MILESTONE_DATE.to_value(date(day)), goal::MILESTONE_VALUE.to_value(number(value))];
    cells.into_iter().map(|(key, json)| (key.to_string(), json)).collect()
}

/// A record as the store would make it of proposed values.
pub fn record_of(id: u64, kind: &Kind, values: &flow::FieldValues) -> Record {
    let mut record = Record::new(Id::from_number(id), kind.name, stamp("2026-06-30"));
    record.fields = values.iter().filter_map(|(key, json)| Some((key.clone(), json.clone()?))).collect();
    record
}

/// All values of a record fit its kind.
pub fn assert_fits(kind: &Kind, record: &Record) {
    let issues = validate_record(kind, record);
    assert!(issues.iter().all(|issue| issue.code == "value.missing"), "{issues:?}");
}
