/** Answer of a person to a question that axe leaves open; it holds for the rule, the cause axe names and, if given, the place. */
export type Decision = { rule: string; cause: string; place?: RegExp; reason: string };

// Texts stand in pairs of tokens: the same pair is decided by axe wherever it can see the background.
const TOKENS = 'Axe decides the same pair of colours elsewhere on these screens.';

/** What axe cannot decide and a person has; anything else that it leaves open fails. */
export const UNDECIDED: Decision[] = [
  { rule: 'color-contrast', cause: 'imgNode', reason: `Text of a chart stands on the surface of its card or on a mark. ${TOKENS}` },
  { rule: 'color-contrast', cause: 'bgOverlap', reason: `A chart's mark or the fixed head lies near the text, never over it (overlap is a test of its own). ${TOKENS}` },
  { rule: 'color-contrast', cause: 'elmPartiallyObscured', reason: `A scrolling list cuts its last row, or a column stands fixed; scrolled into view the row is whole. ${TOKENS}` },
  { rule: 'color-contrast', cause: 'elmPartiallyObscuring', reason: `A cell that spans rows reaches past the first of them. ${TOKENS}` },
  { rule: 'color-contrast', cause: 'bgGradient', reason: `The band of the next step shades between two tokens; the text was measured at both ends. ${TOKENS}` },
  { rule: 'color-contrast', cause: 'bgImage', reason: `Fading edges of scrolling tables and hatched marks are drawn as images of tokens. ${TOKENS}` },
  { rule: 'color-contrast', cause: 'pseudoContent', reason: `Drawn parts before or behind a text: the line of a step, the dot of a switch. ${TOKENS}` },
  { rule: 'color-contrast', cause: 'shortTextContent', reason: `One digit or one Han character is text here. ${TOKENS}` },
  { rule: 'color-contrast', cause: 'nonBmp', reason: 'A sign (◆, ●, ▲) that repeats what the word beside it says.' },
  { rule: 'color-contrast', cause: 'emptyValue', reason: `A field without a value shows its text in the colour of all fields once it has one. ${TOKENS}` },
  { rule: 'color-contrast', cause: 'outsideViewport', reason: `Text beside the window while something scrolls. ${TOKENS}` },
  { rule: 'aria-valid-attr-value', cause: 'controlsWithinPopup', reason: 'A closed menu is not in the page yet; its button names it, and it is there when the button says “expanded” (K5).' },
  { rule: 'css-orientation-lock', cause: 'css-orientation-lock', reason: 'A host that withholds the style sheet (`static-host.spec.ts`) leaves nothing to look into.' },
  { rule: 'th-has-data-cells', cause: 'th-has-data-cells', reason: 'A table of a document whose register is still empty keeps its heads, so that a reader sees what will stand there.' },
];
