/** The faults of the legacy API. */
import type { UndecodableFault } from '../http/decode-json';
import type { Refusal } from '../../src/domain/refusal';
import type { Busy, InferenceFault } from '../inference/inference';
import type { MultipartFault } from './multipart';
import type { SubmitFault } from '../training/retraining';
import type { UploadFault } from './upload';

/** Why a request has no answer of its contract. */
export type LegacyFault =
  | UploadFault
  | FormFault
  | InferenceFault
  | Busy
  /** The pack is not sure enough of any grade. */
  | { readonly kind: 'not-sure'; readonly likeliest: string; readonly confidence: string }
  /** The pack gives no verdict on this picture. */
  | { readonly kind: 'no-verdict'; readonly refusal: Refusal }
  | { readonly kind: 'no-user'; readonly missing: readonly string[] }
  | { readonly kind: 'not-json' }
  | UndecodableFault
  | { readonly kind: 'no-such-picture' }
  /** No token, one that was revoked, or that of a device. */
  | { readonly kind: 'no-engineer'; readonly reason: 'no-token' | 'token-revoked' | 'not-allowed' }
  | SubmitFault
  /** Of the form with the ZIP. */
  | { readonly kind: 'no-archive' | 'too-many-archives' }
  | { readonly kind: 'archive-too-large'; readonly limitBytes: number }
  | { readonly kind: 'no-such-job' }
  /** Nothing was trained, or uploaded to train with, yet. */
  | { readonly kind: 'no-classifier' | 'no-insights' | 'no-training' }
  | { readonly kind: 'wrong-method'; readonly allowed: readonly string[] };

/** Why a form is not what the endpoint accepts. */
export type FormFault =
  | MultipartFault
  | { readonly kind: 'no-file'; readonly field: string }
  | { readonly kind: 'too-many-files'; readonly limit: number }
  | { readonly kind: 'bad-field'; readonly field: string; readonly wanted: FieldForm };

/** What a text field or a query parameter must be. */
type FieldForm =
  'threshold' | 'boolean' | 'transformer-id' | 'page-limit' | 'before' | 'once' | 'baselines' | 'replace';
