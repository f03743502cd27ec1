/** What the server has of the blobs of several changes, asked with one request when it is first needed. */
import type { BlobRef } from '../domain/blob-ref';
import { succeed, type Result } from '../domain/result';
import type { DeliveryFault } from './delivery-fault';
import type { IntakeClient } from './intake-client';

/** How many bytes of each blob that the server lacks have arrived, by hash. */
type ReceivedBytes = Map<string, number>;

/** The blobs of the changes that one drain sends one after another. */
export class BlobProgress {
  readonly #refs: readonly BlobRef[];
  readonly #token: string;
  readonly #intake: Pick<IntakeClient, 'missingBlobs'>;
  #missing: ReceivedBytes | undefined;

  constructor(refs: readonly BlobRef[], token: string, intake: Pick<IntakeClient, 'missingBlobs'>) {
    this.#refs = refs;
    this.#token = token;
    this.#intake = intake;
  }

  /** The blobs that the server lacks. */
  async missing(): Promise<Result<ReadonlyMap<string, number>, DeliveryFault>> {
    if (this.#missing !== undefined) return succeed(this.#missing);
    const answer = await this.#intake.missingBlobs(this.#token, this.#refs);
    if (!answer.ok) return answer;
    this.#missing = new Map(answer.value.map(({ sha256, receivedBytes }) => [sha256, receivedBytes]));
    return succeed(this.#missing);
  }

  /** The server has this blob now: a later change that lists it need not send it. */
  noteSent({ sha256 }: BlobRef): void {
    this.#missing?.delete(sha256);
  }

  /** After a failure the server is asked again. */
  forget(): void {
    this.#missing = undefined;
  }
}
