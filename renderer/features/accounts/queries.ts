import type { AccountDetail, AccountPage, AccountQuery } from '#contract/graph.ts';
import { engine } from '../../workspace/engine.ts';
import type { AsOf } from '../../workspace/playhead.ts';

export const accountPage = (query: Partial<AccountQuery>, signal: AbortSignal): Promise<AccountPage> =>
  engine().client.accounts.page(query, { signal });

export const accountDetail = (
  chain: string,
  address: string,
  known: AsOf,
  signal: AbortSignal,
): Promise<AccountDetail> => engine().client.accounts.detail({ chain, address, ...known }, { signal });
