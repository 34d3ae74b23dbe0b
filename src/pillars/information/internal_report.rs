//! Sales, cost, stock, cash and receivables of a period, for managers.

use model::*;

/// Who may see it.
pub const CONFIDENTIALITY: &[&str] = &["public", "internal", "confidential"];
/// Where the use of a report or finding can lie.
pub const USES: &[&str] = &[
    "goal",
    "strategy",
    "plan",
    "task",
    "product",
    "price",
    "promotion",
    "campaign",
    "channel",
    "segment",
    "need_analysis",
    "decision",
    "improvement_action",
];

/// A person on the distribution list and when they read it.
pub const READER: Handle<Link> = Handle::<Link>::new("person").required().to(&["person"]);
pub const READ_ON: Handle<DateField> = Handle::<DateField>::new("read_on");
/// What the reader needs it for (P04.A17).
pub const PURPOSE: Handle<Line> = Handle::<Line>::new("note").max_length(120);

/// A block beside the five fixed ones.
pub const BLOCK_NAME: Handle<Line> = Handle::<Line>::new("note").required().max_length(80);
pub const BLOCK_VALUE: Handle<Number> = Handle::<Number>::new("value").required();
pub const BLOCK_PLAN: Handle<Number> = Handle::<Number>::new("plan");
pub const BLOCK_UNIT: Handle<Line> = Handle::<Line>::new("unit").max_length(20);

/// A chance or a problem, and what becomes of it.
pub const LINE_TEXT: Handle<Line> = Handle::<Line>::new("note").required().max_length(200);
pub const LINE_OWNER: Handle<Link> = Handle::<Link>::new("owner").to(&["person"]);
pub const LINE_DUE: Handle<DateField> = Handle::<DateField>::new("due");
pub const LINE_ACTION: Handle<Link> = Handle::<Link>::new("action").to(&["improvement_action", "task"]);

record! {
    /// The report of one period with five fixed blocks, free blocks, chances and problems.
    INTERNAL_REPORT = "internal_report", title "name", covers ["P04.2.1", "P04.2.1.1", "P04.2.1.2"];
    NAME: Line = "name", required, max_length(80), search(3);
    PERIOD_KIND: Choice = "period_kind", one_of(&["week", "month", "quarter", "half_year", "year"]), key;
    STARTS_ON: DateField = "starts_on", required;
    ENDS_ON: DateField = "ends_on", required;
    STATUS: Choice = "status", one_of(&["planned", "draft", "sent", "archived"]), key, covers(&["P04.2.1.2", "P04.A16"]);
    DUE: DateField = "due", key, covers(&["P04.2.1.2", "P04.A16"]);
    SENT_ON: DateField = "sent_on", covers(&["P04.A16"]);
    PREPARED_BY: Link = "prepared_by", to(&["person"]), key;
    /// The period to compare with; empty: the one before of the same length.
    PREVIOUS: Link = "previous", to(&["internal_report"]), covers(&["P04.2.1.2"]);
    SALES: MoneyField = "sales", min(0.0), key, covers(&["P04.2.1.1", "L11"]);
    SALES_PLAN: MoneyField = "sales_plan", min(0.0), covers(&["P04.2.1.2"]);
    COST_OF_GOODS: MoneyField = "cost_of_goods", min(0.0), covers(&["P04.2.1.1", "L11"]);
    COST_PLAN: MoneyField = "cost_plan", min(0.0), covers(&["P04.2.1.2"]);
    STOCK: MoneyField = "stock", min(0.0), covers(&["P04.2.1.1", "L11"]);
    STOCK_PLAN: MoneyField = "stock_plan", min(0.0), covers(&["P04.2.1.2"]);
    CASH_IN: MoneyField = "cash_in", min(0.0), covers(&["P04.2.1.1", "L11"]);
    CASH_OUT: MoneyField = "cash_out", min(0.0), covers(&["P04.2.1.1"]);
    /// Receipts less payments.
    CASH_PLAN: MoneyField = "cash_plan", covers(&["P04.2.1.2"]);
    RECEIVABLES: MoneyField = "receivables", min(0.0), covers(&["P04.2.1.1", "L11"]);
    RECEIVABLES_PLAN: MoneyField = "receivables_plan", min(0.0), covers(&["P04.2.1.2"]);
    BLOCKS: Rows = "blocks", columns(&[BLOCK_NAME.def, BLOCK_VALUE.def, BLOCK_PLAN.def, BLOCK_UNIT.def]), covers(&["P04.2.1.1"]);
    SUMMARY: Prose = "summary", max_length(1000), covers(&["P04.2.1.2", "P04.A16"]);
    CHANCES: Rows = "chances", columns(&[LINE_TEXT.def, LINE_OWNER.def, LINE_DUE.def, LINE_ACTION.def]), covers(&["P04.2.1.2"]);
    PROBLEMS: Rows = "problems", columns(&[LINE_TEXT.def, LINE_OWNER.def, LINE_DUE.def, LINE_ACTION.def]), covers(&["P04.2.1.2", "P04.A16"]);
    NEEDS: Links = "needs", to(&["info_need"]);
    RECIPIENTS: Rows = "recipients", columns(&[READER.def, PURPOSE.def, READ_ON.def]), covers(&["P04.A10", "P04.A17"]);
    USED_IN: Links = "used_in", to(USES), covers(&["P04.A17"]);
    CONFIDENTIALITY_CLASS: Choice = "confidentiality", one_of(CONFIDENTIALITY), covers(&["P04.A15"]);
}
