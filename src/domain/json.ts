import { fail, succeed, type Result } from './result';

/** The text is not JSON. `detail` is the JSON parser's message. */
export interface JsonFault {
  readonly kind: 'not-json';
  readonly detail: string;
}

/** The value of a JSON text. Its shape is unknown: pass it to a schema. */
export function parseJson(text: string): Result<unknown, JsonFault> {
  try {
    const value: unknown = JSON.parse(text);
    return succeed(value);
  } catch (error) {
    return fail({ kind: 'not-json', detail: error instanceof Error ? error.message : String(error) });
  }
}
