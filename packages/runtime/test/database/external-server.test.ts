import { expect, it } from 'vitest';
import { parseDatabaseUrl } from '../../src/database/external-server.ts';

it.each([
  [
    'postgres://ada:p%40ss@db.example:5433/mill',
    { host: 'db.example', port: 5433, user: 'ada', password: 'p@ss', database: 'mill', ssl: false },
  ],
  ['postgresql://ada@%2Frun%2Fpg/mill', { host: '/run/pg', port: 5432, user: 'ada', database: 'mill' }],
  ['postgres://ada@db/mill?sslmode=no-verify', { ssl: { rejectUnauthorized: false } }],
])('reads %s', (url, connection) => {
  expect(parseDatabaseUrl(url)).toMatchObject(connection);
});

it.each(['', 'mysql://u:hunter2@h/d', 'postgres//u:hunter2@h/d', 'postgres://u:hunter2@[::/d'])(
  'refuses %j without repeating it',
  (url) => {
    expect(() => parseDatabaseUrl(url)).toThrow(
      expect.objectContaining({ code: 'DATABASE_UNUSABLE', message: expect.not.stringContaining('hunter2') }),
    );
  },
);
