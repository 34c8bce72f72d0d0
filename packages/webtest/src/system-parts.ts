import { AppError } from '@oremill/types';
import { provideChromium } from './browser/chromium.ts';
import { readConfig, type WebtestConfig } from './config.ts';
import { provideDuplicateFinder } from './tools/duplicates.ts';
import { provideLanguages } from './tools/languages.ts';
import { provideMaven } from './tools/maven.ts';
import { provideTool, redis, strace } from './tools/tool.ts';

/** What tests need from the system, beyond npm's packages. */
export type SystemPart = 'chromium' | 'redis' | 'strace' | Toolchain;
/** What builds and tests projects of other languages. Only who asks for it by name gets it before the PATH. */
export type Toolchain = 'jscpd' | 'languages' | 'maven';

export interface MissingPart {
  readonly name: SystemPart;
  readonly reason: string;
}

export interface SystemParts {
  /** What cannot be had. */
  readonly missing: readonly MissingPart[];
  /** Folders to put before the PATH, with the programs that were fetched. */
  readonly path: readonly string[];
}

type Provide = (config: WebtestConfig, say: (text: string) => void) => Promise<string | undefined>;

/** Each gives the folder of its programs, where tests find them by the PATH only. */
const PARTS: Readonly<Record<SystemPart, Provide>> = {
  async chromium(config, say) {
    await provideChromium(config, say);
    return undefined;
  },
  redis: (config, say) => provideTool(redis, config, say),
  strace: (config, say) => provideTool(strace, config, say),
  jscpd: provideDuplicateFinder,
  languages: provideLanguages,
  maven: provideMaven,
};
const TOOLCHAINS: readonly SystemPart[] = ['jscpd', 'languages', 'maven'] satisfies Toolchain[];

/** Provides every part, or those that are named. */
export async function provideSystemParts(
  config: WebtestConfig,
  say: (text: string) => void,
  names?: readonly SystemPart[],
): Promise<SystemParts> {
  const missing: MissingPart[] = [];
  const path: string[] = [];
  for (const name of names ?? (Object.keys(PARTS) as SystemPart[])) {
    try {
      const folder = await PARTS[name](config, say);
      const isForAll = !TOOLCHAINS.includes(name);
      if (folder !== undefined && (names !== undefined || isForAll)) path.push(folder);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      missing.push({ name, reason: error.message });
    }
  }
  return { missing, path };
}

/**
 * Whether a test may skip itself for want of a part: only when the part cannot be had and the run allows that.
 * `describe.skipIf(await isExcused('chromium'))(…)`
 */
export async function isExcused(part: SystemPart, config: WebtestConfig = readConfig()): Promise<boolean> {
  if (!config.isMissingAllowed) return false;
  const { missing } = await provideSystemParts(config, () => undefined, [part]);
  return missing.length > 0;
}
