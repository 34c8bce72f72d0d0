export type { AppOptions, PortMode, Readiness, RunningApp } from './app/app-options.ts';
export { findFreePort } from './app/free-port.ts';
export { startApp } from './app/start-app.ts';
export { type Chromium, provideChromium } from './browser/chromium.ts';
export { launchBrowser } from './browser/launch-browser.ts';
export { readConfig, type WebtestConfig } from './config.ts';
export { webtestErrors } from './errors.ts';
export {
  isExcused,
  type MissingPart,
  provideSystemParts,
  type SystemPart,
  type SystemParts,
  type Toolchain,
} from './system-parts.ts';
