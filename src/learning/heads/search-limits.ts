import type { MinimiseLimits } from '../../math/minimise';

/** The slope at which a search ends: probabilities agree with the Python reference to 1e-5. */
export const searchLimits: MinimiseLimits = { slope: 1e-8, steps: 2000 };
