import { commandLines, printed } from './command-lines.ts';
import { configuration } from './configuration.ts';
import { errors } from './errors.ts';
import { http } from './http.ts';
import { kvCommands } from './kv-commands.ts';

const NOTICE = '<!-- Written by `pnpm reference` from the code; a test fails when it is stale. -->\n';

/** Every generated page: path in the workspace → content. */
export async function referencePages(): Promise<Record<string, string>> {
  const pages = {
    'docs/reference/cli.md': commandLines(),
    'docs/reference/configuration.md': configuration(),
    'docs/reference/errors.md': errors(),
    'docs/reference/http.md': await http(),
    'docs/reference/kv-commands.md': kvCommands(),
  };
  return {
    ...Object.fromEntries(Object.entries(pages).map(([path, text]) => [path, NOTICE + text])),
    'packages/deployer/oremill.schema.json': printed('packages/deployer/src/cli.ts', 'schema'),
  };
}
