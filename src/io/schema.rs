//! The format of a file as JSON Schema, made from the registry of kinds, for whoever writes or checks such files with
//! other programs.

use model::{Choices, FieldDef, Json, Kind, Registry, ValueType};
use serde_json::{Map, json};

use crate::bundle::{FORMAT, MAX_FIELDS, VERSION};

/// The JSON Schema (draft 2020-12) of a file with these kinds of records.
pub fn json_schema(registry: &Registry) -> Json {
    let mut kinds: Vec<&Kind> = registry.kinds().to_vec();
    kinds.sort_by_key(|kind| kind.name);
    let definitions: Map<String, Json> = shared().into_iter().chain(kinds.iter().map(|kind| (kind.name.to_owned(), kind_schema(kind)))).collect();
    let branches: Vec<Json> = kinds
        .iter()
        .map(|kind| {
            json!({
                "if": { "properties": { "kind": { "const": kind.name } }, "required": ["kind"] },
                "then": { "properties": { "fields": { "$ref": format!("#/$defs/{}", kind.name) } } },
            })
        })
        .collect();
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Shizhu workspace",
        "description": "A workspace as one file. Fields and kinds that are not listed come from other versions; they are kept. \
            Equality of two files is equality of data.",
        "type": "object",
        "required": ["format", "version", "app", "exported_at", "name", "lineage", "revision", "versions", "counts", "sha256", "data"],
        "properties": {
            "format": { "const": FORMAT },
            "version": { "const": VERSION, "description": "Version of the format." },
            "app": { "type": "string", "description": "Version of the app that wrote the file." },
            "exported_at": { "type": "string", "description": "When it was written, UTC, ISO 8601." },
            "exported_by": { "type": "string", "description": "Who wrote it; missing where that is not known, or contact data are left out." },
            "name": { "type": "string", "description": "Name of the workspace." },
            "lineage": { "type": "string", "description": "Family of copies: files of one lineage can be merged. A duplicate starts a new one." },
            "revision": { "$ref": "#/$defs/-stamp", "description": "The latest change in the file." },
            "versions": {
                "type": "object",
                "propertyNames": { "pattern": "^[0-9a-f]{8}$" },
                "additionalProperties": { "$ref": "#/$defs/-stamp" },
                "description": "Per copy of the workspace the latest change that this copy had seen.",
            },
            "copies": {
                "type": "object",
                "propertyNames": { "pattern": "^[0-9a-f]{8}$" },
                "additionalProperties": { "type": "string" },
                "description": "Names of those who work on the copies, as far as the writer knows them.",
            },
            "scope": {
                "type": "object",
                "additionalProperties": false,
                "description": "What was left out; missing means nothing.",
                "properties": {
                    "kinds": { "type": "array", "items": { "type": "string" }, "description": "Only these kinds; what they link to by name alone." },
                    "personal": { "type": "boolean", "description": "Contact data of persons." },
                    "confidential": { "type": "boolean", "description": "Records of the class confidential." },
                    "deleted": { "type": "boolean", "description": "Deleted records that can still be brought back." },
                    "template": { "type": "boolean", "description": "Structure and lists alone: other workspaces are started from it." },
                },
            },
            "counts": { "type": "object", "additionalProperties": { "type": "integer", "minimum": 0 }, "description": "Records per kind." },
            "sha256": {
                "type": "string",
                "pattern": "^[0-9a-f]{64}$",
                "description": "SHA-256 of data without spaces outside texts, keys of a record in the order given here, fields and stamps by name, records in the order of the file.",
            },
            "data": {
                "type": "object",
                "required": ["records"],
                "additionalProperties": false,
                "properties": {
                    "records": { "type": "array", "items": { "$ref": "#/$defs/-record" } },
                    "tombstones": {
                        "type": "object",
                        "propertyNames": { "$ref": "#/$defs/-id" },
                        "additionalProperties": { "$ref": "#/$defs/-stamp" },
                        "description": "Deletions: id of the record and when.",
                    },
                    "deleted": {
                        "type": "array",
                        "items": { "$ref": "#/$defs/-record" },
                        "description": "Deleted records that still have their fields; each has its line among the tombstones.",
                    },
                },
            },
        },
    });
    schema["$defs"] = Json::Object(definitions);
    schema["$defs"]["-record"]["allOf"] = Json::Array(branches);
    schema
}

fn shared() -> Vec<(String, Json)> {
    let name = "^[a-z][a-z0-9_]{0,63}$";
    let values = json!({ "type": "object", "maxProperties": MAX_FIELDS, "propertyNames": { "pattern": name } });
    vec![
        ("-id".to_owned(), json!({ "type": "string", "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$" })),
        (
            "-stamp".to_owned(),
            json!({
                "type": "string",
                "pattern": "^[0-9a-f]{12,16}\\.[0-9a-f]{4}\\.[0-9a-f]{8}$",
                "description": "When and where: milliseconds since 1970, counter, copy of the workspace; hexadecimal.",
            }),
        ),
        (
            "-record".to_owned(),
            json!({
                "type": "object",
                "required": ["id", "kind", "created", "fields"],
                "propertyNames": { "pattern": name },
                "properties": {
                    "id": { "$ref": "#/$defs/-id" },
                    "kind": { "type": "string", "pattern": name },
                    "created": { "$ref": "#/$defs/-stamp" },
                    "fields": values,
                    "stamps": {
                        "type": "object",
                        "propertyNames": { "pattern": name },
                        "additionalProperties": { "$ref": "#/$defs/-stamp" },
                        "description": "Fields set or cleared after creation.",
                    },
                },
            }),
        ),
    ]
}

fn kind_schema(kind: &Kind) -> Json {
    let properties: Map<String, Json> = kind.fields.iter().map(|field| (field.name.to_owned(), field_schema(field))).collect();
    json!({ "type": "object", "properties": properties })
}

fn field_schema(field: &FieldDef) -> Json {
    let mut schema = value_schema(field);
    let Some(map) = schema.as_object_mut() else { return schema };
    if let Some(length) = field.max_length {
        map.insert("maxLength".to_owned(), json!(length));
    }
    let whole = matches!(field.value, ValueType::Money | ValueType::Score | ValueType::Duration);
    let bound = |bound: f64| if whole { json!(bound as i64) } else { json!(bound) };
    if let Some(min) = field.min {
        map.insert("minimum".to_owned(), bound(min));
    }
    if let Some(max) = field.max {
        map.insert("maximum".to_owned(), bound(max));
    }
    let mut notes = Vec::new();
    if field.required {
        notes.push("Needed before the record counts as complete.".to_owned());
    }
    if !field.targets.is_empty() {
        notes.push(format!("Links to: {}.", field.targets.join(", ")));
    }
    if let Choices::Editable(list, codes) = field.choices {
        notes.push(format!("List {list}, which a workspace may extend: {}.", codes.join(", ")));
    }
    if field.personal {
        notes.push("Contact data of a person.".to_owned());
    }
    if !notes.is_empty() {
        map.insert("description".to_owned(), json!(notes.join(" ")));
    }
    schema
}

fn value_schema(field: &FieldDef) -> Json {
    match field.value {
        ValueType::Line | ValueType::Prose => json!({ "type": "string" }),
        ValueType::Number => json!({ "type": "number" }),
        ValueType::Ratio => json!({ "type": "number", "$comment": "0.125 is 12.5 %" }),
        ValueType::Money => json!({ "type": "integer", "$comment": "minor units of the workspace's currency" }),
        ValueType::Date => json!({ "type": "string", "format": "date" }),
        ValueType::Month => json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$" }),
        ValueType::Span => json!({
            "type": "object",
            "required": ["from", "to"],
            "properties": { "from": { "type": "string", "format": "date" }, "to": { "type": "string", "format": "date" } },
        }),
        ValueType::Instant => json!({ "type": "string", "format": "date-time" }),
        ValueType::Duration => json!({ "type": "integer", "$comment": "minutes" }),
        ValueType::Bool => json!({ "type": "boolean" }),
        ValueType::Choice => match field.choices {
            Choices::Fixed(codes) => json!({ "enum": codes }),
            _ => json!({ "type": "string" }),
        },
        ValueType::Tags => json!({ "type": "array", "items": { "type": "string" } }),
        ValueType::Link => json!({ "$ref": "#/$defs/-id" }),
        ValueType::Links => json!({ "type": "array", "items": { "$ref": "#/$defs/-id" } }),
        ValueType::Score => json!({ "type": "integer" }),
        ValueType::Url => json!({ "type": "string", "format": "uri" }),
        ValueType::Attachment => json!({ "type": "object" }),
        ValueType::Rows => {
            let columns: Map<String, Json> = field.columns.iter().map(|column| (column.name.to_owned(), field_schema(column))).collect();
            json!({ "type": "array", "items": { "type": "object", "properties": columns } })
        }
    }
}
