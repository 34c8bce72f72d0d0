import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, makePrivateFolder, processIdentity } from '@oremill/runtime';
import { endStepProcesses } from './step-processes.ts';

/** Which steps are being done on this machine by which engine: a file each, named by the mark of its processes. */
export interface StepMarks {
  /** A mark that nobody can guess, for a step of a run. */
  add(runId: string): string;
  remove(mark: string): void;
  /** Ends what engines that are no more have left running; returns how many steps. */
  endLeftovers(): Promise<number>;
  /** Ends what any engine does of a run, also one that lives and has lost it. */
  endRun(runId: string): Promise<void>;
}

export function openStepMarks(folder: string): StepMarks {
  makePrivateFolder(folder);
  const own = processIdentity() ?? String(process.pid);
  const remove = (mark: string) => rmSync(join(folder, mark), { force: true });
  const endAll = async (isMeant: (marked: Marked) => boolean): Promise<number> => {
    const left = readdirSync(folder).filter(
      (mark) => !mark.startsWith('.') && isMeant(readMarked(join(folder, mark))),
    );
    for (const mark of left) {
      await endStepProcesses(mark, undefined, 0);
      remove(mark);
    }
    return left.length;
  };
  return {
    add(runId) {
      const mark = randomBytes(24).toString('hex');
      // By its name when it is whole: another engine that reads the half of it would take its owner for dead.
      const unnamed = join(folder, `.${mark}`);
      writeFileSync(unnamed, `${own}\n${runId}`, { mode: 0o600 });
      renameSync(unnamed, join(folder, mark));
      return mark;
    },
    remove,
    endLeftovers: () => endAll(({ owner }) => !isAlive(owner)),
    async endRun(runId) {
      await endAll((marked) => marked.runId === runId);
    },
  };
}

interface Marked {
  readonly owner: string;
  readonly runId: string;
}

/** Nobody's, where another engine was faster to remove it. */
function readMarked(path: string): Marked {
  try {
    const [owner = '', runId = ''] = readFileSync(path, 'utf8').split('\n');
    return { owner, runId };
  } catch {
    return { owner: '', runId: '' };
  }
}
