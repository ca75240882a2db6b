import type { ExchangeFacts } from './facts.ts';
import { OWN_NAMESPACE, uuidOf } from './uuid.ts';

type Node = Record<string, unknown>;

const CONTEXT = {
  kb: 'urn:spyhop:',
  'case-investigation': 'https://ontology.caseontology.org/case/investigation/',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  'uco-action': 'https://ontology.unifiedcyberontology.org/uco/action/',
  'uco-core': 'https://ontology.unifiedcyberontology.org/uco/core/',
  'uco-identity': 'https://ontology.unifiedcyberontology.org/uco/identity/',
  'uco-observable': 'https://ontology.unifiedcyberontology.org/uco/observable/',
  'uco-tool': 'https://ontology.unifiedcyberontology.org/uco/tool/',
  'uco-types': 'https://ontology.unifiedcyberontology.org/uco/types/',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
};

const instant = (value: string) => ({ '@type': 'xsd:dateTime', '@value': value });
const integer = (value: number) => ({ '@type': 'xsd:integer', '@value': String(value) });

/** Acts that the exchange tells of: what came in, what was concluded, what went out. */
const TOLD =
  /^(dataset-imported|dataset-found|detection-run|exhibits-added|evidence-added|finding-saved|report-written|bundle-sealed)$/;

/**
 * Provenance, evidence and findings of a case as JSON-LD in the words of CASE 1.x and UCO 1.x: one investigation, files with
 * their hashes, a provenance record for each original and exhibit, an investigative action for each act.
 */
export function caseUco(facts: ExchangeFacts): string {
  const { file } = facts;
  const named = (type: string, name: string) =>
    `kb:${type}-${uuidOf(OWN_NAMESPACE, `${file.id}/${type}/${name}`)}`;
  const ref = (id: string) => ({ '@id': id });
  const graph: Node[] = [];
  const persons = new Map<string, string>();
  const person = (name: string): string => {
    const known = persons.get(name);
    if (known) return known;
    const id = named('person', name);
    persons.set(name, id);
    graph.push({ '@id': id, '@type': 'uco-identity:Person', 'uco-core:name': name || 'not named' });
    return id;
  };
  const tools = new Map<string, string>();
  const tool = (version: string): string => {
    const known = tools.get(version);
    if (known) return known;
    const id = named('tool', version);
    tools.set(version, id);
    graph.push({
      '@id': id,
      '@type': 'uco-tool:Tool',
      'uco-core:name': 'Spyhop',
      'uco-tool:version': version,
    });
    return id;
  };
  const hashed = (sha256: string, name: string, bytes: number | null): string => {
    const id = named('file', sha256);
    graph.push({
      '@id': id,
      '@type': 'uco-observable:File',
      'uco-core:hasFacet': [
        {
          '@id': named('file-facet', sha256),
          '@type': 'uco-observable:FileFacet',
          'uco-observable:fileName': name,
          ...(bytes === null ? {} : { 'uco-observable:sizeInBytes': integer(bytes) }),
        },
        {
          '@id': named('content-facet', sha256),
          '@type': 'uco-observable:ContentDataFacet',
          'uco-observable:hash': [
            {
              '@id': named('hash', sha256),
              '@type': 'uco-types:Hash',
              'uco-types:hashMethod': 'SHA256',
              'uco-types:hashValue': { '@type': 'xsd:hexBinary', '@value': sha256 },
            },
          ],
        },
      ],
    });
    return id;
  };
  const recordOf = (
    kind: string,
    name: string,
    description: string,
    objects: readonly string[],
    number?: string,
  ): string => {
    const id = named(kind, name);
    graph.push({
      '@id': id,
      '@type': 'case-investigation:ProvenanceRecord',
      'uco-core:description': description,
      ...(number === undefined ? {} : { 'case-investigation:exhibitNumber': number }),
      'uco-core:object': objects.map(ref),
    });
    return id;
  };
  const records = new Map<string, string>();
  for (const { sha256, name, bytes, source, note } of facts.originals) {
    const object = hashed(sha256, name, bytes);
    const words = [`Original ${name}`, source && `source: ${source}`, note].filter((word) => word !== '');
    records.set(sha256, recordOf('original', sha256, words.join('; '), [object]));
  }
  const seen = new Set<string>();
  for (const { exhibit, id, title, frozen } of facts.exhibits) {
    const object = named('file', frozen.data);
    if (!seen.has(frozen.data)) hashed(frozen.data, `exhibit-${exhibit}.json`, null);
    seen.add(frozen.data);
    records.set(id, recordOf('exhibit', id, title, [object], String(exhibit)));
  }
  const assertions: string[] = [];
  for (const { id, number, content, removed } of facts.documents) {
    if (content.kind !== 'finding' || removed !== null) continue;
    const own = named('finding', id);
    assertions.push(own);
    const cited = content.supporting.flatMap(({ evidence }) => records.get(evidence) ?? []);
    graph.push({
      '@id': own,
      '@type': 'uco-core:Assertion',
      'uco-core:name': `Finding ${number}`,
      'uco-core:statement': [content.statement],
      'uco-core:description': `Confidence ${content.confidence}, tier ${content.tier}.`,
      ...(cited.length === 0 ? {} : { 'uco-core:object': cited.map(ref) }),
    });
  }
  const actions: string[] = [];
  for (const { seq, at, action, by, program, detail } of facts.entries) {
    if (!TOLD.test(action)) continue;
    const own = named('action', String(seq));
    const items = (detail.items ?? []) as { id: string }[];
    const results = [
      ...(typeof detail.sha256 === 'string' ? [records.get(detail.sha256)] : []),
      ...items.map(({ id }) => records.get(id)),
    ].filter((id) => id !== undefined);
    actions.push(own);
    graph.push({
      '@id': own,
      '@type': 'case-investigation:InvestigativeAction',
      'uco-core:name': action,
      'uco-action:startTime': instant(at),
      'uco-action:endTime': instant(at),
      'uco-action:performer': ref(person(by)),
      ...(program === undefined ? {} : { 'uco-action:instrument': [ref(tool(program))] }),
      ...(results.length === 0 ? {} : { 'uco-action:result': results.map(ref) }),
    });
  }
  tool(facts.programVersion);
  const held = [...records.values(), ...assertions, ...actions];
  graph.unshift({
    '@id': named('investigation', 'case'),
    '@type': 'case-investigation:Investigation',
    'uco-core:name': file.title,
    'uco-core:description': file.description || file.title,
    'case-investigation:investigationForm': 'case',
    ...(held.length === 0 ? {} : { 'uco-core:object': held.map(ref) }),
  });
  return `${JSON.stringify({ '@context': CONTEXT, '@graph': graph }, null, 1)}\n`;
}
