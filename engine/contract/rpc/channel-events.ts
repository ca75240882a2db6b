/** The listener bookkeeping every transport shares: closes once, and a late `onClose` still hears of it. */
export class ChannelEvents {
  readonly #messageListeners: ((message: unknown) => void)[] = [];
  readonly #closeListeners: ((reason: string) => void)[] = [];
  #closedBecause: string | undefined;

  get closed(): boolean {
    return this.#closedBecause !== undefined;
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#messageListeners.push(listener);
  }

  onClose(listener: (reason: string) => void): void {
    if (this.#closedBecause !== undefined) listener(this.#closedBecause);
    else this.#closeListeners.push(listener);
  }

  emitMessage(message: unknown): void {
    if (this.closed) return;
    for (const listener of this.#messageListeners) listener(message);
  }

  /** Returns false when the channel had been closed before. */
  emitClose(reason: string): boolean {
    if (this.closed) return false;
    this.#closedBecause = reason;
    for (const listener of this.#closeListeners.splice(0)) listener(reason);
    return true;
  }
}
