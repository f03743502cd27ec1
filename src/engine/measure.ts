/** From the network's outputs to plain numbers: probabilities, distances, raw score. What they mean is `judge.ts`. */
import type { PackFault, PackGrade } from '../domain/pack';
import { fail, succeed, type Result } from '../domain/result';
import { gradeOutputs, headLogits, probabilitiesOf, type LinearHead } from '../learning/grade';
import { measureAnomaly, type AnomalyNumbers, type Viewed } from './measure-anomaly';
import { outputNamed, vectorOf, type NetworkOutputs } from './network-outputs';
import type { PackParts } from './ready-pack';

/** All numbers of one picture. */
export interface PictureNumbers {
  readonly anomaly?: AnomalyNumbers;
  readonly probabilities?: readonly number[];
  readonly embedding?: Float32Array;
}

/** The numbers of one picture from the outputs of its run. */
export function measure(outputs: NetworkOutputs, parts: PackParts, viewed: Viewed): Result<PictureNumbers, PackFault> {
  const anomaly = measureAnomaly(outputs, parts, viewed);
  if (!anomaly.ok) return anomaly;
  const probabilities = measureGrade(outputs, parts);
  if (!probabilities.ok) return probabilities;
  const name = parts.pack.network.embedding;
  return succeed({
    ...(anomaly.value === undefined ? {} : { anomaly: anomaly.value }),
    ...(probabilities.value === undefined ? {} : { probabilities: probabilities.value }),
    ...(name === undefined || outputs[name] === undefined ? {} : { embedding: outputs[name].data }),
  });
}

function measureGrade(
  outputs: NetworkOutputs,
  { pack, head }: PackParts,
): Result<readonly number[] | undefined, PackFault> {
  const { grade, network } = pack;
  if (grade === undefined) return succeed(undefined);
  if (head !== undefined && network.embedding !== undefined) {
    return measureHead(outputs, network.embedding, head, grade);
  }
  const values = vectorOf(outputs, network.grade, gradeOutputs(grade));
  return values.ok ? succeed(probabilitiesOf([...values.value], grade)) : values;
}

function measureHead(
  outputs: NetworkOutputs,
  name: string,
  head: LinearHead,
  grade: PackGrade,
): Result<readonly number[], PackFault> {
  const embedding = outputNamed(outputs, name).data;
  if (embedding.length === head.columns) return succeed(probabilitiesOf(headLogits(head, embedding), grade));
  return fail({
    kind: 'wrong-shape',
    what: 'the grade head',
    wanted: `${embedding.length} columns, as the embedding`,
    found: `${head.columns} columns`,
  });
}
