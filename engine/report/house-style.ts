import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EngineError } from '#contract/errors.ts';
import { HouseStyle } from '#contract/reports.ts';
import { diskMessage } from '../cases/disk-message.ts';

/** How reports of this installation look. Kept beside the other settings, never in a case. */
export class HouseStyles {
  readonly #file: string;

  constructor(dataDir: string) {
    this.#file = join(dataDir, 'house-style.json');
  }

  /** The kept style; the plain one where there is none or it cannot be read. */
  get(): HouseStyle {
    try {
      return HouseStyle.parse(JSON.parse(readFileSync(this.#file, 'utf8')));
    } catch {
      return HouseStyle.parse({});
    }
  }

  /** @throws EngineError `invalid` when it cannot be written; the one from before then stays. */
  set(style: HouseStyle): HouseStyle {
    try {
      mkdirSync(join(this.#file, '..'), { recursive: true });
      writeFileSync(`${this.#file}.next`, JSON.stringify(style, null, 1));
      renameSync(`${this.#file}.next`, this.#file);
    } catch (error) {
      throw new EngineError('invalid', diskMessage(error, this.#file), {}, { cause: error });
    }
    return style;
  }
}
