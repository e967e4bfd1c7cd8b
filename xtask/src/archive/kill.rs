//! `cargo xtask archive kill`: a run that is killed and goes on ends as one that was not.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::BufWriter;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use super::made::{self, Storage};
use super::{batch, prepared};

/// Inputs of the run: many small units, so that a kill finds every step of them.
const INPUTS: usize = 24;
const RECORDS: usize = 40;

/// Everything that a run leaves behind, but the file that tells its time.
type Tree = BTreeMap<PathBuf, Vec<u8>>;

pub(super) fn run(points: u32) -> Result<()> {
    let (news, folder) = prepared("kill")?;
    let inputs = inputs(&folder)?;
    let whole = folder.join("whole");
    let start = Instant::now();
    batch(&news, &whole, &inputs, &["-j", "2"]).status()?;
    let took = start.elapsed();
    let expected = tree(&whole)?;
    ensure!(expected.len() > INPUTS, "the run left {} files", expected.len());
    let alone = folder.join("alone");
    batch(&news, &alone, &inputs, &["-j", "1"]).status()?;
    same(&tree(&alone)?, &expected, "one worker")?;

    let out = folder.join("killed");
    let mut left = Vec::new();
    for point in 0..points {
        // At random within each share, so that no part of the run is left out.
        let wait = took.mul_f64((f64::from(point) + random(point)) / f64::from(points));
        let signal = if point % 4 == 3 { "TERM" } else { "KILL" };
        let done = interrupt(&news, &out, &inputs, wait, signal)?;
        left.push(done);
        batch(&news, &out, &inputs, &["-j", "2", "--resume"]).status()?;
        same(&tree(&out)?, &expected, &format!("{signal} after {wait:?}"))?;
        fs::remove_dir_all(&out)?;
    }
    let early = left.iter().filter(|&&done| done == 0).count();
    println!(
        "{points} kills over {took:?}: {early} in front of the first part, the others behind up to {} of {INPUTS}",
        left.iter().max().unwrap_or(&0)
    );
    full_disk(&news, &folder, &inputs, &expected)?;
    println!("a full disk ends the run with exit 3, and what it ends with is the same");
    Ok(())
}

/// A number from 0 to 1, by its own number.
fn random(n: u32) -> f64 {
    let mixed = n.wrapping_add(1).wrapping_mul(0x9E37_79B9);
    f64::from(mixed ^ mixed >> 15) / f64::from(u32::MAX)
}

fn inputs(folder: &Path) -> Result<Vec<PathBuf>> {
    let storages = ["warc.gz", "warc", "warc.zst"];
    (0..INPUTS)
        .map(|n| {
            let path = folder.join(format!("in-{n:02}.{}", storages[n % storages.len()]));
            let mut file = BufWriter::new(File::create(&path)?);
            made::write(&mut file, Storage::of(&path), n * RECORDS, RECORDS)?;
            file.flush()?;
            Ok(path)
        })
        .collect()
}

/// Starts a run, ends it after a while, and says how many of its units were in the manifest.
fn interrupt(news: &Path, out: &Path, inputs: &[PathBuf], wait: Duration, signal: &str) -> Result<usize> {
    let mut child = batch(news, out, inputs, &["-j", "2"]).stderr(Stdio::null()).spawn()?;
    thread::sleep(wait);
    let status =
        Command::new("kill").arg(format!("-{signal}")).arg(child.id().to_string()).stderr(Stdio::null()).status()?;
    let ended = child.wait()?;
    let is_polite = signal == "TERM" && status.success();
    ensure!(!is_polite || matches!(ended.code(), Some(130 | 1)) || ended.code().is_none(), "{signal}: {ended}");
    let manifest = fs::read_to_string(out.join("manifest.jsonl")).unwrap_or_default();
    Ok(manifest.lines().count())
}

/// A disk of its own that is too small, and grows before the run goes on. Needs user namespaces.
fn full_disk(news: &Path, folder: &Path, inputs: &[PathBuf], expected: &Tree) -> Result<()> {
    let (disk, saved) = (folder.join("disk"), folder.join("saved"));
    fs::create_dir_all(&disk)?;
    let bytes: usize = expected.values().map(Vec::len).sum();
    let run = |more: &str| {
        let command = batch(news, &disk.join("out"), inputs, &["-j", "2", more]);
        let words = std::iter::once(command.get_program()).chain(command.get_args()).filter(|word| !word.is_empty());
        words.map(|word| format!("'{}'", word.to_string_lossy())).collect::<Vec<_>>().join(" ")
    };
    let (disk, saved) = (disk.display(), saved.display());
    let script = format!(
        "mount -t tmpfs -o size={half}k news '{disk}' || exit 90; {first}; test $? = 3 || exit 91; \
         mount -o remount,size=1g '{disk}' || exit 92; {second}; cp -r '{disk}/out' '{saved}'",
        half = bytes / 2048,
        first = run(""),
        second = run("--resume"),
    );
    let status = Command::new("unshare").args(["-rm", "sh", "-c", &script]).status()?;
    ensure!(status.success(), "full disk: {status} (90 and 92: mounting is not allowed here, 91: expected exit 3)");
    same(&tree(&folder.join("saved"))?, expected, "a full disk")
}

fn same(found: &Tree, expected: &Tree, what: &str) -> Result<()> {
    for (path, bytes) in expected {
        ensure!(found.get(path) == Some(bytes), "{what}: {} differs", path.display());
    }
    ensure!(found.len() == expected.len(), "{what}: {} files, expected {}", found.len(), expected.len());
    Ok(())
}

fn tree(out: &Path) -> Result<Tree> {
    let (mut tree, mut open) = (Tree::new(), vec![out.to_owned()]);
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if !path.ends_with("run.json") {
                tree.insert(path.strip_prefix(out)?.to_owned(), fs::read(&path)?);
            }
        }
    }
    Ok(tree)
}
