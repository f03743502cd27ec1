/** The types of the message catalogue, derived from the English texts. */
import type { GetICUArgs } from '@schummar/icu-type-parser';
import type { english } from './english';
import type { nodeEnglish } from './node-english';

/** The English texts of the app, which every host has. */
type English = typeof english;
/** The English texts of the command line and the server: those of the app, and their own. */
export type NodeEnglish = typeof nodeEnglish;

/** Texts by area and key, each an ICU message. The build of the app replaces messages with placeholders by their AST (ADR 6). */
type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The texts of one language: every area and key that English has. */
export type Catalogue<Source extends Texts = English> = {
  readonly [Area in keyof Source]: { readonly [Key in keyof Source[Area]]: string };
};

/** `area.key`, for example `history.count`. */
type MessageKey<Source extends Texts = English> = {
  [Area in keyof Source & string]: `${Area}.${keyof Source[Area] & string}`;
}[keyof Source & string];

/** The English text of a key, as a literal type. */
type TextOf<Source extends Texts, Key extends string> = Key extends `${infer Area}.${infer Name}`
  ? Source[Area & keyof Source][Name & keyof Source[Area & keyof Source]] & string
  : never;

/** `{x}` takes a text, `{x, number}` and `{x, plural, …}` a number. Dates are formatted first and passed as texts. */
interface ArgumentTypes {
  readonly ICUArgument: string;
  readonly ICUNumberArgument: number;
  readonly ICUDateArgument: never;
}

type NamedArguments<Source extends Texts, Key extends string> = GetICUArgs<TextOf<Source, Key>, ArgumentTypes>;

/** The arguments of `say` after the key: none, or one object with every placeholder of the message. */
type MessageArguments<Source extends Texts, Key extends string> = [keyof NamedArguments<Source, Key>] extends [never]
  ? []
  : [values: NamedArguments<Source, Key>];

/** Returns the message of `key`. A wrong key, and a missing or misspelt argument, do not compile. */
export type Say<Source extends Texts = English> = <Key extends MessageKey<Source>>(
  key: Key,
  ...values: MessageArguments<Source, Key>
) => string;
