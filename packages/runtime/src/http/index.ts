export { type EndpointRequest, serveEndpoint } from './serve.ts';
