// Pictures of the screens: `make screenshots`.
import { defineConfig } from '@playwright/test';
import main from './playwright.config.ts';

export default defineConfig({ ...main, testDir: './screenshots', testMatch: '*.shot.ts', workers: 1, retries: 0, timeout: 600_000 });
