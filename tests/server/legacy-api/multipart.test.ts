import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseMultipart } from '../../../server/legacy-api/multipart';

const type = 'multipart/form-data; boundary=b';

test('EAR-12 whatever is in the parts comes out as it went in', async () => {
  const word = fc.stringMatching(/^[A-Za-z0-9_[\]. äß日-]{1,20}$/);
  const part = fc.record({
    name: word,
    fileName: fc.option(word, { nil: undefined }),
    bytes: fc.uint8Array({ maxLength: 300 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 8 }), async (parts) => {
      const form = new FormData();
      for (const { name, fileName, bytes } of parts) {
        const content = new Uint8Array(bytes);
        if (fileName === undefined) form.append(name, Buffer.from(content).toString('hex'));
        else form.append(name, new Blob([content]), fileName);
      }
      const sent = new Response(form);
      const body = Buffer.from(await sent.arrayBuffer());
      const read = parseMultipart(body, sent.headers.get('content-type') ?? '');
      if (!read.ok) throw new Error(JSON.stringify(read.fault));
      const expected = parts.map(({ name, fileName, bytes }) =>
        fileName === undefined
          ? { name, bytes: Buffer.from(Buffer.from(bytes).toString('hex')) }
          : { name, fileName, bytes: Buffer.from(bytes) },
      );
      expect(read.value.map((each) => ({ ...each, bytes: Buffer.from(each.bytes) }))).toEqual(expected);
    }),
  );
});

test('EAR-12 no bytes make the parser throw or read beyond them', () => {
  const bits = [
    '--b',
    '--b--',
    '\r\n',
    '\r\n\r\n',
    'Content-Disposition: form-data; name="a"',
    '"',
    '\\',
    '--',
    'b',
    ' ',
  ];
  const piece = fc.oneof(fc.constantFrom(...bits), fc.string({ maxLength: 5 }));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const body = Buffer.from(pieces.join(''));
      const read = parseMultipart(body, type);
      const total = read.ok ? read.value.reduce((sum, { bytes }) => sum + bytes.length, 0) : 0;
      expect(total).toBeLessThanOrEqual(body.length);
    }),
    { numRuns: 2_000 },
  );
});

test('EAR-19 the quoting of browsers, curl, Java and RFC 5987', () => {
  const written: readonly (readonly [line: string, name: string])[] = [
    ['name="file"; filename="a%22b.jpg"', 'a"b.jpg'],
    ['name="file"; filename="a\\"b.jpg"', 'a"b.jpg'],
    ['name="file"; filename="C:\\dir\\x.jpg"', 'C:\\dir\\x.jpg'],
    ['filename=x.jpg; name=file', 'x.jpg'],
    ['name=file; filename="x"; filename*=UTF-8\'\'na%C3%AFve.jpg', 'naïve.jpg'],
    ['name=file; filename="x"; filename*=UTF-8\'\'%ff', 'x'],
    ['name="file"; filename="Bogen ü.jpg"', 'Bogen ü.jpg'],
  ];
  for (const [line, name] of written) {
    const headers = `Content-Length: 3\r\ncontent-disposition:form-data; ${line}\r\nContent-Transfer-Encoding: binary`;
    const body = Buffer.from(`preamble\r\n--b \t\r\n${headers}\r\n\r\n--bx\r\n--b--\r\nepilogue`);
    const read = parseMultipart(body, 'Multipart/Form-Data;charset=UTF-8; boundary="b"');
    expect(read.ok && read.value).toMatchObject([{ name: 'file', fileName: name, bytes: Buffer.from('--bx') }]);
  }
});
