//! The icon of each kind of step: lines in a square of 16, our own.

const UNKNOWN: &str = "M8 14.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM6 6.2a2 2 0 1 1 2.8 1.9c-.6.3-.8.6-.8 1.2M8 11.5h.01";

/// Returns the lines of a kind's icon; of one that this build does not know, a question mark.
pub(super) fn icon(kind: &str) -> &'static str {
    match kind {
        "entry.event" => "M9 1.5 3.5 9H8l-1 5.5L12.5 7H8z",
        "entry.audience" => {
            "M6 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM1.5 13.5c0-2.5 2-4 4.5-4s4.5 1.5 4.5 4M10.5 2.8a2.5 2.5 0 0 1 0 4.4M12 9.8c1.5.5 2.5 1.8 2.5 3.7"
        }
        "entry.inbound" => {
            "M14 2 9.5 6.5M9.5 3v3.5H13M3 2.5h2.5L7 6 5.2 7.3a8 8 0 0 0 3.5 3.5L10 9l3.5 1.5V13a1 1 0 0 1-1 1C6.8 14 2 9.2 2 3.5a1 1 0 0 1 1-1z"
        }
        "message" => "M14 2 1.5 6.5l5 2.5 2.5 5zM14 2 6.5 9",
        "branch" => "M2 8h4l6-5M6 8l6 5M8.5 3H12v3.5M8.5 13H12V9.5",
        "branch.script" => "M5 4 1.5 8 5 12M11 4l3.5 4-3.5 4M9.2 3 6.8 13",
        "branch.experiment" => {
            "M6 1.5V6L2 13a1 1 0 0 0 .9 1.5h10.2A1 1 0 0 0 14 13l-4-7V1.5M5 1.5h6M4.3 10h7.4"
        }
        "branch.hours" => {
            "M2 6 3.2 2h9.6L14 6a2 2 0 0 1-4 0 2 2 0 0 1-4 0 2 2 0 0 1-4 0M3 8.5V14h10V8.5M6.5 14v-3.5h3V14"
        }
        "gate.contact" => {
            "M8 1.5 2.5 3.5v4c0 3.5 2.3 6 5.5 7 3.2-1 5.5-3.5 5.5-7v-4zM5.5 8l2 2 3-3.5"
        }
        "wait.time" => "M8 14.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM8 4.5V8l2.5 1.5",
        "wait.event" => {
            "M3.5 1.5h9M3.5 14.5h9M4.5 1.5V4c0 2 3.5 3 3.5 4s-3.5 2-3.5 4v2.5M11.5 1.5V4c0 2-3.5 3-3.5 4s3.5 2 3.5 4v2.5"
        }
        "data.update" => "M2 14l1-3.5 8-8L13.5 5l-8 8zM9.5 4 12 6.5",
        "data.call" => "M5.5 1.5V5M10.5 1.5V5M3.5 5h9v3a4.5 4.5 0 0 1-9 0zM8 12.5v2",
        "offer.issue" => {
            "M2 5.5h12v3H2zM3 8.5V14h10V8.5M8 5.5V14M8 5.5C6 5.5 4.5 4.8 4.5 3.5S6.5 1.8 8 5.5c1.5-3.7 3.5-3.3 3.5-2S10 5.5 8 5.5"
        }
        "task.create" => "M5.5 3h-2v11.5h9V3h-2M5.5 1.5h5v3h-5zM6 8h4M6 11h4",
        "measure.survey" => "M8 1.5l2 4.2 4.5.6-3.3 3.2.8 4.5-4-2.2L4 14l.8-4.5-3.3-3.2 4.5-.6z",
        "measure.goal" => {
            "M8 14.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM8 8h.01"
        }
        "flow.sub" => "M2 2h4.5v4.5H2zM9.5 9.5H14V14H9.5zM4.2 6.5V11a.8.8 0 0 0 .8.8h4.5",
        "flow.loop" => {
            "M11.5 1.5 14 4l-2.5 2.5M2 7.5V6a2 2 0 0 1 2-2h10M4.5 14.5 2 12l2.5-2.5M14 8.5V10a2 2 0 0 1-2 2H2"
        }
        "flow.end" => "M3.5 14.5v-12M3.5 3c3-2 6 2 9 0v6c-3 2-6-2-9 0",
        _ => UNKNOWN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use journey::kind::Kind;
    use std::collections::BTreeSet;

    #[test]
    fn every_kind_has_an_icon_of_its_own() {
        let icons: BTreeSet<&str> = Kind::ids().iter().map(|kind| icon(kind)).collect();
        assert_eq!(icons.len(), Kind::ids().len());
        assert!(!icons.contains(UNKNOWN));
    }
}
