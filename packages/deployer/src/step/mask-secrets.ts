/** What a secret is shown as. */
export const MASK = '***';

/** Shorter ones are in too many other words: masking them would hide the log and tell the secret's length. */
const SECRET_CHARS_MIN = 3;

/**
 * Takes secrets out of a line: as they are, each line of one that has several, and in base64 and percent-encoding. An
 * end of the line that begins a secret is taken out as well where `isCut`: the rest may be what was cut.
 */
export function maskSecrets(secrets: readonly string[]): (line: string, isCut?: boolean) => string {
  const words = [...new Set(secrets.flatMap(formsOf))]
    .filter((word) => word.length >= SECRET_CHARS_MIN)
    // The longest first: a secret may be a part of another.
    .sort((one, other) => other.length - one.length);
  if (words.length === 0) return (line) => line;
  const pattern = new RegExp(words.map((word) => RegExp.escape(word)).join('|'), 'g');
  return (line, isCut = false) => {
    const masked = line.replace(pattern, MASK);
    return isCut ? withoutBeginning(masked, words) : masked;
  };
}

function formsOf(secret: string): string[] {
  const lines = secret.split(/\r?\n/).map((line) => line.trim());
  return [secret.trim(), ...lines].flatMap((text) => [text, encodeURIComponent(text), ...base64Forms(text)]);
}

/**
 * Base64 of a text depends on how many bytes are before it, modulo 3. Of each of the three, the part that is the same
 * whatever is before and behind.
 */
function base64Forms(text: string): string[] {
  return [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
    const first = Math.ceil((before * 8) / 6);
    const encoded = bytes.toString('base64').replace(/=+$/, '');
    const sure = encoded.slice(first, bytes.length % 3 === 0 ? undefined : -1);
    // Shorter ones than this turn up by chance.
    if (sure.length < 8) return [];
    return [sure, sure.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

function withoutBeginning(line: string, words: readonly string[]): string {
  const longest = Math.min(line.length, words[0]?.length ?? 0);
  for (let length = longest; length > 0; length -= 1) {
    const end = line.slice(-length);
    if (words.some((word) => word.startsWith(end))) return line.slice(0, -length) + MASK;
  }
  return line;
}
