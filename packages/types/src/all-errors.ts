/** The errors of all domains without their contracts: what threads and other programs that start often load alone. */
export * from './cost/errors.ts';
export * from './deployer/errors.ts';
export * from './errors.ts';
export * from './kv/errors.ts';
export * from './mapreduce/errors.ts';
export * from './platform/errors.ts';
export * from './warehouse/errors.ts';
