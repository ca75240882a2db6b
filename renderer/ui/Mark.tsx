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
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path
        d="M7 17.2C7 10.6 8.3 5.4 11.4 2.5c.8-.7 2-.6 2.6.3 2.4 3.6 3.6 8.4 3.6 14.4Z"
        fill="currentColor"
      />
      <g className="mark-lines">
        <path d="M9.3 17.2v-4.4M11.4 17.2v-6.8" />
        <path d="M12.5 4.6c.3 4.2 1.2 6.9 3.9 8.6" />
        <circle cx="15.2" cy="14.9" r="0.55" />
      </g>
      <path d="M1.6 18.4c1.8-1.3 3.5-1.3 5.2 0s3.5 1.3 5.2 0 3.5-1.3 5.2 0 3.5 1.3 5.2 0M6.8 21.8c1.7-1.2 3.5-1.2 5.2 0s3.5 1.2 5.2 0" />
    </svg>
  );
}
