import { FileText } from 'lucide-react';
import type { Feature } from '../../workspace/feature.ts';
import { goTo } from '../../workspace/store.ts';
import { ReportsPage } from './ReportsPage.tsx';
import { chooseTemplate, useReports } from './store.ts';
import { writeChosen } from './write-report.ts';

export const reports: Feature = {
  id: 'reports',
  title: 'Reports',
  letter: 'r',
  icon: FileText,
  Page: ReportsPage,
  commands: () => [
    {
      id: 'write-report',
      title: 'Write the case report (PDF)',
      group: 'Case',
      run: () => {
        chooseTemplate('full-report');
        void writeChosen('pdf');
      },
    },
    {
      id: 'preview-report',
      title: 'Look at the chosen report before it is written',
      group: 'Case',
      run: () => goTo('reports'),
    },
    ...(useReports.getState().template === 'full-report'
      ? []
      : [
          {
            id: 'write-chosen-report',
            title: 'Write the chosen report (PDF)',
            group: 'Case',
            run: () => void writeChosen('pdf'),
          },
        ]),
  ],
};
