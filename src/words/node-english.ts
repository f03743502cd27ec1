/** English for the command line, the server and the build. Their own areas are not part of `english`, so the app does not load them. */
import { cli } from './en/cli';
import { cliLearn } from './en/cli-learn';
import { cliOnnx } from './en/cli-onnx';
import { cliTeach } from './en/cli-teach';
import { cliTrain } from './en/cli-train';
import { office } from './en/office';
import { operator } from './en/operator';
import { server } from './en/server';
import { start } from './en/start';
import { training } from './en/training';
import { english } from './english';

export const nodeEnglish = {
  ...english,
  cli,
  cliLearn,
  cliOnnx,
  cliTeach,
  cliTrain,
  server,
  office,
  operator,
  start,
  training,
} as const;
