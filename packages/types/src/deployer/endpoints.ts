export * from './run-endpoints.ts';
