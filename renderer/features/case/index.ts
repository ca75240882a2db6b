import { Briefcase } from 'lucide-react';
import type { Feature } from '../../workspace/feature.ts';
import { CasePage } from './CasePage.tsx';
import { writeReport } from './report.ts';

export const caseFeature: Feature = {
  id: 'case',
  title: 'Case',
  letter: 'c',
  icon: Briefcase,
  Page: CasePage,
  commands: () => [
    {
      id: 'write-report',
      title: 'Write the case report (PDF)',
      group: 'Case',
      run: () => void writeReport(),
    },
  ],
};
