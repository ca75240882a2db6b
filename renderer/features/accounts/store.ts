import { create } from 'zustand';
import type { AccountQuery } from '#contract/graph.ts';

export interface AccountsState {
  readonly text: string;
  readonly chain: string | null;
  readonly sort: AccountQuery['sort'];
  readonly descending: boolean;
}

export const startAccounts: AccountsState = { text: '', chain: null, sort: 'transfers', descending: true };
export const useAccounts = create<AccountsState>(() => startAccounts);

/** The same heading again turns the order round; another one starts with its largest or latest. */
export const sortedBy = (state: AccountsState, by: AccountQuery['sort']): AccountsState =>
  state.sort === by ? { ...state, descending: !state.descending } : { ...state, sort: by, descending: true };
