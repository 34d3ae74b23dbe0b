//! The company: people, surroundings, products, money, what was said and done.

use super::*;

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
        assert_eq!((goal_review::REVIEWED_ON.get(review), goal_review::DECISION.get(review).as_deref()), (Some(date("2026-03-31")), Some("keep")));
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
        let plan =
            milestones.iter().find(|row| goal::MILESTONE_DATE.get(*row) == Some(date("2026-06-30"))).and_then(|row| goal::MILESTONE_VALUE.get(row));
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
