import { create } from 'zustand';
import type { WorkKind } from '#contract/case-work.ts';

export type CaseTab = 'about' | 'exhibits' | WorkKind | 'timeline' | 'screening' | 'custody' | 'journal';

interface CaseState {
  readonly tab: CaseTab;
  /** The open document of each kind. */
  readonly open: Partial<Record<WorkKind, string>>;
  readonly removed: boolean;
}

export const useCase = create<CaseState>(() => ({ tab: 'exhibits', open: {}, removed: false }));
const set = useCase.setState;

export const showTab = (tab: CaseTab): void => set({ tab });
export const openDocument = (kind: WorkKind, id: string | undefined): void =>
  set((s) => ({ open: { ...s.open, [kind]: id } }));
export const showRemoved = (removed: boolean): void => set({ removed });
