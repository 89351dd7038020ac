// Nothing may change what all objects inherit. Libraries that load later give their own objects names that are inherited
// (`proto.constructor = …`), which a frozen prototype would refuse for every object, not only for itself. So a name that
// is set on another object becomes that object's own.

/** Seals what all objects inherit. */
export function seal() {
  const shared = Object.prototype;
  for (const name of Object.getOwnPropertyNames(shared)) {
    const found = Object.getOwnPropertyDescriptor(shared, name);
    if (!found || !("value" in found) || !found.configurable) continue;
    Object.defineProperty(shared, name, {
      configurable: false,
      enumerable: false,
      get: () => found.value,
      set(this: unknown, value: unknown) {
        if (this === shared) throw new TypeError(`${name} is sealed`);
        if (typeof this !== "object" && typeof this !== "function") return;
        Object.defineProperty(this, name, { value, configurable: true, enumerable: true, writable: true });
      },
    });
  }
  Object.freeze(shared);
}
