//! The app inside a page of somebody else: what the address says, which messages there are, and who may send them.
//! Everything here is pure, so that the hostile host can be played in native tests.

mod gate;
mod message;
mod parameter;
mod site;
mod snippet;

pub use gate::{Decision, Gate, LARGEST, MOST_PER_SECOND};
pub use message::{Direction, Envelope, Field, MESSAGES, Message, PROTOCOL, ProtocolError, Shape, envelope, read, schema};
pub use parameter::{PARAMETERS, Parameter, Parameters};
pub use site::{Site, site};
pub use snippet::{ACCENT, Choice, OFFERED, address, chosen, code};
