import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { AlertQuery, type DetectorRun, Priority, RunRequest } from '#contract/detection.ts';
import { ReportRequest } from '#contract/reports.ts';
import { detect } from '../alerts/detect.ts';
import { alertsJson, exportAlerts } from '../alerts/export-alerts.ts';
import { wholeAlerts } from '../alerts/query-alerts.ts';
import { runBenches } from '../bench/run-benches.ts';
import { programVersion } from '../create-engine.ts';
import { cardOf, detectors } from '../detectors/registry.ts';
import { formatCards } from '../importers/registry.ts';
import { programPaths } from '../program-paths.ts';
import { includeBest } from '../report/include-best.ts';
import { writeReport } from '../report/write-report.ts';
import { startBrowserHost } from '../server/browser-host.ts';
import { answer, type CaseWork, type GlobalOptions, note, report, UsageError, withCase } from './context.ts';
import { evalCommand } from './eval-command.ts';
import {
  bundleCommand,
  reproduceCommand,
  restoreCommand,
  timestampCommand,
  verifyCommand,
} from './evidence-commands.ts';
import { accountOf, existing, importFiles, mappingFrom } from './import-files.ts';
import { modelsCommand } from './models-command.ts';
import { type ReportCommand, reportCommand, reportContext } from './report-command.ts';

const instant = (text: string): string => {
  const time = new Date(text);
  if (!/^\d{4}-\d\d-\d\d/.test(text) || Number.isNaN(time.getTime()))
    throw new InvalidArgumentError('A time such as 2023-05-02T12:00:00Z is expected.');
  return time.toISOString();
};
const whole = (text: string): number => {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('A whole number is expected.');
  return Number(text);
};
const list = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

async function runDetectors(
  work: CaseWork,
  request: RunRequest,
): Promise<{ asOf: string | null; alerts: number; runs: DetectorRun[] }> {
  let outcome: { asOf: string | null; alerts: number; runs: DetectorRun[] } = {
    asOf: null,
    alerts: 0,
    runs: [],
  };
  for await (const event of detect(work, request, work.signal)) {
    if (event.type === 'detector')
      note(
        `${event.run.detector}: ${event.run.status === 'done' ? `${event.run.alerts} alerts in ${event.run.seconds} s${event.run.message ? `. ${event.run.message}` : ''}` : `${event.run.status}. ${event.run.message}`}`,
      );
    if (event.type === 'done') outcome = { asOf: event.asOf, alerts: event.alerts, runs: event.runs };
  }
  return outcome;
}

async function parametersFrom(file: string | undefined): Promise<RunRequest['params']> {
  if (file === undefined) return {};
  try {
    return RunRequest.shape.params.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    throw new UsageError(
      `${file} does not hold detector parameters ({"detector": {"parameter": value}}): ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`,
    );
  }
}

const everyAlert = (limit = 1_000_000): AlertQuery => ({ ...AlertQuery.parse({}), limit });

const program = new Command('spyhop')
  .description('Finds whales and market abuse in files of chain and exchange data, offline.')
  .version(programVersion)
  .exitOverride()
  .configureOutput({ writeErr: (text) => process.stderr.write(text.replace(/^error: /, '')) })
  .showHelpAfterError('Add --help for the options.');

/** A command that takes the options common to all and turns errors into one line and an exit status. */
function command(
  name: string,
  description: string,
  action: (options: never, ...words: string[]) => Promise<number | undefined>,
): Command {
  return program
    .command(name)
    .description(description)
    .option('--json', 'one JSON document on standard output')
    .option('--debug', 'show what lies behind an error')
    .action(async (...words: unknown[]) => {
      const self = words.at(-1) as Command;
      const options = self.opts<GlobalOptions>();
      try {
        process.exitCode = (await action(options as never, ...(words.slice(0, -2) as string[]))) ?? 0;
      } catch (error) {
        process.exitCode = report(error, options);
      }
    });
}

interface CaseOption extends GlobalOptions {
  readonly case: string;
}

command(
  'investigate',
  'the main job without a window: imports, detects, writes the report and the alerts',
  async (options: GlobalOptions & { case?: string; asOf?: string }, ...words) => {
    const files = existing((words as unknown as [string[]])[0]);
    const dir = resolve(options.case ?? 'case.spyhop');
    return withCase(dir, true, options, async (work) => {
      const results = await importFiles(work, files);
      const outcome = await runDetectors(work, { only: [], params: {}, asOf: options.asOf ?? null });
      const alerts = await work.folder.warehouse.use((session) => wholeAlerts(session, everyAlert()));
      const alertsPath = await exportAlerts(work.folder, alerts, 'json', 'alerts.json');
      await includeBest(work.folder, alerts);
      const pdf = await writeReport(reportContext(work), ReportRequest.parse({}));
      note(`${alerts.length} alerts in ${alertsPath}`);
      note(`${pdf.pages} pages in ${pdf.path}`);
      if (options.json)
        answer({
          case: dir,
          files: accountOf(results),
          asOf: outcome.asOf,
          detectors: outcome.runs,
          alerts: alerts.length,
          exports: { report: pdf.path, alerts: alertsPath },
        });
      const failed =
        results.some((result) => result.status === 'failed') ||
        outcome.runs.some((run) => run.status === 'failed');
      return failed ? 1 : 0;
    });
  },
)
  .argument('<file...>', 'files, folders or archives')
  .option('--case <dir>', 'where the case is made', 'case.spyhop')
  .option('--as-of <iso>', 'the instant to judge at; by default the last one in the data', instant);

command(
  'import',
  'imports files; makes the case if it is not there',
  async (options: CaseOption & { mapping?: string }, ...words) => {
    const files = existing((words as unknown as [string[]])[0]);
    const mapping = mappingFrom(options.mapping);
    const dir = resolve(options.case);
    return withCase(dir, true, options, async (work) => {
      const results = await importFiles(work, files, mapping);
      if (options.json) answer({ case: dir, files: accountOf(results) });
      return results.some((result) => result.status === 'failed') ? 1 : 0;
    });
  },
)
  .argument('<file...>', 'files, folders or archives')
  .requiredOption('--case <dir>', 'the case folder')
  .option('--mapping <profile.json>', 'how to read a table of unknown format');

command(
  'detect',
  'runs detectors and the steps after them',
  async (options: CaseOption & { only?: string[]; params?: string; asOf?: string }) => {
    const params = await parametersFrom(options.params);
    const dir = resolve(options.case);
    return withCase(dir, false, options, async (work) => {
      const outcome = await runDetectors(work, {
        only: options.only ?? [],
        params,
        asOf: options.asOf ?? null,
      });
      if (options.json) answer({ case: dir, ...outcome });
      else
        note(
          `${outcome.alerts} alerts, judged as of ${outcome.asOf ?? 'no time: the case holds no rows with a time'}`,
        );
      return outcome.runs.some((run) => run.status === 'failed') ? 1 : 0;
    });
  },
)
  .requiredOption('--case <dir>', 'the case folder')
  .option('--only <ids>', 'only these detectors, separated by commas', list)
  .option('--params <file.json>', 'parameters by detector')
  .option('--as-of <iso>', 'the instant to judge at; by default the last one in the data', instant);

command(
  'alerts',
  'lists alerts, best first',
  async (options: CaseOption & { detector?: string; minPriority?: string; limit?: number }) => {
    const wanted = options.minPriority?.toUpperCase();
    const at =
      wanted === undefined ? Priority.options.length - 1 : Priority.options.indexOf(wanted as Priority);
    if (at === -1) throw new UsageError(`--min-priority takes ${Priority.options.join(', ')}.`);
    return withCase(resolve(options.case), false, options, async (work) => {
      const query = {
        ...everyAlert(options.limit),
        priorities: Priority.options.slice(0, at + 1),
        detectors: options.detector ? [options.detector] : [],
      };
      const alerts = await work.folder.warehouse.use((session) => wholeAlerts(session, query));
      if (options.json) process.stdout.write(alertsJson(alerts));
      else
        for (const alert of alerts)
          process.stdout.write(
            `${alert.priority.padEnd(8)} ${alert.score.toFixed(2)} ${alert.start} ${alert.detector}: ${alert.explanation}\n`,
          );
      return 0;
    });
  },
)
  .requiredOption('--case <dir>', 'the case folder')
  .option('--detector <id>', 'only of this detector')
  .option('--min-priority <level>', 'CRITICAL, HIGH, MEDIUM or LOW')
  .option('--limit <n>', 'at most so many', whole);

command('report', 'writes the case PDF, or another report', async (options: ReportCommand) =>
  reportCommand(options),
)
  .requiredOption('--case <dir>', 'the case folder')
  .requiredOption(
    '--out <file>',
    'where to write it; the ending names the format (pdf, docx, html, xlsx, json, csv.zip)',
  )
  .option(
    '--template <id>',
    'which report: full-report, executive-summary, evidence-annex, alert-sheet, daily-summary, user-risk-profile, pattern-analysis, suspicious-activity-report, disclosure-pack',
    'full-report',
  )
  .option(
    '--format <format>',
    'pdf, docx, html, csv, xlsx or json; by default what the ending of --out names',
  )
  .option('--style <style.json>', 'another house style than the one that is kept')
  .option('--alert <ids>', 'alerts of an alert sheet, separated by commas', list)
  .option('--subject <chain:address>', 'whom a risk profile is about')
  .option('--day <date>', 'day of a daily summary, in UTC')
  .option('--detector <id>', 'what a pattern analysis is about')
  .option('--rows <n>', 'rows of evidence printed with each exhibit at most', whole);

command('bundle', 'seals a case for someone else: a BagIt bag in a zip file', bundleCommand)
  .requiredOption('--case <dir>', 'the case folder')
  .requiredOption('--out <file.zip>', 'where to write it')
  .option('--recipient <keys>', 'encrypts to these age recipients (age1…), separated by commas', list)
  .option(
    '--passphrase-file <file>',
    'encrypts with the passphrase on its first line; - reads standard input',
  )
  .option(
    '--leave-out <file.json>',
    'what a redacted copy leaves out: originals, exhibits, documents, actions, entries',
  )
  .option(
    '--leave-out-words <file>',
    'leaves out what holds one of these words, one a line, and names where they still are (exit status 1); - reads standard input',
  )
  .option('--without-originals', 'leaves out every original; their hashes remain')
  .option('--report', 'puts in the report that was last written, in a redacted copy too')
  .option('--no-report', 'leaves out the report');

command('verify', 'checks a case folder or a sealed bundle and names what does not hold', verifyCommand)
  .argument('<path>', 'a case folder or a bundle')
  .option('--passphrase-file <file>', 'opens an encrypted bundle; - reads standard input')
  .option('--identity-file <file>', 'opens an encrypted bundle with an age identity');

command('reproduce', 'makes a case again from its originals and compares', reproduceCommand).argument(
  '<case>',
  'the case folder',
);

command('restore', 'makes the case of a sealed bundle', restoreCommand)
  .argument('<bundle>', 'the bundle')
  .requiredOption('--case <dir>', 'the new case folder')
  .option('--passphrase-file <file>', 'opens an encrypted bundle; - reads standard input')
  .option('--identity-file <file>', 'opens an encrypted bundle with an age identity');

command(
  'timestamp',
  'asks for a time-stamp (RFC 3161) over a file, or checks the answer offline',
  timestampCommand,
)
  .argument('<file>', 'the file, such as a sealed bundle')
  .option('--response <file.tsr>', 'the answer of the authority')
  .option('--authority <ca.pem>', 'certificates of authorities that are trusted');

command(
  'serve',
  'the workstation in a browser; prints its URL',
  async (options: GlobalOptions & { case?: string; port?: number; open?: boolean; demo?: boolean }) => {
    const host = await startBrowserHost({
      caseDir: options.case ? resolve(options.case) : undefined,
      demo: options.demo,
      port: options.port,
      open: options.open,
    });
    await host.closed;
    return undefined;
  },
)
  .option('--case <dir>', 'the case folder; made if it is not there')
  .option('--demo', 'the demo case')
  .option('--port <n>', 'a free port by default', whole)
  .option('--no-open', 'leave the system browser alone');

command('detectors', 'what this build can see', async (options: GlobalOptions) => {
  const cards = detectors.map(cardOf);
  if (options.json) answer(cards);
  else
    for (const card of cards)
      process.stdout.write(
        `${card.id.padEnd(24)} ${card.family.padEnd(14)} ${card.tier.padEnd(12)} v${card.version} ${card.maturity.padEnd(13)} ${card.title}\n    ${card.parameters.map(({ name, default: usual }) => `${name}=${Array.isArray(usual) ? usual.join(',') : usual}`).join(' ')}\n`,
      );
  return 0;
});

command('formats', 'what this build can read', async (options: GlobalOptions) => {
  const cards = formatCards();
  if (options.json) answer(cards);
  else
    for (const card of cards)
      process.stdout.write(`${card.id.padEnd(32)} ${card.target.padEnd(10)} ${card.label}\n`);
  return 0;
});

command('models', 'what this build has learnt, and how well', modelsCommand);

command(
  'bench',
  'the benchmarks, with peers side by side',
  async (options: GlobalOptions & { only?: string[] }) => {
    const results = await runBenches(options.only ?? [], programPaths().temp, note);
    if (options.json) answer(results);
    else
      for (const { bench, rows, seconds, peer, peerSeconds, ratio, peakMiB, p95Ms, figures } of results) {
        process.stdout.write(
          `${bench}: ${rows.toLocaleString('en')} rows in ${seconds.toFixed(1)} s${peer ? `; ${peer} ${peerSeconds?.toFixed(1)} s, ratio ${ratio?.toFixed(2)}` : ''}${peakMiB === null ? '' : `; peak ${peakMiB} MiB`}${p95Ms === undefined ? '' : `; p95 ${p95Ms.toFixed(1)} ms`}\n`,
        );
        for (const [name, value] of Object.entries(figures ?? {}))
          process.stdout.write(`  ${name} ${Math.round(value * 1000) / 1000}\n`);
      }
    return 0;
  },
).option('--only <names>', 'only these benches, separated by commas', list);

command('eval', 'detection quality on generated activity with planted patterns', evalCommand)
  .option('--seeds <numbers>', 'worlds to make, separated by commas; by default the held-out ones', list)
  .option('--only <ids>', 'only these detectors, separated by commas', list)
  .option('--write <file.md>', 'writes the report')
  .option('--show <what>', 'misses, false or both: says what was missed and what was alerted wrongly', list)
  .option(
    '--without <what>',
    'leaves dollars, symbols, methods or labels out of the made files, as real ones do',
    list,
  );

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : 2;
}
