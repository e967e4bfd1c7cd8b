//! `cargo xtask dist`: what a release consists of, in `target/dist`.
//!
//! An archive with the command, its licences, man pages and completions; the Python package; and their checksums. On Linux the
//! command is linked statically with musl, so that it runs on every distribution. The same checkout gives the same archive.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use clap::Args;

use crate::checkout::{root, run};
use crate::wheel;

/// Build what a release consists of
#[derive(Args)]
pub(crate) struct Dist {
    /// Leave the Python package out
    #[arg(long)]
    no_wheel: bool,
}

/// What goes into the archive beside the command and what it writes about itself.
const FILES: [&str; 4] = ["README.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"];

/// Shells, with the file names by which they find completions.
const SHELLS: [(&str, &str); 5] = [
    ("bash", "news.bash"),
    ("elvish", "news.elv"),
    ("fish", "news.fish"),
    ("powershell", "_news.ps1"),
    ("zsh", "_news"),
];

impl Dist {
    pub(crate) fn run(&self) -> Result<()> {
        let dist = root().join("target/dist");
        if dist.exists() {
            fs::remove_dir_all(&dist)?;
        }
        let name = format!("news-{}-{}", env!("CARGO_PKG_VERSION"), target());
        let folder = dist.join(&name);
        fs::create_dir_all(&folder)?;
        let news = folder.join("news").with_extension(std::env::consts::EXE_EXTENSION);
        fs::copy(build()?, &news)?;
        if cfg!(target_os = "linux") {
            ensure_static(&news)?;
        }
        for file in FILES {
            fs::copy(root().join(file), folder.join(file))?;
        }
        describe(&news, &folder)?;
        pack(&dist, &name)?;
        fs::remove_dir_all(&folder)?;
        if !self.no_wheel {
            add_wheel(&dist)?;
        }
        sums(&dist)
    }
}

/// The target of the command: on Linux the one that is linked statically.
fn target() -> String {
    let arch = std::env::consts::ARCH;
    match std::env::consts::OS {
        "linux" => format!("{arch}-unknown-linux-musl"),
        "macos" => format!("{arch}-apple-darwin"),
        "windows" => format!("{arch}-pc-windows-msvc"),
        other => format!("{arch}-{other}"),
    }
}

fn build() -> Result<PathBuf> {
    let target = target();
    let mut build = Command::new("cargo");
    build.args(["build", "--release", "--package", "news-cli", "--target", &target]);
    run(build.current_dir(root())).with_context(|| {
        format!("the target wants `rustup target add {target}`, and on Linux a C compiler for it (Debian: musl-tools)")
    })?;
    let folder = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    let news = folder.join(target).join("release/news");
    Ok(news.with_extension(std::env::consts::EXE_EXTENSION))
}

/// A binary that names no loader needs nothing of the system it runs on.
fn ensure_static(news: &Path) -> Result<()> {
    let output = Command::new("ldd").arg(news).output()?;
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    let is_static = ["statically linked", "not a dynamic executable"].iter().any(|words| said.contains(words));
    ensure!(is_static, "{} is not linked statically: {said}", news.display());
    Ok(())
}

/// Man pages and completions, as the command writes them.
fn describe(news: &Path, folder: &Path) -> Result<()> {
    run(Command::new(news).arg("man").arg(folder.join("man/man1")))?;
    let completions = folder.join("completions");
    fs::create_dir_all(&completions)?;
    for (shell, file) in SHELLS {
        let output = Command::new(news).args(["completions", shell]).output()?;
        ensure!(output.status.success(), "news completions {shell}: {}", output.status);
        fs::write(completions.join(file), output.stdout)?;
    }
    Ok(())
}

/// Packs a folder so that neither owner, time nor order of the files show.
fn pack(dist: &Path, name: &str) -> Result<()> {
    let mut tar = Command::new("tar");
    tar.args(["--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--mtime=@0", "--mode=u=rwX,go=rX"]);
    run(tar.args(["--use-compress-program=gzip -9n", "-cf", &format!("{name}.tar.gz"), name]).current_dir(dist))
}

/// Adds the Python package; `cargo xtask wheel` tests it.
fn add_wheel(dist: &Path) -> Result<()> {
    let built = dist.join("built");
    let wheel = wheel::build(&built)?;
    fs::rename(&wheel, dist.join(wheel.file_name().context("a file has a name")?))?;
    Ok(fs::remove_dir_all(built)?)
}

/// Writes `SHA256SUMS` over all files.
fn sums(dist: &Path) -> Result<()> {
    let mut names: Vec<String> = Vec::new();
    for entry in fs::read_dir(dist)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    let output = Command::new("sha256sum").args(&names).current_dir(dist).output()?;
    ensure!(output.status.success(), "sha256sum: {}", String::from_utf8_lossy(&output.stderr));
    fs::write(dist.join("SHA256SUMS"), &output.stdout)?;
    print!("{}", String::from_utf8_lossy(&output.stdout));
    Ok(())
}
