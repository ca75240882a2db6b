import { useEffect } from 'react';
import { HintProvider } from '../ui/Hint.tsx';
import { refreshCase } from '../workspace/case-actions.ts';
import { useWorkspace } from '../workspace/store.ts';
import { Commands } from './Commands.tsx';
import { DropZone } from './DropZone.tsx';
import { Frame } from './Frame.tsx';
import { KeySheet } from './KeySheet.tsx';
import { Notices } from './Notices.tsx';
import { Palette } from './Palette.tsx';
import { Welcome } from './Welcome.tsx';

export function App() {
  const caseSummary = useWorkspace((s) => s.caseSummary);

  useEffect(() => {
    void refreshCase();
  }, []);

  return (
    <HintProvider>
      <Commands />
      <DropZone>
        {caseSummary === undefined ? (
          <div className="opening" role="status" aria-label="Opening" />
        ) : caseSummary === null ? (
          <Welcome />
        ) : (
          <Frame />
        )}
      </DropZone>
      <Palette />
      <KeySheet />
      <Notices />
    </HintProvider>
  );
}
