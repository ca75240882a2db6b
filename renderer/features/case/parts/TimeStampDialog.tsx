import { Dialog } from '../../../ui/Dialog.tsx';
import { AskForStamp } from './AskForStamp.tsx';
import { CheckStamp } from './CheckStamp.tsx';
import { KeptStamps } from './KeptStamps.tsx';

/** Shows by an authority's signature that something existed at a certain time: asks, checks the answer offline, keeps it. */
export function TimeStampDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      size="wide"
      title="Time-stamps"
      description="An authority signs that what it was shown existed at that time (RFC 3161). Spyhop writes the request and checks the answer; it sends nothing."
    >
      {open && (
        <div className="custody-dialog stamps">
          <AskForStamp />
          <CheckStamp />
          <KeptStamps />
        </div>
      )}
    </Dialog>
  );
}
