/** Factors on the base text size. Nothing may be cut or hidden at the largest (VVSG 2.0 asks for four sizes). */
export const textSizes = [1, 1.25, 1.6, 2] as const;
