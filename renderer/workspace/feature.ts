import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import type { Command } from './commands.ts';
import type { PageId } from './location.ts';
import type { Selection, SelectionKind } from './selection.ts';

/** What an inspector is given; `wide` when it takes more than half of the page. */
export interface InspectorProps<K extends SelectionKind = SelectionKind> {
  readonly selection: Extract<Selection, { kind: K }>;
  readonly wide: boolean;
}

export type Inspectors = { readonly [K in SelectionKind]?: ComponentType<InspectorProps<K>> };

/** A page of the program and what it offers to the rest of the window. */
export interface Feature {
  readonly id: PageId;
  readonly title: string;
  /** The letter after `g`. */
  readonly letter: string;
  readonly icon: LucideIcon;
  readonly Page: ComponentType;
  readonly inspectors?: Inspectors;
  /** How the page follows the playhead, for the strip above it; without it the page shows the whole history. */
  readonly past?: string;
  /** Offered on every page. */
  readonly commands?: () => readonly Command[];
}
