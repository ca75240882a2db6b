import { useEffect, useState } from 'react';
import { onThemeChange } from '../styles/theme.ts';
import { type Palette, pagePalette } from './palette.ts';

/** The colours of the page; new when the theme changes. */
export function usePalette(): Palette {
  const [palette, setPalette] = useState(pagePalette);
  useEffect(() => onThemeChange(() => setPalette(pagePalette())), []);
  return palette;
}
