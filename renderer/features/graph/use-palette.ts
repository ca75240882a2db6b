import { useEffect, useState } from 'react';
import { type Palette, pagePalette } from '../../graph/palette.ts';
import { onThemeChange } from '../../styles/theme.ts';

/** The colours of the page; new when the theme changes. */
export function usePalette(): Palette {
  const [palette, setPalette] = useState(pagePalette);
  useEffect(() => onThemeChange(() => setPalette(pagePalette())), []);
  return palette;
}
