import { expect, test } from 'vitest';
import { openState } from '../../src/state/open-state.ts';
import { log, useWorld } from './world.ts';

const world = useWorld();

test('engines that start together bring the tables up to date once', async () => {
  const { pool, server } = world();
  await pool.query('DROP SCHEMA deployer CASCADE');
  const opened = await Promise.all([openState(server, log), openState(server, log), openState(server, log)]);
  for (const one of opened) {
    expect(await one.state.selectFrom('runs').selectAll().execute()).toEqual([]);
    await one.close();
  }
});
