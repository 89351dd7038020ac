// How far away the drawing is looked at from: what a step and its marks show depends on it.
import { useStore } from "@xyflow/react";

export type Distance = "near" | "far" | "block";

const distanceOf = (zoom: number): Distance => (zoom < 0.25 ? "block" : zoom < 0.5 ? "far" : "near");

export const useDistance = () => useStore((flow) => distanceOf(flow.transform[2]));
