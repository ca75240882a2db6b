import { counted, detector, number } from '../../define.ts';
import {
  coincidenceConfidence,
  coincidenceScore,
  groupEvidence,
  groupSubjects,
  sayAccounts,
  sayChance,
  sayTimes,
} from '../../kernels/coincidence-alert.ts';
import { params, pods, row } from './pods.ts';

const VOTES = ['time', 'volume', 'token', 'frequency'] as const;

export default detector({
  id: 'whale-pod',
  title: 'Whales move together',
  version: 1,
  maturity: 'stable',
  tier: 'structural',
  family: 'coordination',
  reads: ['mart_flow'],
  params,
  row,
  walk: pods,
  score: (found, { significance }) =>
    0.7 * coincidenceScore(found, significance) +
    0.3 * (found.votes.reduce((sum, vote) => sum + vote, 0) / 4),
  confidence: (found, { significance }) => coincidenceConfidence(found, significance),
  severity: (found) =>
    found.accounts.length >= 5 || found.votes.every((vote) => vote >= 0.7) ? 'HIGH' : 'MEDIUM',
  explain: (found) =>
    `${counted(found.accounts.length, 'whale')} (${sayAccounts(found.accounts)}) moved ${sayTimes(found)}${found.usd === null ? '' : `, US$ ${number(found.usd, 0)} in all`}; agreement ${VOTES.map((name, at) => `${name} ${number(found.votes[at]!, 2)}`).join(', ')}; ${sayChance(found)}.`,
  subjects: groupSubjects,
  window: (found) => ({ start: found.start, end: found.ended }),
  evidence: groupEvidence,
  impactUsd: (found) => found.usd,
});
