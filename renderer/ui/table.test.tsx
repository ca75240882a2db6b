// @vitest-environment happy-dom
import { act, type RefObject } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { usePagedRows } from '../workspace/use-paged-rows.ts';
import { type Column, Table, type TableHandle } from './Table.tsx';

interface Row {
  readonly id: number;
}

const columns: readonly Column<Row>[] = [
  { id: 'id', title: 'Id', width: '1fr', cell: (row) => `row ${row.id}` },
];
const asked: number[] = [];
const activated: number[] = [];
const handle: RefObject<TableHandle | null> = { current: null };

function Sample({ total, name }: { readonly total: number; readonly name: string }) {
  const rows = usePagedRows(name, async (offset: number, limit: number) => {
    asked.push(offset);
    if (name === 'broken') throw new Error('The warehouse is locked.');
    const count = Math.max(0, Math.min(limit, total - offset));
    return { total, rows: Array.from({ length: count }, (_, i) => ({ id: offset + i })) };
  });
  return (
    <Table
      ref={handle}
      label="Rows"
      columns={columns}
      rows={rows}
      rowKey={(row) => String(row.id)}
      onActivate={(row) => activated.push(row.id)}
      empty={<p>No rows</p>}
    />
  );
}

describe('a table of any length', () => {
  let root: Root;
  let place: HTMLElement;

  beforeEach(() => {
    (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
    // There is no layout here: every element is as tall as a page.
    Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { configurable: true, value: 560 });
    Object.defineProperty(HTMLElement.prototype, 'offsetWidth', { configurable: true, value: 800 });
    asked.length = 0;
    activated.length = 0;
    place = document.createElement('div');
    document.body.append(place);
    root = createRoot(place);
  });
  afterEach(async () => {
    await act(async () => root.unmount());
    place.remove();
  });

  const show = (total: number, name = 'rows') =>
    act(async () => {
      root.render(<Sample total={total} name={name} />);
      // The scrolling element is measured after it is there.
      await new Promise((done) => setTimeout(done, 20));
    });

  it('asks for the page on screen only, and says how long it is', async () => {
    await show(250_000);
    expect(asked).toEqual([0]);
    expect(place.querySelector('[role="grid"]')?.getAttribute('aria-rowcount')).toBe('250000');
  });

  it('moves by keys and announces the row it reaches', async () => {
    await show(250_000);
    await act(async () => handle.current?.move(1));
    await act(async () => handle.current?.move(1));
    await act(async () => handle.current?.move(-1));
    expect(activated).toEqual([0, 1, 0]);
  });

  it('stays within the table', async () => {
    await show(2);
    await act(async () => handle.current?.move(1));
    await act(async () => handle.current?.move(5));
    await act(async () => handle.current?.move(5));
    expect(activated).toEqual([0, 1]);
  });

  it('says that there is nothing, or what went wrong and how to go on', async () => {
    await show(0);
    expect(place.textContent).toContain('No rows');
    await show(10, 'broken');
    expect(place.querySelector('[role="alert"]')?.textContent).toContain('The warehouse is locked.');
    expect([...place.querySelectorAll('button')].map((b) => b.textContent)).toContain('Try again');
  });

  it('asks again when the question changes', async () => {
    await show(10);
    await show(10, 'another question');
    expect(asked).toEqual([0, 0]);
  });
});
