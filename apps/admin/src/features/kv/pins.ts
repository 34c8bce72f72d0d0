import type { Pins } from '@oremill/types';

/** Who sees this version other than by what is served: `ana, ben, 10 % of connections`. */
export function pinsOf(pins: Pins | undefined, version: number): string {
  if (!pins) return '';
  const users = Object.entries(pins.users)
    .filter(([, pinned]) => pinned === version)
    .map(([user]) => user);
  const { share } = pins;
  return [...users, ...(share?.version === version ? [`${share.percent} % of connections`] : [])].join(', ');
}

/** One line of the form: a name, and the version that this user is to see. */
export interface UserPin {
  readonly user: string;
  readonly version: number;
}

/** The form's lines as the API takes them; lines without a name are none, and the last of one name counts. */
export function toPins(
  users: readonly UserPin[],
  share: { readonly version: number; readonly percent: number } | undefined,
): Pins {
  const named = users
    .map(({ user, version }) => [user.trim(), version] as const)
    .filter(([user]) => user !== '');
  return {
    users: Object.fromEntries(named),
    ...(share && share.percent > 0 ? { share } : {}),
  };
}

/** What the form's pins do, in a sentence for each. */
export function describePins(pins: Pins, served: number): string[] {
  const lines = Object.entries(pins.users).map(
    ([user, version]) =>
      `${user} sees version ${version}${version === served ? ', whatever is served' : ''}.`,
  );
  if (pins.share) {
    lines.push(
      `${pins.share.percent} % of connections see version ${pins.share.version}, the others version ${served}.`,
    );
  }
  return lines.length === 0 ? [`Everybody sees version ${served}, which is served.`] : lines;
}
