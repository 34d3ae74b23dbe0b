// Rules of accessibility, by axe: what it finds fails; what it cannot decide must be on the list of what a person has decided.
import { type Page } from '@playwright/test';
import axe from 'axe-core';
import { UNDECIDED } from './undecided.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Rules that are switched off unless they are named. */
const FURTHER_RULES = ['label-content-name-mismatch', 'focus-order-semantics', 'table-fake-caption', 'td-has-header', 'css-orientation-lock'];

/** One rule with the places where it is broken, or where axe cannot tell; `cause` is axe's word for why not. */
type Finding = { kind: 'violation' | 'undecided'; rule: string; help: string; cause: string; place: string; target: string };

/** Axe looks at a page as it is scrolled. These say that something lies over a text just now; scrolled into view, nothing may. */
const COVERED = ['bgOverlap', 'elmPartiallyObscured', 'elmPartiallyObscuring'];

/** Of the covered texts those over which something still lies when they are scrolled into view. */
async function stillCovered(page: Page, findings: Finding[]): Promise<Finding[]> {
  const asked = findings.filter(({ rule, cause }) => rule === 'color-contrast' && COVERED.includes(cause));
  const covered = await page.evaluate((targets) => {
    const lies = targets.map((target) => {
      const text = document.querySelector(target);
      // Texts of a drawing lie over its marks; that none lies over another is a test of its own (`layout.spec.ts`).
      if (!text || text.closest('svg')) return false;
      text.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
      const boxes = [...text.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
      const free = boxes.some((box) => {
        const [x, y] = [(Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2, (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2];
        const top = document.elementFromPoint(x, y);
        // What was opened over the page (a menu, a toast, a stop of the tour) covers it until it is closed.
        return top !== null && (text.contains(top) || top.contains(text) || top.closest('[role=menu], .toast, [data-testid=tour]') !== null);
      });
      return boxes.length > 0 && !free;
    });
    window.scrollTo(0, 0);
    return lies;
  }, asked.map(({ target }) => target));
  return asked.filter((_, index) => covered[index]);
}

/** Waits until no transition runs. What repeats for ever, or follows scrolling instead of time, is not waited for. */
export async function stillness(page: Page): Promise<void> {
  await page.evaluate(() => {
    const ends = (animation: Animation) => animation.timeline instanceof DocumentTimeline && animation.effect?.getComputedTiming().iterations !== Infinity;
    return Promise.all(document.getAnimations().filter(ends).map((animation) => animation.finished.catch(() => {})));
  });
}

/** Waits until nothing has been added to the page for a moment, five seconds at most: axe cannot judge what comes while it looks. */
async function quietness(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const done = () => {
          observer.disconnect();
          resolve();
        };
        let timer = window.setTimeout(done, 150);
        const observer = new MutationObserver(() => {
          window.clearTimeout(timer);
          timer = window.setTimeout(done, 150);
        });
        observer.observe(document.body, { childList: true, subtree: true });
        window.setTimeout(done, 5_000);
      }),
  );
}

/**
 * Fails with a readable list if the page, or the part below `within`, breaks a rule of accessibility, or if axe leaves
 * a question open that nobody has answered in `undecided.ts`.
 */
export async function expectAccessible(page: Page, within?: string): Promise<void> {
  // Injected through the debugger, so that the content security policy of the page stays as strict as for users.
  await page.evaluate(`if (!window.axe) { ${axe.source} }`);
  // Scrolled by chance, the head of the page covers a part of whatever stands there, and the rule of target sizes counts it.
  await page.evaluate(() => window.scrollTo(0, 0));
  // Colours in the middle of a transition would be judged by chance.
  await stillness(page);
  await quietness(page);
  const findings: Finding[] = await page.evaluate(
    async ([tags, further, selector]) => {
      type Check = { id: string; message: string; data?: { messageKey?: string } | null };
      type Node = { target: unknown[]; html: string; failureSummary?: string; any: Check[]; all: Check[]; none: Check[] };
      type Rule = { id: string; help: string; nodes: Node[] };
      type Engine = { run: (context: unknown, options: unknown) => Promise<{ violations: Rule[]; incomplete: Rule[] }> };
      const engine = (window as unknown as { axe: Engine }).axe;
      const rules = Object.fromEntries(further.map((rule) => [rule, { enabled: true }]));
      const result = await engine.run(selector ?? document, { runOnly: { type: 'tag', values: tags }, rules, resultTypes: ['violations', 'incomplete'] });
      const read = (kind: 'violation' | 'undecided', found: Rule[]) =>
        found.flatMap((rule) =>
          rule.nodes.map((node) => ({
            kind,
            rule: rule.id,
            help: rule.help,
            cause: [...node.any, ...node.all, ...node.none].map((check) => check.data?.messageKey ?? check.id).at(0) ?? '',
            target: node.target.flat(3).join(' '),
            place: `${node.target.join(' ')}: ${node.html.slice(0, 200)}\n      ${(node.failureSummary ?? '').replaceAll('\n', '\n      ')}`,
          })),
        );
      return [...read('violation', result.violations), ...read('undecided', result.incomplete)];
    },
    [TAGS, FURTHER_RULES, within] as const,
  );
  const open = findings.filter((finding) => finding.kind === 'violation' || !UNDECIDED.some(({ rule, cause, place }) => rule === finding.rule && cause === finding.cause && (place === undefined || place.test(finding.place))));
  open.push(...(await stillCovered(page, findings.filter((finding) => !open.includes(finding)))));
  const text = open.map(({ kind, rule, cause, help, place }) => `${kind}: ${rule} (${cause}): ${help}\n    ${place}`).join('\n');
  if (open.length > 0) throw new Error(`${open.length} findings of accessibility on ${page.url()}\n${text}`);
}
