/** A seeded source of numbers (sfc32 over a hash of its name). Split off by name, so that what one part draws never moves another. */
export class Random {
  readonly #name: string;
  #a: number;
  #b: number;
  #c: number;
  #d = 1;

  constructor(name: string) {
    this.#name = name;
    const [a, b, c] = hashed(name);
    this.#a = a;
    this.#b = b;
    this.#c = c;
    for (let turn = 0; turn < 15; turn += 1) this.word();
  }

  /** A source of its own that depends on this one's name and `part` only. */
  split(part: string): Random {
    return new Random(`${this.#name}/${part}`);
  }

  /** 32 random bits. */
  word(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#d) | 0;
    this.#d = (this.#d + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (this.#c << 21) | (this.#c >>> 11);
    this.#c = (this.#c + sum) | 0;
    return sum >>> 0;
  }

  /** In [0, 1). */
  next(): number {
    return this.word() / 4_294_967_296;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(of: readonly T[]): T {
    if (of.length === 0) throw new Error('There is nothing to pick from.');
    return of[Math.floor(this.next() * of.length)]!;
  }

  /** `count` different members, in random order; all of them where there are fewer. */
  sample<T>(of: readonly T[], count: number): T[] {
    const left = [...of];
    const taken: T[] = [];
    while (taken.length < count && left.length > 0)
      taken.push(left.splice(Math.floor(this.next() * left.length), 1)[0]!);
    return taken;
  }

  /** Standard normal (Box and Muller). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  /** Log-normal around `median`, cut off at `cut` standard deviations. */
  lognormal(median: number, sigma: number, cut = 2.2): number {
    const z = Math.max(-cut, Math.min(cut, this.normal()));
    return median * Math.exp(sigma * z);
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }

  /** Pareto from `low` with exponent `alpha`, at most `high`. */
  pareto(low: number, alpha: number, high: number): number {
    return Math.min(high, low / (1 - this.next()) ** (1 / alpha));
  }

  /** `bytes` random bytes in hexadecimal. */
  hex(bytes: number): string {
    let text = '';
    while (text.length < bytes * 2) text += this.word().toString(16).padStart(8, '0');
    return text.slice(0, bytes * 2);
  }

  /** Shares of 1 for `parts` parts, none far from the others: each 1 ± `spread` before scaling. */
  shares(parts: number, spread: number): number[] {
    const raw = Array.from({ length: parts }, () => 1 + this.between(-spread, spread));
    const total = raw.reduce((sum, part) => sum + part, 0);
    return raw.map((part) => part / total);
  }
}

/** Three well-mixed words of a text (FNV-1a with different offsets, then a finaliser). */
function hashed(text: string): [number, number, number] {
  const words = [0x811c9dc5, 0x9e3779b9, 0x85ebca6b].map((offset) => {
    let hash = offset;
    for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad);
    hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97);
    return (hash ^ (hash >>> 15)) >>> 0;
  });
  return words as [number, number, number];
}
