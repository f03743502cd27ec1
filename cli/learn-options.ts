/** The options of `fieldgrade learn`. */
export interface LearnOptions {
  readonly pack: string;
  /** A ZIP of records, of the app, the office or `predict --records`. */
  readonly records?: string;
  readonly normal?: string;
  readonly fault?: string;
  readonly title?: string;
  /** Writes nothing. */
  readonly preview: boolean;
  readonly out?: string;
  readonly overwrite: boolean;
  readonly models: string;
}
