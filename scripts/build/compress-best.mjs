// Compresses the built app as well as possible, beside a running server: ends with the process that started it.
import { exit, stdin } from 'node:process';
import { compressSite } from './compress.mjs';

stdin.resume().once('close', () => exit());
await compressSite('best');
exit();
