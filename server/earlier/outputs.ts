import type { Answerer } from './endpoint';
import type { OutputShelf } from './output-shelf';
import { refuseEarlier } from './refusal';

/**
 * `GET /outputs/{folder}/{name}`. The bytes under a name never change. Pages of other origins show these pictures in an `<img>`, as
 * they did before: whoever has the name has the picture.
 */
export function showOutput(shelf: OutputShelf): Answerer {
  return async ({ req }) => {
    const png = await shelf.read(req.param('folder') ?? '', req.param('name') ?? '');
    if (png === undefined) return refuseEarlier({ kind: 'no-such-picture' });
    return new Response(new Uint8Array(png), {
      headers: {
        'content-type': 'image/png',
        'content-length': String(png.length),
        'cache-control': 'private, max-age=86400, immutable',
        'cross-origin-resource-policy': 'cross-origin',
      },
    });
  };
}
