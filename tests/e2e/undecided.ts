/** Answer of a person to a question that axe leaves open; it holds for the rule, the cause axe names and, if given, the place. */
export type Decision = { rule: string; cause: string; place?: RegExp; reason: string };

// Every text and the ground it stands on are two tokens; `src/ui/colour.rs` measures each such pair of each theme.
const MEASURED = 'The pair of colours is measured in `src/ui/colour.rs`.';

// Axe judges a page as it happens to be scrolled.
const FREE = `Scrolled into view, nothing may lie over it: \`accessible.ts\` does so with each. ${MEASURED}`;

/** What axe cannot decide and a person has; anything else that it leaves open fails. */
export const UNDECIDED: Decision[] = [
  { rule: 'color-contrast', cause: 'imgNode', reason: `Text of a chart stands on the surface of its card or on a mark. ${MEASURED}` },
  { rule: 'color-contrast', cause: 'bgOverlap', reason: `The head or the foot of the window, the fixed head of a table, or a mark of the same chart lies over a part of it or beside it. ${FREE}` },
  { rule: 'color-contrast', cause: 'elmPartiallyObscured', reason: `A list, a panel or a dialog that scrolls cuts what stands at its edge, or a column stands fixed. ${FREE}` },
  { rule: 'color-contrast', cause: 'elmPartiallyObscuring', reason: `A cell that spans rows reaches past the first of them, a toast or a bar lies over the page, and a value that runs on in the line of its name has no box of its own. ${FREE}` },
  { rule: 'color-contrast', cause: 'bgGradient', reason: `The band of the next step shades from one token to another; text is measured on both. ${MEASURED}` },
  { rule: 'color-contrast', cause: 'bgImage', reason: `Fading edges of scrolling tables and hatched marks are drawn as images of tokens. ${MEASURED}` },
  { rule: 'color-contrast', cause: 'pseudoContent', reason: `Drawn parts before or behind a text: the line of a step, the dot of a switch. ${MEASURED}` },
  { rule: 'color-contrast', cause: 'shortTextContent', reason: `One digit, one letter of a weekday or one Han character is text here. ${MEASURED}` },
  { rule: 'color-contrast', cause: 'nonBmp', reason: 'A sign (◆, ●, ▲) that repeats what the word beside it says.' },
  { rule: 'color-contrast', cause: 'emptyValue', reason: `A field without a value shows its text in the colour of all fields once it has one. ${MEASURED}` },
  { rule: 'color-contrast', cause: 'outsideViewport', reason: `Text beside the window while something scrolls. ${MEASURED}` },
  { rule: 'aria-valid-attr-value', cause: 'controlsWithinPopup', reason: 'A closed menu is not in the page yet; its button names it, and it is there when the button says “expanded” (K5).' },
  { rule: 'scrollable-region-focusable', cause: 'focusable-content', place: /role="menu"/, reason: 'A menu higher than the window scrolls with the arrows that go through its items, which are focused in turn (K5).' },
  { rule: 'frame-tested', cause: 'frame-tested', place: /embed-preview/, reason: 'The frame of the preview holds the app itself; each of its screens is swept without a frame.' },
  { rule: 'css-orientation-lock', cause: 'css-orientation-lock', reason: 'A host that withholds the style sheet (`static-host.spec.ts`) leaves nothing to look into.' },
  { rule: 'th-has-data-cells', cause: 'th-has-data-cells', place: /table-cards|rowgroup|<table/, reason: 'The head of a group of rows spans them and their cells stand below it (`scope="rowgroup"`), where axe looks for cells beside it; and a table of a document whose register is still empty keeps its heads, so that a reader sees what will stand there.' },
];
