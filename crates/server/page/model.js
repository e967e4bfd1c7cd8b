// @ts-check
// The parts of the record `news.article/1` that the page reads; /v1/schema/article has them all. Types only.

/** @typedef {[number, number]} Span */
/** @typedef {{span: Span, text?: string}} Spanned */
/** @typedef {{id: string, kind: string, span: Span, text?: string, parts?: Span[], cue?: Spanned & {lemma?: string},
 *   speaker?: {span?: Span, text?: string, name?: string, entity?: string, how?: string}}} Quote */
/** @typedef {{id?: string, name: string, abbr?: string, kind?: string, country?: string, confidence?: number,
 *   geo?: {latitude: number, longitude: number}, roles?: Spanned[], mentions?: Spanned[]}} Entity */
/** @typedef {{span: Span, text?: string, type?: string, iso?: string, edtf?: string}} Time */
/** @typedef {{kind: string, span: Span, lead_in?: Span}} Block */
/** @typedef {{text: string, source: {format: string}, kind?: string, lang?: {tag: string},
 *   section?: Spanned[], kicker?: Spanned, headline?: Spanned, deck?: Spanned, summary?: Spanned[], byline?: Spanned,
 *   slug?: Spanned, dateline?: Spanned, body: Block[], furniture?: Block[], quotes?: Quote[], people?: Entity[],
 *   orgs?: Entity[], places?: Entity[], events?: (Entity & Spanned)[], times?: Time[], amounts?: Spanned[]}} Article */

export {};
