import type { ReportTemplate, ReportTemplateId } from '#contract/reports.ts';
import type { Words } from '../words/words.ts';
import { alertSheet } from './alert-sheet.ts';
import { dailySummary } from './daily-summary.ts';
import type { Template } from './define.ts';
import { disclosurePack } from './disclosure-pack.ts';
import { evidenceAnnex } from './evidence-annex.ts';
import { executiveSummary } from './executive-summary.ts';
import { fullReport } from './full-report.ts';
import { patternAnalysis } from './pattern-analysis.ts';
import { suspiciousActivityReport } from './suspicious-activity-report.ts';
import { userRiskProfile } from './user-risk-profile.ts';

const templates: readonly Template[] = [
  fullReport,
  executiveSummary,
  evidenceAnnex,
  alertSheet,
  dailySummary,
  userRiskProfile,
  patternAnalysis,
  suspiciousActivityReport,
  disclosurePack,
];

export const templateOf = (id: ReportTemplateId): Template => templates.find((one) => one.id === id)!;

export const templateCards = (words: Words): ReportTemplate[] =>
  templates.map(({ id, title, about, needs }) => ({ id, title: words[title], about, needs: [...needs] }));
