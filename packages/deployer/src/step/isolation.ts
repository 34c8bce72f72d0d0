import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { deployerError, type Isolation } from '@oremill/types';
import type { StepFolders } from './step-environment.ts';

export interface Command {
  readonly run: string | readonly string[];
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** Of its processes, unguessable. */
  readonly mark: string;
}

/** How commands of a step are started, so that they see no more than they may. */
export interface Enclosure {
  readonly argvOf: (command: Command) => readonly string[];
  /** Ends what a signal to its processes does not. */
  readonly end: (mark: string) => Promise<void>;
}

export interface EnclosureOptions {
  /** PATH of the engine, where programs are found. */
  readonly path: string;
  readonly workspace: string;
  readonly folders: StepFolders;
  /** Of the engine: what is below is not seen, but for what belongs to the run. */
  readonly hidden: readonly string[];
  /** Are seen, and not written to: the mirror of the repository. */
  readonly readOnly: readonly string[];
}

export function encloseBy(isolation: Isolation, options: EnclosureOptions): Enclosure {
  if (isolation === 'none') return { argvOf: ({ run }) => programOf(run), end: async () => {} };
  if (isolation === 'bubblewrap') return bubblewrap(findProgram(['bwrap'], options.path), options);
  return container(findProgram(['podman', 'docker'], options.path), isolation, options);
}

/** A script stops at its first command that fails. */
function programOf(run: string | readonly string[]): readonly string[] {
  return typeof run === 'string' ? ['/bin/sh', '-e', '-c', run] : run;
}

function bubblewrap(program: string, options: EnclosureOptions): Enclosure {
  const { folders, hidden, readOnly, workspace } = options;
  const own = [workspace, folders.home, folders.temporary];
  const places = [
    ['--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc'],
    ...hidden.filter((folder) => existsSync(folder)).map((folder) => ['--tmpfs', folder]),
    ...readOnly.filter((folder) => existsSync(folder)).map((folder) => ['--ro-bind', folder, folder]),
    ...own.map((folder) => ['--bind', folder, folder]),
  ].flat();
  const apart = ['--unshare-pid', '--unshare-ipc', '--unshare-uts', '--die-with-parent', '--new-session'];
  return {
    argvOf: ({ folder, run }) => [program, ...apart, ...places, '--chdir', folder, '--', ...programOf(run)],
    end: async () => {},
  };
}

function container(
  program: string,
  { image, network }: { image: string; network: boolean },
  options: EnclosureOptions,
): Enclosure {
  if (image.startsWith('-')) throw deployerError('STEP_FAILED', `${JSON.stringify(image)} is no image`);
  const { folders, readOnly, workspace } = options;
  const nameOf = (mark: string) => `oremill-${mark}`;
  const volumes = [
    ...[workspace, folders.home, folders.temporary].map((folder) => ['--volume', `${folder}:${folder}`]),
    ...readOnly
      .filter((folder) => existsSync(folder))
      .map((folder) => ['--volume', `${folder}:${folder}:ro`]),
  ].flat();
  const user = process.getuid === undefined ? [] : ['--user', `${process.getuid()}:${process.getgid?.()}`];
  return {
    argvOf({ env, folder, mark, run }) {
      // By name only: values come from the environment of the program that starts it, not from its arguments.
      const names = Object.keys(env).filter((name) => name !== 'PATH');
      return [
        program,
        'run',
        '--rm',
        '--init',
        ['--name', nameOf(mark)],
        // Services of the step listen on this machine.
        ['--network', network ? 'host' : 'none'],
        user,
        volumes,
        ['--workdir', folder],
        names.flatMap((name) => ['--env', name]),
        image,
        ...programOf(run),
      ].flat();
    },
    async end(mark) {
      // It has ended by itself, most often: then there is none of this name.
      await promisify(execFile)(program, ['rm', '--force', nameOf(mark)]).catch(() => {});
    },
  };
}

function findProgram(names: readonly string[], path: string): string {
  for (const name of names) {
    const found = path
      .split(delimiter)
      .map((folder) => join(folder, name))
      .find(isProgram);
    if (found !== undefined) return found;
  }
  throw deployerError('TOOL_MISSING', `${names.join(' or ')} is not on this machine`, {
    hint: 'Install it, or set `isolation` of the step to another value.',
  });
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
