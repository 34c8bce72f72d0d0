import { dirname, join } from 'node:path/posix';
import type { Problem, SourceFile } from '../tree.ts';

interface Flow {
  readonly rooms: readonly string[];
  readonly conductors: readonly string[];
  /** Files that lie in a room for their subject and that any room may import, as from a shelf. */
  readonly shelves: readonly string[];
}

/**
 * The rooms of each engine in the order in which data passes them. A room imports rooms after it and shelves (every
 * other folder and file of `src`), never one before it. A conductor sees all rooms, and no room imports one.
 */
const FLOWS: Record<string, Flow> = {
  'packages/mapreduce': {
    rooms: ['input', 'map', 'shuffle', 'reduce', 'output'],
    conductors: [
      'run-job.ts',
      'resume-job.ts',
      'conduct-execution.ts',
      'walk-steps.ts',
      'track-execution.ts',
      'runner',
      'streaming',
      'service',
      'cli',
      'cli.ts',
      'plugin.ts',
      'index.ts',
    ],
    shelves: [],
  },
  'packages/kv': {
    rooms: ['connection', 'protocol', 'command', 'dataset', 'table', 'log'],
    conductors: [
      'store.ts',
      'held.ts',
      'publisher.ts',
      'publish-version.ts',
      'run-store.ts',
      'server.ts',
      'build',
      'load',
      'cluster',
      'http',
      'cli',
      'cli.ts',
      'plugin.ts',
      'index.ts',
    ],
    // What every room calls an entry, and how one is written.
    shelves: ['table/entries.ts', 'table/record.ts'],
  },
  'packages/warehouse': {
    rooms: ['source', 'stage', 'copy', 'merge', 'verify'],
    conductors: ['load-table.ts', 'warehouse.ts', 'cli', 'cli.ts', 'plugin.ts', 'index.ts'],
    shelves: ['source/table.ts', 'stage/ddl.ts'],
  },
};

export function roomsGoForward(files: readonly SourceFile[]): Problem[] {
  return files.flatMap((file) => {
    const [, root = '', room = ''] = /^(packages\/[^/]+)\/src\/([^/]+)\//.exec(file.path) ?? [];
    const flow = FLOWS[root];
    const position = flow?.rooms.indexOf(room) ?? -1;
    if (!flow || position < 0) return [];
    return importsOf(file).flatMap(({ line, target }) => {
      const [, targetRoot, name = ''] = /^(packages\/[^/]+)\/src\/([^/]+)/.exec(target) ?? [];
      if (targetRoot !== root || flow.shelves.includes(target.slice(`${root}/src/`.length))) return [];
      const other = flow.rooms.indexOf(name);
      if (other >= 0 && other < position)
        return [{ path: file.path, line, message: backwards(room, name, flow.rooms) }];
      if (!flow.conductors.includes(name)) return [];
      return [
        {
          path: file.path,
          line,
          message: `the room ${room} imports ${name}, a conductor: pass it in instead`,
        },
      ];
    });
  });
}

function backwards(room: string, earlier: string, rooms: readonly string[]): string {
  return `the room ${room} imports ${earlier}, which comes before it (${rooms.join(' → ')})`;
}

/** Relative imports, types included, as paths in the workspace. */
export function importsOf(file: SourceFile): { line: number; target: string }[] {
  return file.text.split('\n').flatMap((text, index) => {
    const [, target] = /(?:from|import)\s*\(?\s*'(\.[^']+)'/.exec(text) ?? [];
    return target === undefined ? [] : [{ line: index + 1, target: join(dirname(file.path), target) }];
  });
}
