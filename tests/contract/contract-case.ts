/** A case of a contract suite: runs in any host and rejects if the contract is broken. */
export interface ContractCase {
  readonly title: string;
  readonly run: () => Promise<void>;
}

/** One case. Its title cites a rule, as the title of a test does. */
export function scenario(title: string, run: () => Promise<void>): ContractCase {
  return { title, run };
}

/** Throws, with both values, unless they are equal as JSON (bytes as lists, nothing as null). */
export function expectEqual(found: unknown, wanted: unknown): void {
  const [foundText, wantedText] = [toText(found), toText(wanted)];
  if (foundText !== wantedText) throw new Error(`found ${foundText}, wanted ${wantedText}`);
}

function toText(value: unknown): string {
  return JSON.stringify(value ?? null, (_key, part: unknown) =>
    part instanceof ArrayBuffer ? [...new Uint8Array(part)] : part,
  );
}
