import { Briefcase } from 'lucide-react';
import type { Feature } from '../../workspace/feature.ts';
import { CasePage } from './CasePage.tsx';

export const caseFeature: Feature = {
  id: 'case',
  title: 'Case',
  letter: 'c',
  icon: Briefcase,
  Page: CasePage,
};
