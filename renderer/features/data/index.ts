import { Database } from 'lucide-react';
import { chooseAndRead } from '../../workspace/choose-file.ts';
import type { Feature } from '../../workspace/feature.ts';
import { DataPage } from './DataPage.tsx';
import { DatasetInspector } from './parts/DatasetInspector.tsx';
import { RowInspector } from './parts/RowInspector.tsx';

export const data: Feature = {
  id: 'data',
  title: 'Data',
  letter: 'd',
  icon: Database,
  Page: DataPage,
  inspectors: { dataset: DatasetInspector, row: RowInspector },
  commands: () => [
    {
      id: 'import-files',
      title: 'Import files',
      group: 'Data',
      keys: ['Ctrl+o'],
      run: () => void chooseAndRead(false),
    },
    { id: 'import-folder', title: 'Import a folder', group: 'Data', run: () => void chooseAndRead(true) },
  ],
};
