//! The icons: own strokes on a 24 px grid, 1.75 px wide, always decorative (the label beside or the
//! accessible name says what they mean).

use leptos::prelude::*;

macro_rules! icons {
    ($($(#[$doc:meta])* $name:ident => $path:literal),* $(,)?) => {
        /// A picture of the set.
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
        pub enum Icon { $($(#[$doc])* $name),* }

        impl Icon {
            /// Every icon, for the gallery.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The strokes as SVG path data.
            pub fn path(self) -> &'static str {
                match self { $(Self::$name => $path),* }
            }

            /// The name, for the gallery.
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name)),* }
            }
        }
    };
}

icons! {
    /// Home page.
    Home => "M4 11.2 12 4l8 7.2M6 9.8V20h12V9.8M10 20v-5.5h4V20",
    /// Pillar 1, goals.
    Goal => "M12 3.5a8.5 8.5 0 1 0 8.5 8.5M12 8a4 4 0 1 0 4 4M12 12l6.5-6.5M18.5 5.5V3.2M18.5 5.5h2.3",
    /// Pillar 2, strategy and plan.
    Plan => "M4 6.5h9M4 12h13M8 17.5h12M4 4.8v3.4M4 10.3v3.4M8 15.8v3.4",
    /// Pillar 3, organisation; people.
    People => "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.8 20c.4-3.8 2.8-6 6.2-6s5.8 2.2 6.2 6M15.5 4.4a3.5 3.5 0 0 1 0 6.3M17.6 14.5c2 .8 3.3 2.7 3.6 5.5",
    /// Pillar 4, information.
    Info => "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM12 11v5.5M12 7.8v.2",
    /// Pillar 5, performance.
    Chart => "M4 4v16h16M8 16v-4M12.5 16V8M17 16v-6.5",
    /// Pillar 6, training.
    Training => "m2.5 9 9.5-4.5L21.5 9 12 13.5 2.5 9ZM6.5 11v5c1.5 1.6 3.3 2.3 5.5 2.3s4-.7 5.5-2.3v-5M21.5 9v5.5",
    /// Pillar 7, improvement.
    Loop => "M19.8 10.2A8 8 0 0 0 5.6 7.4L3.8 9.2M3.8 4.8v4.4h4.4M4.2 13.8a8 8 0 0 0 14.2 2.8l1.8-1.8M20.2 19.2v-4.4h-4.4",
    /// Pillar 8, channels.
    Channel => "M12 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM5.5 21a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM18.5 21a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM12 8v4.5M5.5 16v-1.5a2 2 0 0 1 2-2h9a2 2 0 0 1 2 2V16",
    /// Pillar 9, customers.
    Customer => "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20.5c.6-4 3.4-6 7.5-6 1.2 0 2.3.2 3.2.6M17.5 20.7l-2-2a1.5 1.5 0 0 1 2-2.2 1.5 1.5 0 0 1 2 2.2l-2 2Z",
    /// Pillar 10, teamwork.
    Team => "M4 5h12v8.5H9.5L6 16.5v-3H4V5ZM18.5 9H20v8.5h-2v2.7l-3.2-2.7H11",
    /// Search.
    Search => "M10.8 17.5a6.7 6.7 0 1 0 0-13.4 6.7 6.7 0 0 0 0 13.4ZM15.8 15.8l4.7 4.7",
    /// Add.
    Plus => "M12 5v14M5 12h14",
    /// Take away.
    Minus => "M5 12h14",
    /// Done.
    Check => "m5 12.5 4.8 4.8L19.5 7",
    /// Close or remove.
    Cross => "m6 6 12 12M18 6 6 18",
    /// Open downwards.
    ChevronDown => "m6 9.5 6 6 6-6",
    /// Close upwards.
    ChevronUp => "m6 14.5 6-6 6 6",
    /// Forward.
    ChevronRight => "m9.5 6 6 6-6 6",
    /// Back.
    ChevronLeft => "m14.5 6-6 6 6 6",
    /// To the next step.
    ArrowRight => "M4.5 12h15M13.5 6l6 6-6 6",
    /// To the step before.
    ArrowLeft => "M19.5 12h-15M10.5 6l-6 6 6 6",
    /// Move up.
    ArrowUp => "M12 19.5v-15M6 10.5l6-6 6 6",
    /// Move down.
    ArrowDown => "M12 4.5v15M6 13.5l6 6 6-6",
    /// Take back.
    Undo => "M8.5 5 4 9.5 8.5 14M4.5 9.5h10a5 5 0 0 1 0 10H9",
    /// Do again.
    Redo => "M15.5 5 20 9.5 15.5 14M19.5 9.5h-10a5 5 0 0 0 0 10H15",
    /// Save.
    Save => "M5 4h11l3.5 3.5V20H5V4ZM8.5 4v5h6V4M8 20v-6.5h8.5V20",
    /// Without a network.
    Offline => "M4 4l16 16M8.8 8.2A6 6 0 0 1 17.6 11 4 4 0 0 1 19.6 17.6M6.4 10.6A4.2 4.2 0 0 0 7.5 19h8",
    /// Download or export.
    Download => "M12 4v11.5M7 10.5l5 5 5-5M4.5 20h15",
    /// Upload or import.
    Upload => "M12 16V4.5M7 9.5l5-5 5 5M4.5 20h15",
    /// Print.
    Print => "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6.5H7V14Z",
    /// Help.
    Help => "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM9.5 9.7a2.5 2.5 0 1 1 3.7 2.2c-.8.4-1.2 1-1.2 1.9M12 16.6v.2",
    /// Settings.
    Settings => "M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM12 3v2.5M12 18.5V21M3 12h2.5M18.5 12H21M5.6 5.6l1.8 1.8M16.6 16.6l1.8 1.8M18.4 5.6l-1.8 1.8M7.4 16.6l-1.8 1.8",
    /// Light theme.
    Sun => "M12 16.2a4.2 4.2 0 1 0 0-8.4 4.2 4.2 0 0 0 0 8.4ZM12 2.8v2M12 19.2v2M2.8 12h2M19.2 12h2M5.5 5.5l1.4 1.4M17.1 17.1l1.4 1.4M18.5 5.5l-1.4 1.4M6.9 17.1l-1.4 1.4",
    /// Dark theme.
    Moon => "M20 14.2A8.2 8.2 0 0 1 9.8 4 8.2 8.2 0 1 0 20 14.2Z",
    /// Language.
    Language => "M3.5 6h9M8 3.8V6M10.8 6c-.8 3.5-3 6.3-6.8 8M5.6 8.8c1.2 2.2 3 3.8 5.4 4.9M12 20.2l4.4-10 4.4 10M13.6 16.8h5.6",
    /// Delete.
    Trash => "M4.5 6.5h15M9 6.5V4h6v2.5M6.5 6.5 7.3 20h9.4l.8-13.5M10 10.5v5.5M14 10.5v5.5",
    /// Edit.
    Edit => "m4.5 19.5.8-4L15.8 5l3.2 3.2L8.5 18.7l-4 .8ZM13.5 7.3l3.2 3.2",
    /// Copy.
    Copy => "M8.5 8.5H20V20H8.5V8.5ZM15.5 8.5V4H4v11.5h4.5",
    /// Something needs attention.
    Warning => "M12 4 2.8 19.8h18.4L12 4ZM12 10v4.8M12 17.2v.2",
    /// Something must be corrected.
    Problem => "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM12 7.5v5.5M12 16.2v.2",
    /// A suggestion.
    Advice => "M9 17.5c0-1.8-3.2-3-3.2-7A6.2 6.2 0 0 1 12 4.3a6.2 6.2 0 0 1 6.2 6.2c0 4-3.2 5.2-3.2 7H9ZM9.8 20.5h4.4",
    /// More actions.
    More => "M5.5 11.1a.9.9 0 1 0 0 1.8.9.9 0 0 0 0-1.8ZM12 11.1a.9.9 0 1 0 0 1.8.9.9 0 0 0 0-1.8ZM18.5 11.1a.9.9 0 1 0 0 1.8.9.9 0 0 0 0-1.8Z",
    /// Can be moved.
    Drag => "M9 5.1a.9.9 0 1 0 0 1.8.9.9 0 0 0 0-1.8ZM15 5.1a.9.9 0 1 0 0 1.8.9.9 0 0 0 0-1.8ZM9 11.1a.9.9 0 1 0 0 1.8.9.9 0 0 0 0-1.8ZM15 11.1a.9.9 0 1 0 0 1.8.9.9 0 0 0 0-1.8ZM9 17.1a.9.9 0 1 0 0 1.8.9.9 0 0 0 0-1.8ZM15 17.1a.9.9 0 1 0 0 1.8.9.9 0 0 0 0-1.8Z",
    /// A date.
    Calendar => "M4 6h16v14H4V6ZM4 10.5h16M8.5 3.5V8M15.5 3.5V8",
    /// A connection.
    Link => "M10 14a4 4 0 0 0 5.7 0l3.2-3.2a4 4 0 0 0-5.7-5.7l-1.6 1.6M14 10a4 4 0 0 0-5.7 0l-3.2 3.2a4 4 0 0 0 5.7 5.7l1.6-1.6",
    /// Leaves the app.
    External => "M13.5 4H20v6.5M20 4l-9 9M17.5 14v6H4V6.5h6",
    /// Where the data is.
    Database => "M12 9c4.4 0 7.5-1.2 7.5-2.8S16.4 3.5 12 3.5 4.5 4.7 4.5 6.2 7.6 9 12 9ZM4.5 6.2v11.6c0 1.5 3.1 2.7 7.5 2.7s7.5-1.2 7.5-2.7V6.2M4.5 12c0 1.6 3.1 2.8 7.5 2.8s7.5-1.2 7.5-2.8",
    /// What was changed.
    History => "M4 5v4.5h4.5M4.4 9.5A8.2 8.2 0 1 1 3.8 12M12 7.5V12l3.2 2",
    /// Locked.
    Lock => "M5.5 10.5h13v10h-13v-10ZM8.5 10.5V7.8a3.5 3.5 0 0 1 7 0v2.7M12 14.5v2",
    /// A list or table.
    Table => "M4 5h16v14H4V5ZM4 9.7h16M4 14.3h16M10 9.7V19",
    /// A tree.
    Tree => "M4 9.5h5v5H4v-5ZM15 4h5v5h-5V4ZM15 15h5v5h-5v-5ZM9 12h3M15 6.5h-1a2 2 0 0 0-2 2v7a2 2 0 0 0 2 2h1",
    /// A document.
    Document => "M6 3.5h8l4.5 4.5v12.5H6V3.5ZM14 3.5V8h4.5M9 12.5h6.5M9 16h6.5",
    /// An example.
    Example => "M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3V4ZM5 17a3 3 0 0 1 3-3h11M9 8h6",
    /// Show.
    Eye => "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM12 14.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6Z",
    /// Filter.
    Filter => "M3.5 5h17l-6.7 8v6.5l-3.6-2V13L3.5 5Z",
    /// Menu of the shell.
    Menu => "M4 6.5h16M4 12h16M4 17.5h16",
    /// A workspace.
    Workspace => "M4 20.5V6.5l8-3v17M12 9h8v11.5M2.5 20.5h19M7 9.5h2M7 13h2M7 16.5h2M15 12.5h2M15 16h2",
    /// A demonstration.
    Present => "M3.5 4.5h17M5 4.5V15h14V4.5M12 15v3M8 21l4-3 4 3M9 11l2-2.2 2 1.7L15.5 8",
    /// An alarm or reminder.
    Bell => "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15L6 16.5ZM10 20.5h4",
    /// Not done yet.
    Circle => "M12 19.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15Z",
    /// Half done.
    HalfCircle => "M12 19.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM12 4.5v15M14.5 5v14M17 6.7v10.6",
    /// Not applicable.
    Blocked => "M12 19.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM8 12h8",
}

/// Draws an icon in the colour of the text; `size` in px, 16 unless told.
#[component]
pub fn IconView(#[prop(into)] icon: Signal<Icon>, #[prop(default = 16)] size: u32) -> impl IntoView {
    view! {
        <svg
            class="icon"
            width=size
            height=size
            viewBox="0 0 24 24"
            fill="none"
            stroke="currentColor"
            stroke-width="1.75"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
            focusable="false"
        >
            <path d=move || icon.get().path()></path>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_has_strokes_of_its_own() {
        for (index, icon) in Icon::ALL.iter().enumerate() {
            assert!(icon.path().starts_with(['M', 'm']), "{}", icon.name());
            assert!(Icon::ALL[..index].iter().all(|other| other.path() != icon.path()), "{}", icon.name());
        }
    }
}
