import type { DataFile, Files } from '@oremill/runtime';
import { asFileError } from '../../src/files/disk-files.ts';
import { quickFiles } from '../dataset/quick-files.ts';

export interface GatedFiles {
  readonly files: Files;
  /** What was done to files: `write 30`, `sync`. */
  readonly done: string[];
  /** Syncs wait from now on, until `open`. */
  readonly close: () => void;
  readonly open: () => void;
  /** The next write, or sync, fails with this code. */
  readonly fail: (kind: 'write' | 'sync', code: string) => void;
}

/** A disk whose syncs take as long as a test wants, and that fails when it is told to. */
export function gateFiles(): GatedFiles {
  const done: string[] = [];
  let gate: PromiseWithResolvers<void> | undefined;
  let failure: { kind: 'write' | 'sync'; code: string } | undefined;
  const check = (kind: 'write' | 'sync', path: string): void => {
    if (failure?.kind !== kind) return;
    const { code } = failure;
    failure = undefined;
    throw asFileError(path, Object.assign(new Error(code), { code }));
  };
  const gateFile = (path: string, file: DataFile): DataFile =>
    Object.create(file, {
      write: {
        value: (bytes: Uint8Array) => {
          check('write', path);
          done.push(`write ${bytes.length}`);
          file.write(bytes);
        },
      },
      datasync: {
        value: async () => {
          await gate?.promise;
          check('sync', path);
          done.push('sync');
        },
      },
    });
  return {
    done,
    files: {
      ...quickFiles,
      create: (path) => gateFile(path, quickFiles.create(path)),
      append: (path) => gateFile(path, quickFiles.append(path)),
    },
    close: () => {
      gate = Promise.withResolvers();
    },
    open: () => {
      gate?.resolve();
      gate = undefined;
    },
    fail: (kind, code) => {
      failure = { kind, code };
    },
  };
}
