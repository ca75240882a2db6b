import { type Block, heading } from '../blocks.ts';
import type { ReportSource } from '../source.ts';

/** Every saved version of notes as the journal holds it, oldest first; nothing where no note was saved. */
export function versionsOfNotes({ folder, words }: ReportSource): Block[] {
  const versions = new Map<string, number>();
  const saved = folder.journal
    .numbersOf('note-saved')
    .map((seq) => folder.journal.read(seq))
    .map(({ at, by, detail }) => {
      const { id, number, content } = detail as {
        id: string;
        number: number;
        content: { title: string; text: string };
      };
      const version = (versions.get(id) ?? 0) + 1;
      versions.set(id, version);
      return [number, version, at, by || 'unnamed', `${content.title}\n${content.text}`.trim()];
    });
  return saved.length === 0
    ? []
    : [
        heading(1, words.versions),
        {
          type: 'table',
          name: 'Versions of notes',
          columns: [
            { title: 'Note', width: 6, end: true },
            { title: 'Version', width: 8, end: true },
            { title: 'Saved', width: 20 },
            { title: 'By', width: 14 },
            { title: 'Text', width: 52 },
          ],
          rows: saved,
        },
      ];
}
