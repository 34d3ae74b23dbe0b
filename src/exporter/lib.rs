//! The work of the worker: files of tables are read and written here, away from the page. Pure but for the program
//! around it (main.rs): a job with bytes in, an answer with bytes out.

mod archive;
mod book;
mod bundle;
mod calendar;
mod check;
mod decode;
mod delimited;
mod export;
mod fault;
mod look;
mod pack;
mod papers;
mod run;
mod sheet;
mod word;
mod workbook;

pub use fault::ReadError;
pub use look::{read_grid, read_rows};
pub use run::{Answered, Desk};
