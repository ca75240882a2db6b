import { useCallback, useEffect, useRef, useState } from 'react';
import { database } from './database.ts';

/** The unsaved text under a key; null where there is none or the browser keeps nothing. */
export async function readDraft(key: string): Promise<string | null> {
  try {
    return (await database.drafts.get(key))?.text ?? null;
  } catch {
    return null;
  }
}

export async function writeDraft(key: string, text: string | null): Promise<void> {
  try {
    if (text === null) await database.drafts.delete(key);
    else await database.drafts.put({ key, text, savedAt: Date.now() });
  } catch {
    // A browser without storage keeps drafts only while the window is open.
  }
}

/**
 * A text that survives closing the window before it was saved. `saved` is what the engine holds;
 * `settle` is called once the engine holds the text.
 */
export function useDraft(key: string, saved: string) {
  const [text, setText] = useState(saved);
  const edited = useRef(false);

  useEffect(() => {
    edited.current = false;
    setText(saved);
    let wanted = true;
    readDraft(key).then((draft) => {
      if (!wanted || edited.current || draft === null || draft === saved) return;
      edited.current = true;
      setText(draft);
    });
    return () => {
      wanted = false;
    };
  }, [key, saved]);

  useEffect(() => {
    if (!edited.current) return;
    const timer = setTimeout(() => void writeDraft(key, text === saved ? null : text), 400);
    return () => clearTimeout(timer);
  }, [key, text, saved]);

  const change = useCallback((next: string) => {
    edited.current = true;
    setText(next);
  }, []);
  const settle = useCallback(() => {
    edited.current = false;
    void writeDraft(key, null);
  }, [key]);
  return { text, change, settle, dirty: text !== saved };
}
