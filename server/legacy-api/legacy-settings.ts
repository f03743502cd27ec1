/** The settings of this part. */
export interface LegacySettings {
  /** Inspecting threads; as many as cores where undefined. */
  readonly workers: number | undefined;
  /** Requests that may wait for a thread. */
  readonly queueLimit: number;
  /** A picture that takes longer is given up. */
  readonly pictureLimitMs: number;
  /** The most bytes of one request. */
  readonly uploadLimitBytes: number;
  /** Days for which the pictures of a result are kept. */
  readonly outputsKeepDays: number;
}
