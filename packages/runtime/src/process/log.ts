import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger };

/** Keys whose values never reach a log, wherever they are nested one level deep. */
const SECRET_PATHS = [
  'token',
  'password',
  'authorization',
  'cookie',
  'headers.authorization',
  'headers.cookie',
];

/** JSON lines on `destination` (stderr unless given); one line an event, `requestId` where there is a request. */
export function createLog(level: string, destination: DestinationStream = pino.destination(2)): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: SECRET_PATHS.flatMap((path) => [path, `*.${path}`]), censor: '[secret]' },
    },
    destination,
  );
}
