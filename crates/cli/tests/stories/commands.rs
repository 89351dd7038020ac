//! Every command on a good journey: what it prints, writes and answers.

use crate::stage::Stage;

#[test]
fn dump_for_a_look() {
    let stage = Stage::with_demo();
    if let Some(folder) = std::env::var_os("TABIJI_LOOK") {
        std::fs::copy(
            stage.path("demo.journey.json"),
            std::path::Path::new(&folder).join("demo.journey.json"),
        )
        .unwrap();
    }
    let said = stage.run("check demo.journey.json");
    println!("{}{}", said.out, said.err);
    let said = stage.run("simulate demo.journey.json");
    println!("{}{}", said.out, said.err);
}
