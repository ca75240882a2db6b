import { z } from 'zod';
import { Picture } from './case-work.ts';
import { Instant, Sha256 } from './common.ts';

export const ReportTemplateId = z.enum([
  'full-report',
  'executive-summary',
  'evidence-annex',
  'alert-sheet',
  'daily-summary',
  'user-risk-profile',
  'pattern-analysis',
  'suspicious-activity-report',
  'disclosure-pack',
]);
export type ReportTemplateId = z.infer<typeof ReportTemplateId>;

export const ReportFormat = z.enum(['pdf', 'docx', 'html', 'csv', 'xlsx', 'json']);
export type ReportFormat = z.infer<typeof ReportFormat>;

/** What a template has to be told before it can be written. */
export const ReportNeed = z.enum(['alerts', 'day', 'subject', 'detector']);
export type ReportNeed = z.infer<typeof ReportNeed>;

export const ReportTemplate = z.object({
  id: ReportTemplateId,
  title: z.string(),
  /** Whom it is for and what stands in it, in a sentence. */
  about: z.string(),
  needs: z.array(ReportNeed),
});
export type ReportTemplate = z.infer<typeof ReportTemplate>;

export const ReportLanguage = z.enum(['en', 'de', 'fr', 'es']);
export type ReportLanguage = z.infer<typeof ReportLanguage>;

/** How reports of this installation look; the statements are the same in every style. */
export const HouseStyle = z.object({
  organisation: z.string().max(200).default(''),
  unit: z.string().max(200).default(''),
  /** Printed at the head of every page, for instance a protective marking. */
  marking: z.string().max(120).default(''),
  logo: Picture.nullable().default(null),
  /** Headings and rules; one too pale to read on white is darkened. */
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .default('#0e3a4a'),
  /** Of the headings. Statements stay in the language they were made in. */
  language: ReportLanguage.default('en'),
  paper: z.enum(['A4', 'LETTER']).default('A4'),
});
export type HouseStyle = z.infer<typeof HouseStyle>;

/** `subject` is `chain:address`; `day` a date (UTC). Alerts: those named, else the exhibits. */
export const ReportOptions = z.object({
  alertIds: z.array(z.string()).max(500).default([]),
  day: z.iso.date().nullable().default(null),
  subject: z.string().max(400).nullable().default(null),
  detector: z.string().max(100).nullable().default(null),
  /** Rows of evidence printed with each exhibit at most; how many there are is said. */
  rows: z.number().int().min(1).max(2000).default(15),
});
export type ReportOptions = z.infer<typeof ReportOptions>;

export const ReportPreviewRequest = z.object({
  template: ReportTemplateId.default('full-report'),
  options: ReportOptions.default(ReportOptions.parse({})),
  /** Tried on without keeping it; null takes the one that is kept. */
  style: HouseStyle.nullable().default(null),
});
export type ReportPreviewRequest = z.infer<typeof ReportPreviewRequest>;

/** A whole page of HTML without scripts that loads nothing. */
export const ReportPreview = z.object({ html: z.string(), madeAt: Instant });
export type ReportPreview = z.infer<typeof ReportPreview>;

export const ReportRequest = ReportPreviewRequest.omit({ style: true }).extend({
  format: ReportFormat.default('pdf'),
  /** Where to write; by default `exports/<name of the template>.<format>` inside the case. */
  out: z.string().optional(),
});
export type ReportRequest = z.infer<typeof ReportRequest>;

export const ReportResult = z.object({
  path: z.string(),
  fileName: z.string(),
  bytes: z.number().int(),
  /** Only of a PDF. */
  pages: z.number().int().nullable(),
  sha256: Sha256,
  /** Where a browser host can fetch it; null in the desktop host. */
  url: z.string().nullable(),
});
export type ReportResult = z.infer<typeof ReportResult>;
