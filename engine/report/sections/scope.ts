import { type Block, heading, noun, paragraph } from '../blocks.ts';
import type { ReportSource } from '../source.ts';

export const tierWords = {
  structural: 'Structural fact',
  attribution: 'Attribution',
  lead: 'Lead',
} as const;

/** A mark before the word, so that the tiers stay apart without colour. */
export const tierMarks = { structural: '■', attribution: '◊', lead: '○' } as const;

/** What the report rests on and what its words mean. */
export function scopeAndMethod({ summary, words }: ReportSource): Block[] {
  const { counts, asOf } = summary;
  return [
    heading(1, words.scope),
    paragraph(
      `This report rests on ${noun(counts.datasets, 'file')} that ${counts.datasets === 1 ? 'was' : 'were'} kept unchanged in the case under ${counts.datasets === 1 ? 'its' : 'their'} SHA-256, and on nothing else: no data was fetched from a network. Every row of each file was accepted, rejected with a reason, or recognised as a repetition of an earlier row; the three add up to the rows of the file.`,
    ),
    heading(1, words.method),
    paragraph(
      `Named rules (detectors) were run over the accepted rows, judging each moment by what the files say up to ${asOf ?? 'their end'}. What a rule found is an alert; equal alerts close in time were joined and all were weighed by six stated factors. An alert is a statement about rows. It says nothing about intent, and a name stands beside an address only where a label source says so. A finding is what the examiner concludes.`,
    ),
    {
      type: 'list',
      marks: 'none',
      items: [
        [
          { text: `${tierMarks.structural} ${tierWords.structural}: `, bold: true },
          'follows from the rows by a stated rule.',
        ],
        [
          { text: `${tierMarks.attribution} ${tierWords.attribution}: `, bold: true },
          'rests on a label, whose source is given.',
        ],
        [
          { text: `${tierMarks.lead} ${tierWords.lead}: `, bold: true },
          'the opinion of a model or heuristic; by itself it proves nothing.',
        ],
      ],
    },
  ];
}
