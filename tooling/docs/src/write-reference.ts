import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { referencePages } from './reference.ts';
import { WORKSPACE } from './workspace.ts';

for (const [path, text] of Object.entries(await referencePages())) {
  writeFileSync(join(WORKSPACE, path), text);
  process.stderr.write(`${path}\n`);
}
process.exit();
