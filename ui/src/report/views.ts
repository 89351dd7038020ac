// The pages of a report, each with what shows it; two versions and what if have pages of their own.
import type { ComponentType } from "react";
import type { Report } from "../bindings/report/Report";
import { Arms } from "./pages/Arms";
import { Assumptions } from "./pages/Assumptions";
import { CoveragePage } from "./pages/CoveragePage";
import { Groups } from "./pages/Groups";
import { Guardians } from "./pages/Guardians";
import { Kpis } from "./pages/Kpis";
import { Money } from "./pages/Money";
import { PeoplePage } from "./pages/PeoplePage";
import { PressurePage } from "./pages/PressurePage";
import { Steps } from "./pages/Steps";
import { Time } from "./pages/Time";
import { VerdictPage } from "./pages/VerdictPage";
import { Ways } from "./pages/Ways";
import type { ReportPage } from "./report";

export const VIEWS: Record<ReportPage, ComponentType<{ report: Report }>> = {
  verdict: VerdictPage,
  kpis: Kpis,
  steps: Steps,
  ways: Ways,
  time: Time,
  pressure: PressurePage,
  arms: Arms,
  groups: Groups,
  money: Money,
  coverage: CoveragePage,
  guardians: Guardians,
  people: PeoplePage,
  assumptions: Assumptions,
};
