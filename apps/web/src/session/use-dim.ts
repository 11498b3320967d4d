import { useCallback, useEffect, useState } from 'react';
import { currentTheme, setTheme, type ThemeName } from '../theme/theme.ts';

const offKey = 'evenkeel-dim-off';
const beforeKey = 'evenkeel-theme-before-dim';

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
function write(key: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // A browser that keeps nothing dims all the same.
  }
}

function dim(): void {
  const before = currentTheme();
  if (before === 'dim') return;
  write(beforeKey, before);
  setTheme('dim');
}
function undim(): void {
  const before = read(beforeKey);
  if (before === null) return;
  write(beforeKey, undefined);
  if (currentTheme() === 'dim') setTheme(before as ThemeName);
}

/**
 * Dim while a dose runs or a person recovers, unless somebody switched it off on this device; the theme from before
 * comes back afterwards.
 */
export function useDim(wanted: boolean): { readonly isDim: boolean; readonly toggle: () => void } {
  const [isDim, setIsDim] = useState(() => currentTheme() === 'dim');
  useEffect(() => {
    const follow = () => setIsDim(currentTheme() === 'dim');
    addEventListener('evenkeel-theme', follow);
    return () => removeEventListener('evenkeel-theme', follow);
  }, []);
  useEffect(() => {
    if (!wanted) {
      // A page that was left by a reload could not bring the theme back.
      undim();
      return undefined;
    }
    if (read(offKey) === null) dim();
    return undim;
  }, [wanted]);
  const toggle = useCallback(() => {
    if (currentTheme() === 'dim') {
      write(offKey, 'off');
      const before = read(beforeKey);
      write(beforeKey, undefined);
      setTheme(before === null || before === 'dim' ? 'light' : (before as ThemeName));
    } else {
      write(offKey, undefined);
      dim();
    }
  }, []);
  return { isDim, toggle };
}
