//! Loading of customers from CSV, timed from inside the process:
//! `load make FILE ROWS` writes a file, `load read FILE` reads it and prints seconds, rows and peak memory in MB.
#![allow(missing_docs, clippy::print_stdout)]

use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use app::import::{Options, Source, read};
use journey::settings::Settings;
use journey::time::Zone;
use serde_json::{Value, json};

/// The attributes of the reference journey of the engine's bench.
fn settings() -> Settings {
    let whole = json!({"type": "integer"});
    let truth = json!({"type": "boolean"});
    let decimal = json!({"type": "decimal"});
    let Value::Object(settings) = json!({"attributes": {
        "age": whole, "app": truth, "cart_value": decimal,
        "country": {"type": "category", "values": ["jp", "us", "kr", "tw"]},
        "email_ok": truth, "items": whole, "line_ok": truth, "push_ok": truth, "returns": whole, "score": whole,
        "segment": {"type": "category", "values": ["single", "family", "senior"]},
        "sms_ok": truth, "spend": decimal,
        "tier": {"type": "category", "values": ["basic", "silver", "gold", "platinum"]},
        "visits": whole
    }}) else {
        unreachable!("written as an object")
    };
    journey::settings::read(&settings).0
}

fn make(path: &Path, rows: u64) -> std::io::Result<()> {
    let mut state = 1u64;
    let mut roll = |n: u64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % n
    };
    let mut out = BufWriter::new(std::fs::File::create(path)?);
    writeln!(
        out,
        "id,age,app,cart_value,country,email_ok,items,line_ok,push_ok,returns,score,segment,sms_ok,spend,tier,visits"
    )?;
    for row in 0..rows {
        let mut truth = || ["true", "false", ""][[0, 0, 0, 0, 0, 0, 0, 1, 1, 2][roll(10) as usize]];
        let (app, email, line, push, sms) = (truth(), truth(), truth(), truth(), truth());
        let (age, cart, country) =
            (18 + roll(70), roll(40_000), ["jp", "us", "kr", "tw"][roll(4) as usize]);
        let (items, returns, score, visits) = (1 + roll(15), roll(6), roll(100), roll(20));
        let segment = ["single", "family", "senior"][roll(3) as usize];
        let tier = ["basic", "silver", "gold", "platinum"][roll(4) as usize];
        let (spend, cents) = (roll(90_000), roll(100));
        writeln!(
            out,
            "c{row:08},{age},{app},{cart}.5,{country},{email},{items},{line},{push},{returns},{score},{segment},{sms},{spend}.{cents:02},{tier},{visits}"
        )?;
    }
    out.flush()
}

/// Returns the most memory the process has held, in MB, or 0 where the system does not tell.
fn peak() -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1_024
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["make", path, rows] => make(Path::new(path), rows.parse()?)?,
        ["read", path] => {
            let start = Instant::now();
            let source = Source::open(Path::new(path))?;
            let read = read(Some(source), None, &settings(), &Zone::utc(), &Options::default())?;
            let seconds = start.elapsed().as_secs_f64();
            println!("{seconds:.4} {} {}", read.population.table.len(), peak());
        }
        _ => return Err("load make FILE ROWS, or load read FILE".into()),
    }
    Ok(())
}
