import { describe, expect, it } from 'vitest';

const sources = import.meta.glob<string>(['./**/*.ts', './**/*.tsx', '!./**/*.test.*'], {
  eager: true,
  query: '?raw',
  import: 'default',
});
const imports = Object.entries(sources).flatMap(([file, text]) =>
  [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => ({ file, to: match[1] ?? '' })),
);
const resolved = ({ file, to }: { file: string; to: string }): string =>
  to.startsWith('.') ? new URL(to, `file:///${file}`).pathname.replace(/^\//, '') : to;
const featureOf = (path: string): string | null => /^(?:\.\/)?features\/([^/]+)\//.exec(path)?.[1] ?? null;

describe('the rooms of the window', () => {
  it('were found', () => {
    expect(Object.keys(sources).length).toBeGreaterThan(80);
    expect(imports.length).toBeGreaterThan(300);
  });

  it('keep features apart: they meet in the workspace', () => {
    const across = imports.filter((i) => {
      const from = featureOf(i.file);
      const to = featureOf(resolved(i));
      return from !== null && to !== null && from !== to;
    });
    expect(across).toEqual([]);
  });

  it('let only queries ask the engine', () => {
    const callers = imports.filter((i) => resolved(i) === 'workspace/engine.ts').map((i) => i.file);
    expect(callers.length).toBeGreaterThan(5);
    expect(callers.filter((file) => !file.endsWith('/queries.ts') && file !== './app/main.tsx')).toEqual([]);
  });

  it('take nothing from the engine but its contract', () => {
    expect(imports.filter((i) => /#(engine|electron)\/|^node:|\.\.\/\.\.\/engine/.test(i.to))).toEqual([]);
  });

  it('keep charts and graphs out of the pages', () => {
    const direct = imports.filter(
      (i) =>
        /^(echarts|cytoscape)/.test(i.to) &&
        !/^\.\/(charts|graph)\//.test(i.file) &&
        i.file !== './assets.d.ts',
    );
    expect(direct).toEqual([]);
  });
});
