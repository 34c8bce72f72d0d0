import { describe, expect, test } from 'vitest';
import { requireMachine } from '../src/machine.mjs';

const good = { node: '20.19.0', platform: 'linux', arch: 'x64', isGlibc: true } as const;

describe('requireMachine', () => {
  test.each([good, { ...good, node: '26.1.0' }, { ...good, platform: 'darwin', arch: 'arm64' }] as const)(
    'accepts Node $node on $platform $arch',
    (machine) => {
      expect(() => requireMachine(machine)).not.toThrow();
    },
  );

  test.each([
    { machine: { ...good, node: '20.18.3' }, message: /^Node 20\.18\.3 is too old.* 20\.19 or newer/ },
    { machine: { ...good, node: '18.20.0' }, message: /^Node 18\.20\.0 is too old/ },
    { machine: { ...good, platform: 'win32' }, message: /no Postgres and Node binaries for win32-x64/ },
    { machine: { ...good, arch: 'riscv64' }, message: /for linux-riscv64/ },
    { machine: { ...good, isGlibc: false }, message: /musl/ },
  ] as const)('refuses $machine with a hint', ({ machine, message }) => {
    expect(() => requireMachine(machine)).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(message),
        hint: expect.stringMatching(/\w{4}/),
      }),
    );
  });
});
