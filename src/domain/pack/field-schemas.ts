/** Schemas of the fields that several parts of `pack.json` use. */
import * as v from 'valibot';
import { finiteSchema, nameLimit, textLimit } from '../common-schemas';
import { localisedNameSchema } from '../localised-text';

export const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(textLimit));
/** A name that verdicts carry: `label`, `level`, `category.name`. */
export const name = v.pipe(v.string(), v.nonEmpty(), v.maxLength(nameLimit));
export const positive = v.pipe(finiteSchema, v.gtValue(0));
export const fraction = v.pipe(finiteSchema, v.minValue(0), v.maxValue(1));
/** A whole number of at least 0. */
export const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** A whole number of at least 1. */
export const size = v.pipe(v.number(), v.integer(), v.minValue(1));

/** What a kind of region or a grade is called. */
export const namedSchema = v.looseObject({ name, title: localisedNameSchema });

/** Valibot takes an array for an object without required fields, JSON Schema does not. */
export const plainObject = v.custom<object>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'an object',
);
