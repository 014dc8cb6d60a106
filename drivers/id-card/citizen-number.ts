/** Weights of GB 11643-1999, 2^(17-i) mod 11, and the check characters of ISO 7064 MOD 11-2 by remainder. */
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = '10X98765432';

/**
 * Whether an 18-character number ends with its check character. Resident identity numbers (GB 11643), residence
 * permits (areas 81 to 83) and foreign permanent residents (first digit 9, 2023 edition) share the rule. The
 * area code is not looked at: abolished and new codes are on valid cards.
 */
export function hasValidCheck(number: string): boolean {
  if (!/^\d{17}[\dX]$/.test(number)) return false;
  const sum = weights.reduce((total, weight, index) => total + weight * Number(number[index]), 0);
  return number[17] === checkCharacters[sum % 11];
}
