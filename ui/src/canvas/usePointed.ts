// Which wire the pointer is at; it stays a moment longer, so that the pointer can reach what stands on the wire.
import { create } from "zustand";

const LINGER = 200;

interface Pointed {
  wire: string | null;
  point: (wire: string) => void;
  leave: () => void;
}

let timer: number | undefined;

export const usePointed = create<Pointed>()((set) => ({
  wire: null,
  point: (wire) => {
    window.clearTimeout(timer);
    set({ wire });
  },
  leave: () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => set({ wire: null }), LINGER);
  },
}));
