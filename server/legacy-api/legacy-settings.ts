/** The settings of the legacy API. */
export interface LegacySettings {
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
