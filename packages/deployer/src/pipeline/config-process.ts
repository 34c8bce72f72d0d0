/*
 * The program in which a stranger's config is evaluated: `node --permission … config-process.ts FOLDER NAME DOOR`. It has
 * no environment, no network and no other process, and before the first line of the config runs it gives away the right
 * to read files: what a config says is of its own text and of what it imports. It writes one reply to descriptor 3.
 */
import { readFileSync, writeSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What the config has said, with its text without types, in which each part is where it was; or why it has not. */
export type ConfigReply =
  | { readonly value: unknown; readonly source: string }
  | { readonly fault: ConfigFault };

export interface ConfigFault {
  readonly message: string;
  /** Relative to the repository. */
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

const ENTRY = 'oremill:entry';
const GIVE_AWAY = 'oremill:give-away';
const REPLY = 3;

const [folder = '', name = '', door = ''] = process.argv.slice(2);
const config = pathToFileURL(join(folder, name)).href;
const root = pathToFileURL(`${folder}/`).href;

// Modules are linked, and so read, before the first of them runs; they run in the order of the imports.
const SOURCES: Readonly<Record<string, string>> = {
  [ENTRY]: `import '${GIVE_AWAY}'; import * as config from ${JSON.stringify(config)}; export { config };`,
  [GIVE_AWAY]: "process.permission.drop('fs.read');",
};

registerHooks({
  resolve(specifier, context, next) {
    if (specifier in SOURCES) return { url: specifier, format: 'module', shortCircuit: true };
    // A repository need not have installed what its config imports from us.
    if (specifier === '@oremill/deployer') return next(door, context);
    const found = next(specifier, context);
    if (found.url.startsWith('file:') && !found.url.startsWith(root)) {
      throw new Error(`${specifier} is not in the repository`);
    }
    return found;
  },
  load(url, context, next) {
    const source = SOURCES[url];
    if (source !== undefined) return { source, format: 'module', shortCircuit: true };
    // Whatever the package.json beside it says of other files.
    return next(url, url === config ? { ...context, format: 'module-typescript' } : context);
  },
});

// When the engine has gone, so has who would read the reply. It keeps nothing waiting that would have ended.
process.stdin.on('end', () => process.exit(1)).resume();
(process.stdin as Socket).unref();

reply(await evaluate());
process.exit(0);

async function evaluate(): Promise<ConfigReply> {
  try {
    const source = readFileSync(join(folder, name), 'utf8');
    const { config } = (await import(ENTRY)) as { config: { default?: unknown } };
    const said = await config.default;
    if (said === undefined) throw new Error('it has no default export: export default definePipeline({…})');
    const value: unknown = JSON.parse(JSON.stringify(said, refuseCode));
    return { value, source: stripTypeScriptTypes(source) };
  } catch (error) {
    return { fault: faultOf(error) };
  }
}

function refuseCode(key: string, value: unknown): unknown {
  if (typeof value !== 'function' && typeof value !== 'symbol' && typeof value !== 'bigint') return value;
  throw new TypeError(`${key} is a ${typeof value}: a config is data`);
}

function faultOf(error: unknown): ConfigFault {
  if (!(error instanceof Error)) return { message: `it has thrown ${String(error)}` };
  const message = error.message.replaceAll(root, '').replaceAll(`${folder}/`, '');
  const stack = String(error.stack);
  const at = stack.indexOf(root);
  if (at < 0) return { message };
  const [, path, line, column] = /^([^:\n]*):(\d+)(?::(\d+))?/.exec(stack.slice(at + root.length)) ?? [];
  if (path === undefined) return { message };
  return {
    message,
    file: decodeURI(path),
    line: Number(line),
    ...(column === undefined ? {} : { column: Number(column) }),
  };
}

function reply(said: ConfigReply): void {
  const bytes = Buffer.from(`${JSON.stringify(said)}\n`);
  for (let written = 0; written < bytes.length; ) written += writeSync(REPLY, bytes, written);
}
