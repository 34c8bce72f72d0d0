import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The Rust package that carries zstd's C sources as they were released. */
const CRATE = {
  name: 'zstd-sys',
  version: '2.0.16+zstd.1.5.7',
  sha256: '91e19ebc2adc8f83e43039e79776e3fda8ca919132d68a1fed6a5faca2683748',
};

const MANIFEST = `[package]
name = "zstd-source"
version = "0.0.0"
[lib]
path = "empty.rs"
[dependencies]
${CRATE.name} = { version = "=${CRATE.version.replace(/\+.*/, '')}", default-features = false }
`;

/** Downloads zstd's sources into this folder, through cargo; they are where this returns. Throws when they are not those that are pinned. */
export function fetchSource(folder: string): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'Cargo.toml'), MANIFEST);
  writeFileSync(join(folder, 'empty.rs'), '');
  execFileSync('cargo', ['vendor', '--quiet'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  const crate = join(folder, 'vendor', CRATE.name);
  // Cargo has compared the download with this checksum; which checksum it must be is said here.
  const { package: sha256 } = JSON.parse(readFileSync(join(crate, '.cargo-checksum.json'), 'utf8')) as {
    package: string;
  };
  if (sha256 !== CRATE.sha256)
    throw new Error(`${CRATE.name} ${CRATE.version} has the sha256 ${sha256}, not ${CRATE.sha256}`);
  return join(crate, 'zstd');
}
