//! Step `clients`: nothing that the service is made of can ask other machines for anything.
//!
//! The service fetches nothing, whatever a document says; without a client in its tree it cannot even by mistake.

use std::process::Command;

use anyhow::{Result, bail, ensure};

use crate::checkout::root;

/// Packages that are, or exist for, clients.
const CLIENTS: &[&str] = &[
    "attohttpc",
    "awc",
    "curl",
    "hyper-rustls",
    "hyper-tls",
    "isahc",
    "minreq",
    "native-tls",
    "openssl",
    "reqwest",
    "rustls",
    "surf",
    "ureq",
];

/// Packages that become one by a feature.
const FEATURES: &[(&str, &[&str])] = &[
    ("hyper", &["client"]),
    ("hyper-util", &["client", "client-legacy", "client-proxy"]),
    ("object_store", &["aws", "azure", "cloud", "gcp", "http"]),
];

pub(super) fn check() -> Result<()> {
    let arguments =
        ["tree", "--package", "news-server", "--edges", "normal", "--prefix", "none", "--format", "{p}\t{f}"];
    let output = Command::new("cargo").args(arguments).current_dir(root()).output()?;
    ensure!(output.status.success(), "cargo tree: {}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8(output.stdout)?;
    let found: Vec<&str> = tree.lines().filter(|line| is_client(line)).collect();
    if !found.is_empty() {
        bail!("the service must have no client, found:\n{}", found.join("\n"));
    }
    println!("    {} packages", tree.lines().filter(|line| !line.ends_with("(*)")).count());
    Ok(())
}

/// Whether a line of the tree, `name v1.2.3<tab>feature,feature`, is a client.
fn is_client(line: &str) -> bool {
    let (package, features) = line.split_once('\t').unwrap_or((line, ""));
    let name = package.split(' ').next().unwrap_or_default();
    let mut features = features.trim_end_matches(" (*)").split(',');
    let row = FEATURES.iter().find(|(package, _)| *package == name);
    CLIENTS.contains(&name) || row.is_some_and(|(_, bad)| features.any(|feature| bad.contains(&feature)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_and_features_of_clients_are_found() {
        assert!(is_client("reqwest v0.13.1\tdefault"));
        assert!(is_client("hyper v1.12.0\tclient,http1 (*)"));
        assert!(is_client("object_store v0.13.2\taws,cloud,fs"));
        assert!(!is_client("object_store v0.13.2\tfs,tokio,walkdir"));
        assert!(!is_client("hyper v1.12.0\tdefault,http1,server"));
        assert!(!is_client("tower v0.5.3\tutil"));
    }
}
