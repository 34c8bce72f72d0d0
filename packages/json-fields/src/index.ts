export { KernelMemory, type Region } from './kernel/kernel-memory.ts';
export { kernelLoader } from './kernel/load-kernel.ts';
export { type Projection, parseReference, projectionOf } from './projection/projection.ts';
export { Projector, projectorBytes } from './projection/projector.ts';
