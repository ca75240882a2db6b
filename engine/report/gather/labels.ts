import type { Session } from '../../warehouse/session.ts';

export interface LabelSource {
  readonly source: string;
  readonly file: string;
  readonly sha256: string;
  readonly importedAt: string;
  readonly labels: number;
  /** The latest date that the list itself states; null where it states none. */
  readonly statedAt: string | null;
}

/** Where names come from: each source with the file that holds it and its dates. */
export const labelSources = (session: Session): Promise<LabelSource[]> =>
  session.rows<LabelSource>(
    `SELECT coalesce(t.source, '') AS source, d.name AS file, d.sha256, iso(d.imported_at) AS "importedAt",
       count(*) AS labels, iso(max(t.listed_at)) AS "statedAt"
     FROM tag t JOIN dataset d USING (dataset_id) WHERE t.ok GROUP BY ALL ORDER BY labels DESC, source, file`,
  );
