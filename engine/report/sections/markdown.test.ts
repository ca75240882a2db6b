import fc from 'fast-check';
import { expect, test } from 'vitest';
import { flattened, plainText } from '../blocks.ts';
import { markdown } from './markdown.ts';

const textOf = (source: string): string =>
  [...flattened(markdown(source))]
    .map((block) =>
      block.type === 'paragraph' || block.type === 'heading'
        ? plainText(block.text)
        : block.type === 'list'
          ? block.items.map(plainText).join('\n')
          : block.type === 'table'
            ? [...block.columns.map(({ title }) => title), ...block.rows.flat().map(plainText)].join('\n')
            : '',
    )
    .join('\n');

test('every word that was written is printed', () => {
  const word = fc.stringMatching(/^[a-z0-9]{1,12}$/);
  const line = fc
    .tuple(
      fc.constantFrom('', '# ', '- ', '1. ', '> ', '**', '`'),
      fc.array(word, { minLength: 1, maxLength: 6 }),
    )
    .map(([mark, words]) => ({
      words,
      text: mark === '**' || mark === '`' ? `${mark}${words.join(' ')}${mark}` : `${mark}${words.join(' ')}`,
    }));
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), (lines) => {
      const printed = textOf(lines.map(({ text }) => text).join('\n\n'));
      for (const { words } of lines) for (const one of words) expect(printed).toContain(one);
    }),
  );
});

test('HTML, entities, links and pictures are told as text', () => {
  expect(textOf('a <b>c</b> & d &lt;e&gt;')).toBe('a <b>c</b> & d <e>');
  expect(textOf('see [the file](https://example.org/x)')).toBe('see the file (https://example.org/x)');
  expect(textOf('![a chart](https://example.org/x.png)')).toBe('[picture: a chart]');
  expect(textOf('| a | b |\n|---|--:|\n| 1 | **2** |')).toBe('a\nb\n1\n2');
});
