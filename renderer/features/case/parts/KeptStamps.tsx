import { ErrorState } from '../../../ui/states.tsx';
import { Time } from '../../../ui/Time.tsx';
import { messageOf } from '../../../workspace/messages.ts';
import { useWorkspace } from '../../../workspace/store.ts';
import { useAnswer } from '../../../workspace/use-answer.ts';
import { keptStamps } from '../queries.ts';

/** Answers that are kept in the case, and travel with its bundles. */
export function KeptStamps() {
  const revision = useWorkspace((s) => s.revision);
  const { data: stamps, error, retry } = useAnswer(`stamps-${revision}`, keptStamps);
  if (error && !stamps) return <ErrorState message={messageOf(error)} onRetry={retry} />;
  if (!stamps || stamps.length === 0) return null;
  return (
    <section aria-label="Time-stamps in the case">
      <h3>In the case</h3>
      <div className="custody-scroll">
        <table className="custody-table">
          <thead>
            <tr>
              <th scope="col">Over</th>
              <th scope="col">Existed at (UTC)</th>
              <th scope="col">Serial</th>
              <th scope="col">Kept (UTC)</th>
              <th scope="col">By</th>
            </tr>
          </thead>
          <tbody>
            {stamps.map((stamp) => (
              <tr key={stamp.sha256}>
                <td className="break">{stamp.fileName}</td>
                <td>
                  <Time at={stamp.at} />
                </td>
                <td className="mono break">{stamp.serial}</td>
                <td>
                  <Time at={stamp.importedAt} />
                </td>
                <td>{stamp.importedBy || 'unnamed'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
