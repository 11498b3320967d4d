import { createTheme, type MantineColorsTuple } from '@mantine/core';

export type ThemeName = 'light' | 'dark' | 'dim';

const teal: MantineColorsTuple = [
  '#e0efed',
  '#c3dfdc',
  '#9fcbc7',
  '#79b5b0',
  '#559f99',
  '#358883',
  '#1f726e',
  '#0f5f5c',
  '#0b4d4a',
  '#073a38',
];

/** Mantine's own settings; colours follow the tokens in `tokens.css`. */
export const mantineTheme = createTheme({
  primaryColor: 'teal',
  primaryShade: 7,
  colors: { teal },
  fontFamily: 'var(--font)',
  defaultRadius: 6,
  respectReducedMotion: true,
  cursorType: 'pointer',
});

const key = 'evenkeel-theme';

/** The theme in force. */
export function currentTheme(): ThemeName {
  return (document.documentElement.dataset['theme'] ?? 'light') as ThemeName;
}

/** Sets the theme and remembers it on this device. */
export function setTheme(theme: ThemeName): void {
  document.documentElement.dataset['theme'] = theme;
  document.documentElement.dataset['mantineColorScheme'] = theme === 'light' ? 'light' : 'dark';
  try {
    localStorage.setItem(key, theme);
  } catch {
    // A browser that keeps nothing still shows the theme.
  }
  dispatchEvent(new Event('evenkeel-theme'));
}
