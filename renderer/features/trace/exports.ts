import type { Trace, TraceRequest, TraceResult } from '#contract/trace.ts';

/** A cell that a spreadsheet reads as text or number, never as a formula. */
function cell(value: string | number): string {
  const text = String(value);
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Flows and ends of one method as CSV; the first column says which. */
export function traceCsv(trace: Trace, { method, flows, ends }: TraceResult): string {
  const lines: (string | number)[][] = [
    [
      'record',
      'method',
      'direction',
      'source',
      'target',
      'reason',
      'detail',
      'asset',
      'symbol',
      'traced',
      'share',
      'moved',
      'transfers',
      'hop',
      'first_seen',
      'last_seen',
    ],
  ];
  for (const flow of flows)
    lines.push([
      'flow',
      method,
      trace.direction,
      flow.source,
      flow.target,
      '',
      '',
      flow.asset,
      flow.symbol,
      flow.amount,
      flow.share,
      flow.moved,
      flow.transfers,
      flow.hop,
      flow.firstSeen,
      flow.lastSeen,
    ]);
  for (const end of ends)
    lines.push([
      'end',
      method,
      trace.direction,
      '',
      end.node,
      end.reason,
      end.detail,
      end.asset,
      end.symbol,
      end.amount,
      end.share,
      '',
      end.transfers,
      '',
      '',
      '',
    ]);
  return `${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** Question and answer with all methods, as they stand. */
export function traceJson(trace: Trace, request: TraceRequest): string {
  const { seconds: _, ...answer } = trace;
  return `${JSON.stringify({ request, trace: answer }, null, 2)}\n`;
}

/** Hands a made file to the browser. */
export function saveFile(name: string, content: BlobPart, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** An SVG document as PNG, twice its size. @throws Error when the browser cannot draw it */
export async function pngOf(svg: string, width: number, height: number): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * 2;
  canvas.height = height * 2;
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be made.'))),
      'image/png',
    ),
  );
}
