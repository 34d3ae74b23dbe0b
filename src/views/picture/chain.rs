//! Each record with what follows from it, step by step, as boxes with arrows; a step without anything is marked.

use flow::{Card, Label};
use leptos::prelude::*;
use model::Key;
use ui::lang::t;
use ui::{Icon, IconView};

use super::tables::record_link;
use super::{Frame, label_text, value_view};
use crate::labels::kind_label;

/// The chains. They are a list of lists, so that they read the same without boxes.
pub(crate) fn chain(frame: &Frame, kind: &Key, steps: &[Label], rows: &[Card]) -> AnyView {
    let chains = rows
        .iter()
        .map(|card| {
            let boxes = steps
                .iter()
                .zip(&card.values)
                .map(|(label, value)| {
                    let missing = value.is_none();
                    let inside = if missing {
                        view! { <span class="chain-missing"><IconView icon=Icon::Warning />{t("ui.chain.missing")}</span> }.into_any()
                    } else {
                        value_view(&frame.session, value.as_ref())
                    };
                    view! { <li class="chain-box" class:is-missing=missing><span class="chain-label">{label_text(label)}</span><span>{inside}</span></li> }
                })
                .collect_view();
            view! {
                <li class="chain avoid-break"><ol>
                    <li class="chain-box"><span class="chain-label">{kind_label(kind)}</span>{record_link(frame, card)}</li>
                    {boxes}
                </ol></li>
            }
        })
        .collect_view();
    view! { <ul class="chains" data-testid=format!("chain-{}", frame.id)>{chains}</ul> }.into_any()
}
