import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contract } from '#contract/contract.ts';
import { call } from '#contract/define.ts';

/** Dates, BigInts and transforms have no JSON Schema; in it they throw. */
const travels = (schema: z.ZodType) => {
  z.toJSONSchema(schema, { io: 'input' });
  z.toJSONSchema(schema, { io: 'output' });
};

const methods = Object.entries(contract).flatMap(([topic, group]) =>
  Object.entries(group).map(([key, method]) => [`${topic}.${key}`, method] as const),
);

describe('every method of the contract looks the same in JSON and as a structured clone', () => {
  it.each(methods)('%s', (_name, method) => {
    travels(method.input);
    travels(method.kind === 'call' ? method.output : method.item);
  });

  it('and this test would notice one that does not', () => {
    expect(methods.length).toBeGreaterThan(20);
    for (const schema of [
      z.date(),
      z.bigint(),
      z.string().transform(Number),
      z.map(z.string(), z.string()),
    ]) {
      expect(() => travels(call(z.object({ schema }), z.string()).input)).toThrow();
    }
  });
});
