export const LAB: Record<string, string> = {}; export const LAB_COUNTED = {};
