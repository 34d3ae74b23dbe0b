//! Who may say what to the frame. It trusts no page by default: messages count only from the parent window and, after
//! the first `init`, only from its origin; what carries data also needs trust.

use std::collections::VecDeque;

use serde_json::Value as Json;

use super::message::{Envelope, ProtocolError, read};

/// Longest message in characters of its JSON.
pub const LARGEST: usize = 20_000_000;
/// Most messages in a second; what is above is dropped.
pub const MOST_PER_SECOND: u32 = 50;
/// Ids of requests that are remembered against repetition.
const REMEMBERED: usize = 500;

/// What to do with a message.
#[derive(Debug, PartialEq)]
pub enum Decision {
    /// Nothing, not even an answer.
    Ignore,
    /// Answer with this error.
    Refuse(Option<String>, ProtocolError),
    /// Obey.
    Obey(Envelope),
    /// Ask the user first whether this host is trusted.
    Ask(Envelope),
}

/// The gate of one frame.
#[derive(Debug, Default)]
pub struct Gate {
    own: String,
    namespace: String,
    trusted: Vec<String>,
    denied: bool,
    pinned: Option<String>,
    answered: VecDeque<String>,
    second: u64,
    in_second: u32,
}

impl Gate {
    /// A gate for a frame of the origin `own`; `trusted` are the origins that the deployment or the user allow.
    pub fn new(own: &str, namespace: &str, trusted: Vec<String>) -> Self {
        Self { own: own.to_owned(), namespace: namespace.to_owned(), trusted, ..Self::default() }
    }

    /// The origin that began; answers go to it alone.
    pub fn pinned(&self) -> Option<&str> {
        self.pinned.as_deref()
    }

    /// Whether the pinned host may read and write data.
    pub fn trusts(&self) -> bool {
        self.pinned.as_ref().is_some_and(|origin| self.trusts_origin(origin))
    }

    /// Whether an origin may. A page without an origin (`null`: a file, a sandbox) never may: anything could be behind it.
    pub fn trusts_origin(&self, origin: &str) -> bool {
        origin != "null" && (origin == self.own || self.trusted.iter().any(|trusted| trusted == origin))
    }

    /// More origins that the deployment allows.
    pub fn trust(&mut self, origins: Vec<String>) {
        self.trusted.extend(origins);
    }

    /// The user allows or denies the pinned host.
    pub fn decide(&mut self, allowed: bool) {
        match (&self.pinned, allowed) {
            (Some(origin), true) if origin != "null" => self.trusted.push(origin.clone()),
            _ => self.denied = true,
        }
    }

    /// Looks at a message: where it comes from, how large it is, when it came (milliseconds) and what it says.
    pub fn receive(&mut self, from_parent: bool, origin: &str, size: usize, now_ms: u64, value: impl FnOnce() -> Option<Json>) -> Decision {
        if !from_parent || self.pinned.as_ref().is_some_and(|pinned| pinned != origin) {
            return Decision::Ignore;
        }
        let second = now_ms / 1000;
        if second != self.second {
            (self.second, self.in_second) = (second, 0);
        }
        self.in_second += 1;
        if self.in_second > MOST_PER_SECOND {
            // One answer, then silence: a flood is not to be doubled.
            return if self.in_second == MOST_PER_SECOND + 1 && self.pinned.is_some() {
                Decision::Refuse(None, ProtocolError::TooMany)
            } else {
                Decision::Ignore
            };
        }
        if size > LARGEST {
            return if self.pinned.is_some() { Decision::Refuse(None, ProtocolError::TooLarge(size)) } else { Decision::Ignore };
        }
        let Some(value) = value() else { return Decision::Ignore };
        let id = value.get("id").and_then(Json::as_str).map(|id| id.chars().take(64).collect::<String>());
        let envelope = match read(value, &self.namespace) {
            Ok(Some(envelope)) => envelope,
            Ok(None) => return Decision::Ignore,
            Err(error) => {
                // Before the handshake nobody is answered but about the version.
                return if self.pinned.is_some() || matches!(error, ProtocolError::Protocol(_)) {
                    Decision::Refuse(id, error)
                } else {
                    Decision::Ignore
                };
            }
        };
        if envelope.message == "init" {
            let wanted = envelope.payload.get("protocol").and_then(Json::as_u64).unwrap_or_default();
            if wanted != u64::from(super::PROTOCOL) {
                return Decision::Refuse(id, ProtocolError::Protocol(wanted));
            }
            self.pinned = Some(origin.to_owned());
        } else if self.pinned.is_none() {
            return Decision::Ignore;
        }
        if let Some(id) = &envelope.id {
            if self.answered.contains(id) {
                return Decision::Refuse(Some(id.clone()), ProtocolError::Repeated(id.clone()));
            }
            if self.answered.len() == REMEMBERED {
                self.answered.pop_front();
            }
            self.answered.push_back(id.clone());
        }
        if !envelope.data || self.trusts() {
            Decision::Obey(envelope)
        } else if self.denied || origin == "null" {
            Decision::Refuse(envelope.id, ProtocolError::Denied("this page is not trusted"))
        } else {
            Decision::Ask(envelope)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    const HOST: &str = "https://portal.example";

    fn message(name: &str, id: u32, payload: Json) -> Option<Json> {
        Some(json!({ "app": "shizhu", "v": 1, "ns": "", "type": name, "id": id.to_string(), "payload": payload }))
    }

    fn begun() -> Gate {
        let mut gate = Gate::new("https://app.example", "", Vec::new());
        let decision = gate.receive(true, HOST, 10, 0, || message("init", 0, json!({ "protocol": 1 })));
        assert!(matches!(decision, Decision::Obey(_)));
        gate
    }

    fn load(id: u32) -> Option<Json> {
        message("load", id, json!({ "workspace": "{}" }))
    }

    #[test]
    fn the_wrong_window_and_the_wrong_origin_are_not_even_answered() {
        let mut gate = begun();
        assert_eq!(gate.receive(false, HOST, 10, 0, || message("ping", 1, Json::Null)), Decision::Ignore);
        assert_eq!(gate.receive(true, "https://evil.example", 10, 0, || message("ping", 1, Json::Null)), Decision::Ignore);
        assert_eq!(
            gate.receive(true, "https://evil.example", 10, 0, || message("init", 2, json!({ "protocol": 1 }))),
            Decision::Ignore,
            "the pin holds"
        );
        assert_eq!(gate.pinned(), Some(HOST));
    }

    #[test]
    fn data_needs_trust() {
        let mut gate = begun();
        assert!(matches!(gate.receive(true, HOST, 10, 0, || load(1)), Decision::Ask(_)));
        gate.decide(true);
        assert!(matches!(gate.receive(true, HOST, 10, 0, || load(2)), Decision::Obey(_)));
        let mut gate = begun();
        gate.decide(false);
        assert!(matches!(gate.receive(true, HOST, 10, 0, || load(1)), Decision::Refuse(_, ProtocolError::Denied(_))));
        let mut listed = Gate::new("https://app.example", "", vec![HOST.to_owned()]);
        listed.receive(true, HOST, 10, 0, || message("init", 0, json!({ "protocol": 1 })));
        assert!(matches!(listed.receive(true, HOST, 10, 0, || load(1)), Decision::Obey(_)));
    }

    #[test]
    fn a_page_without_an_origin_is_never_trusted() {
        let mut gate = Gate::new("null", "", vec!["null".to_owned()]);
        gate.receive(true, "null", 10, 0, || message("init", 0, json!({ "protocol": 1 })));
        gate.decide(true);
        assert!(matches!(gate.receive(true, "null", 10, 0, || load(1)), Decision::Refuse(_, ProtocolError::Denied(_))));
    }

    #[test]
    fn repetition_flood_and_size_end_in_an_error() {
        let mut gate = begun();
        assert!(matches!(gate.receive(true, HOST, 10, 0, || message("ping", 7, Json::Null)), Decision::Obey(_)));
        assert!(matches!(gate.receive(true, HOST, 10, 0, || message("ping", 7, Json::Null)), Decision::Refuse(_, ProtocolError::Repeated(_))));
        assert!(matches!(gate.receive(true, HOST, LARGEST + 1, 0, || None), Decision::Refuse(None, ProtocolError::TooLarge(_))));
        let mut answers = 0;
        for number in 0..1000 {
            match gate.receive(true, HOST, 10, 5000, || message("ping", 100 + number, Json::Null)) {
                Decision::Obey(_) => {}
                Decision::Refuse(_, ProtocolError::TooMany) => answers += 1,
                other => assert_eq!(other, Decision::Ignore),
            }
        }
        assert_eq!(answers, 1);
        assert!(
            matches!(gate.receive(true, HOST, 10, 6000, || message("ping", 5000, Json::Null)), Decision::Obey(_)),
            "the next second is open again"
        );
    }

    #[test]
    fn nothing_is_said_before_the_handshake() {
        let mut gate = Gate::new("https://app.example", "", Vec::new());
        assert_eq!(gate.receive(true, HOST, 10, 0, || message("ping", 1, Json::Null)), Decision::Ignore);
        assert_eq!(gate.receive(true, HOST, 10, 0, || load(2)), Decision::Ignore);
        assert_eq!(gate.receive(true, HOST, LARGEST * 2, 0, || None), Decision::Ignore);
    }

    proptest! {
        /// Whatever is sent in whatever order: no message with data is obeyed without trust.
        #[test]
        fn no_order_of_messages_opens_the_gate(steps in proptest::collection::vec((0_u8..6, any::<bool>(), 0_u8..3), 1..60)) {
            let origins = [HOST, "https://evil.example", "null"];
            let mut gate = Gate::new("https://app.example", "", Vec::new());
            for (number, (kind, parent, origin)) in (0_u32..).zip(steps) {
                let value = match kind {
                    0 => message("init", number, json!({ "protocol": 1 })),
                    1 => load(number),
                    2 => message("get", number, json!({ "what": "workspace", "format": "json" })),
                    3 => message("set", number, json!({ "mode": "edit" })),
                    4 => Some(json!({ "app": "shizhu" })),
                    _ => None,
                };
                if let Decision::Obey(envelope) = gate.receive(parent, origins[usize::from(origin)], 100, u64::from(number) * 40, || value) {
                    prop_assert!(!envelope.data);
                }
            }
        }
    }
}
