import { useState } from 'react';
import type { DetectorCard, Parameter } from '#contract/detection.ts';
import type { Comparison, ParameterSet } from '#contract/reduction.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { countOf, formatCount } from '../../../ui/format.ts';
import { Sentence } from '../../../ui/Sentence.tsx';
import { isCancelled } from '../../../workspace/messages.ts';
import { answersChanged, beginWork, notify, reportProblem } from '../../../workspace/store.ts';
import { useAnswer } from '../../../workspace/use-answer.ts';
import { runDetectors } from '../detect.ts';
import { compareParameters, parameterSets, removeParameters, saveParameters } from '../queries.ts';

type Values = Readonly<Record<string, unknown>>;

/** What is wrong with a value as typed, or null. */
export function faultOf(parameter: Parameter, text: string): string | null {
  if (parameter.type !== 'number' && parameter.type !== 'integer') return null;
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value)) return 'a number is needed';
  if (parameter.type === 'integer' && !Number.isInteger(value)) return 'a whole number is needed';
  if (parameter.minimum !== undefined && value < parameter.minimum) return `at least ${parameter.minimum}`;
  if (parameter.maximum !== undefined && value > parameter.maximum) return `at most ${parameter.maximum}`;
  return null;
}

/** The value that a typed text stands for. */
export function readValue(parameter: Parameter, text: string): unknown {
  if (parameter.type === 'number' || parameter.type === 'integer') return Number(text);
  if (parameter.type === 'boolean') return text === 'true';
  if (parameter.type === 'list')
    return text
      .split(',')
      .map((word) => word.trim())
      .filter(Boolean);
  return text;
}

const textOf = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : String(value ?? ''));

/** The parameters of one detector for this case: edited, tried, saved. Key it by detector. */
export function ParameterForm({ card }: { readonly card: DetectorCard }) {
  const [revision, setRevision] = useState(0);
  const sets = useAnswer(`parameter-sets-${revision}`, parameterSets).data;
  if (!sets) return null;
  const current = sets.find(({ name }) => name === '')?.params ?? {};
  return (
    <Form
      key={`${card.id}-${revision}`}
      card={card}
      sets={sets}
      current={current}
      onSaved={() => setRevision((n) => n + 1)}
    />
  );
}

function Form({
  card,
  sets,
  current,
  onSaved,
}: {
  readonly card: DetectorCard;
  readonly sets: readonly ParameterSet[];
  readonly current: ParameterSet['params'];
  readonly onSaved: () => void;
}) {
  const usual = Object.fromEntries(card.parameters.map((p) => [p.name, textOf(p.default)]));
  const saved = Object.fromEntries(
    card.parameters.map((p) => [p.name, textOf(current[card.id]?.[p.name] ?? p.default)]),
  );
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>(saved);
  const [name, setName] = useState('');
  const [compared, setCompared] = useState<Comparison | null>(null);
  const faults = card.parameters.flatMap((p) => {
    const fault = faultOf(p, texts[p.name] ?? '');
    return fault ? [`${p.name}: ${fault}`] : [];
  });
  const changed = card.parameters.filter((p) => texts[p.name] !== usual[p.name]).map((p) => p.name);
  const unsaved = card.parameters.some((p) => texts[p.name] !== saved[p.name]);
  const values = (): Values =>
    Object.fromEntries(card.parameters.map((p) => [p.name, readValue(p, texts[p.name] ?? '')]));
  const set = (): ParameterSet['params'] => ({ ...current, [card.id]: { ...values() } });

  const save = async (under: string) => {
    try {
      await saveParameters(under, set());
      notify(under === '' ? `The case now runs ${card.id} with these parameters.` : `Saved as “${under}”.`);
      setName('');
      onSaved();
    } catch (error) {
      reportProblem(error);
    }
  };
  const adopt = async (from: ParameterSet) => {
    try {
      await saveParameters('', from.params);
      notify(`The case now runs with the set “${from.name}”.`);
      onSaved();
    } catch (error) {
      reportProblem(error);
    }
  };
  const tryOut = async () => {
    const work = beginWork(`Trying other parameters of ${card.id}`);
    try {
      const [answer] = await compareParameters({ [card.id]: { ...values() } }, work.signal);
      setCompared(answer ?? null);
      work.end(
        'done',
        answer ? `${answer.after} alerts, ${answer.before} before.` : 'Nothing to compare with.',
      );
    } catch (error) {
      work.end(isCancelled(error) ? 'cancelled' : 'failed', '');
      if (!isCancelled(error)) reportProblem(error);
    }
  };

  return (
    <form className="parameters" onSubmit={(event) => event.preventDefault()}>
      <div className="parameter-grid">
        {card.parameters.map((parameter) => (
          <ParameterField
            key={parameter.name}
            parameter={parameter}
            text={texts[parameter.name] ?? ''}
            changed={changed.includes(parameter.name)}
            onChange={(text) => setTexts({ ...texts, [parameter.name]: text })}
          />
        ))}
      </div>
      {faults.length > 0 && <p className="is-problem">{faults.join('; ')}</p>}
      <div className="parameter-actions">
        <Button variant="primary" disabled={faults.length > 0 || !unsaved} onClick={() => void save('')}>
          Use in this case
        </Button>
        <Button disabled={faults.length > 0} onClick={() => void tryOut()}>
          What would change
        </Button>
        <Button
          variant="quiet"
          disabled={unsaved || faults.length > 0}
          onClick={() => {
            void runDetectors([card.id]).then(answersChanged);
          }}
        >
          Run it
        </Button>
        <Button variant="quiet" disabled={changed.length === 0} onClick={() => setTexts(usual)}>
          Back to the defaults
        </Button>
      </div>
      {compared && <Compared answer={compared} />}
      <div className="parameter-sets">
        <Field label="Save all parameters of the case as a set">
          {(id) => (
            <input id={id} className="input" value={name} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        <Button disabled={name.trim() === '' || faults.length > 0} onClick={() => void save(name.trim())}>
          Save set
        </Button>
        {sets
          .filter((one) => one.name !== '')
          .map((one) => (
            <span key={one.name} className="parameter-set">
              <Button variant="quiet" onClick={() => void adopt(one)}>
                Use “{one.name}” ({countOf(Object.keys(one.params).length, 'detector')} changed)
              </Button>
              <Button
                variant="quiet"
                aria-label={`Remove the set “${one.name}”`}
                onClick={() => void removeParameters(one.name).then(onSaved, reportProblem)}
              >
                Remove
              </Button>
            </span>
          ))}
      </div>
    </form>
  );
}

function ParameterField({
  parameter,
  text,
  changed,
  onChange,
}: {
  readonly parameter: Parameter;
  readonly text: string;
  readonly changed: boolean;
  readonly onChange: (text: string) => void;
}) {
  const fault = faultOf(parameter, text);
  return (
    <Field
      label={`${parameter.name}${changed ? ' (changed)' : ''}`}
      help={`${parameter.description} Default ${textOf(parameter.default) || 'empty'}${parameter.unit === '' ? '' : `, in ${parameter.unit}`}.`}
    >
      {(id, helpId) =>
        parameter.type === 'boolean' ? (
          <select
            id={id}
            aria-describedby={helpId}
            className="input"
            value={text}
            onChange={(event) => onChange(event.target.value)}
          >
            <option value="true">yes</option>
            <option value="false">no</option>
          </select>
        ) : (
          <input
            id={id}
            aria-describedby={helpId}
            aria-invalid={fault !== null}
            className="input mono"
            inputMode={parameter.type === 'number' || parameter.type === 'integer' ? 'decimal' : 'text'}
            value={text}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  );
}

function Compared({ answer }: { readonly answer: Comparison }) {
  if (answer.status !== 'done') return <p className="is-problem">{answer.message}</p>;
  return (
    <section className="compared" aria-live="polite">
      <p>
        {formatCount(answer.before)} alerts now, {formatCount(answer.after)} with these parameters.
      </p>
      <Sentences title="Would come" sentences={answer.added} />
      <Sentences title="Would go" sentences={answer.removed} />
    </section>
  );
}

function Sentences({ title, sentences }: { readonly title: string; readonly sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <>
      <h4>
        {title} <span className="muted">{sentences.length === 20 ? 'the first 20' : ''}</span>
      </h4>
      <ul className="plain-list">
        {sentences.map((sentence) => (
          <li key={sentence}>
            <Sentence text={sentence} />
          </li>
        ))}
      </ul>
    </>
  );
}
