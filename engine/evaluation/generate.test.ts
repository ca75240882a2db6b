import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DIFFICULTIES } from './define.ts';
import { generate, planned } from './generate.ts';
import { Random } from './random.ts';
import { filesOf } from './write-files.ts';

const generated = generate(7);
const files = filesOf(generated);
const digest = (of: Map<string, string>) =>
  createHash('sha256')
    .update(JSON.stringify([...of]))
    .digest('hex');

describe('the generator', () => {
  it('gives the same bytes and the same truth for the same seed, and others for another', () => {
    const again = generate(7);
    expect(digest(filesOf(again))).toBe(digest(files));
    expect(again.truths).toEqual(generated.truths);
    expect(digest(filesOf(generate(8)))).not.toBe(digest(files));
  });

  it('splits luck by name: drawing from one part does not move another', () => {
    const one = new Random('a');
    one.next();
    expect(one.split('b').next()).toBe(new Random('a').split('b').next());
    expect(new Random('a').split('b').next()).not.toBe(new Random('a').split('c').next());
  });

  it('writes a world of a useful size with every planted transaction in it', () => {
    expect(generated.rows.length).toBeGreaterThan(60_000);
    expect(generated.rows.length).toBeLessThan(150_000);
    const text = [...files.values()].join('\n');
    const written = new Set(text.match(/0x[0-9a-f]{64}/g));
    for (const item of generated.truths) {
      expect(item.hashes.length, item.id).toBeGreaterThan(0);
      for (const hash of item.hashes) expect(written.has(hash), item.id).toBe(true);
    }
  });

  it('plants every pattern at least three times at each difficulty', () => {
    for (const detector of planned)
      for (const difficulty of DIFFICULTIES) {
        const items = generated.truths.filter(
          (item) => item.detector === detector && item.difficulty === difficulty,
        );
        expect(items.length, `${detector} ${difficulty}`).toBeGreaterThanOrEqual(3);
      }
  });

  it('names key accounts among the members, and members that occur in the files', () => {
    const seen = new Set(
      generated.rows.flatMap((row) => [`${row.chain}:${row.from}`, `${row.chain}:${row.to}`]),
    );
    for (const item of generated.truths) {
      expect(item.start, item.id).toBeLessThanOrEqual(item.end);
      const members = new Set(item.members);
      for (const key of item.key) expect(members.has(key), item.id).toBe(true);
      for (const key of item.members) expect(seen.has(key), `${item.id} ${key}`).toBe(true);
    }
  });

  it('keeps look-alikes free of planted patterns', () => {
    const facts = new Set(['whale-movement']);
    const keys = new Map(
      generated.truths
        .filter(({ detector }) => !facts.has(detector))
        .flatMap((item) => item.key.map((key) => [key, item.id])),
    );
    for (const decoy of generated.decoys)
      for (const account of decoy.accounts)
        expect(keys.get(account), `${decoy.id} ${account}`).toBeUndefined();
  });

  it('takes every successful transfer over the line for a whale movement, planted or not', () => {
    const truth = new Set(
      generated.truths
        .filter(({ detector }) => detector === 'whale-movement')
        .flatMap(({ hashes }) => hashes),
    );
    const line = { ethereum: 500_000, polygon: 100_000, arbitrum: 200_000 };
    for (const row of generated.rows.filter(({ usd }) => usd !== null)) {
      const over = row.success && row.usd! >= line[row.chain];
      if (over) expect(truth.has(row.hash)).toBe(true);
    }
    const failed = generated.rows.filter((row) => !row.success).map(({ hash }) => hash);
    expect(failed.length).toBeGreaterThan(0);
    for (const hash of failed) expect(truth.has(hash)).toBe(false);
  });
});
