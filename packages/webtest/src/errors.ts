import { errorFamily } from '@oremill/types';

export const webtestErrors = {
  /** No Chromium is where one should be. */
  BROWSER_MISSING: { status: 500 },
  /** A Chromium was found and does not start. */
  BROWSER_UNUSABLE: { status: 500 },
  /** A program that tests need is not installed, and could not be fetched. */
  FETCH_FAILED: { status: 500 },
  /** The app ended, or did not answer in time. */
  APP_NOT_READY: { status: 500 },
} as const;

export const webtestError = errorFamily(webtestErrors);
