/** An orca looking around above the water. */
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
      <path d="M6.9 17.2C6.6 9.8 8.2 3 12 2.4c3.8.6 5.4 7.4 5.1 14.8Z" fill="currentColor" stroke="none" />
      <g className="mark-light">
        <path d="M8.1 17.2c-.1-4.6.5-8.6 2-10.8 1.2 2.6 1.6 6.6 1.3 10.8Z" />
        <ellipse cx="14.3" cy="8.9" rx="1" ry="1.9" transform="rotate(-14 14.3 8.9)" />
      </g>
      <path d="M1.6 18.4c1.8-1.3 3.5-1.3 5.2 0s3.5 1.3 5.2 0 3.5-1.3 5.2 0 3.5 1.3 5.2 0" />
      <path d="M6.8 21.8c1.7-1.2 3.5-1.2 5.2 0s3.5 1.2 5.2 0" />
    </svg>
  );
}
