//! The packager's test guest: an agent that runs as PID 1, keeps the contract of
//! `preheat_formats::guest`, and answers each request with its stdin in capitals. A few words ask for
//! something else; see [`answer`]. It leaves artifacts, limits and profiles to the real agent.
//!
//! Built static by the tests: `RUSTFLAGS="-C target-feature=+crt-static" cargo build -p
//! preheat-echo-agent --target x86_64-unknown-linux-gnu`.

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{thread, time};

use preheat_formats::guest::{DISK_MOUNT, MODULES_DIR, PORT, SETTINGS, Settings};
use preheat_formats::protocol::{
    Events, FromAgent, Outcome, ProtocolError, Ready, Request, Response, ToAgent, Usage,
    read_frame, write_frame,
};
use rustix::mount::{MountFlags, mount};
use rustix::system::{RebootCommand, finit_module, reboot};

type Problem = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    if std::process::id() != 1 {
        eprintln!("preheat-echo-agent runs only as the first process of a guest");
        return ExitCode::from(2);
    }
    if let Err(problem) = serve() {
        println!("echo-agent: {problem}");
    }
    // PID 1 must not return: the kernel would panic before the words above are out.
    let _ = reboot(RebootCommand::PowerOff);
    ExitCode::FAILURE
}

fn serve() -> Result<(), Problem> {
    let settings = set_up()?;
    let port = open_port()?;
    // A word on the console, so that a test can tell that it is kept.
    println!("echo-agent: program {} is ready", settings.program);
    write_frame(&port, &FromAgent::Ready(Ready { warm: true, load_ns: 1 }))?;
    loop {
        let message = match read_frame(&port) {
            Ok(message) => message,
            Err(ProtocolError::Closed) => {
                thread::sleep(time::Duration::from_millis(1));
                continue;
            }
            Err(error) => return Err(error.into()),
        };
        let reply = match message {
            ToAgent::Ping { entropy, unix_time_ns } => {
                renew(entropy, unix_time_ns)?;
                FromAgent::Pong
            }
            ToAgent::Request(request) => FromAgent::Response(answer(&settings, &request)?),
            ToAgent::ExportProfile => FromAgent::Profile(b"no profile".to_vec()),
            ToAgent::Events => FromAgent::Events(Events::default()),
            ToAgent::Stats => FromAgent::Refused("the echo agent keeps no counts".into()),
            ToAgent::Shutdown => return Ok(()),
        };
        write_frame(&port, &reply)?;
    }
}

/// `?random`: 16 random bytes in hexadecimal. `?time`: seconds since 1970. `?artifact`: the content of
/// the first artifact. `?args`: the settings' arguments. `?hang`: no answer. `?panic`: the end of PID 1.
/// Anything else: the same in capitals.
fn answer(settings: &Settings, request: &Request) -> Result<Response, Problem> {
    let stdout = match request.stdin.as_slice() {
        b"?random" => {
            let mut bytes = [0; 16];
            rustix::rand::getrandom(&mut bytes[..], rustix::rand::GetRandomFlags::empty())?;
            bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into_bytes()
        }
        b"?time" => {
            time::SystemTime::now().duration_since(time::UNIX_EPOCH)?.as_secs().to_string().into()
        }
        b"?artifact" => {
            let first = settings.artifacts.first().ok_or("the settings name no artifact")?;
            fs::read(Path::new(DISK_MOUNT).join(&first.path))?
        }
        b"?args" => settings.args.join(" ").into_bytes(),
        b"?hang" => loop {
            thread::sleep(time::Duration::from_secs(60));
        },
        b"?panic" => {
            println!("echo-agent: asked to panic");
            std::process::exit(3)
        }
        stdin => stdin.to_ascii_uppercase(),
    };
    let outcome = Outcome::Exit(0);
    Ok(Response { outcome, stdout, stderr: Vec::new(), usage: Usage::default() })
}

fn set_up() -> Result<Settings, Problem> {
    for (source, kind, at) in
        [("dev", "devtmpfs", "/dev"), ("proc", "proc", "/proc"), ("sys", "sysfs", "/sys")]
    {
        fs::create_dir_all(at)?;
        mount(source, at, kind, MountFlags::empty(), None)
            .map_err(|error| format!("cannot mount {at}: {error}"))?;
    }
    let mut modules: Vec<PathBuf> = fs::read_dir(MODULES_DIR)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    modules.sort();
    for module in modules {
        finit_module(&File::open(&module)?, c"", 0)
            .map_err(|error| format!("cannot load {}: {error}", module.display()))?;
    }
    fs::create_dir_all(DISK_MOUNT)?;
    let disk = retry(|| {
        mount("/dev/vda", DISK_MOUNT, "squashfs", MountFlags::RDONLY, None)
            .map_err(|error| format!("cannot mount the disk: {error}").into())
    });
    disk?;
    let settings = fs::read_to_string(Path::new(DISK_MOUNT).join(SETTINGS))?;
    Ok(serde_json::from_str(&settings)?)
}

fn open_port() -> Result<File, Problem> {
    retry(|| {
        for entry in fs::read_dir("/sys/class/virtio-ports")? {
            let entry = entry?;
            if fs::read_to_string(entry.path().join("name"))?.trim() == PORT {
                let device = Path::new("/dev").join(entry.file_name());
                return Ok(OpenOptions::new().read(true).write(true).open(device)?);
            }
        }
        Err(format!("no virtio port is named {PORT}").into())
    })
}

/// Devices appear a little after their driver.
fn retry<T>(mut attempt: impl FnMut() -> Result<T, Problem>) -> Result<T, Problem> {
    for _ in 0..200 {
        if let Ok(value) = attempt() {
            return Ok(value);
        }
        thread::sleep(time::Duration::from_millis(5));
    }
    attempt()
}

/// New random state and the right time: what makes a clone another machine.
fn renew(entropy: [u8; 32], unix_time_ns: u64) -> Result<(), Problem> {
    let random = OpenOptions::new().write(true).open("/dev/random")?;
    entropy_ioctls::add(&random, &entropy)?;
    let now = rustix::time::Timespec {
        tv_sec: (unix_time_ns / 1_000_000_000) as i64,
        tv_nsec: (unix_time_ns % 1_000_000_000) as i64,
    };
    rustix::time::clock_settime(rustix::time::ClockId::Realtime, now)?;
    Ok(())
}

/// The two requests of random(4) that make the kernel take new entropy at once.
mod entropy_ioctls {
    use std::fs::File;
    use std::io;

    use rustix::ioctl::{NoArg, Setter, ioctl, opcode};

    #[repr(C)]
    struct PoolInfo {
        entropy_bits: i32,
        size: i32,
        bytes: [u8; 32],
    }

    const ADD_ENTROPY: u32 = opcode::write::<[i32; 2]>(b'R', 0x03);
    const RESEED: u32 = opcode::none(b'R', 0x07);

    pub fn add(random: &File, entropy: &[u8; 32]) -> io::Result<()> {
        let info = PoolInfo { entropy_bits: 256, size: 32, bytes: *entropy };
        // SAFETY: RNDADDENTROPY reads two ints and `size` bytes, which `PoolInfo` holds.
        unsafe { ioctl(random, Setter::<ADD_ENTROPY, PoolInfo>::new(info)) }?;
        // SAFETY: RNDRESEEDCRNG takes no argument.
        unsafe { ioctl(random, NoArg::<RESEED>::new()) }?;
        Ok(())
    }
}
