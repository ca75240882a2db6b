import { type FormEvent, useState } from 'react';
import type { CaseRole, Seat } from '#contract/custody.ts';
import { Button } from '../../../ui/Button.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { Skeleton } from '../../../ui/states.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { answersChanged, notify, reportProblem, useWorkspace } from '../../../workspace/store.ts';
import { useAnswer } from '../../../workspace/use-answer.ts';
import { removeMember, seat, setMember, signIn, signOut } from '../queries.ts';

const roles: Record<CaseRole, string> = {
  owner: 'owner: everything',
  analyst: 'analyst: works, does not delete or change roles',
  viewer: 'viewer: looks',
};

const act = (work: Promise<Seat>, said: string) =>
  work.then(() => {
    answersChanged();
    notify(said);
  }, reportProblem);

/** Who is at the case, and who may do what in it. */
export function Members() {
  const revision = useWorkspace((s) => s.revision);
  const answer = useAnswer(`seat-${revision}`, seat);
  if (!answer.data) return <Skeleton lines={3} />;
  const { name, role, members } = answer.data;
  return (
    <section aria-label="Members">
      <h2>Who</h2>
      <p>
        {members.length === 0 ? (
          <>
            The case has no members: whoever opens it is its owner, under the examiner's name (
            <b>{name || 'not stated'}</b>).
          </>
        ) : name === null ? (
          'Nobody has signed in: the case can be looked at and not changed.'
        ) : (
          <>
            <b>{name}</b> is at the case as {role}.
          </>
        )}
      </p>
      {members.length > 0 && name === null && <SignIn names={members.map((one) => one.name)} />}
      {members.length > 0 && name !== null && (
        <Button onClick={() => void act(signOut(), 'Signed out.')}>Sign out</Button>
      )}
      {members.length > 0 && (
        <table className="custody-table">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Role</th>
              <th scope="col">
                <span className="visually-hidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {members.map((member) => (
              <tr key={member.name}>
                <td>{member.name}</td>
                <td>{roles[member.role]}</td>
                <td>
                  {name !== null && role === 'owner' && (
                    <Button
                      variant="quiet"
                      onClick={() =>
                        void act(removeMember(member.name), `${member.name} is no member any more.`)
                      }
                    >
                      Remove
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {(members.length === 0 || (name !== null && role === 'owner')) && (
        <AddMember first={members.length === 0} />
      )}
    </section>
  );
}

function SignIn({ names }: { readonly names: readonly string[] }) {
  const [name, setName] = useState(names[0] ?? '');
  const [passphrase, setPassphrase] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void act(signIn(name, passphrase), `${name} signed in.`);
    setPassphrase('');
  };
  return (
    <form className="custody-form" onSubmit={submit}>
      <SelectField
        label="Name"
        value={name}
        options={names.map((one) => [one, one] as const)}
        onChange={setName}
      />
      <TextField
        label="Passphrase"
        type="password"
        autoComplete="current-password"
        value={passphrase}
        onChange={setPassphrase}
      />
      <Button type="submit" variant="primary">
        Sign in
      </Button>
    </form>
  );
}

function AddMember({ first }: { readonly first: boolean }) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<CaseRole>('owner');
  const [passphrase, setPassphrase] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    void act(
      setMember(name.trim(), first ? 'owner' : role, passphrase),
      `${name.trim()} is a member of the case.`,
    );
    setPassphrase('');
    setName('');
  };
  return (
    <details className="custody-add">
      <summary>{first ? 'Protect the case with roles and passphrases' : 'Add or change a member'}</summary>
      <form className="custody-form" onSubmit={submit}>
        <TextField label="Name" value={name} onChange={setName} />
        <SelectField
          label="Role"
          {...(first ? { help: 'The first member is an owner.' } : {})}
          value={first ? 'owner' : role}
          disabled={first}
          options={Object.entries(roles) as [CaseRole, string][]}
          onChange={setRole}
        />
        <TextField
          label="Passphrase"
          help="Eight characters at least. It cannot be recovered."
          type="password"
          autoComplete="new-password"
          minLength={8}
          value={passphrase}
          onChange={setPassphrase}
        />
        <Button type="submit">{first ? 'Make this the owner' : 'Save'}</Button>
      </form>
    </details>
  );
}
