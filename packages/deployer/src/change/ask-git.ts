import { spawn } from 'node:child_process';
import { deployerError } from '@oremill/types';

const ERROR_CHARACTERS_MAX = 2000;

/** No file of a person or the machine changes what git answers; it asks nobody, and writes nothing. */
const SETTINGS: NodeJS.ProcessEnv = {
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  GIT_NO_LAZY_FETCH: '1',
};

/** A hook that starts this process tells git of its own repository. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries({ ...process.env }).filter(([name]) => !name.startsWith('GIT_'));
  return { ...Object.fromEntries(own), ...SETTINGS };
}

/**
 * What git prints, while it prints it. It ends when the reader does. Throws GIT_FAILED, COMMIT_MISSING where `isExpected`
 * does not take the code it exits with.
 */
export async function* streamGit(
  folder: string,
  words: readonly string[],
  isExpected: (exitCode: number | null) => boolean = (code) => code === 0,
): AsyncGenerator<Uint8Array, void> {
  const child = spawn('git', ['-C', folder, ...words], {
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let told = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (told.length < ERROR_CHARACTERS_MAX) told += text;
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  // Awaited below; a reader that stops early is not told of it.
  ended.catch(() => {});
  try {
    yield* child.stdout;
    const code = await ended.catch((cause) => {
      throw deployerError('TOOL_MISSING', 'git cannot be started', { hint: 'Install git.', cause });
    });
    if (isExpected(code)) return;
    throw deployerError('GIT_FAILED', `git ${words[0]} in ${folder} has failed: ${told.trim()}`);
  } finally {
    child.kill('SIGKILL');
  }
}

/** All that git prints, where that is short. */
export async function askGit(
  folder: string,
  words: readonly string[],
  isExpected?: (exitCode: number | null) => boolean,
): Promise<string> {
  return Buffer.concat(await Array.fromAsync(streamGit(folder, words, isExpected))).toString();
}
