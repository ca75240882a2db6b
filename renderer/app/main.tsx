import { createRoot } from 'react-dom/client';
import { connectEngine } from '../engine-client/index.ts';
import { loadLayout, useLayout } from '../storage/layout.ts';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/ui.css';
import '../styles/frame.css';
import { applyTheme, followSystem } from '../styles/theme.ts';
import { refreshCase } from '../workspace/case-actions.ts';
import { provideEngine } from '../workspace/engine.ts';
import { messageOf } from '../workspace/messages.ts';
import { loseEngine, placeFromHash } from '../workspace/store.ts';
import { App } from './App.tsx';
import { keepLocation } from './location-sync.ts';
import { Unreachable } from './Unreachable.tsx';

const element = document.getElementById('root');
if (!element) throw new Error('The page has no root element.');
const root = createRoot(element);

await loadLayout();
applyTheme(useLayout.getState().theme);
followSystem(() => useLayout.getState().theme);
useLayout.subscribe((now, before) => {
  if (now.theme !== before.theme) applyTheme(now.theme);
});

try {
  const { client, shell, onLost, onRestored } = await connectEngine();
  provideEngine({ client, shell });
  onLost(loseEngine);
  onRestored(() => {
    loseEngine(null);
    void refreshCase();
  });
  placeFromHash(location.hash);
  keepLocation();
  root.render(<App />);
} catch (error) {
  root.render(<Unreachable reason={messageOf(error)} />);
}
