import {
  type EvidenceKind,
  headlineOf,
  type WorkContent,
  type WorkDocument,
  type WorkKind,
} from '#contract/case-work.ts';

export const evidenceKinds: Record<EvidenceKind, string> = {
  alert: 'alert',
  rows: 'rows',
  'graph-view': 'graph view',
  chart: 'chart',
  trace: 'flow trace',
  file: 'file',
  note: 'note',
};

export const kindWords: Record<WorkKind, { one: string; many: string; add: string; empty: string }> = {
  finding: {
    one: 'Finding',
    many: 'Findings',
    add: 'What do you conclude? One sentence.',
    empty: 'A finding is what an investigator concludes, with the exhibits for and against it.',
  },
  hypothesis: {
    one: 'Hypothesis',
    many: 'Hypotheses',
    add: 'What could be the case? One sentence.',
    empty: 'A hypothesis collects what speaks for it and what speaks against it, until it is decided.',
  },
  task: {
    one: 'Task',
    many: 'Tasks and leads',
    add: 'What is to be done, or followed?',
    empty: 'Tasks and leads say what is still to be done, by whom, and what came of it.',
  },
  note: {
    one: 'Note',
    many: 'Notes',
    add: 'Title of a new note',
    empty: 'Notes are Markdown. Every saved version stays in the journal.',
  },
};

/** A new document of a kind, from one line of text. */
export function newContent(kind: WorkKind, text: string): WorkContent {
  switch (kind) {
    case 'finding':
      return {
        kind,
        statement: text,
        detail: '',
        confidence: 'low',
        confidenceReason: '',
        tier: 'lead',
        supporting: [],
        contradicting: [],
        events: [],
      };
    case 'hypothesis':
      return { kind, statement: text, status: 'open', outcome: '', for: [], against: [] };
    case 'task':
      return {
        kind,
        type: 'task',
        title: text,
        detail: '',
        status: 'open',
        outcome: '',
        assignee: '',
        due: null,
        evidence: [],
      };
    case 'note':
      return { kind, title: text, text: '' };
  }
}

/** The line by which a list shows a document. */
export const titleOf = ({ content, number }: WorkDocument): string =>
  headlineOf(content) || `${kindWords[content.kind].one} ${number}`;

/** What stands under the title in a list. */
export const stateOf = ({ content }: WorkDocument): string => {
  switch (content.kind) {
    case 'finding':
      return `${content.tier} · ${content.confidence} confidence · ${content.supporting.length} for, ${content.contradicting.length} against`;
    case 'hypothesis':
      return `${content.status} · ${content.for.length} for, ${content.against.length} against`;
    case 'task':
      return [content.type, content.status, content.assignee].filter(Boolean).join(' · ');
    case 'note':
      return content.text.replace(/\s+/g, ' ').slice(0, 90);
  }
};

/** Why a document cannot be saved as it stands; null when it can. */
export const faultOf = (content: WorkContent): string | null =>
  content.kind !== 'note' && headlineOf(content).trim() === ''
    ? 'It needs a sentence before it can be saved.'
    : null;
