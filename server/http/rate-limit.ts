/** Rate limits per token and per address, and stricter ones for registrations. */
import type { Context, MiddlewareHandler } from 'hono';
import {
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible';
import type { RateLimits } from '../config';
import type { OpenDatabase } from '../database/open-database';
import { bearerOf } from '../devices/caller';
import { hashToken } from '../devices/tokens';
import { clientAddress } from './client-address';
import { refuse } from './refuse';

/** Counters are in PostgreSQL, shared by all copies, or in memory. */
export interface RateLimitPlan {
  readonly limits: RateLimits;
  readonly pool: LimitStore;
  readonly trustedProxies: number;
}

type LimitStore = OpenDatabase['pool'];

const periodS = 60;

/** Registrations of the intake and of the legacy API. */
const registrations = /^\/api\/(intake\/v1\/devices|register_user)$/;

/** Responds with 429 and `Retry-After` above the limits. Files of the app are not counted. */
export function limitRate({ limits, pool, trustedProxies }: RateLimitPlan): MiddlewareHandler {
  const byToken = createLimiter('token', limits.perToken, pool);
  const byAddress = createLimiter('address', limits.perAddress, pool);
  const byRegistration = createLimiter('registration', limits.registrations, pool);
  return async (context, next) => {
    if (!context.req.path.startsWith('/api/')) return next();
    const address = clientAddress(context, trustedProxies);
    const token = bearerOf(context.req.header('authorization'));
    const waits = await Promise.all([
      waitOf(byAddress, address),
      isRegistration(context) ? waitOf(byRegistration, address) : 0,
      token === undefined ? 0 : waitOf(byToken, hashToken(token).slice(0, 32)),
    ]);
    const waitMs = Math.max(...waits);
    if (waitMs > 0) return refuse({ kind: 'too-many-requests', retryAfterS: Math.ceil(waitMs / 1000) });
    return next();
  };
}

function isRegistration({ req }: Context): boolean {
  return req.method === 'POST' && registrations.test(req.path);
}

/** While the database is unavailable, each copy counts in memory: a rate limit must not fail a request. */
function createLimiter(name: string, points: number, pool: LimitStore): RateLimiterAbstract {
  const counting = { keyPrefix: name, points, duration: periodS };
  const memory = new RateLimiterMemory(counting);
  if (pool === undefined) return memory;
  return new RateLimiterPostgres({
    ...counting,
    storeClient: pool,
    storeType: 'pool',
    tableName: 'rate_limits',
    tableCreated: true,
    insuranceLimiter: memory,
    inMemoryBlockOnConsumed: points + 1,
  });
}

/** Milliseconds to wait, or 0. The library reports an exceeded limit by rejecting with an object that is not an error. */
async function waitOf(limiter: RateLimiterAbstract, key: string): Promise<number> {
  try {
    await limiter.consume(key);
    return 0;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.max(refusal.msBeforeNext, 1000);
    throw refusal;
  }
}
