//! The two demo packs: whole, linked, alike in both languages, and equal to the figures D01–D46, D76, D77 and D93–D100.

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use flow::{Context, Finding, PillarContent, Status, evaluate};
    use model::{DateField, Decimal, Handle, Id, Json, Line, Link, Links, Money, Number, Record, RecordSet, Rows, Severity, ValueType};
    use model::{parse_number, validate_record};
    use pillars::channels::channel::{CLASS, NAME as CHANNEL_NAME};
    use pillars::goals::rules::{board, consensus as agreement, levels, progress, smart};
    use pillars::goals::{charter, competitor, consensus, env_factor, goal, goal_review, responsibility_sheet, target_customer, target_share};
    use pillars::improvement::feedback;
    use pillars::organisation::{department, person, region};
    use pillars::performance::{evaluation, indicator, reading};
    use pillars::plan::{budget_line, product, resource, task};
    use pillars::workspace::{step_state, workspace};

    const LANGUAGES: [&str; 2] = ["zh-CN", "en"];
    /// Midnight of 2026-06-30 in UTC, in milliseconds.
    const MADE: u64 = 1_782_777_600_000;
    const GOAL_NAMES: [&str; 6] = ["知名度", "销售额 50%", "市场份额", "满意度", "重复购买率", "6.67"];

    struct Regional {
        name: &'static str,
        owner: &'static str,
        weight: &'static str,
        baseline: &'static str,
        target: &'static str,
        half_year: &'static str,
        actual: &'static str,
        gap: &'static str,
    }

    /// The two goals below the goal for sales: the regions' shares of D06 in the figures of D21.
    const REGIONS: [Regional; 2] = [
        Regional {
            name: "华东",
            owner: "郑凯",
            weight: "60%",
            baseline: "24.0M",
            target: "36.0M",
            half_year: "14.40M",
            actual: "14.28M",
            gap: "-21.72M",
        },
        Regional {
            name: "华南",
            owner: "梁雨",
            weight: "40%",
            baseline: "16.0M",
            target: "24.0M",
            half_year: "9.60M",
            actual: "9.52M",
            gap: "-14.48M",
        },
    ];

    fn text(language: &str) -> String {
        let path = format!("{}/../public/content/demo/{language}.json", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn load(language: &str) -> Vec<Record> {
        let mut pack: BTreeMap<String, Vec<Record>> = serde_json::from_str(&text(language)).expect("a pack of records");
        let records = pack.remove("records").expect("records");
        assert!(pack.is_empty(), "{language}: only records");
        records
    }

    /// All packs of a language, one after the other.
    fn packs(language: &str) -> String {
        let own = pillars::PILLARS.iter().skip(1).map(|pillar| text(&format!("{}.{language}", pillar.content)));
        std::iter::once(text(language)).chain(own).collect::<Vec<_>>().join("\n")
    }

    /// The base pack with what every pillar adds, as the app opens it.
    fn whole_demo(language: &str) -> Vec<Record> {
        let own = pillars::PILLARS.iter().skip(1).map(|pillar| format!("{}.{language}", pillar.content));
        let packs =
            std::iter::once(language.to_owned()).chain(own).map(|name| io::read_pack(&text(&name)).unwrap_or_else(|error| panic!("{name}: {error}")));
        io::merge_packs(packs.collect())
    }

    fn of_kind<'a>(records: &'a [Record], kind: &'a str) -> impl Iterator<Item = &'a Record> {
        records.iter().filter(move |record| record.kind == *kind)
    }

    fn count(records: &[Record], kind: &str) -> usize {
        of_kind(records, kind).count()
    }

    fn title(record: &Record) -> String {
        let kind = pillars::registry().kind(&record.kind).expect("kind");
        record.fields.get(kind.title).and_then(Json::as_str).unwrap_or_default().to_owned()
    }

    /// The first record of a kind whose title contains this text.
    fn named<'a>(records: &'a [Record], kind: &'a str, part: &str) -> &'a Record {
        of_kind(records, kind).find(|record| title(record).contains(part)).unwrap_or_else(|| panic!("{kind} {part}"))
    }

    fn decimal(typed: &str) -> Decimal {
        parse_number(typed).expect(typed)
    }

    fn date(typed: &str) -> model::Date {
        typed.parse().expect(typed)
    }

    fn number(record: &Record, handle: Handle<Number>) -> Decimal {
        handle.get(record).unwrap_or_else(|| panic!("{} of {}", handle.name(), title(record)))
    }

    /// Readings of one indicator up to the demo's date that are for the whole, by date.
    fn whole(records: &[Record], code: &str) -> Vec<(model::Date, Decimal)> {
        let measure = of_kind(records, "indicator").find(|record| indicator::CODE.get(*record).as_deref() == Some(code)).expect(code).id;
        let mut found: Vec<_> = of_kind(records, "reading")
            .filter(|record| reading::INDICATOR.get(*record) == Some(measure))
            .filter(|record| [reading::REGION, reading::CHANNEL, reading::PRODUCT, reading::PERSON].iter().all(|of| of.get(*record).is_none()))
            .map(|record| (reading::DATE.get(record).expect("date"), number(record, reading::VALUE)))
            .collect();
        found.sort();
        found
    }

    /// Sum of the readings of a channel, region or product, first and second quarter of 2026.
    fn quarters_of(records: &[Record], of: Handle<Link>, id: Id) -> [Decimal; 2] {
        let sum = |from: &str, to: &str| {
            of_kind(records, "reading")
                .filter(|record| of.get(*record) == Some(id))
                .filter(|record| reading::DATE.get(*record).is_some_and(|day| (date(from)..=date(to)).contains(&day)))
                .map(|record| number(record, reading::VALUE))
                .sum()
        };
        [sum("2026-01-01", "2026-03-31"), sum("2026-04-01", "2026-06-30")]
    }

    fn links_of(record: &Record) -> Vec<(String, &'static [&'static str], Id)> {
        let kind = pillars::registry().kind(&record.kind).expect("kind");
        let mut links = Vec::new();
        for field in kind.fields {
            match field.value {
                ValueType::Link => links.extend(Handle::<Link>::new(field.name).get(record).map(|id| (field.name.to_owned(), field.targets, id))),
                ValueType::Links => {
                    let ids = Handle::<Links>::new(field.name).get(record).unwrap_or_default();
                    links.extend(ids.into_iter().map(|id| (field.name.to_owned(), field.targets, id)));
                }
                ValueType::Rows => {
                    for row in Handle::<Rows>::new(field.name).get(record).unwrap_or_default() {
                        for column in field.columns.iter().filter(|column| column.value == ValueType::Link) {
                            let id = Handle::<Link>::new(column.name).get(&row);
                            links.extend(id.map(|id| (format!("{}.{}", field.name, column.name), column.targets, id)));
                        }
                    }
                }
                _ => {}
            }
        }
        links
    }

    #[test]
    fn a_pack_is_one_record_a_line_as_the_app_writes_it() {
        for language in LANGUAGES {
            let text = text(language);
            let lines: Vec<&str> = text.lines().collect();
            let records = load(language);
            assert_eq!(lines.len(), records.len() + 2, "{language}");
            for (record, line) in records.iter().zip(&lines[1..]) {
                assert_eq!(serde_json::to_string(record).expect("json"), line.trim_end_matches(','), "{language}");
            }
        }
    }

    #[test]
    fn ids_are_fixed_and_rise_with_the_order_of_the_file() {
        let records = load("en");
        for record in &records {
            let hex = record.id.to_string().replace('-', "");
            assert_eq!(u64::from_str_radix(&hex[..12], 16), Ok(MADE), "{hex}");
            assert_eq!((&hex[12..13], &hex[16..17]), ("7", "8"), "{hex} is of version 7");
            assert_eq!(record.created.to_string(), "019f15d35800.0000.00000000");
            assert_eq!(record.created.time, MADE);
            assert!(record.stamps.is_empty());
        }
        assert!(records.windows(2).all(|pair| pair[0].id < pair[1].id));
    }

    #[test]
    fn every_record_is_valid_and_known_to_the_schema() {
        let registry = pillars::registry();
        for language in LANGUAGES {
            let records = whole_demo(language);
            for record in &records {
                let kind = registry.kind(&record.kind).unwrap_or_else(|| panic!("kind {}", record.kind));
                assert_eq!(validate_record(kind, record), [], "{language} {record:?}");
                for (name, value) in &record.fields {
                    let field = kind.field(name).unwrap_or_else(|| panic!("{}.{name} is not in the schema", record.kind));
                    if field.value == ValueType::Choice {
                        assert!(value.as_str().is_some_and(|code| field.choices.codes().contains(&code)), "{}.{name} {value}", record.kind);
                    }
                }
            }
            for kind in registry.kinds().iter().filter(|kind| kind.single) {
                assert_eq!(count(&records, kind.name), 1, "{language} {}", kind.name);
            }
        }
    }

    #[test]
    fn every_link_leads_to_a_record_of_an_allowed_kind() {
        for language in LANGUAGES {
            let records = whole_demo(language);
            let kinds: BTreeMap<Id, &str> = records.iter().map(|record| (record.id, record.kind.as_str())).collect();
            assert_eq!(kinds.len(), records.len(), "{language}: ids are unique");
            for record in &records {
                for (field, targets, id) in links_of(record) {
                    let kind = kinds.get(&id).unwrap_or_else(|| panic!("{language} {}.{field} {id}", record.kind));
                    assert!(targets.contains(kind), "{language} {}.{field} leads to {kind}", record.kind);
                }
            }
        }
    }

    #[test]
    fn both_languages_hold_the_same_records_and_differ_in_texts_only() {
        let registry = pillars::registry();
        let (chinese, english) = (whole_demo("zh-CN"), whole_demo("en"));
        assert_eq!(chinese.len(), english.len());
        for (zh, en) in chinese.iter().zip(&english) {
            assert_eq!((zh.id, &zh.kind, zh.created), (en.id, &en.kind, en.created));
            assert_eq!(zh.fields.keys().collect::<Vec<_>>(), en.fields.keys().collect::<Vec<_>>(), "{} {}", zh.kind, title(en));
            let kind = registry.kind(&zh.kind).expect("kind");
            for (name, value) in &zh.fields {
                match kind.field(name).expect("field").value {
                    ValueType::Line | ValueType::Prose => {}
                    ValueType::Tags => assert_eq!(value.as_array().map(Vec::len), en.fields[name].as_array().map(Vec::len), "{}.{name}", zh.kind),
                    ValueType::Rows => {
                        let plain = |record: &Record| {
                            let mut rows = Handle::<Rows>::new(kind.field(name).expect("field").name).get(record).expect("rows");
                            // Words of a row are written for their readers; codes, links and numbers are the same.
                            let columns = kind.field(name).expect("field").columns;
                            let is_text = |name: &str| {
                                columns
                                    .iter()
                                    .any(|column| column.name == name && matches!(column.value, ValueType::Line | ValueType::Prose | ValueType::Tags))
                            };
                            rows.iter_mut().for_each(|row| row.retain(|column, _| !is_text(column)));
                            rows
                        };
                        assert_eq!(plain(zh), plain(en), "{}.{name}", zh.kind);
                    }
                    _ => assert_eq!(value, &en.fields[name], "{}.{name} of {}", zh.kind, title(en)),
                }
            }
        }
    }

    fn is_han(letter: char) -> bool {
        matches!(letter, '\u{2e80}'..='\u{2fdf}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
    }

    #[test]
    fn english_has_no_chinese_writing_and_chinese_is_spaced() {
        let is_wide = |letter: char| is_han(letter) || matches!(letter, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}');
        for line in packs("en").lines() {
            assert!(!line.chars().any(is_wide), "{line}");
        }
        for line in packs("zh-CN").lines() {
            let letters: Vec<char> = line.chars().collect();
            for pair in letters.windows(2) {
                let touching = is_han(pair[0]) && pair[1].is_ascii_alphanumeric() || pair[0].is_ascii_alphanumeric() && is_han(pair[1]);
                assert!(!touching, "no space in “{}{}”: {line}", pair[0], pair[1]);
                assert!(pair != [' ', '%'], "space before %: {line}");
            }
        }
        for line in text("zh-CN").lines() {
            for word in ["您", "请", "非法", "无效", "失败", "错误"] {
                assert!(!line.contains(word), "{word}: {line}");
            }
        }
    }

    #[test]
    fn workspace_charter_and_people() {
        let records = load("zh-CN");
        let settings = of_kind(&records, "workspace").next().expect("workspace");
        assert_eq!(title(settings), "示例：智能手环品牌");
        assert_eq!(workspace::CURRENCY.get(settings).as_deref(), Some("CNY"));
        assert_eq!(workspace::AS_OF.get(settings), Some(date("2026-06-30")));
        assert_eq!(workspace::DEMO.get(settings), Some(true));
        assert_eq!((workspace::SHORT_MONTHS.get(settings), workspace::MEDIUM_MONTHS.get(settings)), (Some(12), Some(36)));
        assert_eq!((workspace::ANSWERED_RATE.get(settings), workspace::AGREED_RATE.get(settings)), (Some(Decimal::ONE), Some(decimal("0.8"))));
        assert_eq!((workspace::GROWTH_MULTIPLE.get(settings), workspace::REQUIRED_LIMIT.get(settings)), (Some(decimal("2")), Some(15)));
        assert_eq!(workspace::FISCAL_YEAR_START.get(settings), Some(1));

        let words = of_kind(&records, "charter").next().expect("charter");
        assert_eq!(charter::VISION.get(words).as_deref(), Some("成为年轻人首选的健康科技伙伴"));
        assert_eq!(charter::MISSION.get(words).as_deref(), Some("用好看又好用的穿戴产品帮助人们养成健康习惯"));
        assert_eq!(charter::VALUES.get(words), Some(vec!["用户第一".to_owned(), "创新".to_owned(), "诚实".to_owned()]));
        assert_eq!(charter::ADOPTED_ON.get(words), Some(date("2025-12-10")));

        let departments: Vec<String> = of_kind(&records, "department").map(title).collect();
        assert_eq!(departments, ["市场部", "销售部", "客户服务部", "产品部（研发）", "财务部", "储运部"]);
        assert!(of_kind(&records, "department").filter(|record| department::HEAD.get(*record).is_some()).count() >= 5);
        let people: Vec<String> = of_kind(&records, "person").map(title).collect();
        assert_eq!(people, ["周岚", "林越", "何静", "陈牧", "苏晴", "郑凯", "梁雨", "冯杰", "唐敏", "吴桐", "高宁"]);
        assert!(of_kind(&records, "person").all(|record| person::ROLE.get(record).is_some() && person::DEPARTMENT.get(record).is_some()));
        let english: Vec<String> = of_kind(&load("en"), "person").map(title).collect();
        assert_eq!(english[0], "Zhou Lan");
        let shares: Vec<_> = of_kind(&records, "region").map(|record| (title(record), region::PAST_SHARE.get(record))).collect();
        assert_eq!(shares, [("华东".to_owned(), Some(decimal("0.6"))), ("华南".to_owned(), Some(decimal("0.4")))]);
    }

    #[test]
    fn surroundings() {
        let records = load("zh-CN");
        let factors: Vec<_> = of_kind(&records, "env_factor")
            .map(|factor| {
                assert!(env_factor::GOALS.get(factor).is_some_and(|goals| !goals.is_empty()));
                (env_factor::FACTOR_KIND.get(factor).unwrap_or_default(), env_factor::IMPACT.get(factor), env_factor::LIKELIHOOD.get(factor))
            })
            .collect();
        let expected = [("need", 2, 4), ("technology", 1, 4), ("policy", -1, 3)];
        assert_eq!(factors, expected.map(|(kind, impact, likelihood)| (kind.to_owned(), Some(impact), Some(likelihood))));

        for (name, share, price) in [("竞品 X", "18%", 599), ("竞品 Y", "11%", 449), ("竞品 Z", "7%", 699), ("本公司", "5%", 499)] {
            let rival = named(&records, "competitor", name);
            assert_eq!(competitor::SHARE.get(rival), Some(decimal(share)), "{name}");
            assert_eq!(competitor::PRICE_LOW.get(rival), Some(Money(price * 100)), "{name}");
            assert_eq!(competitor::OWN.get(rival).unwrap_or_default(), name == "本公司");
            // Sales and share refer to the same market of 800 million.
            assert_eq!(competitor::SALES.get(rival).map(Money::major), Some(decimal(share).times(decimal("800000000"))), "{name}");
            assert!(competitor::STRENGTHS.get(rival).is_some() && competitor::WEAKNESSES.get(rival).is_some(), "{name}");
        }
        let customer = of_kind(&records, "target_customer").next().expect("target customer");
        let spending = (target_customer::SPENDING_LOW.get(customer), target_customer::SPENDING_HIGH.get(customer));
        assert_eq!(spending, (Some(Money(35_000)), Some(Money(55_000))));
        assert_eq!(target_customer::NEEDS.get(customer).map(|needs| needs.len()), Some(4));
    }

    struct Expected {
        name: &'static str,
        code: &'static str,
        baseline: &'static str,
        target: &'static str,
        due: &'static str,
        months: std::ops::RangeInclusive<i32>,
        mid_year: Option<&'static str>,
        reading: &'static str,
    }

    #[test]
    fn goals_have_the_figures_of_the_specification() {
        let records = load("zh-CN");
        assert_eq!(count(&records, "goal"), GOAL_NAMES.len() + REGIONS.len());
        let row =
            |name, code, baseline, target, due, months, mid_year, reading| Expected { name, code, baseline, target, due, months, mid_year, reading };
        for expected in [
            row("知名度", "K09", "30%", "39%", "2026-12-31", 1..=12, Some("34%"), "35.6%"),
            row("销售额 50%", "K01", "40000000", "60000000", "2026-12-31", 1..=12, Some("24000000"), "5300000"),
            row("市场份额", "K04", "5%", "8%", "2027-12-31", 13..=36, Some("6%"), "5.95%"),
            row("满意度", "K15", "82%", "88%", "2027-06-30", 13..=36, Some("85%"), "84.6%"),
            row("重复购买率", "K24", "18%", "30%", "2030-12-31", 37..=60, None, "19.5%"),
            row("6.67", "K40", "4.60", "6.67", "2026-12-31", 1..=12, Some("4.80"), "4.76"),
        ] {
            let goal = named(&records, "goal", expected.name);
            let measure = goal::INDICATOR.get(goal).expect("indicator");
            let code = records.iter().find(|record| record.id == measure).and_then(|record| indicator::CODE.get(record));
            assert_eq!(code.as_deref(), Some(expected.code));
            assert_eq!(goal::BASELINE.get(goal), Some(decimal(expected.baseline)), "{}", expected.name);
            assert_eq!(goal::TARGET.get(goal), Some(decimal(expected.target)), "{}", expected.name);
            assert_eq!(goal::DUE.get(goal), Some(date(expected.due)), "{}", expected.name);
            let months = model::months_between(goal::START.get(goal).expect("start"), date(expected.due));
            assert!(expected.months.contains(&months), "{} runs {months} months", expected.name);
            let rows = goal::MILESTONES.get(goal).expect("milestones");
            let mid_year =
                rows.iter().find(|row| goal::MILESTONE_DATE.get(*row) == Some(date("2026-06-30"))).and_then(|row| goal::MILESTONE_VALUE.get(row));
            assert_eq!(mid_year, expected.mid_year.map(decimal), "{}", expected.name);
            assert_eq!(whole(&records, expected.code).last().map(|(_, value)| *value), Some(decimal(expected.reading)), "{}", expected.name);
        }
        let year_end = goal::MILESTONES.get(named(&records, "goal", "市场份额")).expect("milestones");
        assert_eq!(goal::MILESTONE_VALUE.get(&year_end[1]), Some(decimal("6.67%")));
    }

    #[test]
    fn goals_are_specific_measurable_attainable_relevant_and_timely() {
        for language in LANGUAGES {
            let records = load(language);
            let words = of_kind(&records, "charter").next().expect("charter");
            let words = [charter::VISION.get(words), charter::MISSION.get(words)].map(Option::unwrap_or_default);
            for goal in of_kind(&records, "goal") {
                let name = title(goal);
                let kind = pillars::registry().kind("goal").expect("goal");
                for field in [
                    "subject_kind",
                    "subject",
                    "indicator",
                    "baseline",
                    "baseline_date",
                    "target",
                    "change_mode",
                    "data_source",
                    "frequency",
                    "confidence",
                ] {
                    assert!(kind.field(field).is_some() && goal.fields.contains_key(field), "{name}: {field}");
                }
                for field in [
                    "historic_growth",
                    "attainable_reason",
                    "serves",
                    "start",
                    "due",
                    "owner",
                    "review_every",
                    "last_reviewed",
                    "level",
                    "department",
                ] {
                    assert!(kind.field(field).is_some() && goal.fields.contains_key(field), "{name}: {field}");
                }
                assert!(name.chars().any(|letter| letter.is_ascii_digit()), "{name}");
                let serves = goal::SERVES.get(goal).unwrap_or_default();
                assert!(words.iter().any(|sentence| sentence.contains(&serves)), "{name} serves “{serves}”");
                let people = if goal::REGION.get(goal).is_some() { 4 } else { 11 };
                assert_eq!(goal::PARTICIPANTS.get(goal).map(|people| people.len()), Some(people), "{name}");
                assert_eq!((goal::REVIEW_EVERY.get(goal).as_deref(), goal::LAST_REVIEWED.get(goal)), (Some("quarter"), Some(date("2026-03-31"))));
                check_milestones(goal);
                check_surroundings(&records, goal);
            }
        }
    }

    /// Milestones lie inside the period and rise to the target.
    fn check_milestones(goal: &Record) {
        let (start, due) = (goal::START.get(goal).expect("start"), goal::DUE.get(goal).expect("due"));
        let rows = goal::MILESTONES.get(goal).expect("milestones");
        let steps: Vec<_> =
            rows.iter().map(|row| (goal::MILESTONE_DATE.get(row).expect("date"), goal::MILESTONE_VALUE.get(row).expect("value"))).collect();
        assert!(steps.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 < pair[1].1), "{}", title(goal));
        assert!(steps.iter().all(|(day, value)| (start..due).contains(day) && *value < number(goal, goal::TARGET)), "{}", title(goal));
    }

    /// Goals for sales and share name a factor, a rival and resources; every goal has three kinds of resources that fit or a remedy.
    fn check_surroundings(records: &[Record], goal: &Record) {
        let links_here =
            |kind: &str, handle: Handle<Links>| of_kind(records, kind).any(|record| handle.get(record).unwrap_or_default().contains(&goal.id));
        if matches!(goal::GOAL_KIND.get(goal).as_deref(), Some("sales" | "share" | "profit")) {
            assert!(links_here("env_factor", env_factor::GOALS), "{}", title(goal));
            assert!(links_here("competitor", competitor::GOALS), "{}", title(goal));
        }
        let lines: Vec<_> = of_kind(records, "resource").filter(|record| resource::GOAL.get(*record) == Some(goal.id)).collect();
        for kind in ["money", "people", "technology"] {
            assert!(lines.iter().any(|line| resource::RESOURCE_KIND.get(*line).as_deref() == Some(kind)), "{}: {kind}", title(goal));
        }
        for line in &lines {
            let fits = number(line, resource::NEEDED) <= number(line, resource::AVAILABLE);
            assert!(fits || resource::MITIGATION.get(*line).is_some(), "{}", title(line));
        }
        assert!(of_kind(records, "task").any(|record| task::GOAL.get(record) == Some(goal.id)), "{} has a task", title(goal));
    }

    #[test]
    fn goals_form_one_tree_whose_weights_are_whole() {
        let records = load("zh-CN");
        let mut weights: BTreeMap<Id, Decimal> = BTreeMap::new();
        let mut tops = Vec::new();
        for goal in of_kind(&records, "goal") {
            match goal::PARENT.get(goal) {
                Some(parent) => {
                    let sum = weights.entry(parent).or_default();
                    *sum = *sum + goal::WEIGHT.get(goal).expect("weight");
                }
                None => tops.push(title(goal)),
            }
            assert!(goal::PARENT.get(goal).is_some() || goal::LEVEL.get(goal).as_deref() == Some("company"), "{}", title(goal));
        }
        assert_eq!(tops.len(), 1, "{tops:?}");
        assert!(weights.values().all(|sum| *sum == Decimal::ONE), "{weights:?}");
    }

    #[test]
    fn sales_by_month_and_quarter() {
        let records = load("zh-CN");
        let goal = named(&records, "goal", GOAL_NAMES[1]);
        let plan = ["3.0", "2.5", "3.5", "4.5", "5.0", "5.5", "4.5", "4.5", "5.0", "5.5", "10.0", "6.5"].map(|month| decimal(&format!("{month}M")));
        let mut months = BTreeMap::new();
        for share in of_kind(&records, "target_share") {
            assert_eq!(target_share::GOAL.get(share), Some(goal.id));
            let sum: &mut Decimal = months.entry(target_share::MONTH.get(share).expect("month")).or_default();
            *sum = *sum + number(share, target_share::AMOUNT);
            assert_eq!(number(share, target_share::AMOUNT).millionths() % 1_000_000_000, 0, "whole thousands");
        }
        assert_eq!(months.keys().map(ToString::to_string).collect::<Vec<_>>(), (1..=12).map(|month| format!("2026-{month:02}")).collect::<Vec<_>>());
        assert_eq!(months.into_values().collect::<Vec<_>>(), plan);
        let quarters: Vec<Decimal> = plan.chunks(3).map(|quarter| quarter.iter().copied().sum()).collect();
        assert_eq!(quarters, ["9.0M", "15.0M", "14.0M", "22.0M"].map(decimal));
        assert_eq!(plan.iter().copied().sum::<Decimal>() - number(goal, goal::TARGET), Decimal::ZERO, "difference of the breakdown");

        // The milestones are the running total of the months.
        let rows = goal::MILESTONES.get(goal).expect("milestones");
        let running: Vec<Decimal> = (1..12).map(|months| plan[..months].iter().copied().sum()).collect();
        assert_eq!(rows.iter().map(|row| goal::MILESTONE_VALUE.get(row).expect("value")).collect::<Vec<_>>(), running);

        let sales = whole(&records, "K01");
        let (before, year): (Vec<_>, Vec<_>) = sales.into_iter().partition(|(day, _)| *day < date("2026-01-01"));
        assert_eq!(before.iter().map(|(_, value)| *value).collect::<Vec<_>>(), ["6.80M", "8.80M", "9.20M", "15.20M"].map(decimal));
        assert_eq!(before.iter().map(|(_, value)| *value).sum::<Decimal>(), number(goal, goal::BASELINE));
        let actual: Vec<Decimal> = year.iter().map(|(_, value)| *value).collect();
        assert_eq!(actual, ["3.10M", "2.30M", "3.40M", "5.10M", "4.60M", "5.30M"].map(decimal));
        assert_eq!(actual.iter().copied().sum::<Decimal>(), decimal("23.80M"));
        assert_eq!(actual[..3].iter().copied().sum::<Decimal>(), decimal("8.80M"));
        assert_eq!(year.last().map(|(day, _)| *day), Some(date("2026-06-30")));
    }

    #[test]
    fn breakdown_by_channel_and_the_year_before() {
        let records = load("zh-CN");
        let expected = [
            ("电商平台", "online", "24.0M", ["4.00M", "6.40M"]),
            ("官网", "online", "4.8M", ["0.70M", "1.00M"]),
            ("社交电商与直播", "online", "10.2M", ["1.20M", "3.00M"]),
            ("线下体验店", "offline", "6.0M", ["0.60M", "1.40M"]),
            ("经销商与企业团购", "offline", "15.0M", ["2.30M", "3.20M"]),
        ];
        assert_eq!(count(&records, "channel"), expected.len());
        let (mut targets, mut first_half, mut quarters) = (Decimal::ZERO, Decimal::ZERO, [Decimal::ZERO; 2]);
        for (name, class, year, actual) in expected {
            let channel = named(&records, "channel", name);
            assert_eq!((CHANNEL_NAME.get(channel).as_deref(), CLASS.get(channel).as_deref()), (Some(name), Some(class)));
            let shares: Vec<_> = of_kind(&records, "target_share").filter(|share| target_share::CHANNEL.get(*share) == Some(channel.id)).collect();
            let sum = |months: usize| shares[..months].iter().map(|share| number(share, target_share::AMOUNT)).sum::<Decimal>();
            assert_eq!(shares.len(), 12, "{name}");
            assert_eq!(sum(12), decimal(year), "{name}");
            assert_eq!(sum(6), decimal(year).times(decimal("0.4")), "{name}: first half");
            assert_eq!(quarters_of(&records, reading::CHANNEL, channel.id), actual.map(decimal), "{name}");
            targets = targets + sum(12);
            first_half = first_half + sum(6);
            quarters = [quarters[0] + decimal(actual[0]), quarters[1] + decimal(actual[1])];
        }
        assert_eq!((targets, first_half), (decimal("60.0M"), decimal("24.0M")));
        assert_eq!(quarters, ["8.80M", "15.00M"].map(decimal));
        let past: Decimal = of_kind(&records, "target_share").map(|share| number(share, target_share::PAST)).sum();
        assert_eq!(past, decimal("40.0M"));
        for (name, quarters) in [("华东", ["5.28M", "9.00M"]), ("华南", ["3.52M", "6.00M"])] {
            assert_eq!(quarters_of(&records, reading::REGION, named(&records, "region", name).id), quarters.map(decimal), "{name}");
        }
    }

    #[test]
    fn products_and_their_sales() {
        let records = load("zh-CN");
        let expected = [
            ("S1", "350", "210", "maturity", ["8.05M", "3.85M"]),
            ("S2", "499", "253", "growth", ["0", "10.35M"]),
            ("Lite", "250", "150", "growth", ["0.75M", "0.80M"]),
        ];
        assert_eq!(count(&records, "product"), expected.len());
        let mut sum = Decimal::ZERO;
        for (name, price, cost, stage, quarters) in expected {
            let product = named(&records, "product", name);
            assert_eq!(product::LIST_PRICE.get(product).map(Money::major), Some(decimal(price)), "{name}");
            assert_eq!(product::UNIT_COST.get(product).map(Money::major), Some(decimal(cost)), "{name}");
            assert_eq!(product::STAGE.get(product).as_deref(), Some(stage), "{name}");
            assert_eq!(quarters_of(&records, reading::PRODUCT, product.id), quarters.map(decimal), "{name}");
            sum = sum + decimal(quarters[0]) + decimal(quarters[1]);
        }
        assert_eq!(sum, decimal("23.80M"));
    }

    #[test]
    fn budget_lines_make_nine_million_and_carry_the_goals() {
        let records = load("zh-CN");
        let lines: Vec<_> = of_kind(&records, "budget_line").collect();
        let amounts: Vec<_> = lines.iter().map(|line| budget_line::AMOUNT.get(*line).expect("amount").major()).collect();
        assert_eq!(amounts, ["1.80M", "1.50M", "0.80M", "1.60M", "1.20M", "0.90M", "0.30M", "0.20M", "0.40M", "0.30M"].map(decimal));
        assert_eq!(amounts.iter().copied().sum::<Decimal>(), decimal("9.0M"));
        assert!(lines.iter().all(|line| budget_line::YEAR.get(*line) == Some(2026) && budget_line::OWNER.get(*line).is_some()));
        let money_of = |goal: Id| -> Vec<(Decimal, Decimal)> {
            of_kind(&records, "resource")
                .filter(|line| resource::GOAL.get(*line) == Some(goal) && resource::RESOURCE_KIND.get(*line).as_deref() == Some("money"))
                .map(|line| (number(line, resource::NEEDED), number(line, resource::AVAILABLE)))
                .collect()
        };
        // A region's money is its part of the money of the goal above, so it has no lines of its own.
        let sales = named(&records, "goal", GOAL_NAMES[1]).id;
        let parts: Vec<_> = REGIONS.iter().flat_map(|region| money_of(named(&records, "goal", region.name).id)).collect();
        assert_eq!(parts, [("2.22M", "2.22M"), ("1.48M", "1.48M")].map(|(needed, available)| (decimal(needed), decimal(available))));
        assert_eq!(parts.iter().map(|(needed, _)| *needed).sum::<Decimal>(), money_of(sales)[0].0);
        // Each other goal's money is the sum of the lines that serve it, so that nothing counts twice.
        for goal in of_kind(&records, "goal").filter(|goal| goal::REGION.get(*goal).is_none()) {
            let budget: Decimal = lines
                .iter()
                .filter(|line| budget_line::GOAL.get(**line) == Some(goal.id))
                .map(|line| budget_line::AMOUNT.get(*line).expect("amount").major())
                .sum();
            assert_eq!(money_of(goal.id), [(budget, budget)], "{}", title(goal));
        }
    }

    #[test]
    fn consensus_is_nine_one_and_one_open() {
        let records = load("zh-CN");
        let absent = named(&records, "person", "高宁").id;
        for name in GOAL_NAMES {
            let goal = named(&records, "goal", name);
            let answers: Vec<_> = of_kind(&records, "consensus").filter(|answer| consensus::GOAL.get(*answer) == Some(goal.id)).collect();
            let with = |verdict: &str| answers.iter().filter(|answer| consensus::VERDICT.get(**answer).as_deref() == Some(verdict)).count();
            let expected = if name == GOAL_NAMES[1] { (9, 1) } else { (10, 0) };
            assert_eq!((with("agree"), with("agree_with_remark")), expected, "{name}");
            assert!(answers.iter().all(|answer| consensus::PERSON.get(*answer) != Some(absent)), "{name}");
            let published = goal::STATUS.get(goal).as_deref() == Some("published");
            assert_eq!(goal::OVERRIDE_REASON.get(goal).is_some(), published, "{name}: one answer is open, so publishing has a reason");
        }
        let remark = of_kind(&records, "consensus").find_map(|answer| Some((consensus::REMARK.get(answer)?, consensus::PERSON.get(answer)?)));
        assert_eq!(remark, Some(("体验店目标偏高".to_owned(), named(&records, "person", "冯杰").id)));
    }

    #[test]
    fn reviews_and_the_appraisal_of_the_first_half() {
        let records = load("zh-CN");
        for goal in of_kind(&records, "goal") {
            let review = of_kind(&records, "goal_review").find(|review| goal_review::GOAL.get(*review) == Some(goal.id)).expect("review");
            assert_eq!(
                (goal_review::REVIEWED_ON.get(review), goal_review::DECISION.get(review).as_deref()),
                (Some(date("2026-03-31")), Some("keep"))
            );
        }
        let run = of_kind(&records, "evaluation").next().expect("evaluation");
        let rows = evaluation::WEIGHTS.get(run).expect("weights");
        let weights: Vec<Decimal> = rows.iter().map(|row| evaluation::GOAL_WEIGHT.get(row).expect("weight")).collect();
        assert_eq!(weights, ["35%", "15%", "20%", "15%", "15%"].map(decimal));
        assert_eq!(weights.iter().copied().sum::<Decimal>(), Decimal::ONE);
        let mut score = Decimal::ZERO;
        for row in &rows {
            let goal = records.iter().find(|record| Some(record.id) == evaluation::WEIGHTED_GOAL.get(row)).expect("goal");
            let milestones = goal::MILESTONES.get(goal).expect("milestones");
            let plan = milestones
                .iter()
                .find(|row| goal::MILESTONE_DATE.get(*row) == Some(date("2026-06-30")))
                .and_then(|row| goal::MILESTONE_VALUE.get(row));
            let measure = records.iter().find(|record| Some(record.id) == goal::INDICATOR.get(goal)).expect("indicator");
            let values = whole(&records, &indicator::CODE.get(measure).expect("code"));
            let actual: Decimal = if indicator::ADDS_UP.get(measure) == Some(true) {
                values.iter().filter(|(day, _)| *day >= date("2026-01-01")).map(|(_, value)| *value).sum()
            } else {
                values.last().expect("reading").1
            };
            score = score + evaluation::GOAL_WEIGHT.get(row).expect("weight").times(actual.over(plan.expect("plan")).expect("attainment"));
        }
        assert_eq!(score.times(decimal("100")).rounded(2), decimal("100.07"));
    }

    #[test]
    fn feedback_tasks_and_steps() {
        let records = load("zh-CN");
        let strap = named(&records, "feedback", "表带佩戴");
        assert_eq!((feedback::IMPACT.get(strap), feedback::DATE.get(strap)), (Some(-2), Some(date("2026-06-20"))));
        assert_eq!(feedback::GOALS.get(strap), Some(vec![named(&records, "goal", "满意度").id]));
        assert_eq!(of_kind(&records, "feedback").filter(|item| feedback::IMPACT.get(*item).is_some_and(|impact| impact.abs() == 2)).count(), 1);
        assert_eq!(count(&records, "feedback"), 5);

        for (name, owner, due, status) in [
            ("KOL 合同", "陈牧", "2026-07-10", "doing"),
            ("618 促销", "林越", "2026-06-28", "doing"),
            ("体验店计划", "苏晴", "2026-07-15", "open"),
            ("知名度调查", "何静", "2026-09-20", "open"),
            ("经销商 C", "郑凯", "2026-07-03", "open"),
            ("目标回顾会", "周岚", "2026-07-02", "open"),
            ("生日礼", "唐敏", "2026-06-30", "doing"),
            ("竞品档案", "何静", "2026-06-15", "open"),
        ] {
            let task = named(&records, "task", name);
            assert_eq!(task::OWNER.get(task), Some(named(&records, "person", owner).id), "{name}");
            assert_eq!((task::DUE.get(task), task::STATUS.get(task).as_deref()), (Some(date(due)), Some(status)), "{name}");
        }
        let late: Vec<String> = of_kind(&records, "task")
            .filter(|task| task::STATUS.get(*task).as_deref() != Some("done") && task::DUE.get(*task).is_some_and(|due| due < date("2026-06-30")))
            .map(title)
            .collect();
        assert_eq!(late, ["618 促销总结报告", "更新竞品档案"]);

        let done: Vec<_> = of_kind(&records, "step_state")
            .map(|state| (step_state::STEP.get(state).unwrap_or_default(), step_state::STATUS.get(state).unwrap_or_default()))
            .collect();
        assert_eq!(done, (1..=5).map(|step| (format!("P01.{step}"), "done".to_owned())).collect::<Vec<_>>());
        let confirmed = of_kind(&records, "responsibility_sheet").filter(|sheet| responsibility_sheet::CONFIRMED_ON.get(*sheet).is_some()).count();
        assert_eq!(confirmed, 2);
    }

    fn record_set(language: &str) -> RecordSet {
        let mut records = RecordSet::default();
        load(language).into_iter().for_each(|record| records.insert(record));
        records
    }

    fn content() -> PillarContent {
        let path = format!("{}/../public/content/01-goals/steps.json", env!("CARGO_MANIFEST_DIR"));
        serde_json::from_str(&std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))).expect("steps")
    }

    /// Pillar 1 on the demo's date: five steps done, two under way with what a team would still have open.
    ///
    /// covers: P01.1, P01.2, P01.3, P01.4, P01.5, P01.6, P01.7
    #[test]
    fn steps_of_pillar_one_stand_as_told() {
        let registry = pillars::registry();
        for language in LANGUAGES {
            let records = record_set(language);
            let context = Context { records: &records, registry: &registry, today: date("2026-06-30") };
            let state = evaluate(&content(), &pillars::rules(), &context);
            let expected = [Status::Done, Status::Done, Status::Done, Status::Done, Status::Done, Status::InProgress, Status::InProgress];
            let found: Vec<_> = state.steps.iter().map(|step| (step.id.as_str(), step.status)).collect();
            assert_eq!(found, ["P01.1", "P01.2", "P01.3", "P01.4", "P01.5", "P01.6", "P01.7"].into_iter().zip(expected).collect::<Vec<_>>());
            assert_eq!((state.done(), state.next().map(|step| step.id.as_str())), (5, Some("P01.6")), "{language}");
            for goal in records.of_kind("goal") {
                assert!(smart::check(goal, &context).passes(), "{language} {}", title(goal));
            }

            // Nothing is left in the steps that are done, not even advice; one thing must be mended in all.
            let mut open: BTreeMap<&str, usize> = BTreeMap::new();
            state.findings().for_each(|finding| *open.entry(finding.check.as_str()).or_default() += 1);
            let expected = [
                ("P01.6.objection", 1),
                ("P01.6.people_without_task", 1),
                ("P01.6.unanswered", 1),
                ("P01.6.unconfirmed", 9),
                ("P01.7.trigger", 1),
                ("P01.7.unweighted", 3),
            ];
            assert_eq!(open, BTreeMap::from(expected), "{language}");
            let fixes: Vec<&Finding> = state.findings().filter(|finding| finding.severity == Severity::Fix).collect();
            let [waiting] = fixes.as_slice() else { panic!("{language} {fixes:?}") };
            assert_eq!(waiting.check, "P01.6.unanswered");
            let goal = waiting.record.and_then(|id| records.get(id)).expect("goal");
            assert_eq!(goal::GOAL_KIND.get(&**goal).as_deref(), Some("loyalty"), "{language}");
            let names: Vec<String> = agreement::of(goal, &context).unanswered().map(|answer| title(&answer.person)).collect();
            assert_eq!(names, [if language == "en" { "Gao Ning" } else { "高宁" }]);
        }
    }

    /// covers: P01.A13
    #[test]
    fn regions_have_goals_of_their_own_on_the_board() {
        let registry = pillars::registry();
        for language in LANGUAGES {
            let records = record_set(language);
            let chinese = load("zh-CN");
            let context = Context { records: &records, registry: &registry, today: date("2026-06-30") };
            let rows = board::rows(&context);
            assert_eq!(rows.len(), REGIONS.len(), "{language}");
            for (row, expected) in rows.iter().zip(&REGIONS) {
                let name = expected.name;
                assert_eq!(row.region.id, named(&chinese, "region", name).id, "{language} {name}");
                assert_eq!(row.owner, Some(named(&chinese, "person", expected.owner).id), "{language} {name}");
                assert_eq!(
                    (row.target, row.actual, row.gap),
                    (Some(decimal(expected.target)), Some(decimal(expected.actual)), Some(decimal(expected.gap))),
                    "{language} {name}"
                );
                assert_eq!(row.light, progress::Light::OnTarget, "{name}: 99.17 % of the way planned");

                let goal = &*row.goal;
                let line = progress::of(goal, &context);
                assert_eq!(line.plan_now, Some(decimal(expected.half_year)), "{language} {name}");
                assert_eq!(line.actuals.len(), 6, "{name}: its own months, not those of the whole");
                assert_eq!(number(goal, goal::BASELINE), decimal(expected.baseline), "{language} {name}");
                assert_eq!(goal::WEIGHT.get(goal), Some(decimal(expected.weight)), "{language} {name}");
                let codes = [goal::STATUS, goal::LEVEL, goal::CHANGE_MODE].map(|field| field.get(goal).unwrap_or_default());
                assert_eq!(codes, ["published", "department", "relative"], "{language} {name}");
                let parent = levels::parent(goal, &records).expect("parent");
                assert_eq!(parent.id, named(&chinese, "goal", GOAL_NAMES[1]).id, "{language} {name}");
                for field in [goal::START, goal::DUE] {
                    assert_eq!(field.get(goal), field.get(&*parent), "{language} {name}");
                }
                assert_eq!((goal::SERVES.get(goal), goal::INDICATOR.get(goal)), (goal::SERVES.get(&*parent), goal::INDICATOR.get(&*parent)));

                let answers = agreement::of(goal, &context);
                assert_eq!((answers.total, answers.answered, answers.agreed), (4, 4, 4), "{language} {name}");
                assert_eq!(goal::OVERRIDE_REASON.get(goal), None, "{name}: everyone agrees, so publishing needs no reason");
            }
            // Both regions together are the whole, in target, plan and actual.
            let whole = progress::of(rows.first().and_then(|row| levels::parent(&row.goal, &records)).as_deref().expect("parent"), &context);
            let lines: Vec<_> = rows.iter().map(|row| progress::of(&row.goal, &context)).collect();
            assert_eq!(lines.iter().filter_map(|line| line.target).sum::<Decimal>(), whole.target.expect("target"));
            assert_eq!(lines.iter().filter_map(|line| line.plan_now).sum::<Decimal>(), whole.plan_now.expect("plan"));
            assert_eq!(lines.iter().filter_map(|line| Some(line.actual?.value)).sum::<Decimal>(), whole.actual.expect("actual").value);
        }
    }

    #[test]
    fn nothing_lies_after_the_date_of_the_demo() {
        let today = date("2026-06-30");
        for language in LANGUAGES {
            for record in load(language) {
                for handle in ["reviewed_on", "confirmed_on", "done_on", "read_on", "when", "dated", "adopted_on"].map(Handle::<DateField>::new) {
                    assert!(handle.get(&record).is_none_or(|day| day <= today), "{} {}", record.kind, handle.name());
                }
                if record.kind == "reading" || record.kind == "feedback" {
                    assert!(reading::DATE.get(&record).is_some_and(|day| day <= today), "{}", title(&record));
                }
                assert!(Handle::<Line>::new("name").get(&record).is_none_or(|name| name.trim() == name));
            }
        }
    }
}
