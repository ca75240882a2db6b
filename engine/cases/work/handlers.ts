import type { z } from 'zod';
import type { Comparison } from '#contract/case-work.ts';
import type { SpyhopContract } from '#contract/contract.ts';
import { EngineError } from '#contract/errors.ts';
import type { Handlers } from '#contract/handlers.ts';
import { alertById } from '../../alerts/query-alerts.ts';
import type { Session } from '../../warehouse/session.ts';
import type { CaseFolder } from '../case-folder.ts';
import { alertDigest } from './alert-exhibit.ts';
import { addEvidence, changeEvidence, saveWork, setRemoved, workHistory } from './case-work.ts';
import { valueDigest } from './data-digest.ts';
import { thawPicture } from './pictures.ts';
import { storedEvidence, storedWork } from './stored.ts';
import { caseTimeline } from './timeline.ts';

interface WorkDoors {
  readonly folder: () => CaseFolder;
  readonly stored: <T>(work: (session: Session) => Promise<T>, signal?: AbortSignal) => Promise<T>;
}

/** Handlers of the topic `work`. */
export function workHandlers({ folder, stored }: WorkDoors): Pick<Handlers<SpyhopContract>, 'work'> {
  const exhibit = async (id: string) => {
    const [item] = await stored((session) => storedEvidence(session, true, id));
    if (!item)
      throw new EngineError('not-found', 'This exhibit is not in the case. The list shows those that are.');
    return item;
  };
  const compare = async (id: string, data: string | null): Promise<z.infer<typeof Comparison>> => {
    const item = await exhibit(id);
    if (item.alertId !== null) {
      try {
        const live = await stored((session) => alertById(session, item.alertId!));
        return { state: alertDigest(live) === item.dataDigest ? 'same' : 'changed' };
      } catch (error) {
        if (error instanceof EngineError && error.code === 'not-found') return { state: 'gone' };
        throw error;
      }
    }
    if (data === null) return { state: 'unknown' };
    let live: unknown;
    try {
      live = JSON.parse(data);
    } catch (error) {
      throw new EngineError('invalid', 'What was given to compare is no JSON.', {}, { cause: error });
    }
    return { state: valueDigest(live) === item.dataDigest ? 'same' : 'changed' };
  };
  return {
    work: {
      evidence: async ({ removed }) => stored((session) => storedEvidence(session, removed)),
      addEvidence: async (request) => addEvidence(folder(), request),
      changeEvidence: async (change) => changeEvidence(folder(), change),
      openEvidence: async ({ id }) => {
        const item = await exhibit(id);
        const { frozen, record } = folder();
        const content = {
          item,
          data: frozen.get(item.frozen.data).toString('utf8'),
          style: item.frozen.style === null ? null : frozen.get(item.frozen.style).toString('utf8'),
          picture: item.frozen.picture === null ? null : thawPicture(frozen, item.frozen.picture),
        };
        record('evidence-viewed', { id, exhibit: item.exhibit });
        return content;
      },
      compareEvidence: async ({ id, data }) => compare(id, data),
      list: async ({ kinds, removed }) => stored((session) => storedWork(session, kinds, removed)),
      save: async (request) => saveWork(folder(), request),
      remove: async ({ reason, ...key }) => {
        await setRemoved(folder(), key, true, reason);
        return {};
      },
      restore: async (key) => {
        await setRemoved(folder(), key, false);
        return {};
      },
      history: async (key) => workHistory(folder(), key),
      timeline: async (query) => stored((session) => caseTimeline(folder(), session, query)),
    },
  };
}
