/** A request as a web server logs it, in the common or the combined format. */
export interface Request {
  readonly host: string;
  /** Seconds since 1970. */
  readonly timeSeconds: number;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Of the reply's body; none is logged as a hyphen. */
  readonly bytes: number;
}

const LINE =
  /^(\S+) \S+ \S+ \[(\d\d)\/(\w{3})\/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)\] "((?:[^"\\]|\\.)*)" (\d{3}) (\d+|-)(?= |$)/;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Reads one line; throws for what is not one, so that the record is skipped and kept with the reason. */
export function parseRequest(line: string): Request {
  const match = LINE.exec(line);
  if (match === null) throw new Error('not a line of an access log');
  const [, host = '', day, month = '', year, hours, minutes, seconds, sign, zoneHours, zoneMinutes] = match;
  const [request = '', status, bytes] = match.slice(11);
  const [method = '', path = ''] = request.split(' ');
  if (!MONTHS.includes(month)) throw new Error(`${month} is not a month`);
  const zoneSeconds = (Number(zoneHours) * 60 + Number(zoneMinutes)) * (sign === '-' ? -60 : 60);
  const local = Date.UTC(
    Number(year),
    MONTHS.indexOf(month),
    Number(day),
    Number(hours),
    Number(minutes),
    Number(seconds),
  );
  return {
    host,
    timeSeconds: local / 1000 - zoneSeconds,
    method,
    path,
    status: Number(status),
    bytes: bytes === '-' ? 0 : Number(bytes),
  };
}

/** `2015-05-17T10:05:03Z` */
export function formatTime(timeSeconds: number): string {
  return new Date(timeSeconds * 1000).toISOString().replace('.000Z', 'Z');
}
