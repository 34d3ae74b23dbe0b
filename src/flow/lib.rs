//! The engine of the guided workflow: content as data, checks, and the state of every step,
//! worked out from the records. Pure: today is a parameter; texts are chosen by the screen.

mod content;
mod evaluate;
mod finding;
mod rules;
mod state;
mod texts;
mod validate;

pub use content::{CheckDef, Content, Item, Output, PillarContent, Rule, Step};
pub use evaluate::evaluate;
pub use finding::{Finding, Hit, Parameter, title_of};
pub use rules::{Context, RuleDef, RuleFn, Rules};
pub use state::{
    FieldValues, ItemState, ItemStatus, PillarState, StateRefusal, Status, StepState, can_set_not_applicable, complete, complete_anyway,
    not_applicable, reopen, state_record,
};
pub use texts::{Example, ItemTexts, PillarText, PillarTexts, StepTexts, TitledText};
pub use validate::{ContentFault, han_characters, placeholders, validate_content};
