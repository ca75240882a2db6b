import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { BundleRequest } from '#contract/bundles.ts';
import { type SmallCase, smallCase } from '../../testing/small-case.ts';
import { openBundle } from '../bundle/open-bundle.ts';
import { sealBundle } from '../bundle/write-bundle.ts';
import { uuidOf } from './uuid.ts';

let small: SmallCase;
let temp: string;
let bag: string;
const signal = new AbortController().signal;
beforeAll(async () => {
  small = await smallCase();
  temp = mkdtempSync(join(tmpdir(), 'spyhop-exchange-'));
  const folder = await small.open(small.dir);
  const request = BundleRequest.parse({ out: join(temp, 'bundle.zip') });
  const clock = () => new Date('2026-02-01T00:00:00Z');
  await sealBundle(request, {
    folder,
    clock,
    programVersion: 'test',
    tempDir: temp,
    signal,
    progress: () => undefined,
  });
  folder.close();
  bag = (await openBundle(join(temp, 'bundle.zip'), null, temp, signal)).dir;
});
afterAll(() => {
  small.remove();
  rmSync(temp, { recursive: true, force: true });
});
const read = (name: string): unknown => JSON.parse(readFileSync(join(bag, 'data', name), 'utf8'));

test('name-based UUIDs are those of RFC 9562, appendix A.4', () => {
  expect(uuidOf('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe(
    '2ed6657d-e927-568b-95e1-2665a8aea6a2',
  );
});

/** STIX 2.1 (OASIS Standard, 10 June 2021): required properties and their types, of the kinds of object that are written. */
const id = (type: string) =>
  z
    .string()
    .regex(new RegExp(`^${type}--[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`));
const timestamp = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const anyId = z.string().regex(/^[a-z0-9-]+--[0-9a-f-]{36}$/);
const domain = <T extends string>(type: T) => ({
  type: z.literal(type),
  spec_version: z.literal('2.1'),
  id: id(type),
  created: timestamp,
  modified: timestamp,
  created_by_ref: id('identity').optional(),
  labels: z.array(z.string()).min(1).optional(),
  confidence: z.number().int().min(0).max(100).optional(),
  external_references: z
    .array(z.strictObject({ source_name: z.string(), external_id: z.string() }))
    .min(1)
    .optional(),
});
const StixObject = z.discriminatedUnion('type', [
  z.strictObject({ ...domain('identity'), name: z.string().min(1), identity_class: z.literal('individual') }),
  z.strictObject({
    ...domain('note'),
    abstract: z.string(),
    content: z.string().min(1),
    authors: z.array(z.string()).min(1),
    object_refs: z.array(anyId).min(1),
  }),
  z.strictObject({
    ...domain('observed-data'),
    first_observed: timestamp,
    last_observed: timestamp,
    number_observed: z.number().int().min(1).max(999_999_999),
    object_refs: z.array(anyId).min(1),
  }),
  z.strictObject({
    ...domain('report'),
    name: z.string().min(1),
    description: z.string(),
    report_types: z.array(z.string()).min(1),
    published: timestamp,
    object_refs: z.array(anyId).min(1),
  }),
  z.strictObject({
    type: z.literal('file'),
    spec_version: z.literal('2.1'),
    id: id('file'),
    hashes: z.strictObject({ 'SHA-256': z.string().regex(/^[0-9a-f]{64}$/) }),
    name: z.string().min(1),
    size: z.number().int().nonnegative().optional(),
  }),
]);
const StixBundle = z.strictObject({
  type: z.literal('bundle'),
  id: id('bundle'),
  objects: z.array(StixObject).min(1),
});

describe('STIX 2.1', () => {
  test('has the required properties, and every reference leads to an object of the bundle', () => {
    const bundle = StixBundle.parse(read('stix.json'));
    const ids = bundle.objects.map((object) => object.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const object of bundle.objects) {
      const refs = [
        ...('object_refs' in object ? object.object_refs : []),
        ...('created_by_ref' in object && object.created_by_ref ? [object.created_by_ref] : []),
      ];
      expect(refs.filter((ref) => !ids.includes(ref))).toEqual([]);
      if (object.type === 'observed-data') expect(object.first_observed <= object.last_observed).toBe(true);
    }
  });

  test('holds finding, exhibits and originals of the case', () => {
    const { objects } = StixBundle.parse(read('stix.json'));
    expect(objects.find(({ type }) => type === 'note')).toMatchObject({
      abstract: 'Finding 1: The sums returned to their sender.',
      confidence: 85,
      labels: ['finding', 'tier-structural'],
    });
    expect(objects.filter(({ type }) => type === 'observed-data')).toHaveLength(3);
    expect(objects).toContainEqual(expect.objectContaining({ type: 'file', name: 'transfers.csv' }));
  });
});

/** CASE 1.x over UCO 1.x: the classes that are written and what their shapes require. */
const ref = z.strictObject({ '@id': z.string().startsWith('kb:') });
const typed = (type: string) => z.strictObject({ '@type': z.literal(type), '@value': z.string() });
const node = <T extends string>(type: T) => ({
  '@id': z.string().startsWith('kb:'),
  '@type': z.literal(type),
});
const CaseNode = z.discriminatedUnion('@type', [
  z.strictObject({
    ...node('case-investigation:Investigation'),
    'uco-core:name': z.string(),
    'uco-core:description': z.string(),
    'case-investigation:investigationForm': z.string(),
    'uco-core:object': z.array(ref).min(1).optional(),
  }),
  z.strictObject({ ...node('uco-identity:Person'), 'uco-core:name': z.string() }),
  z.strictObject({ ...node('uco-tool:Tool'), 'uco-core:name': z.string(), 'uco-tool:version': z.string() }),
  z.strictObject({
    ...node('uco-observable:File'),
    'uco-core:hasFacet': z.tuple([
      z.strictObject({
        ...node('uco-observable:FileFacet'),
        'uco-observable:fileName': z.string(),
        'uco-observable:sizeInBytes': typed('xsd:integer').optional(),
      }),
      z.strictObject({
        ...node('uco-observable:ContentDataFacet'),
        'uco-observable:hash': z.array(
          z.strictObject({
            ...node('uco-types:Hash'),
            'uco-types:hashMethod': z.literal('SHA256'),
            'uco-types:hashValue': typed('xsd:hexBinary'),
          }),
        ),
      }),
    ]),
  }),
  z.strictObject({
    ...node('case-investigation:ProvenanceRecord'),
    'uco-core:description': z.string(),
    'case-investigation:exhibitNumber': z.string().optional(),
    'uco-core:object': z.array(ref).min(1),
  }),
  z.strictObject({
    ...node('uco-core:Assertion'),
    'uco-core:name': z.string(),
    'uco-core:statement': z.array(z.string()).min(1),
    'uco-core:description': z.string(),
    'uco-core:object': z.array(ref).min(1).optional(),
  }),
  z.strictObject({
    ...node('case-investigation:InvestigativeAction'),
    'uco-core:name': z.string(),
    'uco-action:startTime': typed('xsd:dateTime'),
    'uco-action:endTime': typed('xsd:dateTime'),
    'uco-action:performer': ref,
    'uco-action:instrument': z.array(ref).optional(),
    'uco-action:result': z.array(ref).min(1).optional(),
  }),
]);
const CaseGraph = z.strictObject({
  '@context': z.record(z.string(), z.string()),
  '@graph': z.array(CaseNode),
});

describe('CASE/UCO', () => {
  test('has the classes and properties of the ontology, every prefix is declared and every reference leads somewhere', () => {
    const text = readFileSync(join(bag, 'data', 'case-uco.jsonld'), 'utf8');
    const { '@context': context, '@graph': graph } = CaseGraph.parse(JSON.parse(text));
    const prefixes = new Set(
      [...JSON.stringify(graph).matchAll(/"([a-z][a-z-]*):\w[\w-]*"/g)].map(([, prefix]) => prefix),
    );
    expect([...prefixes].filter((prefix) => !(prefix! in context))).toEqual([]);
    const ids = graph.map((one) => one['@id']);
    expect(new Set(ids).size).toBe(ids.length);
    const refs = [...text.matchAll(/\{\s*"@id": "([^"]+)"\s*\}/g)].map(([, name]) => name);
    expect(refs.length).toBeGreaterThan(5);
    expect(refs.filter((name) => !ids.includes(name!))).toEqual([]);
  });

  test('tells where every original and exhibit comes from, and which acts gave them', () => {
    const { '@graph': graph } = CaseGraph.parse(read('case-uco.jsonld'));
    const records = graph.filter((one) => one['@type'] === 'case-investigation:ProvenanceRecord');
    expect(
      records.map(
        (one) =>
          one['@type'] === 'case-investigation:ProvenanceRecord' && one['case-investigation:exhibitNumber'],
      ),
    ).toEqual([undefined, '1', '2', '3']);
    const given = new Set(
      graph.flatMap((one) =>
        one['@type'] === 'case-investigation:InvestigativeAction'
          ? (one['uco-action:result'] ?? []).map((result) => result['@id'])
          : [],
      ),
    );
    expect(records.filter((one) => !given.has(one['@id']))).toEqual([]);
  });
});
