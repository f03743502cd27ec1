/** The server's settings, read from the environment once, at start. */
import { join, resolve } from 'node:path';
import * as v from 'valibot';
import { spoolDirOf } from './files/spool';
import { logLevels } from './http/log';
import { fail, succeed, type Result } from '../src/domain/result';
import { words } from './words';

const { say } = words;

/** The database. */
export type DatabasePlace =
  /** For tests. `dump`: what it contains at first, as PGlite dumps it. */
  | { readonly kind: 'memory'; readonly dump?: Blob }
  | { readonly kind: 'embedded'; readonly dir: string }
  | { readonly kind: 'postgres'; readonly url: string; readonly connections: number };

/** Addresses of the fourth earlier system, which its clients may have under other names. */
export interface RetrainPaths {
  readonly retrain: string;
  readonly dataInsights: string;
  readonly classify: string;
}

/** The settings of retraining. */
interface RetrainSettings {
  readonly paths: RetrainPaths;
  /** Folder of ZIP files and heads. */
  readonly folder: string;
  /** The most bytes of one ZIP. */
  readonly zipLimitBytes: number;
  /** A training that takes longer is cancelled. */
  readonly limitMs: number;
  /** Trainings that may wait. */
  readonly queueLimit: number;
}

/** The settings of the legacy API. */
export interface LegacySettings {
  readonly retrain: RetrainSettings;
  /** Folder of uploads that are too large for memory. */
  readonly spoolDir: string;
  /** Inspecting threads; as many as cores where undefined. */
  readonly workers: number | undefined;
  /** Requests that may wait for a thread. */
  readonly queueLimit: number;
  /** A picture that takes longer is cancelled. */
  readonly pictureLimitMs: number;
  /** The most bytes of one request. */
  readonly uploadLimitBytes: number;
  /** Days for which the pictures of a result are stored. */
  readonly outputsKeepDays: number;
}

/** The blob store. */
export type BlobPlace =
  | { readonly kind: 'folder'; readonly dir: string }
  | { readonly kind: 's3'; readonly bucket: string; readonly prefix: string; readonly endpoint: string | undefined };

/** Requests a minute: of one token, of one address, and registrations of one address. */
export interface RateLimits {
  readonly perToken: number;
  readonly perAddress: number;
  readonly registrations: number;
}

/** All settings. */
export interface ServerConfig {
  readonly port: number;
  readonly dataDir: string;
  readonly database: DatabasePlace;
  readonly blobs: BlobPlace;
  /** Additional origins whose pages may call the API. */
  readonly corsOrigins: readonly string[];
  /** If set, a device needs it to register. */
  readonly registrationCode: string | undefined;
  /** An engineer's token chosen by the operator, instead of one printed at the first start. */
  readonly engineerToken: string | undefined;
  readonly rateLimits: RateLimits | 'off';
  /** How many proxies in front of us write `X-Forwarded-For`. */
  readonly trustedProxies: number;
  readonly metrics: 'engineer' | 'open';
  /** The time zone in which the office reads times, as `Asia/Kolkata`. */
  readonly officeTimeZone: string;
  readonly logLevel: (typeof logLevels)[number];
  /** The legacy API. */
  readonly legacyApi: LegacySettings | 'off';
}

const whole = (min: number, max: number) => {
  const problem = say('operator.setting-whole', { min: String(min), max: String(max) });
  return v.pipe(
    v.string(),
    v.regex(/^\d{1,9}$/, problem),
    v.transform(Number),
    v.minValue(min, problem),
    v.maxValue(max, problem),
  );
};

const choice = <const Choices extends readonly string[]>(choices: Choices) =>
  v.picklist(choices, say('operator.setting-choice', { choices: choices.join(', ') }));

const minLength = (length: number) =>
  v.minLength<string, number, string>(length, say('operator.setting-min-length', { length: String(length) }));

const maxLength = (length: number) =>
  v.maxLength<string, number, string>(length, say('operator.setting-max-length', { length: String(length) }));

const separatedByCommas = v.pipe(
  v.string(),
  v.transform((text) => text.split(',').map((word) => word.trim())),
);

const originList = v.pipe(
  separatedByCommas,
  v.array(v.pipe(v.string(), v.regex(/^https?:\/\/[^/\s*]+$/, say('operator.setting-origins')))),
);

const httpPath = v.pipe(v.string(), v.regex(/^(\/[a-z0-9._~-]+)+$/i, say('operator.setting-path')));

const secret = v.pipe(v.string(), minLength(16), maxLength(200));
const perMinute = whole(1, 10_000_000);

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    // An unknown time zone throws a RangeError.
    return false;
  }
}

/** One entry per variable; variables of other programs are ignored. */
const environmentSchema = v.object({
  PORT: v.optional(whole(0, 65_535), '8080'),
  DATA_DIR: v.optional(v.string(), 'server-data'),
  DATABASE_URL: v.optional(v.pipe(v.string(), v.regex(/^postgres(ql)?:\/\//, say('operator.setting-postgres')))),
  DATABASE_CONNECTIONS: v.optional(whole(2, 500), '10'),
  BLOBS: v.optional(v.pipe(v.string(), v.regex(/^s3:\/\/[a-z0-9.-]{3,63}(\/[\w./-]*)?$/i, say('operator.setting-s3')))),
  S3_ENDPOINT: v.optional(v.pipe(v.string(), v.url(say('operator.setting-url')))),
  CORS_ORIGINS: v.optional(originList),
  REGISTRATION_CODE: v.optional(v.pipe(v.string(), minLength(4))),
  ENGINEER_TOKEN: v.optional(secret),
  RATE_LIMIT: v.optional(choice(['on', 'off']), 'on'),
  RATE_LIMIT_PER_TOKEN: v.optional(perMinute, '3000'),
  RATE_LIMIT_PER_ADDRESS: v.optional(perMinute, '6000'),
  RATE_LIMIT_REGISTRATIONS: v.optional(perMinute, '60'),
  TRUSTED_PROXIES: v.optional(whole(0, 10), '0'),
  METRICS: v.optional(choice(['engineer', 'open']), 'engineer'),
  LEGACY_API: v.optional(choice(['on', 'off'])),
  /** The former name of LEGACY_API, still read. */
  EARLIER_API: v.optional(choice(['on', 'off']), 'on'),
  WORKERS: v.optional(whole(1, 256)),
  QUEUE_LIMIT: v.optional(whole(0, 10_000), '32'),
  PICTURE_LIMIT_S: v.optional(whole(1, 600), '30'),
  UPLOAD_LIMIT_MIB: v.optional(whole(1, 1024), '64'),
  RETRAIN_PATH: v.optional(httpPath, '/retrain'),
  DATA_INSIGHTS_PATH: v.optional(httpPath, '/data-insights'),
  CLASSIFY_PATH: v.optional(httpPath, '/predict'),
  RETRAIN_LIMIT_MIB: v.optional(whole(1, 4096), '512'),
  RETRAIN_LIMIT_S: v.optional(whole(1, 86_400), '1800'),
  RETRAIN_QUEUE: v.optional(whole(0, 100), '2'),
  OUTPUTS_KEEP_DAYS: v.optional(whole(1, 36_500), '30'),
  OFFICE_TIME_ZONE: v.optional(
    v.pipe(v.string(), v.check(isTimeZone, say('operator.setting-time-zone'))),
    Intl.DateTimeFormat().resolvedOptions().timeZone,
  ),
  LOG_LEVEL: v.optional(choice(logLevels), 'info'),
});

type Environment = v.InferOutput<typeof environmentSchema>;

/** The settings in `env`, or one sentence for each invalid one. An empty variable counts as absent. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Result<ServerConfig, readonly string[]> {
  const given = Object.fromEntries(Object.entries(env).filter(([, text]) => text !== undefined && text !== ''));
  const parsed = v.safeParse(environmentSchema, given);
  if (!parsed.success) return fail(parsed.issues.map(settingFault));
  return succeed(configOf(parsed.output));
}

function settingFault(issue: v.BaseIssue<unknown>): string {
  return say('operator.setting', { name: v.getDotPath(issue) ?? '', problem: issue.message });
}

function configOf(env: Environment): ServerConfig {
  const dataDir = resolve(env.DATA_DIR);
  return {
    port: env.PORT,
    dataDir,
    database: databaseOf(env, dataDir),
    blobs: blobsOf(env, dataDir),
    corsOrigins: env.CORS_ORIGINS ?? [],
    registrationCode: env.REGISTRATION_CODE,
    engineerToken: env.ENGINEER_TOKEN,
    rateLimits: env.RATE_LIMIT === 'off' ? 'off' : rateLimitsOf(env),
    trustedProxies: env.TRUSTED_PROXIES,
    metrics: env.METRICS,
    officeTimeZone: env.OFFICE_TIME_ZONE,
    logLevel: env.LOG_LEVEL,
    legacyApi: (env.LEGACY_API ?? env.EARLIER_API) === 'off' ? 'off' : legacyOf(env, dataDir),
  };
}

function legacyOf(env: Environment, dataDir: string): LegacySettings {
  return {
    spoolDir: spoolDirOf(dataDir),
    workers: env.WORKERS,
    queueLimit: env.QUEUE_LIMIT,
    pictureLimitMs: env.PICTURE_LIMIT_S * 1000,
    uploadLimitBytes: env.UPLOAD_LIMIT_MIB * 2 ** 20,
    outputsKeepDays: env.OUTPUTS_KEEP_DAYS,
    retrain: {
      paths: { retrain: env.RETRAIN_PATH, dataInsights: env.DATA_INSIGHTS_PATH, classify: env.CLASSIFY_PATH },
      folder: join(dataDir, 'training'),
      zipLimitBytes: env.RETRAIN_LIMIT_MIB * 2 ** 20,
      limitMs: env.RETRAIN_LIMIT_S * 1000,
      queueLimit: env.RETRAIN_QUEUE,
    },
  };
}

function databaseOf(
  { DATABASE_URL: url, DATABASE_CONNECTIONS: connections }: Environment,
  dataDir: string,
): DatabasePlace {
  return url === undefined
    ? { kind: 'embedded', dir: join(dataDir, 'database') }
    : { kind: 'postgres', url, connections };
}

function blobsOf({ BLOBS: url, S3_ENDPOINT: endpoint }: Environment, dataDir: string): BlobPlace {
  const [, bucket, prefix = ''] = /^s3:\/\/([^/]+)\/?(.*)$/i.exec(url ?? '') ?? [];
  if (bucket === undefined) return { kind: 'folder', dir: join(dataDir, 'blobs') };
  return { kind: 's3', bucket, prefix: prefix.replace(/\/+$/, ''), endpoint };
}

function rateLimitsOf(env: Environment): RateLimits {
  return {
    perToken: env.RATE_LIMIT_PER_TOKEN,
    perAddress: env.RATE_LIMIT_PER_ADDRESS,
    registrations: env.RATE_LIMIT_REGISTRATIONS,
  };
}
