import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';

interface PdfMake {
  setFonts(fonts: Record<string, Record<string, string>>): void;
  setUrlAccessPolicy(policy: (url: string) => boolean): void;
  setLocalAccessPolicy(policy: (path: string) => boolean): void;
  createPdf(definition: TDocumentDefinitions): { getBuffer(): Promise<Buffer> };
}

const require = createRequire(import.meta.url);

/** The printer with the fonts it brings; it may read those and fetch nothing. */
function printer(): PdfMake {
  const pdfmake = require('pdfmake') as PdfMake;
  const fonts = join(dirname(require.resolve('pdfmake/package.json')), 'fonts', 'Roboto');
  const font = (name: string) => join(fonts, `Roboto-${name}.ttf`);
  pdfmake.setFonts({
    Roboto: {
      normal: font('Regular'),
      bold: font('Medium'),
      italics: font('Italic'),
      bolditalics: font('MediumItalic'),
    },
  });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => path.startsWith(fonts));
  return pdfmake;
}

/** Sets a document as PDF, with embedded fonts and selectable text. */
export async function printPdf(definition: TDocumentDefinitions): Promise<{ bytes: Buffer; pages: number }> {
  let pages = 0;
  const footer = definition.footer as ((page: number, count: number) => unknown) | undefined;
  const bytes = await printer()
    .createPdf({
      ...definition,
      footer: ((page: number, count: number) => {
        pages = count;
        return footer?.(page, count);
      }) as TDocumentDefinitions['footer'],
    })
    .getBuffer();
  return { bytes, pages };
}
