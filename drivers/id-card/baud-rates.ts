/** What a reader's serial line can be set to (GA/T 467-2019), as delivered first: the order in which they are tried. */
export const samBaudRates = [115_200, 57_600, 38_400, 19_200, 9600] as const;
