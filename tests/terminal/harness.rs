//! A terminal with a program in it, and its screen.

use std::io::{Read as _, Write as _};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long a screen may take before a test gives up. Not a measure of speed.
const PATIENCE: Duration = Duration::from_secs(30);

pub const DOWN: &str = "\u{1b}[B";
pub const ENTER: &str = "\r";

/// What was written: the screen it makes, and every byte.
struct Written {
    parser: vt100::Parser,
    bytes: Vec<u8>,
}

/// A terminal with a program in it.
pub struct Terminal {
    written: Arc<Mutex<Written>>,
    reader: Option<JoinHandle<()>>,
    writer: Box<dyn std::io::Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    /// How much was written when the last keys were sent.
    seen: usize,
    #[cfg(unix)]
    modes: String,
}

impl Terminal {
    /// Starts `vpr` on a screen of rows and columns.
    pub fn start(folder: &Path, size: (u16, u16), env: &[(&str, &str)], args: &[&str]) -> Self {
        Self::run(env!("CARGO_BIN_EXE_vpr"), folder, size, env, args)
    }

    /// Starts any program, as a shell.
    pub fn run(program: &str, folder: &Path, (rows, columns): (u16, u16), env: &[(&str, &str)], args: &[&str]) -> Self {
        let pair = native_pty_system().openpty(sized(rows, columns)).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.cwd(folder);
        for name in ["VPR_STANDARDS", "ACCESSIBLE", "NO_COLOR", "COLUMNS", "LC_ALL", "LC_CTYPE"] {
            command.env_remove(name);
        }
        command.env("LANG", "C.UTF-8");
        command.env("TERM", "xterm-256color");
        command.env("SOURCE_DATE_EPOCH", "1795305600");
        for (name, value) in env {
            command.env(name, value);
        }
        #[cfg(unix)]
        let modes = modes(pair.master.as_ref());
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("its output");
        let writer = pair.master.take_writer().expect("its input");
        let cells = |n| std::num::NonZeroU16::new(n).expect("a size");
        let parser = vt100::Parser::new(cells(rows), cells(columns), 2000);
        let written = Arc::new(Mutex::new(Written { parser, bytes: Vec::new() }));
        let shared = Arc::clone(&written);
        let reader = std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                let mut written = shared.lock().expect("what was written");
                written.parser.process(&buffer[..count]);
                written.bytes.extend_from_slice(&buffer[..count]);
            }
        });
        Self {
            written,
            reader: Some(reader),
            writer,
            child,
            master: pair.master,
            seen: 0,
            #[cfg(unix)]
            modes,
        }
    }

    fn written(&self) -> MutexGuard<'_, Written> {
        self.written.lock().expect("what was written")
    }

    /// What is on the screen now.
    pub fn shown(&self) -> String {
        self.written().parser.screen().contents()
    }

    /// What is on the screen now, one long line: where lines break depends on the width.
    pub fn said(&self) -> String {
        self.shown().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Everything that was written.
    pub fn all(&self) -> String {
        String::from_utf8_lossy(&self.written().bytes).into_owned()
    }

    /// What was written since the last keys.
    pub fn fresh(&self) -> String {
        String::from_utf8_lossy(&self.written().bytes[self.seen..]).into_owned()
    }

    /// What comes after these words is the fresh part, once they are there.
    #[track_caller]
    pub fn skip_past(&mut self, words: &str) {
        self.until(words, |t| t.fresh().contains(words));
        let fresh = self.written().bytes[self.seen..].to_vec();
        let at = fresh.windows(words.len()).rposition(|w| w == words.as_bytes()).unwrap_or_default();
        self.seen += at;
    }

    #[track_caller]
    pub fn until(&self, what: &str, done: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        while !done(self) {
            assert!(start.elapsed() < PATIENCE, "waited for {what}; the screen shows:\n{}", self.shown());
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// Waits until these words are on the screen, wherever its lines break.
    #[track_caller]
    pub fn shows(&self, words: &str) {
        self.until(words, |t| t.said().contains(words));
    }

    /// Waits until nothing more is written: the end of a paste that is not marked shows by nothing else.
    #[cfg(unix)]
    pub fn is_quiet(&self) {
        let mut before = usize::MAX;
        loop {
            let now = self.written().bytes.len();
            if now == before {
                return;
            }
            before = now;
            std::thread::sleep(Duration::from_millis(400));
        }
    }

    /// Waits until the program asks something, and gives what it wrote since the last keys.
    #[track_caller]
    pub fn asked(&mut self) -> String {
        self.until("a question", |t| is_asking(&t.fresh()) || t.has_ended());
        self.fresh()
    }

    pub fn send(&mut self, keys: &str) {
        let seen = self.written().bytes.len();
        self.seen = seen;
        self.writer.write_all(keys.as_bytes()).expect("keys");
        self.writer.flush().expect("keys");
    }

    pub fn has_ended(&self) -> bool {
        let fresh = self.fresh();
        fresh.contains("To see the whole:") || fresh.contains("Interrupted.")
    }

    /// Waits for the end and gives the exit status.
    pub fn status(&mut self) -> u32 {
        self.ended().exit_code()
    }

    /// Waits for the end, however it came.
    pub fn ended(&mut self) -> portable_pty::ExitStatus {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("its status") {
                return status;
            }
            assert!(start.elapsed() < PATIENCE, "it does not end; the screen shows:\n{}", self.shown());
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    pub fn cursor_is_hidden(&self) -> bool {
        self.written().parser.screen().hide_cursor()
    }

    /// After the end: all that was written is on the screen, and the terminal is as it was before the start.
    #[cfg(unix)]
    #[track_caller]
    pub fn is_as_before(&mut self) {
        self.drain();
        assert!(!self.cursor_is_hidden(), "the cursor is hidden");
        assert!(!self.written().parser.screen().bracketed_paste(), "pastes are still marked");
        assert_eq!(modes(self.master.as_ref()), self.modes, "the modes of the terminal");
    }

    /// Waits for the last of what an ended program wrote.
    pub fn drain(&mut self) {
        if let Some(reader) = self.reader.take() {
            reader.join().expect("the reader ends with the program");
        }
    }

    pub fn resize(&self, rows: u16, columns: u16) {
        // Held meanwhile: what is drawn for the new size must not be read as one of the old.
        let mut written = self.written();
        self.master.resize(sized(rows, columns)).expect("another size");
        written
            .parser
            .screen_mut()
            .set_size(std::num::NonZeroU16::new(rows).expect("a size"), std::num::NonZeroU16::new(columns).expect("a size"));
    }

    /// The number of its process.
    #[cfg(unix)]
    pub fn id(&self) -> u32 {
        self.child.process_id().expect("a running program")
    }

    /// Sends a signal to the program.
    #[cfg(unix)]
    pub fn signal(&self, signal: rustix::process::Signal) {
        let id = self.child.process_id().and_then(|id| i32::try_from(id).ok()).and_then(rustix::process::Pid::from_raw);
        rustix::process::kill_process(id.expect("a running program"), signal).expect("the signal is sent");
    }

    /// `kill -9`: nothing in the program can take notice.
    pub fn kill(&mut self) {
        #[cfg(unix)]
        self.signal(rustix::process::Signal::KILL);
        #[cfg(not(unix))]
        self.child.kill().expect("it is killed");
        self.ended();
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // A test that failed leaves nothing running.
        if matches!(self.child.try_wait(), Ok(None)) {
            let _ = self.child.kill();
        }
    }
}

fn sized(rows: u16, cols: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

#[cfg(unix)]
fn modes(master: &(dyn MasterPty + Send)) -> String {
    let modes = master.get_termios().expect("the modes of the terminal");
    format!("{:?} {:?} {:?} {:?}", modes.input_flags, modes.output_flags, modes.control_flags, modes.local_flags)
}

/// Whether the last thing written is a prompt that waits: `> ` at the end, or the last item of a list.
pub fn is_asking(fresh: &str) -> bool {
    fresh.ends_with("> ")
        || fresh.ends_with("> \u{1b}[0m")
        || fresh.ends_with("\u{1b}[0m ") && fresh.contains('>')
        || fresh.contains("Save and stop")
}
