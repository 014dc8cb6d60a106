/** The part of this untyped package that tests compare with. */
declare module 'id-validator' {
  export default class Validator {
    isValid(number: string): boolean;
  }
}
