// How Chromium is started: one place for the tests and the screenshots.
import { fileURLToPath } from 'node:url';

/** Root of the working copy. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** The system's Chromium; nothing is downloaded. */
export const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** The same engine without the browser around it: a third quicker, for whatever needs pages only. */
export const shellPath = process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell';

/** Flags for a machine without a screen, a sandbox of its own and a network. */
export const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The helper, built by `make`; `cargo xtask e2e` names it. */
export const xtask = process.env.XTASK ?? `${root}target/debug/xtask`;

/** The folder under test; `DIST=target/run` tries a development build. */
export const dist = process.env.DIST ? `${root}${process.env.DIST}` : `${root}dist`;

/** Where the release is served for the tests. */
export const port = Number(process.env.E2E_PORT ?? 4173);
export const address = `http://127.0.0.1:${port}/`;
