import { AppError } from '@oremill/types';
import { provideChromium } from './browser/chromium.ts';
import { readConfig, type WebtestConfig } from './config.ts';

/** What tests need from the system, beyond npm's packages. */
export type SystemPart = 'chromium';

export interface MissingPart {
  readonly name: SystemPart;
  readonly reason: string;
}

/** Provides every part, and returns those that cannot be had. */
export async function provideSystemParts(
  config: WebtestConfig,
  say: (text: string) => void,
): Promise<MissingPart[]> {
  try {
    await provideChromium(config, say);
    return [];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [{ name: 'chromium', reason: error.message }];
  }
}

/**
 * Whether a test may skip itself for want of a part: only when the part cannot be had and the run allows that.
 * `describe.skipIf(await isExcused('chromium'))(…)`
 */
export async function isExcused(part: SystemPart, config: WebtestConfig = readConfig()): Promise<boolean> {
  if (!config.isMissingAllowed) return false;
  const missing = await provideSystemParts(config, () => undefined);
  return missing.some(({ name }) => name === part);
}
