/** Names of the outputs of an exported file. */
export const exportOutputs = {
  score: 'score',
  rawScore: 'raw_score',
  map: 'map',
  probabilities: 'probabilities',
} as const;
