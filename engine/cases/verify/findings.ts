import type { VerifyProblem, VerifyStep } from '#contract/custody.ts';

/** What a verification gathers while it goes. */
export class Findings {
  readonly problems: VerifyProblem[] = [];
  readonly remarks: string[] = [];
  readonly checked = { entries: 0, originals: 0, frozen: 0, datasets: 0, rows: 0, files: 0 };

  problem(step: VerifyStep, file: string, reason: string, line: number | null = null): void {
    this.problems.push({ step, file, line, reason });
  }

  remark(text: string): void {
    this.remarks.push(text);
  }
}
