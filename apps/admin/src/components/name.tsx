import { shortenMiddle, showHidden } from '../format/shorten.ts';

/** A name from outside: cut in the middle, whole on hover, and kept from turning the line around it (RTL). */
export function Name({ text, lengthMax = 48 }: { text: string; lengthMax?: number }) {
  const whole = showHidden(text);
  const short = shortenMiddle(whole, lengthMax);
  return (
    <bdi title={short === whole ? undefined : whole} style={{ overflowWrap: 'anywhere' }}>
      {short}
    </bdi>
  );
}
