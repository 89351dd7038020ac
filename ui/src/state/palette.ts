// What the core says can be placed; it does not change while the designer runs.
import { useQuery } from "@tanstack/react-query";
import type { Palette } from "../bindings/Palette";
import type { Placeable } from "../bindings/Placeable";
import { call } from "../bridge";

export function usePalette(): Palette | undefined {
  const { data } = useQuery({
    queryKey: ["palette"],
    queryFn: () => call("palette", {}),
    staleTime: Infinity,
  });
  return data;
}

export function useKind(id: string | undefined): Placeable | undefined {
  return usePalette()?.kinds.find((kind) => kind.id === id);
}
