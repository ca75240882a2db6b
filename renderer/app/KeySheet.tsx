import { useMemo } from 'react';
import { Dialog } from '../ui/Dialog.tsx';
import { KeyCaps } from '../ui/KeyCaps.tsx';
import { allCommands, type Command, useCommandStore } from '../workspace/commands.ts';
import { setKeysOpen, useWorkspace } from '../workspace/store.ts';

/** Every key that does something now, made from the commands themselves. */
export function KeySheet() {
  const open = useWorkspace((s) => s.keysOpen);
  const registered = useCommandStore((s) => s.registered);
  const groups = useMemo(() => {
    const byGroup = new Map<string, Command[]>();
    for (const command of allCommands({ registered })) {
      if (!command.keys?.length) continue;
      byGroup.set(command.group, [...(byGroup.get(command.group) ?? []), command]);
    }
    return [...byGroup];
  }, [registered]);
  return (
    <Dialog
      open={open}
      onClose={() => setKeysOpen(false)}
      title="Keys"
      size="wide"
      description="What the keys do on this page. Keys are not taken while you write in a field."
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long list is scrolled by keys */}
      <div className="key-sheet" tabIndex={0}>
        {groups.map(([group, commands]) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {commands.map((command) => (
                <div key={command.id} className="key-row">
                  <dt>{command.title}</dt>
                  <dd>
                    {command.keys?.map((keys) => (
                      <KeyCaps key={keys} keys={keys} />
                    ))}
                    <span className="visually-hidden">{command.keys?.join(' or ')}</span>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
