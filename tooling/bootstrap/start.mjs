// `npm start [-- args]`: from a clone and any Node ≥ 20.19 to the running platform. Plain JavaScript without a
// dependency, because it runs before anything is installed: machine → install → screens → platform.
import { buildAdmin } from './src/build-admin.mjs';
import { failClearly } from './src/fail-clearly.mjs';
import { install } from './src/install.mjs';
import { withLock } from './src/lock.mjs';
import { requireMachine } from './src/machine.mjs';
import { runPlatform } from './src/run-platform.mjs';
import { workspaceFolder } from './src/workspace.mjs';

await failClearly(async () => {
  requireMachine();
  const root = workspaceFolder();
  await withLock(root, async (lock) => {
    await install(root, lock);
    await buildAdmin(root, lock);
  });
  process.exitCode = await runPlatform(root, process.argv.slice(2));
});
