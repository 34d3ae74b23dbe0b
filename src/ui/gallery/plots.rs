//! Samples of the charts that plan, compare and count: Gantt, map of points, funnel, radar, areas, calendar, organisation.

use leptos::prelude::*;

use super::{say, word};
use crate::charts::{
    Area, Calendar, CalendarEntry, CalendarState, Funnel, FunnelStage, Gantt, GanttRow, Radar, Scatter, ScatterPoint, Series, TreeChart, TreeLayout,
    TreeNode, ValueFormat,
};
use crate::controls::{Card, Tone};
use crate::lang::{Language, language};

const TODAY: &str = "2026-08-14";
const HERE: &str = "#/gallery";

/// Chinese and English name, first and last day, group, progress, tone.
type Work = (&'static str, &'static str, &'static str, &'static str, &'static str, Option<f64>, Tone);

pub(super) fn plots() -> AnyView {
    (gantt(), scatter(), funnel(), radar(), areas(), calendar(), organisation()).into_any()
}

fn gantt() -> AnyView {
    let rows = |long: bool| {
        let samples: [Work; 8] = [
            ("确定年度促销主题", "Decide the promotion theme", "2026-07-06", "2026-07-24", "筹备", Some(1.0), Tone::Success),
            ("华东重点经销商拜访", "Visit key dealers in East China", "2026-07-20", "2026-08-10", "筹备", Some(0.6), Tone::Primary),
            ("门店陈列改造", "Refit the store displays", "2026-08-03", "2026-09-18", "执行", Some(0.25), Tone::Primary),
            ("新品上市发布会", "Launch event", "2026-09-01", "2026-09-01", "执行", None, Tone::Info),
            ("直播间搭建与试播", "Set up and test live streams", "2026-08-17", "2026-10-16", "执行", Some(0.0), Tone::Warning),
            ("双十一备货", "Stock up for 11.11", "2026-09-21", "2026-10-30", "执行", None, Tone::Neutral),
            ("活动复盘", "Review of the campaign", "", "", "复盘", None, Tone::Neutral),
            ("经销商满意度调查", "Survey of dealers", "", "", "复盘", None, Tone::Neutral),
        ];
        samples
            .iter()
            .enumerate()
            .map(|(index, (chinese, english, start, end, group, progress, tone))| {
                let english_group = match *group {
                    "筹备" => "Preparation",
                    "执行" => "Campaign",
                    _ => "Review",
                };
                let date =
                    |iso: &str| (!iso.is_empty()).then(|| if long { iso.replace("2026", &format!("{}", 2025 + index % 4)) } else { iso.to_owned() });
                GanttRow {
                    id: index.to_string(),
                    title: word(chinese, english),
                    group: (!long).then(|| word(group, english_group)),
                    start: date(start),
                    end: date(end),
                    progress: *progress,
                    tone: *tone,
                    href: (!long).then(|| HERE.to_owned()),
                }
            })
            .collect::<Vec<_>>()
    };
    let tones = move || vec![(Tone::Warning, word("预警", "At risk")), (Tone::Success, word("按期", "On time"))];
    let none = Vec::<GanttRow>::new();
    view! {
        <div class="is-wide">
            <Card>
                <Gantt title=say("经销商拜访逾期，其余工作按计划推进", "Dealer visits are overdue, the rest is on plan") period=say("2026 年下半年", "H2 2026")
                    source=say("行动计划", "Action plan") rows=Signal::derive(move || rows(false)) today=say(TODAY, TODAY) tones=Signal::derive(tones) test_id="gallery-gantt" />
            </Card>
        </div>
        <div class="is-wide">
            <Card>
                <Gantt title=say("四年的重点工作", "Key work over four years") rows=Signal::derive(move || rows(true)) today=say(TODAY, TODAY) />
            </Card>
        </div>
        <Card>
            <Gantt title=say("还没有安排工作时", "Without any work planned") rows=none today=say(TODAY, TODAY) />
        </Card>
    }
    .into_any()
}

fn scatter() -> AnyView {
    let brands = || {
        [
            ("远航电器", "Yuanhang", 3_200.0, 4.2, 8.0, Tone::Primary),
            ("海川", "Haichuan", 4_600.0, 4.5, 21.0, Tone::Neutral),
            ("美居", "Meiju", 3_350.0, 4.0, 18.0, Tone::Neutral),
            ("格致", "Gezhi", 5_200.0, 4.7, 12.0, Tone::Warning),
            ("小屋", "Xiaowu", 1_900.0, 3.6, 15.0, Tone::Warning),
            ("新风向", "New Wind", 2_050.0, 3.5, 4.0, Tone::Neutral),
            ("北辰", "Beichen", 2_800.0, 3.1, 6.0, Tone::Neutral),
        ]
        .map(|(chinese, english, x, y, size, tone)| ScatterPoint {
            title: word(chinese, english),
            x,
            y,
            size: Some(size),
            tone,
            href: Some(HERE.to_owned()),
        })
        .to_vec()
    };
    let crowd = || {
        (0..24)
            .map(|index| ScatterPoint {
                title: word(&format!("第 {} 项任务", index + 1), &format!("Task {}", index + 1)),
                x: f64::from(index * 7 % 11) / 11.0,
                y: f64::from(index * 5 % 9) / 9.0,
                ..ScatterPoint::default()
            })
            .collect::<Vec<_>>()
    };
    let tones = move || {
        vec![
            (Tone::Primary, word("本品牌", "Own brand")),
            (Tone::Neutral, word("竞争品牌", "Competitor")),
            (Tone::Warning, word("正在抢占份额", "Gaining share")),
        ]
    };
    let quadrants = move || {
        [
            ("口碑好、价格低", "Good and cheap"),
            ("口碑好、价格高", "Good and expensive"),
            ("口碑弱、价格低", "Weak and cheap"),
            ("口碑弱、价格高", "Weak and expensive"),
        ]
        .map(|(chinese, english)| word(chinese, english))
        .to_vec()
    };
    view! {
        <Card>
            <Scatter title=say("本品牌与美居的定位几乎相同", "Our position is almost that of Meiju") source=say("竞争对手资料", "Competitor profiles") points=Signal::derive(brands)
                x_label=say("价格（元）", "Price (CNY)") y_label=say("口碑（5 分制）", "Reputation (of 5)") size_label=say("市场份额（%）", "Market share (%)")
                x_format=ValueFormat::Number(0) y_format=ValueFormat::Number(1) size_format=ValueFormat::Number(0) quadrants=Signal::derive(quadrants)
                tones=Signal::derive(tones) test_id="gallery-scatter" />
        </Card>
        <Card>
            <Scatter title=say("点密时改用编号", "Numbers where points are dense") points=Signal::derive(crowd) x_label=say("投入", "Effort") y_label=say("成效", "Effect")
                x_format=ValueFormat::Ratio(0) y_format=ValueFormat::Ratio(0) />
        </Card>
    }
    .into_any()
}

fn funnel() -> AnyView {
    let stages = || {
        [
            ("线索", "Leads", 2_400.0, 36_000_000.0),
            ("已联系", "Contacted", 1_560.0, 24_500_000.0),
            ("已报价", "Quoted", 420.0, 8_200_000.0),
            ("谈判中", "Negotiating", 260.0, 5_600_000.0),
            ("成交", "Won", 118.0, 2_900_000.0),
        ]
        .map(|(chinese, english, count, value)| FunnelStage { label: word(chinese, english), count, value: Some(value) })
        .to_vec()
    };
    let short = || {
        vec![
            FunnelStage { label: word("到店", "Visits"), count: 80.0, value: None },
            FunnelStage { label: word("购买", "Purchases"), count: 28.0, value: None },
        ]
    };
    view! {
        <Card>
            <Funnel title=say("报价环节流失近四分之三", "Three quarters are lost before the quote") unit=say("个", "leads") period=say("2026 年上半年", "H1 2026") source=say("商机记录", "Opportunities")
                stages=Signal::derive(stages) value_label=say("金额", "Amount") value_format=ValueFormat::Money("CNY".to_owned()) test_id="gallery-funnel" />
        </Card>
        <Card>
            <Funnel title=say("只有两个阶段", "Two stages only") stages=Signal::derive(short) />
        </Card>
    }
    .into_any()
}

fn radar() -> AnyView {
    let axes = || {
        [
            ("目标", "Goals"),
            ("策略与计划", "Strategy and plan"),
            ("组织与职责", "Organisation"),
            ("信息", "Information"),
            ("绩效", "Performance"),
            ("人员与培训", "People and training"),
            ("持续改进", "Improvement"),
            ("渠道整合", "Channels"),
            ("客户关系", "Customers"),
            ("团队协作", "Teamwork"),
        ]
        .map(|(chinese, english)| word(chinese, english))
        .to_vec()
    };
    let series = || {
        vec![
            Series::new(word("年初", "January"), [3.0, 2.0, 2.5, 1.5, 2.0, 2.5, 1.0, 2.0, 3.0, 2.0].map(Some).to_vec()),
            Series::new(
                word("本次", "Now"),
                vec![Some(4.0), Some(3.5), Some(3.0), Some(2.5), Some(3.5), Some(3.0), Some(1.5), None, Some(4.5), Some(3.0)],
            ),
            Series::new(word("目标", "Target"), vec![Some(4.0); 10]).dashed(),
        ]
    };
    view! {
        <div class="is-wide">
            <Card>
                <Radar title=say("持续改进仍是短板，客户关系已超过目标", "Improvement is still weak, customers are above target") unit=say("0—5 分", "0 – 5") axes=Signal::derive(axes)
                    series=Signal::derive(series) max=5.0 format=ValueFormat::Number(1) test_id="gallery-radar" />
            </Card>
        </div>
    }
    .into_any()
}

fn areas() -> AnyView {
    let months =
        || (1..=8).map(|month| if language() == Language::Chinese { format!("{month} 月") } else { format!("M{month}") }).collect::<Vec<_>>();
    let layer = |chinese: &str, english: &str, base: f64, step: f64| {
        Series::new(
            word(chinese, english),
            (0..8).map(|month| (month != 4).then_some(base + step * f64::from(month) + f64::from(month % 3) * base * 0.1)).collect(),
        )
    };
    let series = move || vec![layer("直营", "Direct", 320.0, 12.0), layer("经销商", "Dealers", 540.0, -8.0), layer("电商", "Online", 180.0, 45.0)];
    let two = move || vec![layer("投入", "Spent", 120.0, 6.0), layer("带来的销售额", "Sales gained", 150.0, 30.0)];
    view! {
        <Card>
            <Area title=say("增长几乎全部来自电商", "Almost all growth comes from online sales") unit=say("万元", "¥10k") period=say("2026 年 1—8 月，5 月缺数", "Jan – Aug 2026, no data for May")
                source=say("销售台账", "Sales ledger") categories=Signal::derive(months) series=Signal::derive(series) stacked=true format=ValueFormat::Number(0) test_id="gallery-area" />
        </Card>
        <Card>
            <Area title=say("销售额增长快于投入", "Sales grow faster than spending") unit=say("万元", "¥10k") categories=Signal::derive(months) series=Signal::derive(two)
                format=ValueFormat::Number(0) />
        </Card>
    }
    .into_any()
}

fn calendar() -> AnyView {
    let entries = || {
        [
            ("2026-06-12", "二季度目标回顾会", "Goal review of Q2", CalendarState::Done),
            ("2026-07-10", "华东大区月度例会", "East China monthly meeting", CalendarState::Done),
            ("2026-08-07", "渠道库存盘点：核对经销商与门店的可售天数", "Count of stock at dealers and stores", CalendarState::Overdue),
            ("2026-08-14", "促销方案评审", "Review of the promotion plan", CalendarState::Planned),
            ("2026-08-14", "新品定价会", "Pricing of the new product", CalendarState::Planned),
            ("2026-09-25", "三季度目标回顾会", "Goal review of Q3", CalendarState::Planned),
        ]
        .map(|(date, chinese, english, state)| CalendarEntry {
            id: date.to_owned(),
            title: word(chinese, english),
            date: date.to_owned(),
            state,
            href: Some(HERE.to_owned()),
            note: word("李娜", "Li Na"),
        })
        .to_vec()
    };
    let none = Vec::<CalendarEntry>::new();
    view! {
        <div class="is-wide">
            <Card>
                <Calendar title=say("8 月有 1 项逾期、2 项在今天", "One entry of August is overdue, two are today") entries=Signal::derive(entries) today=say(TODAY, TODAY) test_id="gallery-calendar" />
            </Card>
        </div>
        <Card>
            <Calendar title=say("还没有日程时", "Without any dates") entries=none today=say(TODAY, TODAY) />
        </Card>
    }
    .into_any()
}

fn organisation() -> AnyView {
    // A head, six departments, and their people in turn: forty boxes.
    let nodes = || {
        let departments = [
            ("市场部", "Marketing"),
            ("华东销售部", "Sales East"),
            ("华南销售部", "Sales South"),
            ("电商部", "Online sales"),
            ("渠道部", "Channels"),
            ("客户服务部", "Service"),
        ];
        let node = |id: String, parent: Option<String>, title: String, line: String, tone: Tone| TreeNode {
            id,
            parent,
            title,
            lines: vec![line],
            tone,
            href: HERE.to_owned(),
        };
        let mut nodes = vec![node("0".into(), None, word("营销总监", "Marketing director"), word("王芳", "Wang Fang"), Tone::Primary)];
        for (index, (chinese, english)) in departments.into_iter().enumerate() {
            nodes.push(node(
                format!("d{index}"),
                Some("0".into()),
                word(chinese, english),
                word("编制 6 · 在岗 5", "6 posts, 5 filled"),
                Tone::Neutral,
            ));
        }
        for person in 0..33 {
            let vacant = person % 11 == 4;
            let line = if vacant { word("空缺", "Vacant") } else { word("在岗", "Filled") };
            let title = word(&format!("岗位 {}", person + 1), &format!("Post {}", person + 1));
            nodes.push(node(format!("p{person}"), Some(format!("d{}", person % 6)), title, line, if vacant { Tone::Warning } else { Tone::Neutral }));
        }
        nodes
    };
    view! {
        <div class="is-wide">
            <Card>
                <TreeChart title=say("营销团队 40 个岗位，3 个空缺", "Forty posts in marketing, three are vacant") nodes=Signal::derive(nodes) layout=TreeLayout::Down test_id="gallery-organisation" />
            </Card>
        </div>
    }
    .into_any()
}
