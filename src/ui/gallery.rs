//! Every component in its states, at `#/gallery`: for looking, for review and for the tests.

mod plots;

use std::sync::Arc;

use leptos::prelude::*;

use crate::charts::{Bar, BarMode, Bullet, HeatMap, HeatRow, Line, Matrix, MatrixItem, Series, Sparkline, TreeChart, TreeNode, ValueFormat};
use crate::controls::*;
use crate::icon::{Icon, IconView};
use crate::lang::{Language, language, t};

/// A sample text in the language of the interface.
fn say(chinese: &'static str, english: &'static str) -> Signal<String> {
    Signal::derive(move || word(chinese, english))
}

fn word(chinese: &str, english: &str) -> String {
    if language() == Language::Chinese { chinese } else { english }.to_owned()
}

/// The gallery of the design system.
#[component]
pub fn Gallery() -> impl IntoView {
    view! {
        <div class="page gallery" data-testid="gallery">
            <header class="page-head">
                <div class="page-heading">
                    <h1 tabindex="-1">{move || t("ui.gallery.title")}</h1>
                    <p class="page-about">{move || t("ui.gallery.about")}</p>
                </div>
            </header>
            <div class="gallery-grid">
                {buttons()}
                {marks()}
                {text_fields()}
                {choices()}
                {lists()}
                {surfaces()}
                {floating()}
                {tables()}
                {charts_small()}
                {bars()}
                {lines()}
                {matrix()}
                {heat()}
                {tree()}
                {plots::plots()}
                {icons()}
            </div>
        </div>
    }
}

fn buttons() -> impl IntoView {
    let presses = RwSignal::new(0);
    let press = Callback::new(move |()| presses.update(|count| *count += 1));
    view! {
        <Card title=say("按钮", "Buttons")>
            <div class="stack">
                <div class="row">
                    <Button label=say("完成本步骤", "Complete this step") on_press=press look=ButtonLook::Primary test_id="gallery-primary" />
                    <Button label=say("预览产出", "Preview output") on_press=press icon=Icon::Eye />
                    <Button label=say("添加目标", "Add goal") on_press=press look=ButtonLook::Dashed icon=Icon::Plus />
                    <Button label=say("稍后再填", "Fill in later") on_press=press look=ButtonLook::Text />
                    <Button label=say("删除 3 条目标", "Delete 3 goals") on_press=press look=ButtonLook::Danger />
                </div>
                <div class="row">
                    <Button label=say("继续", "Continue") on_press=press look=ButtonLook::Primary large=true icon=Icon::ArrowRight icon_after=true />
                    <Button label=say("保存", "Save") on_press=press shortcut="Ctrl+S" />
                    <Button label=say("暂不可用", "Not available") on_press=press disabled=true />
                    <LinkButton label=say("打开帮助", "Open help") href="#/gallery" icon=Icon::Help />
                    <IconButton label=say("撤销", "Undo") icon=Icon::Undo on_press=press shortcut="Ctrl+Z" />
                    <IconButton label=say("删除", "Delete") icon=Icon::Trash on_press=press danger=true />
                    <IconButton label=say("表格", "Table") icon=Icon::Table on_press=press pressed=true />
                </div>
                <p class="secondary" data-testid="gallery-presses">{move || presses.get()}</p>
            </div>
        </Card>
    }
}

fn marks() -> impl IntoView {
    let statuses = ["not_started", "in_progress", "done", "problem", "not_applicable"];
    view! {
        <Card title=say("标记", "Marks")>
            <div class="stack">
                <div class="row">{statuses.map(|status| view! { <StatusMark status=status /> }).collect_view()}</div>
                <div class="row">
                    <Badge label=say("示例", "Example") />
                    <Badge label=say("本年", "This year") tone=Tone::Primary />
                    <Badge label=say("达标", "On target") tone=Tone::Success />
                    <Badge label=say("预警", "At risk") tone=Tone::Warning icon=Icon::Warning />
                    <Badge label=say("未达标", "Off target") tone=Tone::Danger />
                    <Badge label=say("导入", "Imported") tone=Tone::Info />
                </div>
                <div class="row">
                    <ProgressCount done=4_usize total=6_usize />
                    <ProgressCount done=6_usize total=6_usize />
                    <ProgressCount done=0_usize total=6_usize />
                </div>
            </div>
        </Card>
    }
}

fn text_fields() -> impl IntoView {
    let name = RwSignal::new(String::new());
    let amount = RwSignal::new(word("1,260 万", "12.6M"));
    let about = RwSignal::new(String::new());
    let day = RwSignal::new("2026-11-21".to_owned());
    let month = RwSignal::new("2026-11".to_owned());
    let echo = move || format!("= {}", crate::format::money(12_600_000.0, "CNY", language()));
    view! {
        <Card title=say("文本与日期", "Text and dates") about=say("输入法组字时不写入、不提交", "Nothing is written or sent while an input method composes")>
            <div class="form form-two">
                <TextInput label=say("目标", "Goal") value=name on_input=Callback::new(move |text| name.set(text)) required=true
                    error=Signal::derive(move || name.with(String::is_empty).then(|| word("填写目标", "Enter a goal"))) id="gallery-goal" test_id="gallery-text" />
                <TextInput label=say("目标值", "Target value") value=amount on_input=Callback::new(move |text| amount.set(text)) input_mode="decimal"
                    suffix=Signal::derive(echo) show_optional=true test_id="gallery-amount" />
                <div class="is-wide">
                    <TextInput label=say("说明", "Notes") value=about on_input=Callback::new(move |text| about.set(text)) multiline=true show_optional=true
                        hint=say("写明依据，例如上年数据", "State the basis, for example last year's figures") />
                </div>
                <DateInput label=say("完成日期", "Due date") value=day on_input=Callback::new(move |text| day.set(text)) />
                <MonthInput label=say("月份", "Month") value=month on_input=Callback::new(move |text| month.set(text)) />
                <TextInput label=say("只读", "Read only") value=say("由检查计算", "Worked out by the checks") on_input=Callback::new(|_| ()) disabled=true />
            </div>
        </Card>
    }
}

fn choices() -> impl IntoView {
    let kind = RwSignal::new("sales".to_owned());
    let level = RwSignal::new("company".to_owned());
    let score = RwSignal::new(Some(3_i64));
    let impact = RwSignal::new(None::<i64>);
    let yes = RwSignal::new(true);
    let kinds = move || {
        [("sales", "销售额", "Sales"), ("share", "市场份额", "Market share"), ("profit", "利润", "Profit")]
            .map(|(code, chinese, english)| (code.to_owned(), word(chinese, english)))
            .to_vec()
    };
    let levels = move || {
        [("company", "公司", "Company"), ("department", "部门", "Department"), ("person", "个人", "Person")]
            .map(|(code, chinese, english)| (code.to_owned(), word(chinese, english)))
            .to_vec()
    };
    let meanings = move || {
        [("很低", "Very low"), ("较低", "Low"), ("中等", "Medium"), ("较高", "High"), ("很高", "Very high")]
            .map(|(chinese, english)| word(chinese, english))
            .to_vec()
    };
    view! {
        <Card title=say("选择与评分", "Choices and scores")>
            <div class="form">
                <SelectInput label=say("目标类型", "Kind of goal") value=kind options=Signal::derive(kinds) on_change=Callback::new(move |code| kind.set(code)) required=true />
                <ChoiceButtons label=say("层级", "Level") value=level options=Signal::derive(levels) on_change=Callback::new(move |code| level.set(code)) allow_empty=true test_id="gallery-level" />
                <ScoreInput label=say("把握程度", "Confidence") value=score min=1 max=5 labels=Signal::derive(meanings) on_change=Callback::new(move |value| score.set(value)) test_id="gallery-score" />
                <ScoreInput label=say("影响", "Impact") value=impact min=-2 max=2 on_change=Callback::new(move |value| impact.set(value))
                    error=Signal::derive(move || impact.get().is_none().then(|| word("选择影响", "Choose the impact"))) />
                <Checkbox label=say("设为年度目标", "Make this an annual goal") checked=yes on_change=Callback::new(move |value| yes.set(value))
                    hint=say("年度目标需填写五项量化指标", "An annual goal needs five quantified targets") test_id="gallery-check" />
            </div>
        </Card>
    }
}

fn lists() -> impl IntoView {
    let tags = RwSignal::new(vec![word("质量", "Quality"), word("服务响应", "Service response")]);
    let one = RwSignal::new(Some("p2".to_owned()));
    let many = RwSignal::new(vec!["p1".to_owned(), "p3".to_owned()]);
    let extra = RwSignal::new(Vec::<(String, String)>::new());
    let people = Signal::derive(move || {
        let mut people = [("p1", "李娜", "Li Na"), ("p2", "王芳", "Wang Fang"), ("p3", "张伟", "Zhang Wei"), ("p4", "欧阳娜", "Ouyang Na")]
            .map(|(code, chinese, english)| (code.to_owned(), word(chinese, english)))
            .to_vec();
        people.extend(extra.get());
        people
    });
    let create = Callback::new(move |name: String| {
        let code = format!("new-{}", extra.with(Vec::len));
        extra.update(|extra| extra.push((code.clone(), name)));
        one.set(Some(code));
    });
    view! {
        <Card title=say("标签与搜索选择", "Tags and search lists")>
            <div class="form">
                <TagsInput label=say("优势", "Strengths") value=tags on_change=Callback::new(move |all| tags.set(all)) test_id="gallery-tags" />
                <PickOne label=say("负责人", "Owner") value=one options=people on_change=Callback::new(move |code| one.set(code)) on_create=create test_id="gallery-one" />
                <PickMany label=say("参与人", "Participants") value=many options=people on_change=Callback::new(move |codes| many.set(codes)) show_optional=true test_id="gallery-many" />
            </div>
        </Card>
    }
}

fn surfaces() -> impl IntoView {
    let tab = RwSignal::new("guide".to_owned());
    let tabs = move || {
        [("guide", "指引", "Guidance"), ("example", "示例", "Example"), ("checks", "检查 (2)", "Checks (2)")]
            .map(|(code, chinese, english)| (code.to_owned(), word(chinese, english)))
            .to_vec()
    };
    let items = move || {
        vec![
            (word("填写目标值", "Enter a target value"), SummaryTarget::Field("gallery-goal".to_owned())),
            (
                word("3 个子目标的权重合计 90%，应为 100%", "The 3 sub-goals add up to 90%; they must total 100%"),
                SummaryTarget::Press(Callback::new(|()| ())),
            ),
        ]
    };
    view! {
        <Card title=say("容器与提示", "Surfaces and messages")>
            <div class="stack">
                <ErrorSummary title=say("需要更正 2 处", "2 things to fix") items=Signal::derive(items) keep_focus=true />
                <Callout title=say("数据只保存在这台设备的浏览器里", "Your data is kept only in this browser")>
                    <p>{say("清理浏览器数据会一并删除，建议定期备份。", "Clearing browser data removes it, so back up regularly.")}</p>
                </Callout>
                <Callout tone=Tone::Warning>{say("建议补充完成时间，例如“2026 年 12 月底前”", "Suggestion: add a deadline, for example “by 31 Dec 2026”")}</Callout>
                <Callout tone=Tone::Success>{say("现在断网也能用", "Works offline now")}</Callout>
                <Callout tone=Tone::Danger>{say("复购率 27%，低于红线 30%", "Repeat rate 27%, below the 30% limit")}</Callout>
                <Tabs label=say("帮助", "Help") tabs=Signal::derive(tabs) selected=tab on_select=Callback::new(move |code| tab.set(code)) test_id="gallery-tabs">
                    <p>{move || tab.get()}</p>
                </Tabs>
                <Disclosure title=say("对手的优势与劣势", "Rivals' strengths and weaknesses") note=say("3 项", "3 entries") open=true>
                    <p class="secondary">{say("展开后显示的内容；打印时总是展开。", "What is shown when open; always open on paper.")}</p>
                </Disclosure>
                <EmptyState title=say("从一个年度目标开始", "Start with one annual goal") about=say("其余目标可由它分解", "The others can be broken down from it") icon=Icon::Goal>
                    <Button label=say("添加目标", "Add goal") on_press=Callback::new(|()| ()) look=ButtonLook::Primary icon=Icon::Plus />
                </EmptyState>
            </div>
        </Card>
    }
}

fn floating() -> impl IntoView {
    let (dialog, drawer, confirm) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let name = RwSignal::new(String::new());
    let none = Callback::new(|()| ());
    let items = move || {
        vec![
            MenuItem::new(word("编辑", "Edit"), none).icon(Icon::Edit).shortcut("E"),
            MenuItem::new(word("复制", "Copy"), none).icon(Icon::Copy),
            MenuItem::new(word("上移", "Move up"), none).icon(Icon::ArrowUp).disabled(true),
            MenuItem::new(word("删除", "Delete"), Callback::new(move |()| confirm.set(true))).icon(Icon::Trash).danger().separated(),
        ]
    };
    let field = move || {
        view! { <TextInput label=say("名称", "Name") value=name on_input=Callback::new(move |text| name.set(text)) required=true /> }
    };
    let undo = Callback::new(|()| announce(word("已恢复", "Restored")));
    view! {
        <Card title=say("浮层", "Floating parts")>
            <div class="row">
                <Button label=say("打开对话框", "Open dialog") on_press=Callback::new(move |()| dialog.set(true)) test_id="gallery-dialog-open" />
                <Button label=say("打开抽屉", "Open drawer") on_press=Callback::new(move |()| drawer.set(true)) test_id="gallery-drawer-open" />
                <Button label=say("删除工作区", "Delete workspace") on_press=Callback::new(move |()| confirm.set(true)) test_id="gallery-confirm-open" />
                <Button label=say("显示通知", "Show message") on_press=Callback::new(move |()| toast(word("已保存 14:08", "Saved at 14:08"), None)) />
                <Button
                    label=say("显示可撤销通知", "Show message with undo")
                    on_press=Callback::new(move |()| toast(word("已删除“华东渠道拓展”", "Deleted “East China channels”"), Some((word("撤销", "Undo"), Arc::new(move || undo.run(()))))))
                    test_id="gallery-toast"
                />
                <Menu label=say("更多操作", "More actions") items=Signal::derive(items) icon=Icon::More icon_only=true test_id="gallery-menu" />
                <Menu label=say("视图", "View") items=Signal::derive(items) from_left=true />
            </div>
            <Dialog open=dialog title=say("新建工作区", "New workspace") test_id="gallery-dialog"
                actions=move || view! {
                    <Button label=say("取消", "Cancel") on_press=Callback::new(move |()| dialog.set(false)) />
                    <Button label=say("创建并开始", "Create and start") look=ButtonLook::Primary on_press=Callback::new(move |()| dialog.set(false)) />
                }>
                {field()}
            </Dialog>
            <Drawer open=drawer title=say("目标", "Goal") test_id="gallery-drawer"
                actions=move || view! { <Button label=say("关闭", "Close") on_press=Callback::new(move |()| drawer.set(false)) /> }>
                {field()}
            </Drawer>
            <ConfirmDialog open=confirm title=say("删除这个工作区", "Delete this workspace") danger=true
                message=say("其中的 46 条目标和全部记录会从这台设备删除。删除前会先保存一份备份。", "Its 46 goals and all records will be removed from this device. A backup is saved first.")
                confirm=say("删除工作区", "Delete workspace") typed=say("远航电器", "Yuanhang") on_confirm=none test_id="gallery-confirm" />
        </Card>
    }
}

fn tables() -> impl IntoView {
    let rows = [
        ("华东大区销售额", "East China sales", "4,800", "3,120", "65%", "in_progress"),
        ("华南大区销售额", "South China sales", "3,600", "3,710", "103%", "done"),
        ("新客户数", "New customers", "1,200", "540", "45%", "problem"),
    ];
    let body = move || {
        rows.map(|(chinese, english, target, actual, rate, status)| {
            view! {
                <tr>
                    <th scope="row">{word(chinese, english)}</th>
                    <td class="is-number">{target.to_owned()}</td>
                    <td class="is-number">{actual.to_owned()}</td>
                    <td class="is-number">{rate.to_owned()}</td>
                    <td><StatusMark status=status /></td>
                </tr>
            }
        })
        .collect_view()
    };
    view! {
        <div class="is-wide">
            <Card title=say("表格", "Table")>
                <div class="grid-scroll" role="region" tabindex="0" aria-label=say("目标进度", "Progress of goals")>
                    <table class={"table table-sticky"}>
                        <thead>
                            <tr>
                                <th scope="col">{say("目标", "Goal")}</th>
                                <th scope="col" class="is-number">{say("目标值（万元）", "Target (¥10k)")}</th>
                                <th scope="col" class="is-number">{say("实际（万元）", "Actual (¥10k)")}</th>
                                <th scope="col" class="is-number">{say("完成率", "Reached")}</th>
                                <th scope="col">{say("状态", "Status")}</th>
                            </tr>
                        </thead>
                        <tbody>{body}</tbody>
                    </table>
                </div>
            </Card>
        </div>
    }
}

fn charts_small() -> impl IntoView {
    let tile =
        |label: Signal<String>, figure: &'static str, unit: Signal<String>, tone: Tone, value: f64, note: Signal<String>, points: &'static [f64]| {
            let values: Vec<Option<f64>> = points.iter().copied().map(Some).collect();
            view! {
                <div class="tile">
                    <span class="tile-label">{label}</span>
                    <span class="tile-figure">{figure}<span class="tile-unit">{unit}</span></span>
                    <Bullet value=Some(value) target=Some(100.0) max=Some(120.0) tone=tone />
                    <span class="row-spread">
                        <span class="tile-note">{note}</span>
                        <Sparkline values=values />
                    </span>
                </div>
            }
        };
    view! {
        <div class="is-wide tile-grid">
            {tile(say("销售额", "Sales"), "6,830", say("万元", "¥10k"), Tone::Success, 103.0, say("▲ 达标，高于目标 3%", "▲ On target, 3% above"), &[3.0, 4.0, 4.5, 5.2, 6.1, 6.8])}
            {tile(say("复购率", "Repeat rate"), "27", say("%", "%"), Tone::Danger, 72.0, say("▼ 未达标，低于红线 30%", "▼ Off target, below 30%"), &[34.0, 33.0, 31.0, 30.0, 28.0, 27.0])}
            {tile(say("新客户", "New customers"), "540", say("", ""), Tone::Warning, 88.0, say("预警，连续 2 个月", "At risk for 2 months"), &[70.0, 82.0, 96.0, 91.0, 88.0, 86.0])}
        </div>
    }
}

fn regions() -> Vec<String> {
    [("华东", "East"), ("华南", "South"), ("华北", "North"), ("西南", "Southwest"), ("西北", "Northwest")]
        .map(|(chinese, english)| word(chinese, english))
        .to_vec()
}

fn bars() -> impl IntoView {
    let series = move || {
        vec![
            Series::new(word("目标", "Target"), [4800.0, 3600.0, 2400.0, 1800.0, 900.0].map(Some).to_vec()).dashed(),
            Series::new(word("实际", "Actual"), vec![Some(3120.0), Some(3710.0), Some(1980.0), None, Some(430.0)]),
        ]
    };
    let stacked = move || {
        vec![
            Series::new(word("直营", "Direct"), [1800.0, 1500.0, 900.0, 500.0, 200.0].map(Some).to_vec()),
            Series::new(word("经销商", "Dealers"), [900.0, 1400.0, 700.0, 600.0, 150.0].map(Some).to_vec()),
            Series::new(word("电商", "Online"), [420.0, 810.0, 380.0, 300.0, 80.0].map(Some).to_vec()),
        ]
    };
    view! {
        <Card>
            <Bar title=say("华南已超过目标，西北完成不到一半", "South is above target, Northwest below half") unit=say("万元", "¥10k") period=say("2026 年 1—9 月", "Jan – Sep 2026")
                source=say("销售台账", "Sales ledger") categories=Signal::derive(regions) series=Signal::derive(series) format=ValueFormat::Number(0) test_id="gallery-bar" />
        </Card>
        <Card>
            <Bar title=say("经销商在华南贡献最大", "Dealers matter most in the South") unit=say("万元", "¥10k") categories=Signal::derive(regions) series=Signal::derive(stacked)
                mode=BarMode::Stacked format=ValueFormat::Number(0) />
        </Card>
        <Card>
            <Bar title=say("五个大区的目标与实际", "Target and actual of five regions") unit=say("万元", "¥10k") categories=Signal::derive(regions) series=Signal::derive(series)
                mode=BarMode::Horizontal format=ValueFormat::Number(0) />
        </Card>
    }
}

fn lines() -> impl IntoView {
    let months = move || {
        (1..=12)
            .map(|month| {
                if language() == Language::Chinese {
                    format!("{month} 月")
                } else {
                    crate::format::month(&format!("2026-{month:02}"), language())[..3].to_owned()
                }
            })
            .collect::<Vec<_>>()
    };
    let series = move || {
        let plan = (1..=12).map(|month| Some(f64::from(month) * 1_000_000.0)).collect();
        let actual = (1..=12)
            .map(|month| if month > 9 || month == 5 { None } else { Some(f64::from(month) * 900_000.0 + f64::from(month % 3) * 400_000.0) })
            .collect();
        vec![Series::new(word("计划", "Plan"), plan).dashed(), Series::new(word("实际", "Actual"), actual)]
    };
    view! {
        <Card>
            <Line title=say("前三季度累计接近计划", "The first three quarters come close to plan") unit=say("元", "CNY") period=say("2026 年", "2026") source=say("财务月报", "Monthly finance report")
                categories=Signal::derive(months) series=Signal::derive(series) format=ValueFormat::Short test_id="gallery-line" />
        </Card>
    }
}

fn matrix() -> impl IntoView {
    let columns = move || {
        [("明显不利", "Strong threat"), ("不利", "Threat"), ("中性", "Neutral"), ("有利", "Chance"), ("明显有利", "Strong chance")]
            .map(|(chinese, english)| word(chinese, english))
            .to_vec()
    };
    let rows =
        move || [("很可能", "Likely"), ("可能", "Possible"), ("不太可能", "Unlikely")].map(|(chinese, english)| word(chinese, english)).to_vec();
    let items = move || {
        [
            (0, 0, "原材料涨价", "Raw material prices", Tone::Danger),
            (1, 0, "新能效标准实施", "New efficiency standard", Tone::Warning),
            (4, 0, "以旧换新补贴", "Trade-in subsidies", Tone::Success),
            (3, 1, "下沉市场需求增长", "Demand in smaller cities", Tone::Success),
            (1, 1, "线上价格竞争加剧", "Online price competition", Tone::Warning),
            (1, 1, "渠道合并", "Retail mergers", Tone::Warning),
            (2, 2, "汇率波动", "Exchange rates", Tone::Neutral),
        ]
        .map(|(column, row, chinese, english, tone)| MatrixItem { column, row, label: word(chinese, english), tone, href: "#/gallery".to_owned() })
        .to_vec()
    };
    let level = Callback::new(|(column, row): (usize, usize)| u8::try_from((column.abs_diff(2) + 1) * (3 - row) / 3).unwrap_or(0));
    view! {
        <div class="is-wide">
            <Card>
                <Matrix title=say("先应对原材料涨价，先抓以旧换新", "Face raw material prices and use trade-in subsidies first") x_label=say("影响", "Impact") y_label=say("可能性", "Likelihood")
                    columns=Signal::derive(columns) rows=Signal::derive(rows) items=Signal::derive(items) level=level test_id="gallery-matrix" />
            </Card>
        </div>
    }
}

fn heat() -> impl IntoView {
    let columns = move || {
        [("制度", "Rules"), ("数据", "Data"), ("执行", "Practice"), ("改进", "Learning")].map(|(chinese, english)| word(chinese, english)).to_vec()
    };
    let rows = move || {
        [
            ("目标", "Goals", [Some(4.0), Some(3.0), Some(3.5), Some(2.0)]),
            ("策略与计划", "Strategy and plan", [Some(3.0), Some(2.0), Some(2.5), Some(1.0)]),
            ("渠道整合", "Channels", [Some(2.0), None, Some(4.5), Some(0.5)]),
        ]
        .map(|(chinese, english, values)| HeatRow { label: word(chinese, english), values: values.to_vec() })
        .to_vec()
    };
    let (none, nothing) = (Vec::<String>::new(), Vec::<Series>::new());
    view! {
        <Card>
            <HeatMap title=say("改进是三个支柱共同的短板", "Learning is the weak spot of all three pillars") unit=say("0—5 分", "0 – 5") columns=Signal::derive(columns) rows=Signal::derive(rows) min=0.0 max=5.0
                format=ValueFormat::Number(1) test_id="gallery-heat" />
        </Card>
        <Card>
            <Bar title=say("没有数据时", "Without data") categories=none series=nothing />
        </Card>
    }
}

fn tree() -> impl IntoView {
    let nodes = move || {
        [
            ("a", None, "年度销售额达到 1.2 亿元", "Reach ¥120M in sales", "1.2 亿 · 68%", "¥120M · 68%", Tone::Primary),
            ("b", Some("a"), "华东大区销售额 4,800 万元", "East China sales of ¥48M", "李娜 · 65%", "Li Na · 65%", Tone::Warning),
            ("c", Some("a"), "华南大区销售额 3,600 万元", "South China sales of ¥36M", "王芳 · 103%", "Wang Fang · 103%", Tone::Success),
            (
                "d",
                Some("b"),
                "新增 20 家县级经销商，覆盖浙江与江苏北部",
                "Win 20 county dealers in Zhejiang and northern Jiangsu",
                "张伟 · 8/20",
                "Zhang Wei · 8/20",
                Tone::Danger,
            ),
            ("e", Some("b"), "老客户复购率提升到 35%", "Raise repeat rate to 35%", "欧阳娜 · 27%", "Ouyang Na · 27%", Tone::Danger),
            ("f", None, "三年内品牌认知度进入行业前三", "Top three in brand awareness within three years", "第 5 位", "Rank 5", Tone::Neutral),
        ]
        .map(|(id, parent, chinese, english, fact, fact_english, tone)| TreeNode {
            id: id.to_owned(),
            parent: parent.map(str::to_owned),
            title: word(chinese, english),
            lines: vec![word(fact, fact_english), word("SMART 4/5", "SMART 4/5")],
            tone,
            href: "#/gallery".to_owned(),
        })
        .to_vec()
    };
    view! {
        <div class="is-wide">
            <Card>
                <TreeChart title=say("年度销售额已分解到大区和个人", "Annual sales are broken down to regions and people") nodes=Signal::derive(nodes) test_id="gallery-tree" />
            </Card>
        </div>
    }
}

fn icons() -> impl IntoView {
    let all = Icon::ALL
        .iter()
        .map(|icon| view! { <div class="gallery-icon"><IconView icon=*icon size=24 /><span>{icon.name()}</span></div> })
        .collect_view();
    view! {
        <div class="is-wide">
            <Card title=say("图标", "Icons")><div class="gallery-icons">{all}</div></Card>
        </div>
    }
}
