import { Bookmark } from 'lucide-react';
import { useEffect, useState } from 'react';
import { readSavedFilters, type SavedFilter, writeSavedFilters } from '../../../storage/saved-filters.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Field } from '../../../ui/Field.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import { notify } from '../../../workspace/store.ts';
import { type AlertFilters, isFiltered, noFilters, useAlerts, withFilters } from '../store.ts';

type Saved = SavedFilter<Omit<AlertFilters, 'story'>>;

/** Filters kept under a name on this machine; a story belongs to one case and is not kept. */
export function SavedFilters() {
  const filters = useAlerts((s) => s.filters);
  const [saved, setSaved] = useState<readonly Saved[]>([]);
  const [naming, setNaming] = useState(false);
  const [name, setName] = useState('');
  useEffect(() => {
    void readSavedFilters<Omit<AlertFilters, 'story'>>('alerts').then(setSaved);
  }, []);
  const put = (next: readonly Saved[]) => {
    setSaved(next);
    void writeSavedFilters('alerts', next);
  };
  const save = () => {
    const { story: _, ...kept } = filters;
    const title = name.trim();
    put([...saved.filter((one) => one.name !== title), { name: title, value: kept }]);
    setNaming(false);
    setName('');
    notify(`Filter saved as “${title}”.`);
  };
  return (
    <>
      <Menu
        trigger={
          <Button
            variant="quiet"
            icon={<Bookmark size={13} />}
            aria-label="Saved filters"
            title="Saved filters"
          />
        }
        sections={[
          {
            title: saved.length > 0 ? 'Saved filters' : 'No filter is saved yet',
            items: saved.map((one) => ({
              id: one.name,
              label: one.name,
              onSelect: () => useAlerts.setState((s) => withFilters(s, { ...noFilters, ...one.value })),
            })),
          },
          {
            items: [
              {
                id: 'save',
                label: 'Save the present filter…',
                disabled: !isFiltered(filters),
                onSelect: () => setNaming(true),
              },
              ...saved.map((one) => ({
                id: `remove-${one.name}`,
                label: `Remove “${one.name}”`,
                onSelect: () => put(saved.filter((other) => other !== one)),
              })),
            ],
          },
        ]}
      />
      <Dialog
        open={naming}
        onClose={() => setNaming(false)}
        title="Save the filter"
        footer={
          <Button variant="primary" disabled={name.trim() === ''} onClick={save}>
            Save
          </Button>
        }
      >
        <Field label="Name">
          {(id) => (
            <input
              id={id}
              className="input"
              value={name}
              onChange={(event) => setName(event.target.value)}
              onKeyDown={(event) => event.key === 'Enter' && name.trim() !== '' && save()}
            />
          )}
        </Field>
      </Dialog>
    </>
  );
}
