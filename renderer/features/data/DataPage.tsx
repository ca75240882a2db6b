import { FolderUp, Upload } from 'lucide-react';
import { useEffect } from 'react';
import { Button } from '../../ui/Button.tsx';
import { countOf } from '../../ui/format.ts';
import { handOverPaths, useWorkspace } from '../../workspace/store.ts';
import './data.css';
import { chooseAndRead } from '../../workspace/choose-file.ts';
import { DatasetList } from './parts/DatasetList.tsx';
import { FirstDrop } from './parts/FirstDrop.tsx';
import { ImportResult } from './parts/ImportResult.tsx';
import { Review } from './parts/Review.tsx';
import { review, useImport } from './store.ts';

/** What has been read, what is about to be read, and how good it is. */
export function DataPage() {
  const stage = useImport((s) => s.stage);
  const run = useImport((s) => s.run);
  const dropped = useWorkspace((s) => s.droppedPaths);
  const datasets = useWorkspace((s) => s.caseSummary?.counts.datasets ?? 0);

  useEffect(() => {
    if (!dropped) return;
    useImport.setState((s) => review(s, dropped));
    handOverPaths(null);
  }, [dropped]);

  if (stage === 'review') return <Review />;
  if (stage === 'result' && run) return <ImportResult run={run} />;
  if (datasets === 0) return <FirstDrop />;
  return (
    <div className="data-page">
      <header className="page-head">
        <h1>Data</h1>
        <span className="muted">{countOf(datasets, 'dataset')}</span>
        <span className="page-tools">
          {run && (
            <Button variant="quiet" onClick={() => useImport.setState({ stage: 'result' })}>
              {run.state === 'running' ? 'Import under way' : 'Last import'}
            </Button>
          )}
        </span>
      </header>
      <DropStrip />
      <DatasetList />
    </div>
  );
}

function DropStrip() {
  return (
    <div className="drop-strip">
      <span>Drop files, folders, .zip or .gz anywhere in this window</span>
      <span className="drop-strip-tools">
        <Button icon={<Upload size={13} />} keys="Ctrl+o" onClick={() => void chooseAndRead(false)}>
          Choose files
        </Button>
        <Button icon={<FolderUp size={13} />} onClick={() => void chooseAndRead(true)}>
          Folder
        </Button>
      </span>
    </div>
  );
}
