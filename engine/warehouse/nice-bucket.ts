const steps = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800,
  604_800, 1_209_600, 2_592_000, 7_776_000, 31_536_000,
];

/** The smallest step of a clock or calendar, in seconds, that is at least as long. */
export const niceBucket = (seconds: number): number =>
  steps.find((step) => step >= seconds) ?? Math.ceil(seconds / 31_536_000) * 31_536_000;
