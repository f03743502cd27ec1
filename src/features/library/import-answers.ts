/** From the fields of the import form to the answers. */
import {
  normalisationNamed,
  normalisationNames,
  type ImportAnswers,
  type ImportTask,
  type Normalisation,
} from '../../domain/model-import';
import type { Fit } from '../../domain/pack';
import type { OpenedModel } from '../../services/onnx-service';

/** The fields that a component holds; the form holds the others. */
export interface FormState {
  readonly kind: ImportTask['kind'];
  readonly labels: string;
  readonly title: string;
}

/** The centred part that timm and torchvision cut out: 224 of 256 px. */
const innerPortion = 0.875;

/** Whether everything is filled in that is known to be needed. */
export function fits({ guesses }: OpenedModel, { kind, labels }: FormState): boolean {
  if (kind === 'anomaly') return true;
  const count = linesOf(labels).length;
  return guesses.labelCount === undefined ? count >= 2 : count === guesses.labelCount;
}

export function answersIn({ description, guesses }: OpenedModel, state: FormState, form: FormData): ImportAnswers {
  const name = normalisationNames.find((each) => each === textIn(form, 'normalisation'));
  return {
    title: state.title.trim(),
    widthPx: numberIn(form, 'width', guesses.widthPx.value),
    heightPx: numberIn(form, 'height', guesses.heightPx.value),
    colour: colourIn(form, description.channels),
    normalisation:
      name === undefined
        ? ownNormalisation(form, description.channels)
        : normalisationNamed(name, description.channels),
    fit: fitNamed(textIn(form, 'fit')),
    task: taskIn(state, form),
  };
}

/** Empty fields give numbers that are refused, with the reason. */
function ownNormalisation(form: FormData, channels: 1 | 3): Normalisation {
  const numbers = (name: string) =>
    Array.from({ length: channels }, (_, at) => numberIn(form, `${name}${at}`, Number.NaN));
  return { scale: textIn(form, 'range') === 'bytes' ? 1 : 1 / 255, mean: numbers('mean'), std: numbers('std') };
}

function colourIn(form: FormData, channels: 1 | 3): ImportAnswers['colour'] {
  if (channels === 1) return 'grey';
  return textIn(form, 'colour') === 'bgr' ? 'bgr' : 'rgb';
}

function fitNamed(name: string): Fit {
  if (name === 'cover') return { kind: 'cover', portion: 1 };
  return name === 'inner' ? { kind: 'cover', portion: innerPortion } : { kind: 'stretch' };
}

function taskIn({ kind, labels }: FormState, form: FormData): ImportTask {
  if (kind === 'anomaly')
    return {
      kind,
      score: textIn(form, 'score'),
      map: textIn(form, 'map'),
      threshold: numberIn(form, 'threshold', 0.5),
    };
  const activation = textIn(form, 'activation');
  return {
    kind,
    output: textIn(form, 'output'),
    labels: linesOf(labels),
    activation: activation === 'none' || activation === 'sigmoid' ? activation : 'softmax',
  };
}

function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function textIn(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

function numberIn(form: FormData, name: string, otherwise: number): number {
  const text = textIn(form, name);
  return text === '' ? otherwise : Number(text);
}
