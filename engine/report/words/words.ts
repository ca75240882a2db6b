import type { ReportLanguage } from '#contract/reports.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';

/** The headings of a report in one language. */
export type Words = { readonly [name in keyof typeof en]: string };

const languages: Record<ReportLanguage, Words> = { en, de, fr, es };

export const wordsOf = (language: ReportLanguage): Words => languages[language];
