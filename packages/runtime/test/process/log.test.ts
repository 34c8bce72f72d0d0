import { expect, test } from 'vitest';
import { createLog } from '../../src/process/log.ts';

test('secrets are cut out of a line, what is beside them stays', () => {
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => void lines.push(line) });
  log.info(
    { token: 'abc123', headers: { cookie: 'abc123', accept: 'text/html' }, user: { password: 'abc123' } },
    'hello',
  );
  expect(lines.join('')).not.toContain('abc123');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    level: 'info',
    msg: 'hello',
    headers: { accept: 'text/html' },
  });
});
