//! A tool for talking to each other.

use model::*;

record! {
    /// Which tool and group, what for, and how soon an answer is expected.
    TEAM_TOOL = "team_tool", title "name", covers ["P10.2.2"];
    NAME: Line = "name", required, max_length(80), search(2), covers(&["P10.2.2"]);
    TOOL_KIND: Choice = "tool_kind", one_of_list("team_tool_kinds", &["chat", "video", "mail", "documents", "board", "phone"]), key, covers(&["P10.2.2"]);
    GROUP: Line = "group", max_length(80), key, covers(&["P10.2.2"]);
    PURPOSE: Line = "purpose", max_length(200), search(1), key, covers(&["P10.2.2"]);
    /// Hours until an answer at the latest.
    REPLY_HOURS: Number = "reply_hours", min(0.0), key, covers(&["P10.2.2"]);
    OWNER: Link = "owner", to(&["person"]), key;
    MEMBERS: Links = "members", to(&["person"]);
}
