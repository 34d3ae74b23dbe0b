//! Tables on their way out and in: what the worker is told, the menu of every table, the dialog of an export.

mod export;
mod menu;
mod section;
mod words;

use io::job::{Answer, Format, Job};
use js_sys::Uint8Array;
use model::{Id, Kind};
use ui::lang::{t, t_with};
use ui::toast;
use views::Session;

pub(crate) use menu::table_menu;
pub(crate) use section::TablesSection;
pub(crate) use words::{base, dictionary_of_others, fields_in_use, words};

use crate::jobs;

/// Offers a file that the worker has made.
pub(crate) fn offer(name: &str, format: Format, bytes: &Uint8Array) {
    ui::dom::download_bytes(name, format.media_type(), &bytes.to_vec());
}

/// Name of a file about a kind: company, list, time.
pub(crate) fn file_name(session: &Session, subject: &str, format: Format) -> String {
    let client =
        session.workspace.records().single("workspace").and_then(|record| pillars::workspace::workspace::NAME.get(&**record)).unwrap_or_default();
    io::bundle::file_name(&client, subject, &crate::environment::file_time(), format.extension())
}

ui::chunk_value! {
    tables: fn template_apart(session: Session, kind: &'static Kind, format: Format) -> ui::chunk::Later<()> { Box::pin(make_template(session, kind, format)) }
}

/// Makes the empty table of a kind and offers it.
pub(crate) async fn offer_template(session: Session, kind: &'static Kind, format: Format) {
    match template_apart(session, kind, format).await {
        Some(work) => work.await,
        None => toast(t("ui.chunk.missing_about"), None),
    }
}

async fn make_template(session: Session, kind: &'static Kind, format: Format) {
    let words = words(kind, None);
    let subject = t_with("ui.table_file.template_name", &[("kind", &words.many)]);
    let job = Job::Template { kind: kind.name.to_owned(), format, notes: words::notes(kind), words };
    finish(&session, &subject, format, jobs::run(t_with("ui.table_file.writing", &[("name", &subject)]), &job, None).await);
}

/// Offers the file of a finished job and says so, or says why there is none. Returns its name.
pub(crate) fn finish(session: &Session, subject: &str, format: Format, finished: Result<(Answer, Uint8Array), jobs::Trouble>) -> Option<String> {
    jobs::dismiss();
    match finished {
        Ok((_, bytes)) => {
            let name = file_name(session, subject, format);
            offer(&name, format, &bytes);
            toast(t_with("ui.data.exported", &[("file", &name)]), None);
            Some(name)
        }
        Err(trouble) => {
            ui::toast_problem(trouble.sentence());
            None
        }
    }
}

/// Where two records of a kind are made one.
pub(crate) fn unite_place(kind: &str, one: Id, other: Id) -> views::Place {
    views::Place::Unite(kind.to_owned(), one, other)
}
