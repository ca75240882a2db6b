import fc from 'fast-check';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { onnxFile } from '../onnx/onnx-file.ts';
import { Random } from '../random.ts';
import { autoencoderGraph, autoencoderScore, trainAutoencoder } from './autoencoder.ts';
import { newNetwork, predict } from './dense-network.ts';
import { rarityOf, rarityScore } from './rarity.ts';
import { CHANNELS, sequenceGraph, sequenceScore, trainSequence, WIDTH } from './sequence.ts';
import { trainNetwork } from './train-network.ts';

/** Points on a plane in six dimensions, with a little noise. */
const plane = (count: number, random: Random) =>
  Array.from({ length: count }, () => {
    const [a, b] = [random.normal(), random.normal()];
    return Float32Array.from([a, b, a + b, a - b, 2 * a, -b], (value) => value + 0.05 * random.normal());
  });

test('gradients are those of the loss, by differences', () => {
  const random = new Random(4);
  const input = Float64Array.from({ length: 5 }, () => random.normal());
  const target = Float64Array.from({ length: 3 }, () => 0.3 * random.normal());
  const lossOf = (network: ReturnType<typeof newNetwork>) =>
    predict(network, input).reduce((sum, value, index) => {
      const error = Math.abs(value - target[index]!);
      return sum + (error <= 1 ? 0.5 * error * error : error - 0.5);
    }, 0);
  // one step of Adam moves every weight against the sign of its slope
  const network = newNetwork([5, 4, 3], new Random(9));
  const before = network.map(({ weights }) => Float64Array.from(weights));
  const slopes = network.map(({ weights }) =>
    Array.from(weights, (weight, index) => {
      const step = 1e-6;
      weights[index] = weight + step;
      const up = lossOf(network);
      weights[index] = weight - step;
      const down = lossOf(network);
      weights[index] = weight;
      return (up - down) / (2 * step);
    }),
  );
  trainNetwork(network, [{ input, target }], { epochs: 1, batch: 1, rate: 1e-3 }, new Random(1));
  // with a single step the cosine has already brought the rate to zero
  expect(network.map(({ weights }) => weights)).toEqual(before);
  trainNetwork(network, [{ input, target }], { epochs: 2, batch: 1, rate: 1e-3 }, new Random(1));
  for (const [layer, { weights }] of network.entries())
    for (const [index, slope] of slopes[layer]!.entries())
      if (Math.abs(slope) > 1e-4)
        expect(Math.sign(before[layer]![index]! - weights[index]!)).toBe(Math.sign(slope));
});

test('learns a plane, the same way from the same seed, and finds what lies off it', () => {
  const train = (seed: number) =>
    trainAutoencoder(
      plane(600, new Random(1)),
      [8, 2, 8],
      { epochs: 40, batch: 32, rate: 0.01 },
      new Random(seed),
    );
  const trained = train(3);
  expect(train(3)).toEqual(trained);
  const ordinary = plane(300, new Random(2)).map((row) => autoencoderScore(trained, row));
  const off = autoencoderScore(trained, [3, 3, -6, 6, -6, 3]);
  expect(ordinary.filter((score) => score >= off)).toHaveLength(0);
});

test('an autoencoder runs in ONNX Runtime as in the trainer, to 1e-5', async () => {
  const trained = trainAutoencoder(
    plane(300, new Random(5)),
    [8, 3, 8],
    { epochs: 5, batch: 32, rate: 0.01 },
    new Random(6),
  );
  const session = await InferenceSession.create(onnxFile(autoencoderGraph(trained)), {
    intraOpNumThreads: 1,
  });
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.float({ min: -8, max: 8, noNaN: true }), { minLength: 24, maxLength: 24 }),
        async (values) => {
          const rows = Float32Array.from(values);
          const { score } = await session.run({ features: new Tensor('float32', rows, [4, 6]) });
          for (let row = 0; row < 4; row += 1)
            expect(
              Math.abs(
                (score!.data[row] as number) - autoencoderScore(trained, rows.subarray(row * 6, row * 6 + 6)),
              ),
            ).toBeLessThan(1e-5);
        },
      ),
      { numRuns: 100 },
    );
  } finally {
    await session.release();
  }
});

test('rarity: one in a thousand is one half, larger errors rank higher without end', () => {
  const random = new Random(8);
  const errors = Array.from({ length: 20_000 }, () => random.lognormal(1, 0.5));
  const rarity = rarityOf(errors);
  const sorted = [...errors].sort((a, b) => a - b);
  expect(rarityScore(rarity, sorted[19_980]!)).toBeCloseTo(0.5, 2);
  expect(rarityScore(rarity, sorted[18_000]!)).toBeCloseTo(1 / 4, 2);
  expect(rarityScore(rarity, 1e-9)).toBe(0);
  let last = 0;
  for (let error = 3; error < 1e6; error *= 2) {
    const score = rarityScore(rarity, error);
    expect(score).toBeGreaterThan(last);
    expect(score).toBeLessThan(1);
    last = score;
  }
});

test('a sequence model runs in ONNX Runtime as in the trainer, and expects more of the erratic', async () => {
  const random = new Random(12);
  // half of the rows keep to their level, half are erratic
  const rows = Array.from({ length: 800 }, (_, index) => {
    const spread = index % 2 === 0 ? 0.1 : 2;
    const level = random.normal();
    return Float32Array.from({ length: WIDTH }, () => level + spread * random.normal());
  });
  const model = trainSequence(rows, [12], { epochs: 30, batch: 32, rate: 0.005 }, random);
  const flat = Float32Array.from(rows.flatMap((row) => [...row]));
  const session = await InferenceSession.create(onnxFile(sequenceGraph(model)), { intraOpNumThreads: 1 });
  try {
    const { score, contribution } = await session.run({
      features: new Tensor('float32', flat, [rows.length, WIDTH]),
    });
    for (const [index, row] of rows.entries())
      expect(Math.abs((score!.data[index] as number) - sequenceScore(model, row))).toBeLessThan(1e-5);
    // the past explains nothing by itself
    for (let one = 0; one < WIDTH - CHANNELS; one += 1) expect(contribution!.data[one]).toBe(0);
  } finally {
    await session.release();
  }
  const calm = Float32Array.from({ length: WIDTH }, (_, index) => (index < WIDTH - CHANNELS ? 0 : 4));
  const wild = calm.map((value, index) => (index < WIDTH - CHANNELS ? 3 * (-1) ** index : value));
  expect(sequenceScore(model, calm)).toBeGreaterThan(sequenceScore(model, wild));
});
