/** Up to this share of the map threshold, a cell that is like a normal lesson lowers the pack's own map. */
export const calmShare = 0.5;
