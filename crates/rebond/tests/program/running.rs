//! The built program, its reference data, and a server on a free port.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the repository")
}

/// The program with the reference data every test shares; `./test` loads them first, a lone test loads them itself.
pub fn rebond() -> Command {
    let data = std::env::var_os("REBOND_DATA").map_or_else(|| root().join("target/test-reference"), PathBuf::from);
    if !data.join("provenance.json").exists() {
        let loaded = Command::new(env!("CARGO_BIN_EXE_rebond"))
            .arg("load")
            .arg("--packages")
            .arg(root().join("ui/node_modules"))
            .arg("--data")
            .arg(&data)
            .output();
        let loaded = loaded.expect("the program starts");
        assert!(data.join("provenance.json").exists(), "reference data: {}", String::from_utf8_lossy(&loaded.stderr));
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_rebond"));
    command.env("REBOND_DATA", data).env_remove("REBOND_RULES").current_dir(root());
    command
}

/// A folder beside the build, on its disk, where temporary folders may be in memory: what a killed server left is looked for there.
pub fn on_disk() -> tempfile::TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a temporary folder")
}

/// A server that is killed, without warning, when it is dropped.
pub struct Server {
    child: Child,
    pub address: String,
}

impl Server {
    /// Serves the database of this folder on a free port.
    pub fn start(folder: &Path) -> Server {
        let mut command = rebond();
        command.arg("serve").args(["--listen", "127.0.0.1:0"]);
        command.arg("--database").arg(format!("sqlite:{}", folder.join("rebond.db").display()));
        command.arg("--operator-key").arg(folder.join("operator.key"));
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the server starts");
        let lines = BufReader::new(child.stdout.take().expect("standard output is piped")).lines();
        let address = lines.map_while(Result::ok).find_map(|line| line.strip_prefix("Rebond : ").map(str::to_owned));
        Server { child, address: address.expect("the server says its address before it stops") }
    }

    /// SIGKILL: nothing of the program runs after it.
    pub fn kill(mut self) {
        self.child.kill().expect("the server was running");
        self.child.wait().expect("the server ends");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Already ended by `kill`, or ended here: both are what is wanted.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
