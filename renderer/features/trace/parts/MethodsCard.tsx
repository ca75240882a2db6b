import { Markdown } from '../../../ui/Markdown.tsx';
import { ErrorState, Skeleton } from '../../../ui/states.tsx';
import { messageOf } from '../../../workspace/messages.ts';
import { useAnswer } from '../../../workspace/use-answer.ts';
import { traceCard } from '../queries.ts';

/** What the methods are, and what speaks for and against each. */
export function MethodsCard() {
  const answer = useAnswer('trace-card', traceCard);
  if (answer.error) return <ErrorState message={messageOf(answer.error)} onRetry={answer.retry} />;
  if (!answer.data) return <Skeleton lines={9} label="Reading the card" />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="trace-card" aria-label="About the methods" tabIndex={0}>
      <Markdown text={answer.data.card} />
    </section>
  );
}
