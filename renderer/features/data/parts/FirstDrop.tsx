import { FileUp } from 'lucide-react';
import { Button } from '../../../ui/Button.tsx';
import { chooseAndRead } from '../../../workspace/choose-file.ts';

/** An open case without files. */
export function FirstDrop() {
  return (
    <div className="first-drop">
      <button type="button" className="welcome-drop" onClick={() => void chooseAndRead(false)}>
        <FileUp size={26} strokeWidth={1.4} aria-hidden="true" />
        <span className="welcome-drop-title">Drop files or folders here, or choose them</span>
        <span className="welcome-drop-text">
          You see how every file will be read before anything is imported.
        </span>
      </button>
      <ul className="welcome-kinds">
        <li>Explorer exports and node data: Etherscan-style CSV, ethereum-etl JSON and CSV, Parquet.</li>
        <li>Exchange trades, prices, and lists of labels or sanctions.</li>
        <li>Any other table after you say once what its columns mean. Zip and gzip are opened.</li>
      </ul>
      <div className="welcome-actions">
        <Button onClick={() => void chooseAndRead(true)}>Choose a folder</Button>
      </div>
    </div>
  );
}
