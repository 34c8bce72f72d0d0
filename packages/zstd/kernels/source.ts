import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Crate {
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
}

/** Downloads a Rust package that carries zstd's sources into this folder, through cargo; they are where this returns. Throws when it is not the one that is pinned. */
export function fetchSource({ name, version, sha256 }: Crate, folder: string): string {
  mkdirSync(folder, { recursive: true });
  const manifest = [
    '[package]',
    'name = "zstd-source"',
    'version = "0.0.0"',
    '[lib]',
    'path = "empty.rs"',
    '[dependencies]',
    `${name} = { version = "=${version.replace(/\+.*/, '')}", default-features = false }`,
  ];
  writeFileSync(join(folder, 'Cargo.toml'), manifest.join('\n'));
  writeFileSync(join(folder, 'empty.rs'), '');
  execFileSync('cargo', ['vendor', '--quiet'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  const crate = join(folder, 'vendor', name);
  // Cargo has compared the download with this checksum; which one it must be is for us to say.
  const found = JSON.parse(readFileSync(join(crate, '.cargo-checksum.json'), 'utf8')) as { package: string };
  if (found.package !== sha256)
    throw new Error(`${name} ${version} has the sha256 ${found.package}, not ${sha256}`);
  return join(crate, 'zstd');
}
