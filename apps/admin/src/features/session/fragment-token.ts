/**
 * The token of the printed link, `/ui/sign-in#token=…`. The fragment never reaches a server; it is erased from the
 * address bar and the history before anything else happens, so that it is not copied along with a link.
 */
export function takeFragmentToken(): string | undefined {
  const token = readFragmentToken(location.hash);
  if (token !== undefined) history.replaceState(history.state, '', location.pathname + location.search);
  return token;
}

export function readFragmentToken(fragment: string): string | undefined {
  return new URLSearchParams(fragment.replace(/^#/, '')).get('token') || undefined;
}
