/** A whale looking around above the water. */
export function Mark({ size = 20 }: { readonly size?: number }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      className="mark"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M8 16.6V9.9C8 5.7 9.9 2.6 12.4 2.6c2.6 0 4.2 3.3 4.2 7.2v6.8" />
      <path d="M10.9 16.6v-5.2" />
      <circle cx="13.9" cy="9.4" r="0.9" fill="currentColor" stroke="none" />
      <path d="M2 17.4c1.4-1 2.8-1 4.2 0M18.2 17.4c1.3-1 2.5-1 3.8 0M5 20.8c2.3-1.2 4.7-1.2 7 0s4.7 1.2 7 0" />
    </svg>
  );
}
