import type { HouseStyle } from '#contract/reports.ts';
import {
  type Block,
  type CellValue,
  count,
  flattened,
  type Inline,
  type ReportDocument,
  runsOf,
} from '../blocks.ts';
import { readable } from './colour.ts';
import sheet from './html.css?raw';

const escaped = (text: string): string =>
  text.replace(/[<>&"']/g, (char) => `&#${char.charCodeAt(0)};`).replaceAll('\n', '<br>');

const inline = (text: Inline): string =>
  runsOf(text)
    .map((run) => {
      let html = escaped(run.text);
      if (run.code) html = `<code>${html}</code>`;
      if (run.bold) html = `<strong>${html}</strong>`;
      if (run.italic) html = `<em>${html}</em>`;
      if (run.quiet) html = `<span class="quiet">${html}</span>`;
      return run.to === undefined ? html : `<a href="#${escaped(run.to)}">${html}</a>`;
    })
    .join('');

const cell = (value: CellValue): string =>
  value === null ? '' : typeof value === 'number' ? count(value) : inline(value);

const dataUrl = (type: string, base64: string): string => `data:${type};base64,${base64}`;

function blockHtml(block: Block, contents: string): string {
  switch (block.type) {
    case 'title':
      return `<p class="kicker">${escaped(block.kicker)}</p><h1 class="title">${escaped(block.text)}</h1><p class="lead">${block.lead === '' ? '<span class="quiet">No description has been written.</span>' : escaped(block.lead)}</p>`;
    case 'heading': {
      const tag = `h${block.level + 1}`;
      return `<${tag}${block.id === undefined ? '' : ` id="${escaped(block.id)}"`}${block.apart ? ' class="apart"' : ''}>${escaped(block.text)}</${tag}>`;
    }
    case 'paragraph':
      return `<p${block.size ? ` class="${block.size}"` : ''}>${inline(block.text)}</p>`;
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul';
      return `<${tag}${block.marks === 'none' ? ' class="plain"' : ''}>${block.items.map((item) => `<li>${inline(item)}</li>`).join('')}</${tag}>`;
    }
    case 'facts':
      return `<table class="facts"><tbody>${block.rows.map(([name, value]) => `<tr><th scope="row">${escaped(name)}</th><td>${value === '' ? 'not stated' : inline(value)}</td></tr>`).join('')}</tbody></table>`;
    case 'table': {
      const sum = block.columns.reduce((total, column) => total + column.width, 0);
      const columns = block.columns
        .map(({ width }) => `<col style="width:${((100 * width) / sum).toFixed(1)}%">`)
        .join('');
      const end = (at: number) => (block.columns[at]?.end ? ' class="end"' : '');
      return `<div class="wide"><table><caption>${escaped(block.name)}</caption><colgroup>${columns}</colgroup><thead><tr>${block.columns.map(({ title }, at) => `<th scope="col"${end(at)}>${escaped(title)}</th>`).join('')}</tr></thead><tbody>${block.rows.map((row) => `<tr>${row.map((value, at) => `<td${end(at)}>${cell(value)}</td>`).join('')}</tr>`).join('')}</tbody></table></div>${block.note === undefined ? '' : `<p class="small">${escaped(block.note)}</p>`}`;
    }
    case 'picture': {
      const { picture } = block;
      const source =
        picture.type === 'svg'
          ? dataUrl('image/svg+xml', Buffer.from(picture.svg).toString('base64'))
          : dataUrl('image/png', picture.png.toString('base64'));
      return `<figure><img src="${source}" alt="${escaped(block.alt)}" width="${picture.width}" height="${picture.height}"><figcaption>${escaped(block.caption)}</figcaption></figure>`;
    }
    case 'contents':
      return `<nav><h2>${escaped(block.title)}</h2><ol>${contents}</ol></nav>`;
    case 'signature':
      return `<div class="signature">${block.lines.map((line) => `<p>${escaped(line)}</p>`).join('')}</div>`;
    case 'together':
      return `<div class="together">${block.blocks.map((inner) => blockHtml(inner, contents)).join('')}</div>`;
  }
}

/** A report as one page of HTML that needs nothing else: no script, no request. */
export function renderHtml({ frame, blocks }: ReportDocument, style: HouseStyle): string {
  const listed: string[] = [];
  let section = 0;
  const anchored = blocks.map((block): Block => {
    if (block.type !== 'heading' || !(block.listed ?? block.level === 1)) return block;
    section += 1;
    const id = block.id ?? `section-${section}`;
    listed.push(`<li><a href="#${escaped(id)}">${escaped(block.text)}</a></li>`);
    return { ...block, id };
  });
  const known = new Set([...flattened(anchored)].flatMap((one) => (one.type === 'heading' ? [one.id] : [])));
  const body = anchored
    .map((block) => blockHtml(block, listed.join('')))
    .join('\n')
    .replace(/<a href="#([^"]*)">(.*?)<\/a>/g, (whole, id: string, text: string) =>
      known.has(id) ? whole : text,
    );
  const logo = style.logo;
  const mark =
    logo === null
      ? ''
      : `<img class="logo" alt="${escaped(style.organisation || 'Logo')}" src="${logo.type === 'image/png' ? dataUrl('image/png', logo.base64) : dataUrl('image/svg+xml', Buffer.from(logo.text).toString('base64'))}">`;
  return `<!doctype html>
<html lang="${style.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${escaped(frame.title)}</title>
<style>:root{--house:${readable(style.colour)}}
${sheet}</style>
</head>
<body>
${style.marking === '' ? '' : `<p class="marking">${escaped(style.marking)}</p>`}
<main>
${mark}
${body}
</main>
<footer>${escaped(`${frame.program} · case ${frame.caseId} · journal ${frame.journal.last} · ${frame.madeAt} · ${frame.utc}`)}</footer>
</body>
</html>
`;
}
