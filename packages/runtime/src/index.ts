export { findDataFolder } from './data-folder.ts';
export { makePrivateFolder, syncFolder, writeFileAtomic } from './files/atomic.ts';
export {
  type DataFile,
  type Files,
  filesOnDisk,
  type TranslateFileError,
  type WritableFile,
} from './files/disk-files.ts';
export { isDiskFull } from './files/disk-full.ts';
export { acquireFileLock, type FileLock } from './files/file-lock.ts';
export { isAlive, processIdentity } from './process/identity.ts';
export { createLifecycle, type Lifecycle, type Part } from './process/lifecycle.ts';
export type { Logger } from './process/log.ts';
export { endMarkedProcesses, endProcessesIn, findMarkedProcesses } from './process/marked-processes.ts';
export { whenToldToStop } from './process/stop-signals.ts';
export { type Clock, manualClock, systemClock } from './time/clock.ts';
export { type Random, seededRandom, systemRandom } from './time/random.ts';
export { openToken } from './token.ts';
