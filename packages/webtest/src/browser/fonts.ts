/** A fontconfig file for the fonts of an unpacked folder alone, so that text looks the same on every machine. */
export function fontsFile(root: string, cacheFolder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>${root}/usr/share/fonts</dir>
  <cachedir>${cacheFolder}</cachedir>
  ${alias('sans-serif', 'DejaVu Sans')}
  ${alias('system-ui', 'DejaVu Sans')}
  ${alias('serif', 'DejaVu Serif')}
  ${alias('monospace', 'DejaVu Sans Mono')}
  ${alias('Arial', 'Liberation Sans')}
  ${alias('Helvetica', 'Liberation Sans')}
</fontconfig>
`;
}

function alias(asked: string, given: string): string {
  return `<alias binding="same"><family>${asked}</family><prefer><family>${given}</family></prefer></alias>`;
}
