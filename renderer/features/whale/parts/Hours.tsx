import { cx } from '../../../ui/class-names.ts';
import { countOf, formatCount } from '../../../ui/format.ts';
import { shadeOf } from '../words.ts';

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const hourNames = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));

/** A table of 7 × 24 counts, shaded beside the largest of all that stand together; the counts are in it for every reader. */
export function Hours({
  hours,
  most,
  numbers,
  label,
  small,
}: {
  readonly hours: readonly number[];
  readonly most: number;
  readonly numbers: boolean;
  readonly label: string;
  readonly small?: boolean;
}) {
  return (
    <table className={cx('hours', numbers && 'hours-numbers', small && 'hours-small')} aria-label={label}>
      <thead>
        <tr>
          <td />
          {hourNames.map((hour, place) => (
            <th key={hour} scope="col">
              <span className={place % (small ? 6 : 3) === 0 ? undefined : 'visually-hidden'}>{hour}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weekdays.map((day, weekday) => (
          <tr key={day}>
            <th scope="row">{day}</th>
            {hourNames.map((hour, place) => {
              const count = hours[weekday * 24 + place] ?? 0;
              return (
                <td
                  key={hour}
                  className={`shade-${shadeOf(count, most)}`}
                  title={`${day} ${hour}:00 UTC: ${countOf(count, 'transfer')}`}
                >
                  <span className={numbers ? undefined : 'visually-hidden'}>{formatCount(count)}</span>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
