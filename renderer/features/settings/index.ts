import { Settings } from 'lucide-react';
import type { Feature } from '../../workspace/feature.ts';
import { SettingsPage } from './SettingsPage.tsx';

export const settings: Feature = {
  id: 'settings',
  title: 'Settings',
  letter: 's',
  icon: Settings,
  Page: SettingsPage,
};
