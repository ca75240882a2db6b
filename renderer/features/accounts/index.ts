import { WalletCards } from 'lucide-react';
import type { Feature } from '../../workspace/feature.ts';
import { AccountsPage } from './AccountsPage.tsx';
import { AddressInspector } from './parts/AddressInspector.tsx';

export const accounts: Feature = {
  id: 'accounts',
  title: 'Accounts',
  letter: 'u',
  past: 'Addresses, sums and balances are those of the rows up to it.',
  icon: WalletCards,
  Page: AccountsPage,
  inspectors: { address: AddressInspector },
};
