import { expect, test } from 'vitest';
import { riskParts, type Traits } from './risk.ts';

const calm: Traits = {
  silentDays: 30,
  volumeFactor: 1,
  unseen: true,
  movedShare: 0.1,
  frequencyFactor: 1,
  newShare: 0,
  newMethods: false,
  grave: false,
  exchange: false,
  newAccounts: false,
  kind: 'movement',
  regular: false,
  rapid: false,
};
const risk = (traits: Partial<Traits>) =>
  riskParts({ ...calm, ...traits }, 0.7).reduce((sum, { points }) => sum + points, 0);

test('silence alone weighs 10 to 25', () => {
  expect([30, 90, 180, 365].map((silentDays) => risk({ silentDays }))).toEqual([10, 15, 20, 25]);
});

test('each trait adds its points', () => {
  expect(risk({ volumeFactor: 11 })).toBe(25);
  expect(risk({ volumeFactor: 11, unseen: false })).toBe(10);
  expect(risk({ volumeFactor: 0.09 })).toBe(25);
  expect(risk({ volumeFactor: null, movedShare: 0.5 })).toBe(20);
  expect(risk({ frequencyFactor: 5 })).toBe(20);
  expect(risk({ newShare: 0.7 })).toBe(10);
  expect(risk({ newShare: 0.71 })).toBe(20);
  expect(risk({ newMethods: true })).toBe(15);
  expect(risk({ grave: true, exchange: true })).toBe(40);
  expect(risk({ exchange: true, kind: 'liquidation' })).toBe(30);
  expect(risk({ exchange: true, newAccounts: true })).toBe(30);
  expect(risk({ volumeFactor: null, movedShare: null, kind: 'liquidation' })).toBe(10);
  expect(risk({ regular: true, rapid: true })).toBe(20);
});
