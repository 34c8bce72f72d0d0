export { environmentSchema } from './config.ts';
export { buildOpenApiDocument } from './openapi.ts';
