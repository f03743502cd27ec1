import sharp from 'sharp';

/** One decoding thread and no cache of pictures: for a process that has a thread of its own for each picture. */
export function keepDecoderSmall(): void {
  sharp.concurrency(1);
  sharp.cache(false);
}
