declare module '*.css';
declare module '*.svg' {
  const url: string;
  export default url;
}
declare module 'cytoscape-fcose' {
  import type { Ext } from 'cytoscape';

  const fcose: Ext;
  export default fcose;
}

interface ImportMeta {
  glob<T = unknown>(
    pattern: string | string[],
    options: { eager: true; query?: string; import?: string },
  ): Record<string, T>;
}
