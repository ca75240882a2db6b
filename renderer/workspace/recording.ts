import type { Instant } from '#contract/common.ts';
import { formatTime } from '../ui/format.ts';
import { saveFile } from '../ui/save-file.ts';
import { isCancelled } from './messages.ts';
import { usePictureSource } from './picture-source.ts';
import { type Bounds, justAfter, toMicros } from './playhead.ts';
import { replayFrames } from './queries.ts';
import { drawn, FrameReader, flowsAtMost, pause, type ShownFrame, showFrame, useReplay } from './replay.ts';
import { beginWork, notify, reportProblem, setPlayhead, useWorkspace } from './store.ts';
import { storedZip, type ZipEntry, zipEntry } from './stored-zip.ts';

/** Pictures of one recording at most; a longer one is made in parts. */
export const picturesAtMost = 2000;

export interface RecordingPlan {
  readonly from: Instant;
  readonly to: Instant;
  readonly stepSeconds: number;
  readonly frames: number;
}

/** The frames of a stretch, from its first instant on; the last may be shorter. */
export function recordingPlan({ from, to }: Bounds, stepSeconds: number): RecordingPlan {
  const step = Math.round(stepSeconds * 1e6);
  const length = Math.max(0, toMicros(to) - toMicros(from));
  return { from, to, stepSeconds, frames: Math.ceil(length / step) + 1 };
}

interface RecordedFrame {
  readonly frame: number;
  readonly file: string;
  readonly instant: Instant;
  readonly transfers: number | null;
  readonly alertsTotal: number | null;
}

const digits = 5;

/** What a recording says about itself, beside its pictures: no clock has a part in it. */
export function manifestOf(
  about: {
    readonly caseId: string;
    readonly caseTitle: string;
    readonly page: string;
    readonly hindsight: boolean;
    readonly plan: RecordingPlan;
  },
  frames: readonly RecordedFrame[],
): ZipEntry[] {
  const text = (content: string) => new TextEncoder().encode(content);
  const { plan, ...rest } = about;
  const lines = frames.map(({ frame, file, instant, transfers, alertsTotal }) =>
    [frame, file, instant, transfers ?? '', alertsTotal ?? '', about.caseId, about.hindsight].join(),
  );
  return [
    zipEntry(
      'recording.json',
      text(
        `${JSON.stringify({ ...rest, from: plan.from, to: plan.to, stepSeconds: plan.stepSeconds, zone: 'UTC', frames }, null, 1)}\n`,
      ),
    ),
    zipEntry(
      'recording.csv',
      text(
        `frame,file,instant_utc,transfers_in_frame,alerts_known_in_frame,case,hindsight\n${lines.join('\n')}\n`,
      ),
    ),
  ];
}

/**
 * Goes through a stretch frame by frame and takes a picture of each, in order, none left out; then saves them as one
 * ZIP. The first picture is the state at the first instant. The playhead ends where the recording does.
 */
export async function record(plan: RecordingPlan): Promise<void> {
  const { source } = usePictureSource.getState();
  const { caseSummary, hindsight } = useWorkspace.getState();
  if (!source || !caseSummary || plan.frames > picturesAtMost) return;
  pause();
  const work = beginWork(`Recording ${plan.frames} pictures`);
  useReplay.setState({ recording: true });
  const frames: RecordedFrame[] = [];
  const files: ZipEntry[] = [];
  const take = async (shown: ShownFrame | null, instant: Instant) => {
    showFrame(shown);
    setPlayhead(instant);
    await drawn();
    if (work.signal.aborted) return;
    if (usePictureSource.getState().source !== source)
      throw new Error('The page that was recorded was left. Nothing was saved; record again and stay on it.');
    const file = `${source.name}-${String(frames.length).padStart(digits, '0')}.png`;
    const caption = `${formatTime(instant)} UTC · ${caseSummary.title}${hindsight ? ' · with hindsight' : ''} · frame ${frames.length}`;
    const picture = await (await source.take(caption)).arrayBuffer();
    files.push(zipEntry(file, new Uint8Array(picture)));
    frames.push({
      frame: frames.length,
      file,
      instant,
      transfers: shown?.transfers ?? null,
      alertsTotal: shown?.alerts ?? null,
    });
    work.report({
      progress: {
        stage: 'record',
        message: 'Taking pictures',
        done: frames.length,
        total: plan.frames,
        unit: 'steps',
      },
      rate: null,
      remainingSeconds: null,
    });
  };
  try {
    await take(null, plan.from);
    if (toMicros(plan.to) > toMicros(plan.from)) {
      const reader = new FrameReader();
      const stream = replayFrames(
        {
          from: justAfter(plan.from),
          to: plan.to,
          stepSeconds: plan.stepSeconds,
          hindsight,
          flows: 'all',
          edges: flowsAtMost,
        },
        work.signal,
      );
      for await (const event of stream) {
        const shown = reader.read(event);
        if (!shown) continue;
        await take(shown, shown.to);
        if (work.signal.aborted) break;
      }
    }
    if (work.signal.aborted) {
      work.end('cancelled', 'Cancelled. Nothing was saved.');
      return;
    }
    const about = {
      caseId: caseSummary.id,
      caseTitle: caseSummary.title,
      page: source.name,
      hindsight,
      plan,
    };
    const zip = storedZip([...files, ...manifestOf(about, frames)]);
    const fileName = `${source.name}-${plan.from.slice(0, 10)}-${frames.length}-frames.zip`;
    saveFile(fileName, zip, 'application/zip');
    notify(`${fileName} was handed to the downloads of this window.`);
    work.end('done', `${frames.length} pictures saved.`);
  } catch (error) {
    if (work.signal.aborted || isCancelled(error)) {
      work.end('cancelled', 'Cancelled. Nothing was saved.');
      return;
    }
    work.end('failed', 'The recording was not saved.');
    reportProblem(error);
  } finally {
    useReplay.setState({ recording: false });
  }
}
