import { execFile } from 'node:child_process';
import { readFile, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';
import { deployerError, type SecretReference } from '@oremill/types';
import { Decrypter } from 'age-encryption';

export interface SecretsOptions {
  /** The engine's own. */
  readonly environment: NodeJS.ProcessEnv;
  readonly workspace: string;
  /** No secret of a project is in it. */
  readonly platformFolder?: string | undefined;
  readonly signal: AbortSignal;
}

const SECRET_BYTES_MAX = 64 * 1024;
const COMMAND_MS_MAX = 60_000;

/** The values of secrets, by their names. A trailing newline, which files and programs end with, is no part of one. */
export async function readSecrets(
  names: readonly string[],
  references: Readonly<Record<string, SecretReference>>,
  options: SecretsOptions,
): Promise<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const name of names) {
    const reference = references[name];
    if (reference === undefined) throw unreadable(name, 'is not in the pipeline’s `secrets`');
    const value = (await readSecret(name, reference, options)).replace(/\r?\n$/, '');
    if (value === '') throw unreadable(name, 'is empty');
    if (value.includes('\0')) throw unreadable(name, 'has a byte 0 in it');
    values[name] = value;
  }
  return values;
}

async function readSecret(
  name: string,
  reference: SecretReference,
  options: SecretsOptions,
): Promise<string> {
  if ('env' in reference) return readVariable(name, reference.env, options.environment);
  if ('file' in reference) return readOwnFile(name, reference.file, options);
  if ('age' in reference) return readAgeFile(name, reference, options);
  return readCommand(name, reference.command, options);
}

/** What gives the platform itself its rights is no secret of a project. */
const OF_PLATFORM = /^(OREMILL_|DATABASE_URL$|PG)/;

function readVariable(name: string, variable: string, environment: NodeJS.ProcessEnv): string {
  if (OF_PLATFORM.test(variable))
    throw unreadable(name, `cannot be ${variable}, which is the platform’s own`);
  const value = environment[variable];
  if (value !== undefined) return value;
  throw unreadable(
    name,
    `is the variable ${variable}, which the engine does not have`,
    `Set it where the engine is started.`,
  );
}

async function readOwnFile(name: string, path: string, options: SecretsOptions): Promise<string> {
  if (!isAbsolute(path)) throw unreadable(name, `is in ${path}, which is not an absolute path`);
  const status = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    throw unreadable(name, `is in ${path}, which cannot be read: ${cause.code}`);
  });
  if (!status.isFile() || status.size > SECRET_BYTES_MAX) {
    throw unreadable(name, `is in ${path}, which is no file of at most ${SECRET_BYTES_MAX} bytes`);
  }
  const { platformFolder } = options;
  if (platformFolder !== undefined && (await isWithin(platformFolder, path))) {
    throw unreadable(name, `is in ${path}, where the platform keeps its own`, 'Keep it in another folder.');
  }
  if ((status.mode & 0o077) !== 0) {
    throw unreadable(name, `is in ${path}, which others may read`, `Run: chmod 600 ${path}`);
  }
  return readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw unreadable(name, `is in ${path}, which cannot be read: ${cause.code}`);
  });
}

/** Whatever links there are on the way. */
async function isWithin(folder: string, path: string): Promise<boolean> {
  const [outer, inner] = await Promise.all([realpath(folder), realpath(path)]);
  return inner.startsWith(`${outer}/`);
}

async function readAgeFile(
  name: string,
  { age, identity }: { age: string; identity: string },
  options: SecretsOptions,
) {
  const root = await realpath(options.workspace);
  const path = await realpath(join(root, age)).catch(() => undefined);
  if (path === undefined || !path.startsWith(`${root}/`)) {
    throw unreadable(name, `is in ${age}, which is not in the repository`);
  }
  // A pipe, which a step may have put there, would never end.
  const status = await stat(path);
  if (!status.isFile() || status.size > SECRET_BYTES_MAX) {
    throw unreadable(name, `is in ${age}, which is no file of at most ${SECRET_BYTES_MAX} bytes`);
  }
  const identities = (await readOwnFile(name, identity, options))
    .split('\n')
    .filter((line) => line.startsWith('AGE-SECRET-KEY-'));
  const decrypter = new Decrypter();
  for (const line of identities) decrypter.addIdentity(line.trim());
  try {
    return await decrypter.decrypt(await readFile(path), 'text');
  } catch {
    // What age says of it is not repeated: it may have a part of the key in it.
    throw unreadable(name, `is in ${age}, which the identity in ${identity} does not open`);
  }
}

async function readCommand(
  name: string,
  [program = '', ...args]: readonly string[],
  options: SecretsOptions,
) {
  const { environment, signal, workspace } = options;
  try {
    const { stdout } = await promisify(execFile)(program, args, {
      cwd: workspace,
      env: { PATH: environment.PATH, HOME: environment.HOME, LANG: 'C.UTF-8' },
      timeout: COMMAND_MS_MAX,
      killSignal: 'SIGKILL',
      maxBuffer: SECRET_BYTES_MAX,
      signal,
    });
    return stdout;
  } catch (error) {
    // Neither its output, which is the secret, nor its message, which has the whole command.
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'a signal';
    throw unreadable(name, `is what ${program} prints, which has ended with ${code}`);
  }
}

function unreadable(name: string, what: string, hint?: string) {
  return deployerError('SECRET_UNREADABLE', `the secret ${name} ${what}`, hint === undefined ? {} : { hint });
}
