import { expect, test } from 'vitest';
import { partBytes } from '../../src/protocol/intake';
import { faultTimes, type SeenRequest } from '../support/network-fault';
import { threeParts, jpegBytes } from './support/made-change';
import { runDrill } from './support/run-drill';

const isPart = ({ method, path }: SeenRequest) => method === 'PUT' && /\/blobs\/[0-9a-f]{64}$/.test(path);
const isCommit = ({ method, path }: SeenRequest) => method === 'PUT' && path.includes('/changes/');

test('DRL-11 the network is cut in the middle of a blob: sending resumes after the bytes that arrived', () =>
  runDrill('cut in a blob', {}, async ({ proxy, random, newDevice }) => {
    const device = await newDevice();
    await device.save(jpegBytes(random, threeParts));
    const sent: number[] = [];
    proxy.setPlan((request) => {
      if (!isPart(request) || request.bodyBytes < partBytes) return { kind: 'none' };
      sent.push(request.bodyBytes);
      return sent.length === 2 ? { kind: 'cut-request', share: 0.5 } : { kind: 'none' };
    });
    expect(await device.drain()).toMatchObject({
      delivered: 0,
      end: { kind: 'waiting', fault: { kind: 'offline' } },
    });
    expect(await device.drain()).toMatchObject({ delivered: 1, end: { kind: 'empty' } });
    // The first part was sent once; the second, which was cut, twice.
    expect(sent).toHaveLength(3);
  }));

test('DRL-12 the response is lost after the server has stored the change: sent again, stored once', () =>
  runDrill('lost receipt', {}, async ({ proxy, newDevice }) => {
    const device = await newDevice();
    for (let count = 0; count < 3; count += 1) await device.save();
    proxy.setPlan(faultTimes(2, isCommit, { kind: 'lose-answer' }));
    expect(await device.drain()).toMatchObject({ delivered: 0, end: { fault: { kind: 'offline' } } });
    expect(await device.drain()).toMatchObject({ delivered: 0 });
    expect(await device.drain()).toMatchObject({ delivered: 3, end: { kind: 'empty' } });
  }));

test('DRL-12 a response that is cut in the middle does not count as a receipt', () =>
  runDrill('cut receipt', {}, async ({ proxy, newDevice }) => {
    const device = await newDevice();
    await device.save();
    proxy.setPlan(faultTimes(1, isCommit, { kind: 'cut-answer' }));
    expect(await device.drain()).toMatchObject({ delivered: 0 });
    expect(await device.waiting()).toHaveLength(1);
  }));
