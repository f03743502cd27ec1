/** Pieces that the formats of `words.ts` put together. */
export const format = {
  bytesOf: '{done} of {total}',
} as const;
