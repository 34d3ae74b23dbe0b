//! The engine of the guided workflow: content as data, checks, and the state of every step,
//! worked out from the records. Pure: today is a parameter; texts are chosen by the screen.

mod action;
mod content;
mod evaluate;
mod expression;
mod finding;
mod picture;
pub mod read;
mod rules;
mod state;
mod texts;
mod validate;
#[cfg(test)]
mod world;

pub use action::{ActionDef, Done, Given, Offer};
pub use content::{Block, CheckDef, Content, Item, Output, PillarContent, RecordsBlock, Rule, Section, Step};
pub use evaluate::{evaluate, hits};
pub use expression::{Condition, Evaluator, Expression, Source, day_of, number_of, sum};
pub use finding::{Finding, Hit, Parameter, title_of};
pub use picture::{
    Card, CellDef, ChartKind, DayState, FigureDef, GridColumns, Label, MapPoint, Missing, Origin, PageDef, Picture, SEPARATOR, SeriesData, Stretch,
    Summed, TimelineDef, Unit, View, ViewDef, card, group_key,
};
pub use rules::{BehindFn, Context, FigureFn, MeasureFn, RuleDef, RuleFn, Rules};
pub use state::{
    FieldValues, ItemState, ItemStatus, PillarState, StateRefusal, Status, StepState, can_set_not_applicable, complete, complete_anyway,
    not_applicable, reopen, state_record,
};
pub use texts::{ActionTexts, Example, ItemTexts, OutputTexts, PillarText, PillarTexts, StepTexts, TitledText};
pub use validate::{ContentFault, han_characters, placeholders, validate_content};
