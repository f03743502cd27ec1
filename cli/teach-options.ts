import type { TeachingRuntime } from './teaching-engine';

/** The options of `fieldgrade teach`. */
export interface TeachOptions {
  readonly good: string;
  readonly bad?: string;
  readonly pack: string;
  readonly closeLook: 'off' | '2' | '3' | 'auto';
  readonly seed: number;
  readonly runtime: TeachingRuntime;
  readonly title?: string;
  readonly out: string;
  readonly overwrite: boolean;
  readonly models: string;
}
