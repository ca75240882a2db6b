import * as Radix from '@radix-ui/react-dialog';
import { Command as Cmdk } from 'cmdk';
import { useEffect, useMemo, useState } from 'react';
import type { SearchHit } from '#contract/graph.ts';
import { shortenAddress } from '../ui/format.ts';
import { KeyCaps } from '../ui/KeyCaps.tsx';
import { allCommands, useCommandStore } from '../workspace/commands.ts';
import { search } from '../workspace/queries.ts';
import { goTo, openWhales, select, setPaletteOpen, showRows, useWorkspace } from '../workspace/store.ts';
import { useAnswer, useSettled } from '../workspace/use-answer.ts';

const kinds: Record<SearchHit['kind'], string> = {
  address: 'Address',
  transaction: 'Transaction',
  market: 'Market',
  alert: 'Alert',
  dataset: 'Dataset',
  tag: 'Label',
  entity: 'Entity',
};

const keyOfHit = (hit: SearchHit): string => `${hit.kind}-${hit.chain}-${hit.id}-${hit.title}`;

/** One line for each thing: several sources may give one address the same label. */
function distinctHits(hits: readonly SearchHit[]): SearchHit[] {
  return [...new Map(hits.map((hit) => [keyOfHit(hit), hit])).values()];
}

function openHit(hit: SearchHit): void {
  switch (hit.kind) {
    case 'address':
    case 'tag':
      if (!hit.chain) return;
      select({ kind: 'address', chain: hit.chain, address: hit.id });
      if (useWorkspace.getState().page === 'settings') goTo('accounts');
      return;
    case 'alert':
      select({ kind: 'alert', id: hit.id });
      goTo('alerts');
      return;
    case 'dataset':
      select({ kind: 'dataset', id: Number(hit.id) });
      goTo('data');
      return;
    case 'transaction':
      showRows({
        title: `Rows of transaction ${shortenAddress(hit.id)}`,
        txHash: hit.id,
        chain: hit.chain,
        framed: false,
      });
      return;
    case 'entity':
      openWhales([hit.id]);
      return;
    case 'market':
      return;
  }
}

/** One box for finding things in the case and for running commands. */
export function Palette() {
  const open = useWorkspace((s) => s.paletteOpen);
  return (
    <Radix.Root open={open} onOpenChange={setPaletteOpen}>
      <Radix.Portal>
        <Radix.Overlay className="dialog-veil palette-veil" />
        <Radix.Content className="palette" aria-describedby={undefined}>
          <Radix.Title className="visually-hidden">Search or run a command</Radix.Title>
          <PaletteBody />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function PaletteBody() {
  const [text, setText] = useState('');
  const [active, setActive] = useState('');
  const settled = useSettled(text.trim(), 120);
  const hasCase = useWorkspace((s) => Boolean(s.caseSummary));
  const answer = useAnswer(hasCase && settled.length >= 2 ? `search-${settled}` : null, (signal) =>
    search(settled, signal),
  );
  const hits = useMemo(() => distinctHits(answer.data ?? []), [answer.data]);
  const registered = useCommandStore((s) => s.registered);
  const commands = useMemo(() => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    return allCommands({ registered }).filter(
      (command) =>
        !command.quiet &&
        words.every((word) => `${command.group} ${command.title}`.toLowerCase().includes(word)),
    );
  }, [registered, text]);
  const firstValue = hits[0] ? `hit-${keyOfHit(hits[0])}` : commands[0] ? `command-${commands[0].id}` : '';
  useEffect(() => setActive(firstValue), [firstValue]);

  const choose = (run: () => void) => {
    setPaletteOpen(false);
    // After the palette has given the focus back, so that a command may move it.
    setTimeout(run, 0);
  };
  return (
    <Cmdk shouldFilter={false} loop value={active} onValueChange={setActive} label="Search or run a command">
      <Cmdk.Input
        value={text}
        onValueChange={setText}
        placeholder="An address, label, transaction, alert, file, or a command"
        className="palette-input"
        autoFocus
      />
      <Cmdk.List className="palette-list">
        {hits.length > 0 && (
          <Cmdk.Group
            heading={`In this case: ${answer.data?.length === 20 ? 'the first 20 matches' : `${hits.length} found`}`}
          >
            {hits.map((hit) => (
              <Cmdk.Item
                key={keyOfHit(hit)}
                value={`hit-${keyOfHit(hit)}`}
                onSelect={() => choose(() => openHit(hit))}
                className="palette-item"
              >
                <span className="palette-kind">{kinds[hit.kind]}</span>
                <span
                  className={hit.title.startsWith('0x') ? 'palette-title mono' : 'palette-title'}
                  title={hit.title}
                >
                  {hit.title.startsWith('0x') ? shortenAddress(hit.title) : hit.title}
                </span>
                <span className="palette-detail">{hit.detail}</span>
              </Cmdk.Item>
            ))}
          </Cmdk.Group>
        )}
        {commands.length > 0 && (
          <Cmdk.Group heading="Commands">
            {commands.map((command) => (
              <Cmdk.Item
                key={command.id}
                value={`command-${command.id}`}
                onSelect={() => choose(command.run)}
                className="palette-item"
              >
                <span className="palette-kind">{command.group}</span>
                <span className="palette-title">{command.title}</span>
                {command.keys?.[0] && <KeyCaps keys={command.keys[0]} />}
              </Cmdk.Item>
            ))}
          </Cmdk.Group>
        )}
        {hits.length === 0 && commands.length === 0 && (
          <p className="palette-none">
            {answer.loading
              ? 'Searching'
              : 'No address, label, alert, file or command matches. An address can be given in full or by its first characters.'}
          </p>
        )}
      </Cmdk.List>
    </Cmdk>
  );
}
