/** The part of this untyped package that is used: the line breaks of Unicode Annex 14. */
declare module 'linebreak' {
  export default class LineBreaker {
    constructor(text: string);
    nextBreak(): { position: number; required: boolean } | null;
  }
}
