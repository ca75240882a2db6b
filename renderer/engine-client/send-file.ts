import { z } from 'zod';
import { EngineError, SerialisedError } from '#contract/errors.ts';

const Uploaded = z.object({ path: z.string(), top: z.string(), bytes: z.number() });

/**
 * Streams a file of this page to the engine's machine. `XMLHttpRequest`, for `fetch` cannot tell how much
 * of a body has left.
 * @throws EngineError with the host's own words, or `internal` when it cannot be reached.
 */
export function sendFile(
  file: File,
  relativePath: string,
  batch: string | undefined,
  onSent: (bytes: number) => void,
): Promise<string> {
  const broken = new EngineError(
    'internal',
    `“${file.name}” could not be handed to the engine. The file itself is untouched; drop it again.`,
  );
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const query = batch === undefined ? '' : `?batch=${encodeURIComponent(batch)}`;
    request.open('POST', `/upload/${encodeURIComponent(relativePath)}${query}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.addEventListener('progress', (event) => onSent(event.loaded));
    request.addEventListener('error', () => reject(broken));
    request.addEventListener('abort', () => reject(broken));
    request.addEventListener('load', () => {
      const answer = parse(request.responseText);
      const uploaded = Uploaded.safeParse(answer);
      const refused = SerialisedError.safeParse(answer);
      if (request.status === 200 && uploaded.success && uploaded.data.bytes === file.size) {
        resolve(uploaded.data.top);
      } else if (refused.success) {
        reject(new EngineError(refused.data.code, refused.data.message, refused.data.detail));
      } else {
        reject(broken);
      }
    });
    request.send(file);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
