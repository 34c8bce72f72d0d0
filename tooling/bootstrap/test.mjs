// `npm test [-- --allow-missing] [-- filters]`: installs, builds the screens, provides what the tests need from the
// system, runs every vitest project, and ends with the line `N passed, N failed`.
import { buildAdmin } from './src/build-admin.mjs';
import { failClearly } from './src/fail-clearly.mjs';
import { install } from './src/install.mjs';
import { withLock } from './src/lock.mjs';
import { requireMachine } from './src/machine.mjs';
import { runVitest } from './src/run-vitest.mjs';
import { provideSystemParts } from './src/system-parts.mjs';
import { summaryLine } from './src/test-summary.mjs';
import { workspaceFolder } from './src/workspace.mjs';

const isMissingAllowed = process.argv.includes('--allow-missing');
const filters = process.argv.slice(2).filter((argument) => argument !== '--allow-missing');

/** Stands when anything before the tests fails: nothing ran, and that is a failure. */
let counts = { passed: 0, failed: 1, skipped: 0 };
try {
  await failClearly(async () => {
    requireMachine();
    const root = workspaceFolder();
    await withLock(root, async (lock) => {
      await install(root, lock);
      await buildAdmin(root, lock);
    });
    const { missing, path } = provideSystemParts(root);
    counts = await runVitest(root, filters, isMissingAllowed, { path });
    for (const part of missing) console.log(`missing: ${part.name}: ${part.reason}`);
    if (missing.length > 0 && !isMissingAllowed) {
      console.log(
        'hint: provide what is missing, or run `npm test -- --allow-missing` to skip what needs it.',
      );
      process.exitCode = 1;
    }
  });
} finally {
  if (counts.failed > 0) process.exitCode = 1;
  console.log(summaryLine(counts));
}
