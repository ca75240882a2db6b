import type { EvidenceItem } from '#contract/case-work.ts';
import { canonicalJson } from '../work/data-digest.ts';
import type { ExchangeFacts } from './facts.ts';
import { OWN_NAMESPACE, STIX_NAMESPACE, uuidOf } from './uuid.ts';

type Properties = Record<string, unknown>;

const CONFIDENCE = { low: 15, moderate: 50, high: 85 } as const; // STIX 2.1, appendix A, Low / Med / High

/** To the millisecond, as STIX wants its timestamps. */
const stamp = (instant: string): string => new Date(instant).toISOString();

/**
 * The findings of a case, its exhibits and originals as a STIX 2.1 bundle: a report over notes (findings), observed data
 * (exhibits with the files they rest on) and an identity (the examiner). The same case gives the same text.
 */
export function stixBundle(facts: ExchangeFacts): string {
  const { file } = facts;
  const made = stamp(facts.at);
  const named = (type: string, name: string) =>
    `${type}--${uuidOf(OWN_NAMESPACE, `${file.id}/${type}/${name}`)}`;
  const examiner = named('identity', file.examiner);
  const objects: Properties[] = [];
  const own = (type: string, name: string, created: string, modified: string, more: Properties): string => {
    const id = named(type, name);
    objects.push({
      type,
      spec_version: '2.1',
      id,
      created_by_ref: examiner,
      created: stamp(created),
      modified: stamp(modified),
      ...more,
    });
    return id;
  };
  objects.push({
    type: 'identity',
    spec_version: '2.1',
    id: examiner,
    created: stamp(file.createdAt),
    modified: stamp(file.createdAt),
    name: file.examiner || 'Examiner not named',
    identity_class: 'individual',
  });
  const fileOf = (sha256: string, name: string, size: number | null): string => {
    const id = `file--${uuidOf(STIX_NAMESPACE, canonicalJson({ hashes: { 'SHA-256': sha256 }, name }))}`;
    if (!objects.some((object) => object.id === id))
      objects.push({
        type: 'file',
        spec_version: '2.1',
        id,
        hashes: { 'SHA-256': sha256 },
        name,
        ...(size === null ? {} : { size }),
      });
    return id;
  };
  const originals = new Map(
    facts.originals.map((original) => [
      original.sha256,
      fileOf(original.sha256, original.name, original.bytes),
    ]),
  );
  const alertById = new Map(facts.alerts.map((alert) => [alert.id, alert]));
  const observed = new Map<string, string>();
  for (const exhibit of facts.exhibits) {
    const alert = exhibit.alertId === null ? undefined : alertById.get(exhibit.alertId);
    const cited = [...new Set(alert?.evidence.map((item) => item.file) ?? [])].flatMap(
      (sha256) => originals.get(sha256) ?? [],
    );
    const frozen = fileOf(exhibit.frozen.data, `exhibit-${exhibit.exhibit}.json`, null);
    const [first, last] = span(exhibit);
    observed.set(
      exhibit.id,
      own('observed-data', exhibit.id, exhibit.created.at, exhibit.changed.at, {
        first_observed: stamp(first),
        last_observed: stamp(last),
        number_observed: 1,
        object_refs: [...new Set([frozen, ...cited])],
        labels: [`exhibit-${exhibit.exhibit}`, exhibit.kind],
      }),
    );
  }
  const told: string[] = [];
  for (const { id, number, content, created, changed, removed } of facts.documents) {
    if (removed !== null || content.kind !== 'finding') continue;
    const argued = [...content.supporting, ...content.contradicting].flatMap(
      ({ evidence }) => observed.get(evidence) ?? [],
    );
    told.push(
      own('note', id, created.at, changed.at, {
        abstract: `Finding ${number}: ${content.statement}`,
        content: content.detail || content.statement,
        authors: [created.by || 'not named'],
        confidence: CONFIDENCE[content.confidence],
        labels: ['finding', `tier-${content.tier}`],
        object_refs: argued.length > 0 ? [...new Set(argued)] : [examiner],
      }),
    );
  }
  const referred = [...told, ...observed.values(), ...originals.values()];
  own('report', 'case', file.createdAt, made, {
    name: file.title,
    description: file.description || file.title,
    report_types: ['observed-data'],
    published: made,
    object_refs: referred.length > 0 ? referred : [examiner],
    external_references: [{ source_name: 'Spyhop case', external_id: file.id }],
  });
  const bundle = {
    type: 'bundle',
    id: `bundle--${uuidOf(OWN_NAMESPACE, `${file.id}/bundle/${made}`)}`,
    objects,
  };
  return `${JSON.stringify(bundle, null, 1)}\n`;
}

/** When what an exhibit shows happened; where it states nothing, when it was added. */
function span({ events, created }: EvidenceItem): [string, string] {
  const times = events.map(({ at }) => at).sort();
  return [times[0] ?? created.at, times.at(-1) ?? created.at];
}
