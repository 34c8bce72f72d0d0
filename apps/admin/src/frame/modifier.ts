/** The key that people here call mod: ⌘ on Apple's machines, Ctrl elsewhere. */
export const MODIFIER = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl';
