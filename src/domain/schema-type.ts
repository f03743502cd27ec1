import type * as v from 'valibot';

/**
 * The type of the values that `Schema` accepts: deeply readonly, and without the index signature of `v.looseObject`, so
 * that a misspelt field is a type error. Parsed values keep their unknown fields all the same.
 */
export type TypeOf<Schema extends v.GenericSchema> = Immutable<v.InferOutput<Schema>>;

type Immutable<Value> = Value extends readonly (infer Item)[]
  ? number extends Value['length']
    ? readonly Immutable<Item>[]
    : { readonly [Index in keyof Value]: Immutable<Value[Index]> }
  : Value extends object
    ? ImmutableObject<Value>
    : Value;

/** The index signature of a loose object has the type `unknown`; any other is part of the type. */
type ImmutableObject<Value extends object> = {
  readonly [Key in keyof Value as IsUnknownField<Value, Key> extends true ? never : Key]: Immutable<Value[Key]>;
};

type IsUnknownField<Value, Key extends keyof Value> = string extends Key
  ? unknown extends Value[Key]
    ? true
    : false
  : false;
