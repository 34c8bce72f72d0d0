import { BootstrapError } from './fail-clearly.mjs';

const NODE_MIN = { major: 20, minor: 19 };
const PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'];

/** What decides whether this machine can run Oremill. */
export function thisMachine() {
  return {
    node: process.versions.node,
    platform: process.platform,
    arch: process.arch,
    isGlibc: process.platform !== 'linux' || hasGlibc(),
  };
}

function hasGlibc() {
  // Without this the report looks up the names of all network peers.
  Object.assign(process.report, { excludeNetwork: true });
  const { header } = Object(process.report.getReport());
  return header.glibcVersionRuntime !== undefined;
}

/** Throws when this machine cannot run Oremill, saying what it needs. */
export function requireMachine(machine = thisMachine()) {
  const [major = 0, minor = 0] = machine.node.split('.').map(Number);
  if (major < NODE_MIN.major || (major === NODE_MIN.major && minor < NODE_MIN.minor)) {
    throw new BootstrapError(
      `Node ${machine.node} is too old: Oremill's start script needs ${NODE_MIN.major}.${NODE_MIN.minor} or newer.`,
      'Install a newer Node, then run the command again. Oremill brings the Node that it runs on itself.',
    );
  }
  const platform = `${machine.platform}-${machine.arch}`;
  if (!PLATFORMS.includes(platform)) {
    throw new BootstrapError(
      `Oremill has no Postgres and Node binaries for ${platform}.`,
      `It runs on ${PLATFORMS.join(', ')}. On Windows, use it inside WSL.`,
    );
  }
  if (!machine.isGlibc) {
    throw new BootstrapError(
      'This Linux uses musl; the Postgres and Node binaries that Oremill brings need glibc.',
      'Use a glibc distribution (Debian, Ubuntu, Fedora), for instance in a container.',
    );
  }
}
