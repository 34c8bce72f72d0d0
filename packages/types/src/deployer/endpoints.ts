export * from './access-endpoints.ts';
export * from './gate-endpoints.ts';
export * from './repository-endpoints.ts';
export * from './run-endpoints.ts';
