/** Texts of a pack in one or several languages. */
import * as v from 'valibot';
import { nameLimit, textLimit } from './common-schemas';
import type { TypeOf } from './schema-type';

const wanted = 'a text that is not empty, or such texts by language tag with at least "en"';

/** Either one text, which is English, or texts by BCP 47 language tag: `{"en": "Rubber sheet", "hi": "रबर शीट"}`. */
function localised<Limit extends number>(limit: Limit) {
  const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(limit));
  return v.union([text, v.objectWithRest({ en: text }, text)], wanted);
}

/** The title of a pack, a level, a label or a kind. */
export const localisedNameSchema = localised(nameLimit);
/** A sentence or more. */
export const localisedTextSchema = localised(textLimit);

export type LocalisedText = TypeOf<typeof localisedTextSchema>;

/**
 * The language of the texts in records and exports. One language for all, so that lists, filters and counts compare equal
 * texts.
 */
export const recordLocale = 'en';

/** The text for the language tag `locale`: in that language, in its base language (`hi` for `hi-IN`), else in English. */
export function textIn(text: LocalisedText, locale: string): string {
  if (typeof text === 'string') return text;
  const [base = locale] = locale.split('-');
  return ownText(text, locale) ?? ownText(text, base) ?? text.en;
}

function ownText(texts: Exclude<LocalisedText, string>, locale: string): string | undefined {
  return Object.hasOwn(texts, locale) ? texts[locale] : undefined;
}
