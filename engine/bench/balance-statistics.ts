import { join } from 'node:path';
import { BalanceJumps } from '../detectors/kernels/balance.ts';
import { Observations } from '../detectors/kernels/observations.ts';
import { loadLedger } from '../detectors/ledger/load-ledger.ts';
import { openWarehouse } from '../warehouse/open.ts';
import type { Session } from '../warehouse/session.ts';
import type { Bench, BenchContext, BenchResult } from './define.ts';
import { importedCase } from './imported-case.ts';
import { balanceLoop, type Profile, readLegs } from './peers/balance-loop.ts';

const ROWS = 1_000_000;
const AS_OF = '2030-01-01T00:00:00Z';
/** The defaults of balance-change. */
const RULES = {
  alpha: 0.1,
  memory: 60,
  minObservations: 5,
  minJump: 3,
  minRecord: 0.9,
  mergeMicros: 1_800_000_000,
};
const MEASURES = ['emaZ', 'iqrFactor', 'relative', 'rateFactor', 'robustZ', 'changeZ'] as const;

const PEERS = [
  ['plain JavaScript loop over row objects', false],
  ['the same with running sums', true],
] as const;

interface Timed {
  readonly profiles: Profile[];
  readonly loadSeconds: number;
  readonly seconds: number;
}

async function fromLedger(session: Session): Promise<Timed> {
  const began = performance.now();
  const ledger = await loadLedger(session, AS_OF);
  const { holdings } = ledger;
  const loaded = performance.now();
  const life = new Observations(ledger, RULES.mergeMicros);
  const jumps = new BalanceJumps(RULES);
  const profiles: Profile[] = [];
  for (let holding = 0; holding < holdings.count; holding += 1) {
    life.read(holding);
    const account = holdings.account[holding]!;
    const asset = holdings.asset[holding]!;
    for (const jump of jumps.of(life)) profiles.push({ account, asset, ...jump });
  }
  const ended = performance.now();
  return { profiles, loadSeconds: (loaded - began) / 1000, seconds: (ended - began) / 1000 };
}

async function fromRows(session: Session, carried: boolean): Promise<Timed> {
  const began = performance.now();
  const legs = await readLegs(session);
  const loaded = performance.now();
  const profiles = balanceLoop(legs, RULES, carried);
  const ended = performance.now();
  return { profiles, loadSeconds: (loaded - began) / 1000, seconds: (ended - began) / 1000 };
}

/** Throws where the two do not say the same of the same observations, to nine digits. */
function compare(ours: readonly Profile[], theirs: readonly Profile[]): void {
  const key = ({ account, asset, observation }: Profile) => `${account}|${asset}|${observation}`;
  const known = new Map(theirs.map((profile) => [key(profile), profile]));
  if (known.size !== ours.length)
    throw new Error(`${ours.length} large changes here, ${known.size} in the plain loop`);
  for (const profile of ours) {
    const other = known.get(key(profile));
    if (!other) throw new Error(`the plain loop does not find ${key(profile)}`);
    for (const measure of MEASURES) {
      const [here, there] = [profile[measure], other[measure]];
      const same =
        here === null || there === null
          ? here === there
          : Math.abs(here - there) <= 1e-9 * Math.max(1, Math.abs(here), Math.abs(there));
      if (!same)
        throw new Error(`${measure} of ${key(profile)} is ${here} here and ${there} in the plain loop`);
    }
  }
}

/**
 * Balance statistics of every holding of a million transfers: loading the ledger, grouping it and walking it, beside
 * reading row objects and a plain loop over them, which looks at every observation's whole past or carries sums along. Both include what they read from the database.
 */
export const balanceStatistics: Bench = {
  name: 'balance-statistics',
  about: 'balance statistics of 1 M transfers beside a plain JavaScript loop over row objects',
  async run(context: BenchContext): Promise<BenchResult[]> {
    const { caseDir } = await importedCase(context, ROWS);
    const warehouse = await openWarehouse({
      file: join(caseDir, 'warehouse.duckdb'),
      tempDir: context.dir,
    });
    try {
      context.note('walking the ledger');
      const ours = await warehouse.use(fromLedger);
      const walked = ours.seconds - ours.loadSeconds;
      const results: BenchResult[] = [];
      for (const [peer, carried] of PEERS) {
        context.note(`peer: ${peer}`);
        const theirs = await warehouse.use((session) => fromRows(session, carried));
        compare(ours.profiles, theirs.profiles);
        const looped = theirs.seconds - theirs.loadSeconds;
        results.push({
          bench: 'balance-statistics',
          rows: ROWS,
          seconds: ours.seconds,
          peer,
          peerSeconds: theirs.seconds,
          ratio: theirs.seconds / ours.seconds,
          peakMiB: null,
          figures: {
            jumps: ours.profiles.length,
            loadSeconds: ours.loadSeconds,
            walkSeconds: walked,
            peerLoadSeconds: theirs.loadSeconds,
            peerLoopSeconds: looped,
            ratioWithoutLoading: looped / walked,
          },
        });
      }
      return results;
    } finally {
      warehouse.close();
    }
  },
};
