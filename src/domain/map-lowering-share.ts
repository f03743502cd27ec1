/** Up to this share of the map threshold, a cell that is like a normal example lowers the pack's own map. */
export const mapLoweringShare = 0.5;
