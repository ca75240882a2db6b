import { Button } from '../ui/Button.tsx';
import { Mark } from '../ui/Mark.tsx';

/** The window without an engine: says so, and what is safe. */
export function Unreachable({ reason }: { readonly reason: string }) {
  return (
    <main className="unreachable">
      <Mark size={40} />
      <h1>The engine cannot be reached</h1>
      <p>{reason}</p>
      <p>Nothing in the case folder was changed. Start Spyhop again, or open the address it printed.</p>
      <Button variant="primary" onClick={() => location.reload()}>
        Connect again
      </Button>
    </main>
  );
}
