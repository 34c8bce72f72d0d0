import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningStore, startStore } from '@oremill/kv';
import { systemClock, systemRandom } from '@oremill/runtime';
import { createLog } from '@oremill/runtime/log';
import { afterAll, beforeAll, expect } from 'vitest';
import {
  type AdminSession,
  openAdminSession,
  openPage,
  rowsOf,
  signIn,
  browserTest as test,
} from './admin-session.ts';

let folder: string;
let leader: RunningStore;
let session: AdminSession;
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'leader-')));
  const log = createLog('fatal', { write: () => true });
  const world = { clock: systemClock, random: systemRandom, log };
  leader = await startStore({ dataFolder: folder, host: '127.0.0.1', port: 0, ...world });
  await leader.store.create({ name: 'carts' });
  session = await openAdminSession({
    OREMILL_KV_REPLICA_OF: `redis://127.0.0.1:${leader.server.address.port}`,
    OREMILL_KV_LEADER_PASSWORD_FILE: join(folder, 'token'),
  });
});
afterAll(async () => {
  await session?.close();
  await leader?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a replica says whose it is and how far behind, and offers no writes until it is promoted', async () => {
  const { page, context, faults } = await openPage(session.browser);
  await signIn(page, session);
  await page.goto(`${session.address}/ui/kv/datasets`);
  await page.getByText('replica, 0 seconds behind').waitFor();
  expect((await rowsOf(page, 'Datasets')).map(([state, name]) => [state, name])).toEqual([
    ['served', 'carts'],
  ]);
  await page.getByRole('group', { name: 'Datasets' }).getByRole('link', { name: 'carts' }).click();
  const address = `redis://127.0.0.1:${leader.server.address.port}`;
  await page.getByText(`Replica of ${address}, 0 seconds behind.`).waitFor();
  const offered = async () => [
    await page.getByRole('button', { name: 'Remove…' }).count(),
    await page.getByRole('link', { name: 'Browse and edit keys' }).count(),
  ];
  expect(await offered()).toEqual([0, 0]);
  await page.goto(`${session.address}/ui/kv/commands`);
  const field = page.getByRole('combobox', { name: 'Command', exact: true });
  await field.fill('REPLICAOF NO ONE');
  await field.press('Enter');
  await page.locator('.exchange').getByText('OK').waitFor();
  await page.goto(`${session.address}/ui/kv/datasets/carts`);
  await page.getByRole('button', { name: 'Remove…' }).waitFor();
  expect(await offered()).toEqual([1, 1]);
  expect(faults).toEqual([]);
  await context.close();
});
