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

/** A `v.record` has only the index signature, which is its type; in any other object it stands for unknown fields. */
type ImmutableObject<Value extends object> = keyof KnownFields<Value> extends never
  ? { readonly [Key in keyof Value]: Immutable<Value[Key]> }
  : { readonly [Key in keyof KnownFields<Value>]: Immutable<KnownFields<Value>[Key]> };

type KnownFields<Value> = { [Key in keyof Value as string extends Key ? never : Key]: Value[Key] };
