import { z } from 'zod';
import { Empty } from './common.ts';
import { call } from './define.ts';
import {
  HouseStyle,
  ReportPreview,
  ReportPreviewRequest,
  ReportRequest,
  ReportResult,
  ReportTemplate,
} from './reports.ts';

/** Reports from templates. */
export const reportMethods = {
  templates: call(Empty, z.array(ReportTemplate)),
  style: call(Empty, HouseStyle),
  setStyle: call(HouseStyle, HouseStyle),
  /** The report as it would be written, to look at. Changes nothing. */
  preview: call(ReportPreviewRequest, ReportPreview),
  write: call(ReportRequest, ReportResult),
} as const;
