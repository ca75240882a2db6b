import type { Verification } from '#contract/custody.ts';
import { countOf } from '../ui/format.ts';

/** What a verification came to, in one sentence. */
export const verificationHeadline = ({ holds, problems }: Verification): string =>
  holds ? 'Everything holds.' : `${countOf(problems.length, 'thing does', 'things do')} not hold.`;
