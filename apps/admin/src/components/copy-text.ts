/** Puts text on the clipboard; over plain HTTP, where the clipboard API is missing, through a selected field. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = document.createElement('textarea');
    field.value = text;
    field.style.position = 'fixed';
    field.style.opacity = '0';
    const focused = document.activeElement;
    document.body.append(field);
    field.select();
    // Deprecated, and the only way that works without a secure context.
    document.execCommand('copy');
    field.remove();
    if (focused instanceof HTMLElement) focused.focus();
  }
}
