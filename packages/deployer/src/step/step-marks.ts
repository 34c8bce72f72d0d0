import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, makePrivateFolder, processIdentity } from '@oremill/runtime';
import { endStepProcesses } from './step-processes.ts';

/** Which steps are being done on this machine by which engine: a file each, named by the mark of its processes. */
export interface StepMarks {
  /** A mark that nobody can guess. */
  add(): string;
  remove(mark: string): void;
  /** Ends what engines that are no more have left running; returns how many steps. */
  endLeftovers(): Promise<number>;
}

export function openStepMarks(folder: string): StepMarks {
  makePrivateFolder(folder);
  const own = processIdentity() ?? String(process.pid);
  const remove = (mark: string) => rmSync(join(folder, mark), { force: true });
  return {
    add() {
      const mark = randomBytes(24).toString('hex');
      writeFileSync(join(folder, mark), own, { mode: 0o600 });
      return mark;
    },
    remove,
    async endLeftovers() {
      const left = readdirSync(folder).filter((mark) => !isAlive(ownerOf(join(folder, mark))));
      for (const mark of left) {
        await endStepProcesses(mark, undefined, 0);
        remove(mark);
      }
      return left.length;
    },
  };
}

/** Nobody, where another engine was faster to remove it. */
function ownerOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
