import { useEffect } from 'react';
import { create } from 'zustand';

/** What a page draws, for those who want it as pictures. */
export interface PictureSource {
  /** As in file names: `map`. */
  readonly name: string;
  /** What is on screen now, as a PNG with a line above it. */
  readonly take: (caption: string) => Promise<Blob>;
}

export const usePictureSource = create<{ readonly source: PictureSource | null }>(() => ({ source: null }));

/** Offers the picture of a page while it is shown. Pass a memoised source. */
export function useOfferedPicture(source: PictureSource): void {
  useEffect(() => {
    usePictureSource.setState({ source });
    return () => usePictureSource.setState((s) => (s.source === source ? { source: null } : {}));
  }, [source]);
}
