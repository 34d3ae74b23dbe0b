//! The messages between a frame and its host, version 1: one table that validates them, documents them and is
//! written out as JSON Schema.

use serde_json::{Map, Value as Json, json};
use thiserror::Error;

/// The version of the protocol that this code speaks.
pub const PROTOCOL: u32 = 1;

/// Who sends a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The frame to its host.
    FromFrame,
    /// The host to its frame.
    FromHost,
}

/// What a member of a payload may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Text up to this many characters.
    Text(usize),
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// True or false.
    Flag,
    /// A whole number from 0.
    Count,
    /// A list of texts or numbers.
    List,
    /// An object of texts: names of style variables from this list and their values.
    Words(&'static [&'static str]),
    /// A workspace file, as text or as an object.
    File,
    /// Anything; written only, never read.
    Any,
}

/// A member of a payload.
#[derive(Debug)]
pub struct Field {
    /// Its key.
    pub name: &'static str,
    /// What it may be.
    pub shape: Shape,
    /// It must be there.
    pub needed: bool,
}

/// One kind of message.
#[derive(Debug)]
pub struct Message {
    /// Its `type`.
    pub name: &'static str,
    /// Who sends it.
    pub direction: Direction,
    /// It carries or asks for data of the workspace: only trusted hosts.
    pub data: bool,
    /// Members of its payload; others are allowed and not looked at.
    pub fields: &'static [Field],
}

const fn field(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, needed: false }
}

const fn needed(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, needed: true }
}

const fn from_frame(name: &'static str, fields: &'static [Field]) -> Message {
    Message { name, direction: Direction::FromFrame, data: false, fields }
}

const fn from_host(name: &'static str, fields: &'static [Field]) -> Message {
    Message { name, direction: Direction::FromHost, data: false, fields }
}

const MODES: Shape = Shape::OneOf(&["view", "edit", "present"]);
const LANGUAGES: Shape = Shape::OneOf(&["auto", "zh-CN", "en"]);
const THEMES: Shape = Shape::OneOf(&["auto", "light", "dark", "transparent"]);
/// Style variables that a host may set.
const LOOKS: Shape = Shape::Words(&["accent", "radius", "font", "background", "density"]);
const PAGE: Shape = Shape::Text(400);

/// Every message of version 1.
pub const MESSAGES: &[Message] = &[
    from_frame(
        "hello",
        &[needed("protocols", Shape::List), field("appVersion", Shape::Text(40)), field("caps", Shape::List), field("needs", Shape::Any)],
    ),
    from_frame(
        "ready",
        &[
            needed("protocol", Shape::Count),
            field("page", PAGE),
            field("title", Shape::Text(400)),
            field("store", Shape::Text(20)),
            field("ignored", Shape::List),
        ],
    ),
    from_frame("error", &[needed("code", Shape::Text(40)), needed("message", Shape::Text(2000)), field("retryable", Shape::Flag)]),
    from_frame(
        "resize",
        &[needed("height", Shape::Count), needed("width", Shape::Count), field("reason", Shape::Text(20)), field("first", Shape::Flag)],
    ),
    from_frame("navigated", &[needed("page", PAGE), field("title", Shape::Text(400))]),
    from_frame("changed", &[needed("rev", Shape::Text(80)), field("dirty", Shape::Flag)]),
    from_frame("saved", &[needed("rev", Shape::Text(80)), field("data", Shape::File)]),
    from_frame("progress", &[needed("pillar", Shape::Text(10)), needed("done", Shape::Count), needed("applicable", Shape::Count)]),
    from_frame(
        "alert",
        &[
            needed("indicator", Shape::Text(400)),
            field("level", Shape::Text(20)),
            field("value", Shape::Text(80)),
            field("threshold", Shape::Text(80)),
        ],
    ),
    from_frame("action", &[needed("name", Shape::OneOf(&["open-full", "download", "print", "close"]))]),
    from_frame("scroll-to", &[needed("top", Shape::Count)]),
    from_frame("loaded", &[field("records", Shape::Count)]),
    from_frame("data", &[needed("what", Shape::Text(20)), needed("format", Shape::Text(10)), needed("data", Shape::Any)]),
    from_frame("done", &[]),
    from_frame("pong", &[]),
    from_host(
        "init",
        &[
            needed("protocol", Shape::Count),
            field("lang", LANGUAGES),
            field("theme", THEMES),
            field("mode", MODES),
            field("page", PAGE),
            field("cssVars", LOOKS),
        ],
    ),
    from_host("navigate", &[needed("page", PAGE)]),
    from_host("set", &[field("theme", THEMES), field("lang", LANGUAGES), field("mode", MODES), field("cssVars", LOOKS)]),
    from_host("flush", &[]),
    from_host("ping", &[]),
    Message { name: "load", direction: Direction::FromHost, data: true, fields: &[needed("workspace", Shape::File), field("readOnly", Shape::Flag)] },
    Message {
        name: "get",
        direction: Direction::FromHost,
        data: true,
        fields: &[
            needed("what", Shape::OneOf(&["workspace", "artefact", "summary"])),
            needed("format", Shape::OneOf(&["json", "html", "csv", "svg"])),
        ],
    },
];

/// Why a message is not obeyed. The codes are part of the protocol.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ProtocolError {
    /// No common version.
    #[error(
        "the page around speaks version {0} of the messages, this app speaks version {PROTOCOL}: load embed.js from the address of the app itself"
    )]
    Protocol(u64),
    /// Not from the page that began.
    #[error("another origin than the one that began")]
    Origin,
    /// Not what the table says.
    #[error("{message}.{field}: {reason}")]
    Invalid {
        /// Type of the message.
        message: String,
        /// Member at fault.
        field: String,
        /// What is wrong.
        reason: &'static str,
    },
    /// Larger than [`crate::embed::LARGEST`].
    #[error("{0} characters are too many")]
    TooLarge(usize),
    /// More than [`crate::embed::MOST_PER_SECOND`].
    #[error("too many messages in a second")]
    TooMany,
    /// The id of a request that was already answered.
    #[error("the request {0} was answered before")]
    Repeated(String),
    /// The user or the mode says no.
    #[error("denied: {0}")]
    Denied(&'static str),
    /// No such page, or not among those allowed.
    #[error("no page {0}")]
    UnknownPage(String),
    /// The file is not one that can be opened; the code of the reader.
    #[error("the workspace cannot be read: {0}")]
    Unreadable(String),
    /// The file is newer than this code.
    #[error("the workspace is newer than this app: {0}")]
    Newer(String),
    /// The browser gives the frame no storage.
    #[error("the browser keeps nothing for this frame")]
    StorageBlocked,
    /// The part of the program that talks to the host did not arrive.
    #[error("a part of the app did not arrive; the frame shows its page and answers nothing")]
    Incomplete,
}

impl ProtocolError {
    /// Stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Protocol(_) => "E_PROTOCOL",
            Self::Origin => "E_ORIGIN",
            Self::Invalid { .. } => "E_SCHEMA_INVALID",
            Self::TooLarge(_) => "E_TOO_LARGE",
            Self::TooMany => "E_TOO_MANY",
            Self::Repeated(_) => "E_REPEATED",
            Self::Denied(_) => "E_DENIED",
            Self::UnknownPage(_) => "E_UNKNOWN_PAGE",
            Self::Unreadable(_) => "E_UNREADABLE",
            Self::Newer(_) => "E_SCHEMA_NEWER",
            Self::StorageBlocked => "E_STORAGE_BLOCKED",
            Self::Incomplete => "E_INCOMPLETE",
        }
    }

    /// The same message sent again may succeed.
    pub fn retryable(&self) -> bool {
        matches!(self, Self::TooMany | Self::Denied(_) | Self::StorageBlocked | Self::Incomplete)
    }
}

/// A message from the host that the table allows.
#[derive(Clone, Debug, PartialEq)]
pub struct Envelope {
    /// Its line in the table.
    pub message: &'static str,
    /// It carries or asks for data.
    pub data: bool,
    /// Id of a request, to be named in the answer.
    pub id: Option<String>,
    /// Its members.
    pub payload: Map<String, Json>,
}

impl Envelope {
    /// A text of the payload.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.payload.get(name).and_then(Json::as_str)
    }
}

/// Reads a message from the host. `Ok(None)`: not one of ours, or for another frame.
pub fn read(value: Json, namespace: &str) -> Result<Option<Envelope>, ProtocolError> {
    let Json::Object(mut members) = value else { return Ok(None) };
    if members.get("app").and_then(Json::as_str) != Some("shizhu") || members.get("ns").and_then(Json::as_str).unwrap_or_default() != namespace {
        return Ok(None);
    }
    let version = members.get("v").and_then(Json::as_u64).unwrap_or_default();
    if version != u64::from(PROTOCOL) {
        return Err(ProtocolError::Protocol(version));
    }
    let name = members.get("type").and_then(Json::as_str).unwrap_or_default();
    // Types that a later version adds are not ours to judge.
    let Some(message) = MESSAGES.iter().find(|message| message.direction == Direction::FromHost && message.name == name) else { return Ok(None) };
    let fault = |field: &str, reason| ProtocolError::Invalid { message: message.name.to_owned(), field: field.to_owned(), reason };
    let id = match members.remove("id") {
        None | Some(Json::Null) => None,
        Some(Json::String(id)) if id.len() <= 64 => Some(id),
        Some(_) => return Err(fault("id", "not a text of up to 64 characters")),
    };
    let payload = match members.remove("payload") {
        None | Some(Json::Null) => Map::new(),
        Some(Json::Object(payload)) => payload,
        Some(_) => return Err(fault("payload", "not an object")),
    };
    for field in message.fields {
        match payload.get(field.name) {
            None | Some(Json::Null) if field.needed => return Err(fault(field.name, "missing")),
            None | Some(Json::Null) => {}
            Some(value) => field.shape.check(value).map_err(|reason| fault(field.name, reason))?,
        }
    }
    Ok(Some(Envelope { message: message.name, data: message.data, id, payload }))
}

/// A message of ours, ready to be sent; `reply_to` is the id of the request it answers.
pub fn envelope(name: &str, namespace: &str, reply_to: Option<&str>, payload: Json) -> Json {
    let mut message = json!({ "app": "shizhu", "v": PROTOCOL, "ns": namespace, "type": name, "payload": payload });
    if let (Some(id), Some(members)) = (reply_to, message.as_object_mut()) {
        members.insert("re".to_owned(), Json::String(id.to_owned()));
    }
    message
}

impl Shape {
    fn check(self, value: &Json) -> Result<(), &'static str> {
        let fits = |holds, reason| if holds { Ok(()) } else { Err(reason) };
        match (self, value) {
            (Self::Text(longest), Json::String(text)) => fits(text.chars().count() <= longest, "too long"),
            (Self::OneOf(words), Json::String(text)) => fits(words.contains(&text.as_str()), "not one of the words allowed"),
            (Self::Words(names), Json::Object(members)) => {
                let plain = |text: &str| text.len() <= 80 && text.chars().all(|letter| letter.is_alphanumeric() || " #.%-".contains(letter));
                fits(
                    members.iter().all(|(name, value)| names.contains(&name.as_str()) && value.as_str().is_some_and(plain)),
                    "a name or value that is not allowed",
                )
            }
            (Self::Flag, Json::Bool(_)) | (Self::List, Json::Array(_)) | (Self::File, Json::String(_) | Json::Object(_)) | (Self::Any, _) => Ok(()),
            (Self::Count, Json::Number(number)) => fits(number.is_u64(), "not a whole number from 0"),
            _ => Err("of the wrong type"),
        }
    }

    fn schema(self) -> Json {
        match self {
            Self::Text(longest) => json!({ "type": "string", "maxLength": longest }),
            Self::OneOf(words) => json!({ "enum": words }),
            Self::Flag => json!({ "type": "boolean" }),
            Self::Count => json!({ "type": "integer", "minimum": 0 }),
            Self::List => json!({ "type": "array" }),
            Self::Words(names) => {
                json!({ "type": "object", "propertyNames": { "enum": names }, "additionalProperties": { "type": "string", "maxLength": 80, "pattern": "^[\\p{L}\\p{N} #.%-]*$" } })
            }
            Self::File => json!({ "type": ["string", "object"] }),
            Self::Any => json!({}),
        }
    }
}

/// The JSON Schema (2020-12) of all messages: `public/embed/messages.schema.json`.
pub fn schema() -> Json {
    let messages: Vec<Json> = MESSAGES
        .iter()
        .map(|message| {
            let properties: Map<String, Json> = message.fields.iter().map(|field| (field.name.to_owned(), field.shape.schema())).collect();
            let required: Vec<&str> = message.fields.iter().filter(|field| field.needed).map(|field| field.name).collect();
            json!({
                "title": message.name,
                "$comment": match (message.direction, message.data) {
                    (Direction::FromFrame, _) => "frame to host",
                    (Direction::FromHost, false) => "host to frame",
                    (Direction::FromHost, true) => "host to frame; trusted hosts only",
                },
                "properties": { "type": { "const": message.name }, "payload": { "type": "object", "properties": properties, "required": required } },
            })
        })
        .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Shizhu messages between a frame and its host, version 1",
        "type": "object",
        "required": ["app", "v", "type"],
        "properties": {
            "app": { "const": "shizhu" },
            "v": { "const": PROTOCOL },
            "ns": { "type": "string", "maxLength": 64 },
            "id": { "type": "string", "maxLength": 64 },
            "re": { "type": "string", "maxLength": 64 },
        },
        "oneOf": messages,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(name: &str, payload: Json) -> Json {
        json!({ "app": "shizhu", "v": 1, "ns": "", "type": name, "id": "1", "payload": payload })
    }

    fn code(value: Json) -> &'static str {
        match read(value, "") {
            Ok(Some(_)) => "ok",
            Ok(None) => "not ours",
            Err(error) => error.code(),
        }
    }

    #[test]
    fn what_is_not_ours_is_left_alone() {
        for other in [
            json!(1),
            json!("{}"),
            json!({ "type": "init" }),
            json!({ "app": "shizhu", "v": 1, "ns": "b", "type": "ping" }),
            message("later", json!({})),
            message("ready", json!({})),
        ] {
            assert_eq!(code(other.clone()), "not ours", "{other}");
        }
    }

    #[test]
    fn every_member_is_looked_at() {
        assert_eq!(code(message("init", json!({ "protocol": 1, "lang": "en", "theme": "dark", "mode": "edit", "page": "p/3", "later": [] }))), "ok");
        assert_eq!(code(message("ping", Json::Null)), "ok");
        assert_eq!(code(message("set", json!({ "cssVars": { "accent": "#1456D9", "radius": "8px" } }))), "ok");
        for wrong in [
            message("init", json!({})),
            message("init", json!({ "protocol": -1 })),
            message("init", json!({ "protocol": 1, "lang": "fr" })),
            message("navigate", json!({ "page": "x".repeat(401) })),
            message("set", json!({ "cssVars": { "accent": "red;}" } })),
            message("set", json!({ "cssVars": { "content": "x" } })),
            message("load", json!({ "workspace": 1 })),
            message("get", json!({ "what": "everything", "format": "json" })),
            message("ping", json!([])),
            json!({ "app": "shizhu", "v": 1, "type": "ping", "id": {} }),
        ] {
            assert_eq!(code(wrong.clone()), "E_SCHEMA_INVALID", "{wrong}");
        }
        assert_eq!(code(json!({ "app": "shizhu", "v": 2, "type": "ping" })), "E_PROTOCOL");
    }

    #[test]
    fn only_messages_with_data_ask_for_trust() {
        let asking: Vec<&str> = MESSAGES.iter().filter(|message| message.data).map(|message| message.name).collect();
        assert_eq!(asking, ["load", "get"]);
    }

    #[test]
    fn the_written_schema_is_the_table() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public/embed/messages.schema.json");
        let text = serde_json::to_string_pretty(&schema()).unwrap() + "\n";
        if std::env::var_os("SHIZHU_WRITE").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &text).unwrap();
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), text, "SHIZHU_WRITE=1 cargo test -p io writes it anew");
    }
}
