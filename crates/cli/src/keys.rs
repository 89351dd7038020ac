//! `tabiji keys`: makes keys, and says whose signatures count.

use std::path::Path;

use app::journeys::{create_private, read_file, save_bytes};
use journey::time::{Millis, Zone};
use package::{Cost, Dice, KeyFile, Public, Role, Secret, Stamp, Trust, Trusted};
use zeroize::Zeroizing;

use crate::Answer;
use crate::args::{
    Format, KeysArgs, KeysCommand, NewKeyArgs, RetireArgs, RoleArg, ShowKeyArgs, TrustArgs,
};
use crate::door::Door;
use crate::failure::Failure;
use crate::inputs::{now, start_of};
use crate::passphrase::{self, unusable};
use crate::simulate::unwritable;

/// Most bytes of a key's file or a trust file; the reader refuses what is longer.
const MOST: u64 = 1_000_001;

pub(crate) fn run(door: &mut Door, args: &KeysArgs) -> Result<Answer, Failure> {
    match &args.command {
        KeysCommand::New(args) => make(door, args),
        KeysCommand::Show(args) => show(door, args),
        KeysCommand::Trust(args) => trust(door, args),
        KeysCommand::Retire(args) => retire(door, args),
    }
}

fn make(door: &mut Door, args: &NewKeyArgs) -> Result<Answer, Failure> {
    // Nobody types a passphrase for nothing.
    if args.out.exists() {
        return Err(taken(&args.out));
    }
    let stem = || {
        let name = args.out.file_name().map(|name| name.to_string_lossy().into_owned());
        name.unwrap_or_default().split('.').next().unwrap_or_default().to_owned()
    };
    let name = args.name.clone().unwrap_or_else(stem);
    let passphrase = passphrase::new(door)?;
    let mut seed = Zeroizing::new([0u8; 32]);
    let mut dice = Dice { salt: [0; 16], nonce: [0; 24] };
    for bytes in [&mut seed[..], &mut dice.salt, &mut dice.nonce] {
        getrandom::fill(bytes).map_err(|error| {
            let ja = format!("乱数を得られません（{error}）。もう一度実行してください");
            Failure::new(format!("the system gives no random bytes: {error}; try again"), ja)
        })?;
    }
    let secret = Secret::new(&seed, &name);
    let file = KeyFile::seal(&secret, &passphrase, Cost::default(), &dice)
        .map_err(|error| unusable(&args.out, &error))?;
    create_private(&args.out, file.write().as_bytes()).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => taken(&args.out),
        _ => unwritable(&args.out, &error),
    })?;
    tell(door, &secret.public())?;
    let lost = door.say(
        || {
            "Keep a copy of the file and its passphrase in a safe place: neither can be made again."
                .to_owned()
        },
        || {
            "ファイルとパスフレーズの控えを安全な場所に保管してください。どちらも作り直せません。"
                .to_owned()
        },
    );
    door.note(&lost);
    Ok(Answer::Yes)
}

fn taken(path: &Path) -> Failure {
    let file = path.to_string_lossy();
    Failure::new(
        format!(
            "{file}: is there already; a key is never written over a file, choose another name"
        ),
        format!("{file}：すでにあります。鍵はファイルを上書きしません。別の名前を選んでください"),
    )
}

fn show(door: &mut Door, args: &ShowKeyArgs) -> Result<Answer, Failure> {
    tell(door, &public(&args.key)?)?;
    Ok(Answer::Yes)
}

fn tell(door: &mut Door, public: &Public) -> Result<(), Failure> {
    match door.format {
        Format::Json => door.give(public.write().as_bytes()),
        Format::Text => {
            let Public { id, name, key } = public;
            let text = door.say(
                || format!("key     {id}\nname    {name}\npublic  {key}\n"),
                || format!("鍵の番号  {id}\n名前      {name}\n公開鍵    {key}\n"),
            );
            door.give(text.as_bytes())
        }
    }
}

fn trust(door: &mut Door, args: &TrustArgs) -> Result<Answer, Failure> {
    let mut trust = if args.out.exists() { read_trust(&args.out)? } else { Trust::default() };
    trust.signatures.publish = args.signatures.unwrap_or(trust.signatures.publish);
    trust.signatures.approve = args.approvals.unwrap_or(trust.signatures.approve);
    let roles: Vec<Role> = match args.role.as_slice() {
        [] => Role::ALL.to_vec(),
        some => some.iter().map(|role| role_of(*role)).collect(),
    };
    let (from, until) = (moment(args.from.as_deref())?, moment(args.until.as_deref())?);
    for path in &args.keys {
        let new = Trusted::new(public(path)?, roles.iter().copied().collect());
        trust.add(Trusted { from, until, ..new });
    }
    keep(door, &args.out, &trust)
}

fn role_of(role: RoleArg) -> Role {
    match role {
        RoleArg::Publish => Role::Publish,
        RoleArg::Approve => Role::Approve,
    }
}

fn retire(door: &mut Door, args: &RetireArgs) -> Result<Answer, Failure> {
    let mut trust = read_trust(&args.trust)?;
    let Some(place) = trust.keys.iter().position(|key| key.id == args.id) else {
        let (file, id) = (args.trust.to_string_lossy(), &args.id);
        return Err(Failure::new(
            format!("{file}: names no key \"{id}\"; take an id that it names"),
            format!("{file}：鍵「{id}」がありません。ファイルにある番号を指定してください"),
        ));
    };
    if args.lost {
        trust.keys.remove(place);
    } else {
        trust.keys[place].until = Some(moment(args.at.as_deref())?.unwrap_or(Stamp(now())));
    }
    keep(door, &args.trust, &trust)
}

/// Saves a trust file that verifies something, and tells what it says.
fn keep(door: &mut Door, path: &Path, trust: &Trust) -> Result<Answer, Failure> {
    trust.check().map_err(|error| unusable(path, &error))?;
    let text = trust.write();
    save_bytes(path, text.as_bytes()).map_err(|error| unwritable(path, &error))?;
    match door.format {
        Format::Json => door.give(text.as_bytes())?,
        Format::Text => {
            let mut paper = door.paper();
            app::text::trust(&mut paper, trust);
            door.give(paper.into_text().as_bytes())?;
        }
    }
    Ok(Answer::Yes)
}

/// Reads a moment on the clock of UTC.
pub(crate) fn moment(text: Option<&str>) -> Result<Option<Stamp>, Failure> {
    let read = |text: &str| -> Result<Millis, Failure> { start_of(text, &Zone::utc()) };
    Ok(text.map(read).transpose()?.map(Stamp))
}

/// Reads a trust file.
pub(crate) fn read_trust(path: &Path) -> Result<Trust, Failure> {
    Trust::read(&read_file(path, MOST)?).map_err(|error| unusable(path, &error))
}

fn public(path: &Path) -> Result<Public, Failure> {
    Public::read(&read_file(path, MOST)?).map_err(|error| unusable(path, &error))
}

/// Opens a key, for which its passphrase is needed.
pub(crate) fn open(door: &Door, path: &Path) -> Result<Secret, Failure> {
    let file = KeyFile::read(&read_file(path, MOST)?).map_err(|error| unusable(path, &error))?;
    let passphrase = passphrase::known(door, path)?;
    file.open(&passphrase).map_err(|error| unusable(path, &error))
}
