/** One value that changes and who wants to know: what every manager is built on. */

export class Store<Value> {
  #value: Value;
  readonly #listeners = new Set<() => void>();

  constructor(value: Value) {
    this.#value = value;
  }

  /** The value now. The same object until it changes, as React asks. */
  readonly get = (): Value => this.#value;

  /** Tells `listener` of each change, until the returned function is called. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  protected set(value: Value): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const listener of [...this.#listeners]) listener();
  }

  protected patch(changes: Partial<Value>): void {
    this.set({ ...this.#value, ...changes });
  }
}
