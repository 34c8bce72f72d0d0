import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { client, PlatformProcess } from './platform.ts';

export interface ServedInputs {
  /** Holds `inputs` and `data`. */
  readonly folder: string;
  readonly address: string;
  readonly call: ReturnType<typeof client>;
  readonly token: string;
  readonly close: () => Promise<void>;
}

/** A platform in a folder of its own, and files under its input root, by name. */
export async function serveInputs(files: Readonly<Record<string, string>>): Promise<ServedInputs> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'served-')));
  const inputs = join(folder, 'inputs');
  mkdirSync(inputs);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(inputs, name), content);
  const data = join(folder, 'data');
  const platform = new PlatformProcess(data, ['--no-sample'], { OREMILL_INPUT_ROOTS: inputs });
  const address = await platform.address();
  return {
    folder,
    address,
    call: client(address, data),
    token: readFileSync(join(data, 'token'), 'utf8').trim(),
    async close() {
      platform.kill('SIGTERM');
      await platform.ended();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
