import { type CSSVariablesResolver, createTheme } from '@mantine/core';

// Mantine's defaults that fail WCAG AA are replaced: white on blue.6 is 3.55, on blue.8 it is 5.02.
export const theme = createTheme({
  primaryColor: 'blue',
  primaryShade: { light: 8, dark: 8 },
  defaultRadius: 4,
  respectReducedMotion: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Helvetica, Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '16px', sm: '18px', md: '20px', lg: '24px', xl: '28px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  colors: {
    dark: [
      '#e6e9ee',
      '#b8bfca',
      '#98a2b0',
      '#6b7584',
      '#3d4654',
      '#2f3743',
      '#222934',
      '#1a2029',
      '#12161d',
      '#0d1015',
    ],
  },
});

/** Mantine's own variables follow our tokens (styles/tokens.css), so that both draw with one palette. */
export const resolveVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#1b2330',
    '--mantine-color-dimmed': '#495057',
    '--mantine-color-placeholder': '#5c6570',
    '--mantine-color-error': '#8b2106',
    '--mantine-color-anchor': '#1864ab',
  },
  dark: {
    '--mantine-color-body': '#1a2029',
    '--mantine-color-text': '#e6e9ee',
    '--mantine-color-dimmed': '#b8bfca',
    '--mantine-color-placeholder': '#98a2b0',
    '--mantine-color-error': '#f56e4f',
    '--mantine-color-anchor': '#8fc0fc',
  },
});
