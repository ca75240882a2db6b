import { heading, noun } from '../blocks.ts';
import { lastAlerts } from '../gather/alerts.ts';
import { gatherExhibits } from '../gather/exhibits.ts';
import { alertTable, stages, verdicts } from '../sections/alerts.ts';
import { certificate, journalTable, reproduction } from '../sections/back.ts';
import { cards, detectorRuns } from '../sections/detectors.ts';
import { exhibits } from '../sections/exhibits.ts';
import { filesAndHoles, hashes } from '../sections/files.ts';
import { findings, hypotheses, notes, tasks } from '../sections/findings.ts';
import { front } from '../sections/front.ts';
import { labels } from '../sections/labels.ts';
import { limits } from '../sections/limits.ts';
import { scopeAndMethod } from '../sections/scope.ts';
import { events } from '../sections/timeline.ts';
import { versionsOfNotes } from '../sections/versions.ts';
import type { Template } from './define.ts';

const ALERTS = 2000;
const ENTRIES = 5000;

export const disclosurePack: Template = {
  id: 'disclosure-pack',
  title: 'disclosurePack',
  about:
    'For the other side: everything, with all notes in every version, removed ones, verdicts, dropped alerts and the journal.',
  needs: [],
  async build(source) {
    const { words, folder } = source;
    const items = await gatherExhibits(source);
    const alerts = await lastAlerts(source.session);
    const detectors = alerts.list.map(({ detector }) => detector);
    const from = Math.max(0, folder.journal.length - ENTRIES);
    return [
      ...(await front(source, words.disclosurePack, [['In this report', noun(items.length, 'exhibit')]])),
      { type: 'contents', title: words.contents },
      ...scopeAndMethod(source),
      ...(await findings(source)),
      ...(await hypotheses(source)),
      ...(await tasks(source)),
      ...(await notes(source, true)),
      ...versionsOfNotes(source),
      ...verdicts(words.verdicts, alerts.list),
      heading(1, words.alerts),
      alertTable(alerts, ALERTS),
      ...stages(alerts.list.slice(0, ALERTS)),
      ...limits(source, detectors),
      ...(await filesAndHoles(source)),
      ...exhibits(source, items),
      ...(await events(source, { actions: false })),
      ...(await labels(source)),
      ...(await detectorRuns(source)),
      ...cards(source, detectors),
      ...(await hashes(source)),
      ...reproduction(source),
      ...journalTable(source, from),
      ...certificate(source, words.disclosurePack),
    ];
  },
};
