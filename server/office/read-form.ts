import { fail, succeed, type Result } from '../../src/domain/result';
import type { IntakeFault } from '../../src/protocol/intake';
import { readBytes } from '../http/read-body';

/** The fields of a submitted form: texts, and the contents of chosen files as texts. At most `limitBytes`. */
export async function readForm(
  request: Request,
  limitBytes: number,
): Promise<Result<Readonly<Record<string, string>>, IntakeFault>> {
  const bytes = await readBytes(request, limitBytes);
  if (!bytes.ok) return bytes;
  const type = request.headers.get('content-type') ?? '';
  try {
    const form = await new Response(new Uint8Array(bytes.value), { headers: { 'content-type': type } }).formData();
    const fields: Record<string, string> = {};
    for (const [name, value] of form) {
      const text = typeof value === 'string' ? value : await value.text();
      if (text !== '' || fields[name] === undefined) fields[name] = text;
    }
    return succeed(fields);
  } catch {
    // `formData` rejects with a TypeError for any other content.
    return fail({ kind: 'not-valid', at: 'body', wanted: 'a form' });
  }
}
