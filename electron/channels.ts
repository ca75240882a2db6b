/** Names of the messages between the preload and the main process. */
export const CHANNELS = {
  openEngine: 'engine:open',
  enginePort: 'engine:port',
  chooseFiles: 'shell:choose-files',
  reveal: 'shell:reveal',
} as const;
