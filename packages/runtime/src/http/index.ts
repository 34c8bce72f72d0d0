export { acceptStreams, bodyStream } from './body-stream.ts';
export { lastEventId, type StreamedEvent, type Subscribe, streamEvents } from './event-stream.ts';
export { goneSignal } from './gone-signal.ts';
export { actorOf, type EndpointRequest, serveEndpoint } from './serve.ts';
