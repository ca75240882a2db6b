import { useState } from 'react';
import type { WorkKey } from '#contract/case-work.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { takeAway } from '../acts.ts';

/** Asks for the reason, then takes something off the lists. */
export function TakeOut({ name, work }: { readonly name: string; readonly work: WorkKey }) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const take = () => {
    setOpen(false);
    void takeAway(work, name, reason.trim());
  };
  return (
    <>
      <Button variant="quiet" onClick={() => setOpen(true)}>
        Take out
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={`Take ${name} out of the case`}
        description="It leaves the lists and the report. The journal keeps it, with your name and the reason, and it can be put back."
        footer={
          <>
            <Button onClick={() => setOpen(false)}>Leave it in</Button>
            <Button variant="danger" onClick={take}>
              Take out
            </Button>
          </>
        }
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            take();
          }}
        >
          <TextField label="Reason" value={reason} maxLength={4000} onChange={setReason} />
        </form>
      </Dialog>
    </>
  );
}
