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
  /^(?<host>\S+) \S+ \S+ \[(?<day>\d\d)\/(?<month>\w{3})\/(?<year>\d{4}):(?<clock>\d\d:\d\d:\d\d) (?<zone>[+-]\d{4})\] "(?<request>(?:[^"\\]|\\.)*)" (?<status>\d{3}) (?<bytes>\d+|-)(?: |$)/;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Reads one line; throws for what is not one, so that the record is skipped and kept with the reason. */
export function parseRequest(line: string): Request {
  const fields = LINE.exec(line)?.groups;
  if (fields === undefined) throw new Error('not a line of an access log');
  const { host = '', day, month = '', year, clock, zone = '', request = '', status, bytes } = fields;
  const monthNumber = String(MONTHS.indexOf(month) + 1).padStart(2, '0');
  const time = `${year}-${monthNumber}-${day}T${clock}${zone.slice(0, 3)}:${zone.slice(3)}`;
  const timeSeconds = Date.parse(time) / 1000;
  if (Number.isNaN(timeSeconds)) throw new Error(`${time} is not a time`);
  const [method = '', path = ''] = request.split(' ');
  return {
    host,
    timeSeconds,
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
