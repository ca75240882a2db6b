import { GUIDE } from './layout.ts';

/** The plain text that says how to check a bundle without this program. */
export function guideText(facts: {
  readonly base: string;
  readonly title: string;
  readonly entries: number;
  readonly last: string;
  readonly madeBy: string;
  readonly redacted: boolean;
  readonly report: boolean;
}): string {
  return `${GUIDE}: how to check this bundle without Spyhop

Case: ${facts.title}
Sealed by: ${facts.madeBy}
Journal: ${facts.entries} entries, the last one has the hash
  ${facts.last}

The bundle is a BagIt bag (RFC 8493) in a zip file. Every command below is part of an
ordinary Linux or macOS system (on macOS write "shasum -a 256" for "sha256sum").

1. Decrypt, if the file ends in .age (https://age-encryption.org):
     age -d -o bundle.zip bundle.zip.age

2. Unpack:
     unzip bundle.zip
     cd '${facts.base}'

3. Check every file of the payload, then the files that describe it. Each line must end in OK:
     sha256sum -c manifest-sha256.txt
     sha256sum -c tagmanifest-sha256.txt

4. Check that nothing was added (prints nothing when the two lists are the same):
     diff <(find data -type f | sort) <(cut -c67- manifest-sha256.txt | sort)

5. Check that each original has the SHA-256 that is its name (prints nothing):
     (cd data/evidence && sha256sum *) | awk '$1 != $2'

6. Check the chain of the journal. Each line carries the hash of the line before in "previous" and its own in
   "hash"; the last one must be the hash above (prints nothing when the chain holds):
     awk -F'"' '{ h = $(NF-1); p = $(NF-5); if (NR > 1 && p != last) print "broken at line " NR; last = h }
       END { if (last != "${facts.last}") print "another end" }' data/journal.jsonl
   The hash of a line is the SHA-256 of a JSON array: seq, at, action, by, detail, previous, program (detail
   as it stands in the line). With python3 (prints nothing when every line carries its own hash):
     python3 - <<'EOF'
     import hashlib, json
     for number, line in enumerate(open('data/journal.jsonl', encoding='utf-8'), 1):
         entry = json.loads(line)
         if entry.get('redacted'): continue
         detail = line[line.index(',"detail":') + 10 : line.rindex(',"previous":"')]
         text = lambda name: json.dumps(entry[name], ensure_ascii=False)
         parts = [str(entry['seq']), text('at'), text('action'), text('by'), detail, text('previous')]
         if 'program' in entry: parts.append(text('program'))
         if hashlib.sha256(('[' + ','.join(parts) + ']').encode()).hexdigest() != entry['hash']:
             print('line', number, 'was changed')
     EOF

7. Check a time-stamp (RFC 3161), if a .tsr file came with the bundle:
     openssl ts -verify -data bundle.zip -in bundle.zip.tsr -CAfile ca.pem

What lies where
  data/evidence/       originals as they were imported, named by their SHA-256 (names in data/originals.csv)
  data/frozen/         what each exhibit showed when it was added, named by its SHA-256
  data/journal.jsonl   every act in the case, in order
  data/alerts.*        what detectors flagged, with file and line of every row
  data/findings.*      what the investigators concluded, noted and planned; data/exhibits.csv lists the exhibits
  data/case-uco.jsonld, data/stix.json   the same for other programs (CASE/UCO, STIX 2.1)
${facts.report ? '  data/report.pdf      the report; its SHA-256 is in the journal\n' : ''}  data/left-out.json   what this copy does not hold, by its hashes${facts.redacted ? '' : ' (nothing)'}

What this shows, and what it does not
  The checks show that nothing in the bundle changed since it was sealed. Whoever seals a bundle can seal another one:
  that this is the one of a certain day is shown by a time-stamp, or by the SHA-256 of the file written down elsewhere.
  With Spyhop: "spyhop verify bundle.zip" does all of this; a restored case is made again from its originals.
`;
}
